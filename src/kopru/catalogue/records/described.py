"""What the catalogue knows of a record and its copies, whatever they were written in. Pure."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any, NamedTuple

#: fields that are lists: what several records say is put together
_LISTS = ("isbns", "issns", "subjects", "series", "work_titles")
#: how many subjects or series an edition keeps; the rest is repetition
_LONGEST_LIST = 60


class Copy(NamedTuple):
    """One copy, or `copies` alike, as a record describes them. Empty means not said."""

    branch_code: str = ""
    location: str = ""
    call_number: str = ""
    barcode: str = ""
    copies: int = 1
    #: one of HoldingStatus
    status: str = "unknown"
    due_back: date | None = None
    note: str = ""


class Facts(NamedTuple):
    """One record's description of an edition. Text NFC as catalogued, empty when not said.

    `isbns` holds 13 digits where valid, otherwise the number as typed; `isbn_qualifiers`
    says of each, at the same place, what it numbers ("set", "1. c.", "ciltli"), as far as
    said. `work_titles` are uniform and original titles. `form` is "" for print, else
    "online", "micro", "braille", "large_print" or "disc". `coded_years` are those of
    008/07-14 that tell when this edition came out.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    responsibility: str = ""
    publisher: str = ""
    place: str = ""
    year: int | None = None
    year_text: str = ""
    edition_statement: str = ""
    volume: str = ""
    pages: str = ""
    kind: str = ""
    language: str = ""
    is_online: bool = False
    isbns: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    isbn_qualifiers: tuple[str, ...] = ()
    work_titles: tuple[str, ...] = ()
    original_language: str = ""
    form: str = ""
    coded_years: tuple[int, ...] = ()

    def with_more(self, other: "Facts") -> "Facts":
        """These facts, completed by another record of the same edition.

        What is said stays, unless it is said in capitals only and the other record knows
        better; what is not said is taken over; lists are put together. So the first
        record gives the edition its face, and the order of records decides.
        """
        more: dict[str, Any] = {}
        for name in _SINGLE:
            mine, theirs = getattr(self, name), getattr(other, name)
            if theirs and (not mine or _shouts(mine, theirs)):
                more[name] = theirs
        for name in _LISTS:
            mine, theirs = getattr(self, name), getattr(other, name)
            if any(item not in mine for item in theirs):
                more[name] = tuple(dict.fromkeys(mine + theirs))[:_LONGEST_LIST]
        if self.isbn_qualifiers or other.isbn_qualifiers:
            said = other.qualified_isbns() | {n: q for n, q in self.qualified_isbns().items() if q}
            qualifiers = tuple(said.get(n, "") for n in more.get("isbns", self.isbns))
            if qualifiers != self.isbn_qualifiers:
                more["isbn_qualifiers"] = qualifiers
        return self._replace(**more) if more else self

    def qualified_isbns(self) -> dict[str, str]:
        """Each ISBN with what it is said to number, "" where nothing is said."""
        return dict(zip_longest(self.isbns, self.isbn_qualifiers[: len(self.isbns)], fillvalue=""))


def _shouts(mine: object, theirs: object) -> bool:
    """Typed in capitals throughout ("AŞK-I MEMNU"), while the other is not: the other is read better."""
    return (
        isinstance(mine, str)
        and isinstance(theirs, str)
        and len(mine) > 3
        and mine.isupper()
        and not theirs.isupper()
    )


#: what of two records one says: not lists, and not what two of one edition have in common
_SINGLE = tuple(
    name for name in Facts._fields if name not in {*_LISTS, "isbn_qualifiers", "is_online", "form"}
)


@dataclass(frozen=True, slots=True)
class Described:
    """A record that could be read: its number in its library, the edition and the copies.

    `flaws` are codes of `flaws.FLAWS`. Where `belongs_to` is set this is a record of copies
    only, which belong to the work whose record has that control number, be it there already
    or still to come; its facts are empty.
    """

    control_number: str
    is_deleted: bool
    facts: Facts
    copies: tuple[Copy, ...]
    flaws: tuple[str, ...] = ()
    belongs_to: str = ""
