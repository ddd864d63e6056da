"""A MARC 21 record as values, and the reasons why bytes are no record."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Reason(StrEnum):
    """Why a record could not be read; stands with it in quarantine."""

    #: fewer than 24 characters, or characters that no leader holds
    BAD_LEADER = "bad_leader"
    #: leader/12-16 does not point behind the directory
    BAD_BASE_ADDRESS = "bad_base_address"
    #: the directory does not fit the fields that follow it
    BAD_DIRECTORY = "bad_directory"
    #: a record without any field
    NO_FIELDS = "no_fields"
    #: bytes that are no text in the encoding they must be in: another, undeclared code page
    ENCODING = "encoding"
    #: UTF-8 with damaged places
    BROKEN_UTF8 = "broken_utf8"
    #: MARC-8 with escapes, and with places that no character set has
    BROKEN_MARC8 = "broken_marc8"
    #: a field of an XML record without its tag or a subfield without its code
    BAD_FIELD = "bad_field"
    #: not well-formed XML; nothing after this point can be read
    BROKEN_XML = "broken_xml"
    #: an XML file with a DTD, or a record too large to hold
    REFUSED_XML = "refused_xml"


class Repair(StrEnum):
    """What was wrong with a record that could be read all the same."""

    #: leader/00-04 is not the record's length; its terminator was trusted
    RECORD_LENGTH = "record_length"
    #: leader/12-16 is wrong; the directory's own end was found
    BASE_ADDRESS = "base_address"
    #: a field's length in the directory is wrong; its terminator was trusted
    FIELD_LENGTH = "field_length"
    #: the directory's positions are wrong; fields were taken in their order
    DIRECTORY = "directory"
    #: a field terminator inside a field; a blank stands for it
    STRAY_TERMINATOR = "stray_terminator"
    #: fields that the directory does not list; left out
    UNLISTED_FIELDS = "unlisted_fields"
    #: a data field without its two indicators; blanks stand for them
    INDICATORS = "indicators"
    #: text between indicators and first subfield; kept under the code " "
    TEXT_BEFORE_SUBFIELD = "text_before_subfield"
    #: a data field without subfields; kept as plain text
    NO_SUBFIELDS = "no_subfields"
    #: leader/09 names another encoding than the bytes are in
    ENCODING = "encoding"
    #: a leader with control characters, or in XML not 24 long; blanked, padded or cut
    LEADER = "leader"


class Unreadable(Exception):
    """Bytes that are no MARC record: the reason as a code, in words, and the bytes.

    `place` is where in the bytes it goes wrong; -1 where no one place does.
    """

    def __init__(self, reason: Reason, words: str, data: bytes = b"", *, place: int = -1) -> None:
        super().__init__(f"{reason}: {words}")
        self.reason = reason
        self.words = words
        self.data = data
        self.place = place


class Field:
    """One field. A control field has `value` only; a data field indicators and subfields.

    A subfield is kept as one text, its code and what follows, as ISO 2709 has it: most of
    a record's subfields are never asked for, and to take each apart is dear.
    """

    __slots__ = ("_parts", "indicators", "tag", "value")

    def __init__(
        self,
        tag: str,
        indicators: str = "",
        subfields: Iterable[tuple[str, str]] = (),
        value: str = "",
    ) -> None:
        """`subfields` are (code of one character, text)."""
        self.tag = tag
        self.indicators = indicators
        self.value = value
        self._parts = [code + text for code, text in subfields]

    @classmethod
    def of_parts(cls, tag: str, indicators: str, parts: list[str]) -> Self:
        """A data field of subfields that are code and text in one."""
        field = cls.__new__(cls)
        field.tag, field.indicators, field.value, field._parts = tag, indicators, "", parts
        return field

    @property
    def subfields(self) -> tuple[tuple[str, str], ...]:
        """(code, text) of each subfield, in the field's order."""
        return tuple((part[0], part[1:]) for part in self._parts)

    def get(self, codes: str) -> str:
        """The first subfield under any of `codes`, or ""."""
        for part in self._parts:
            if part[0] in codes:
                return part[1:]
        return ""

    def values(self, codes: str) -> list[str]:
        """All subfields under any of `codes`, in the field's order."""
        return [part[1:] for part in self._parts if part[0] in codes]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Field) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self.tag, self.indicators, self.value))

    def __repr__(self) -> str:
        return f"Field({self.tag!r}, {self.indicators!r}, {self.subfields!r}, {self.value!r})"

    def _all(self) -> tuple[str, str, list[str], str]:
        return self.tag, self.indicators, self._parts, self.value


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """A record as it was catalogued: 24 characters of leader, fields in their order.

    `encoding` is what the bytes were in ("ascii", "utf-8", "marc-8" or a code page),
    `repairs` what had to be put right on reading.
    """

    leader: str
    fields: tuple[Field, ...]
    encoding: str = "utf-8"
    repairs: tuple[Repair, ...] = ()

    def control(self, tag: str) -> str:
        """The value of the first control field `tag`, or ""."""
        for field in self.fields:
            if field.tag == tag:
                return field.value
        return ""

    def all(self, *tags: str) -> list[Field]:
        """All fields under `tags`, in the record's order."""
        return [field for field in self.fields if field.tag in tags]

    def first(self, tag: str, codes: str) -> str:
        """The first field `tag`'s subfields `codes`, joined by blanks, or ""."""
        for field in self.fields:
            if field.tag == tag:
                return " ".join(field.values(codes))
        return ""


def checked_fields(tagged: Iterable[tuple[str, str]], repairs: set[Repair]) -> tuple[Field, ...]:
    """Fields from (tag, text) where text is what ISO 2709 holds between two terminators."""
    fields: list[Field] = []
    for tag, text in tagged:
        if tag[:2] == "00":
            fields.append(Field(tag, "", (), text))
            continue
        parts = text.split("\x1f")
        indicators = parts.pop(0)
        if len(indicators) != 2 or not parts:
            fields.append(_mended(tag, indicators, parts, repairs))
        else:
            if "" in parts:
                parts = [part for part in parts if part]
            fields.append(Field.of_parts(tag, indicators, parts))
    return tuple(fields)


def _mended(tag: str, before: str, parts: list[str], repairs: set[Repair]) -> Field:
    """A data field that is not two indicators and then subfields, with nothing lost."""
    if not parts:
        repairs.add(Repair.NO_SUBFIELDS)
        return Field(tag, "", (), before)
    whole = [part for part in parts if part]
    if len(before) < 2:
        repairs.add(Repair.INDICATORS)
        return Field.of_parts(tag, before.ljust(2), whole)
    repairs.add(Repair.TEXT_BEFORE_SUBFIELD)
    return Field.of_parts(tag, before[:2], [f" {before[2:]}", *whole])
