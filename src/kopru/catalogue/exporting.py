"""An edition as others take it over: MARC 21 and Dublin Core of the merged description. Pure.

Written so that whoever reads it with `protocols.marc.describe` gets the same facts, and
so makes the same clusters of them. Names whose sort is not known stand in 100 and 700.
The crosswalk to Dublin Core follows the Library of Congress (MARC to Dublin Core, 2008).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kopru.catalogue.matching import Features
from kopru.catalogue.numbers import is_isbn, number_of
from kopru.catalogue.records.described import Facts
from kopru.protocols.marc import Field, MarcRecord

#: leader/06 and /07 by kind of material (protocols/marc/material.py, the other way round)
_TYPES = {
    "book": "am", "article": "aa", "journal": "as", "thesis": "am", "map": "em", "music": "cm",
    "video": "gm", "audio": "im", "image": "km", "software": "mm", "other": "om",
}  # fmt: skip
#: DCMI types by kind; what is none of them is text
_DCMI = {
    "map": "Image", "music": "Text", "video": "MovingImage", "audio": "Sound", "image": "StillImage",
    "software": "Software", "other": "PhysicalObject",
}  # fmt: skip
#: 008's form of item by carrier; print has none
_FORMS = {"online": "o", "micro": "a", "braille": "f", "large_print": "d", "disc": "q"}
#: what is said of an ISBN that does not number this very thing; the set, in the words of the land
_OTHER_ISBN = "takım ya da başka biçim"
#: kinds whose 008 codes the form of item six places later
_FORM_AT_29 = frozenset("efgkor")
#: an edition with more copies than this says only that they are there
MOST_COPIES = 400
_DATES = range(1000, 10_000)


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """A copy as strangers may know it: where it stands, never who has it."""

    library: str
    branch_code: str = ""
    location: str = ""
    call_number: str = ""
    note: str = ""


def as_marc(
    key: str, facts: Facts, copies: Sequence[PublicCopy], *, features: Features,
    changed_at: datetime | None = None,
) -> MarcRecord:  # fmt: skip
    """The edition `key` as a MARC 21 record, with a field 852 for each copy.

    `features` are those it is matched by: they know its carrier, and which of its numbers
    are its own.
    """
    type_ = _TYPES.get(facts.kind, "am")
    fields = [Field("001", value=key)]
    if changed_at is not None:
        fields.append(Field("005", value=changed_at.astimezone(UTC).strftime("%Y%m%d%H%M%S.0")))
    fields.append(Field("008", value=_fixed(facts, type_, features.form, changed_at)))
    fields += _numbers(facts, features)
    fields += _heading_and_title(facts)
    fields += _publication(facts)
    fields += _series(facts)
    fields += [_subject(text) for text in facts.subjects]
    fields += [_name("700", name) for name in facts.authors[1:]]
    fields += [_copy(copy) for copy in copies[:MOST_COPIES]]
    return MarcRecord(f"00000n{type_} a2200000 i 4500", tuple(fields))


def _fixed(facts: Facts, type_: str, form: str, changed_at: datetime | None) -> str:
    """Field 008: entered, dates, form, nature of contents, language."""
    entered = changed_at.strftime("%y%m%d") if changed_at else "000101"
    year = facts.year if facts.year in _DATES else None
    fixed = [*f"{entered}{'s' if year else 'n'}{year or 'uuuu'}    xx ", *" " * 22]
    carrier = "online" if facts.is_online else form
    fixed[29 if type_[0] in _FORM_AT_29 else 23] = _FORMS.get(carrier, " ")
    if facts.kind == "thesis":
        fixed[24] = "m"
    if type_ == "gm":
        fixed[33] = "v"
    fixed[35:] = f"{facts.language if len(facts.language) == 3 else 'und'} d"
    return "".join(fixed)


def _numbers(facts: Facts, features: Features) -> Iterator[Field]:
    others = set() if features.volumes else set(features.other_isbns) - set(features.isbns)
    for number in facts.isbns:
        is_other = number_of(number) in others
        yield _field("020", "  ", a=number, q=_OTHER_ISBN if is_other else "")
    for number in facts.issns:
        yield _field("022", "  ", a=number)


def _heading_and_title(facts: Facts) -> Iterator[Field]:
    if facts.authors:
        yield _name("100", facts.authors[0])
    parts = [*title_parts(facts.title, facts.volume)]
    parts += [("b", facts.subtitle), ("c", facts.responsibility)]
    said = tuple((code, text) for code, text in parts if text)
    if said:
        yield Field("245", f"{'1' if facts.authors else '0'}0", said)


def title_parts(title: str, volume: str) -> list[tuple[str, str]]:
    """Title proper, number and name of the part, as 245 $a $n $p holds them.

    Records say "Title. 2, Name"; the number is known, so what stands around it is found.
    """
    for numbers in ([volume], volume.split(", ")):
        parts = _parts(title, numbers) if volume else [("a", title)]
        if parts:
            return parts
    return [("a", title), ("n", volume)]


def _parts(title: str, numbers: Sequence[str]) -> list[tuple[str, str]]:
    """The title cut at these numbers of parts; empty where they do not stand in it like that."""
    parts: list[tuple[str, str]] = []
    rest, code = title, "a"
    for number in numbers:
        before, sep, rest = rest.partition(f". {number}")
        if not sep or (rest and not rest.startswith((", ", ". "))):
            return []
        if before or code == "a":
            parts.append((code, before))
        parts.append(("n", number))
        code, rest = "p", rest.removeprefix(", ")
    return [*parts, ("p", rest.removeprefix(". "))] if rest else parts


def _publication(facts: Facts) -> Iterator[Field]:
    if facts.edition_statement:
        yield _field("250", "  ", a=facts.edition_statement)
    year = facts.year_text or str(facts.year or "")
    if facts.place or facts.publisher or year:
        yield _field("264", " 1", a=facts.place, b=facts.publisher, c=year)
    if facts.pages:
        yield _field("300", "  ", a=facts.pages)


def _series(facts: Facts) -> Iterator[Field]:
    for text in facts.series:
        name, _, number = text.rpartition(" ; ")
        yield _field("490", "0 ", a=name, v=number) if name else _field("490", "0 ", a=text)


def _subject(text: str) -> Field:
    heading, *parts = text.split(" -- ")
    return Field("650", " 4", (("a", heading), *(("x", part) for part in parts if part)))


def _name(tag: str, name: str) -> Field:
    return _field(tag, f"{'1' if ', ' in name else '0'} ", a=name)


def _copy(copy: PublicCopy) -> Field:
    return _field(
        "852", "  ",
        a=copy.library, b=copy.branch_code, c=copy.location, h=copy.call_number, z=copy.note,
    )  # fmt: skip


def _field(tag: str, indicators: str, **subfields: str) -> Field:
    return Field(tag, indicators, tuple((code, text) for code, text in subfields.items() if text))


def as_dublin_core(facts: Facts, *, address: str) -> list[tuple[str, str]]:
    """The edition in the fifteen elements, as (name, text); `address` is its page here."""
    title = f"{facts.title} : {facts.subtitle}" if facts.subtitle else facts.title
    numbers = [f"urn:ISBN:{n}" if is_isbn(n) else n for n in facts.isbns]
    pairs = [
        ("title", title),
        *[("creator", name) for name in facts.authors[:1]],
        *[("contributor", name) for name in facts.authors[1:]],
        *[("subject", text) for text in facts.subjects],
        ("publisher", ", ".join(part for part in (facts.place, facts.publisher) if part)),
        ("date", str(facts.year or facts.year_text)),
        ("type", _DCMI.get(facts.kind, "Text")),
        ("type", facts.kind),
        ("format", facts.pages),
        ("identifier", address),
        *[("identifier", number) for number in numbers],
        *[("identifier", f"urn:ISSN:{number}") for number in facts.issns],
        ("language", facts.language),
        *[("relation", text) for text in facts.series],
    ]
    return [(name, text) for name, text in pairs if text]
