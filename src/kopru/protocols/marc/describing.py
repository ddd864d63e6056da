"""A MARC 21 record as a catalogue needs it: the facts, without the punctuation."""

import re
from typing import NamedTuple

from .holdings import HoldingData, holdings
from .material import Form, Kind, form_of, kind
from .records import Field, MarcRecord
from .standard_numbers import isbn_in, issns, other_isbns
from .words import clean, trim
from .works import work_titles

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
#: printing begins, and Hijri and Rumi years (to 1448 in 2026) end, below; Buddhist and
#: Hebrew years lie above
_GREGORIAN = range(1450, 2101)
_QUALIFIER = re.compile(r"\(([^)]*)\)")
_NO_LANGUAGE = {"und", "zxx", "mis"}
_SUBJECT_TAGS = ("600", "610", "611", "630", "648", "650", "651", "653")
_SUBDIVISIONS = "vxyz"
#: leader/06: authority, classification, community information, four of holdings
_NOT_BIBLIOGRAPHIC = frozenset("zwquvxy")
_Fields = dict[str, list[Field]]


class Description(NamedTuple):
    """What a record says of a work. Text is NFC as catalogued; "" and () are not said.

    `isbns` are valid and of 13 digits, `isbn_qualifiers` says of each what it numbers
    ("set", "2. cilt", "ciltli"), `other_isbns` are cancelled or of other forms (020 $z).
    `is_bibliographic` is False for authority, holdings and other records by leader/06.
    `year` is Gregorian, `year_text` as printed; `coded_years` are those of 008 that tell
    when this came out. `volume` is the part's number in 245 $n. `work_titles` are uniform
    and original titles (130, 240, 246 and 500 where they say so, 534, 765).
    """

    control_number: str = ""
    title: str = ""
    subtitle: str = ""
    responsibility: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: int | None = None
    year_text: str = ""
    edition: str = ""
    volume: str = ""
    isbns: tuple[str, ...] = ()
    isbn_qualifiers: tuple[str, ...] = ()
    other_isbns: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    language: str = ""
    kind: Kind = Kind.BOOK
    online: bool = False
    form: Form = Form.PRINT
    original_language: str = ""
    work_titles: tuple[str, ...] = ()
    coded_years: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    pages: str = ""
    is_deleted: bool = False
    is_bibliographic: bool = True
    holdings: tuple[HoldingData, ...] = ()


def describe(record: MarcRecord) -> Description:
    """The description of a bibliographic record in MARC 21."""
    fields: _Fields = {}
    for field in record.fields:
        if field.tag in fields:
            fields[field.tag].append(field)
        else:
            fields[field.tag] = [field]
    title = _first(fields, "245")
    imprint = _imprint(fields)
    numbers = _isbns(fields)
    year_text = trim(_said(imprint, "c"))
    fixed = _first(fields, "008").value
    form = form_of(record, fields)
    return Description(
        control_number=clean(_first(fields, "001").value),
        title=_title(title),
        subtitle=trim(" ".join(title.values("b"))),
        responsibility=trim(" ".join(title.values("c"))),
        authors=_authors(fields),
        publisher=trim(_said(imprint, "b")),
        place=_unbracketed(trim(_said(imprint, "a"))),
        year=_gregorian(year_text) or _gregorian(fixed[7:11]),
        year_text=year_text,
        edition=trim(" ".join(_first(fields, "250").values("ab")), short_word=5),
        volume=", ".join(trim(part) for part in title.values("n")),
        isbns=tuple(numbers),
        isbn_qualifiers=tuple(numbers.values()),
        other_isbns=other_isbns(fields.get("020", ()), numbers),
        issns=issns(fields.get("022", ())),
        language=_language(fields),
        kind=kind(record, fields),
        online=form is Form.ONLINE,
        form=form,
        original_language=_first(fields, "041").get("h")[:3].lower(),
        work_titles=work_titles(fields),
        coded_years=_coded_years(fixed),
        subjects=_subjects(fields),
        series=_series(fields),
        pages=trim(_first(fields, "300").get("a").rstrip(" +")),
        is_deleted=record.leader[5:6] == "d",
        is_bibliographic=record.leader[6:7] not in _NOT_BIBLIOGRAPHIC,
        holdings=holdings(fields),
    )


_NOTHING = Field("")


def _first(fields: _Fields, tag: str) -> Field:
    found = fields.get(tag)
    return found[0] if found else _NOTHING


def _title(title: Field) -> str:
    """245 $a $n $p, or $k (form) of archival records; "Title. Part 2, Name"."""
    text = ""
    before = ""
    for code, value in title.subfields:
        if code in "anpk":
            part = trim(value)
            if text and part:
                text += ", " if before == "n" and code == "p" else ". "
            text += part
            before = code
    return text


def _authors(fields: _Fields) -> tuple[str, ...]:
    """Main and added entries; those with a title ($t) name another work."""
    names: dict[str, None] = {}
    for tag, codes in (
        ("100", "abcq"), ("110", "ab"), ("111", "an"),
        ("700", "abcq"), ("710", "ab"), ("711", "an"),
    ):  # fmt: skip
        for field in fields.get(tag, ()):
            name = trim(" ".join(field.values(codes)))
            if name and not field.get("t"):
                names[name] = None
    return tuple(names)


def _imprint(fields: _Fields) -> list[Field]:
    """264 of publication, then 260, then any 264 (production, distribution, copyright)."""
    statements = fields.get("264", [])
    published = [field for field in statements if field.indicators[1:2] == "1"]
    return [*published, *fields.get("260", ()), *statements]


def _said(statements: list[Field], code: str) -> str:
    """What the first of the statements that speaks of it says."""
    return next((text for field in statements if (text := field.get(code))), "")


def _gregorian(text: str) -> int | None:
    for found in _YEAR.finditer(text):
        if (year := int(found.group())) in _GREGORIAN:
            return year
    return None


def _coded_years(fixed: str) -> tuple[int, ...]:
    """The first date of 008; the second too where it is the copyright's (t) or publication's (r no)."""
    texts = (fixed[7:11], fixed[11:15]) if fixed[6:7] == "t" else (fixed[7:11],)
    years = [int(text) for text in texts if text.isdecimal() and int(text) in _GREGORIAN]
    return tuple(years)


def _unbracketed(place: str) -> str:
    whole = place.startswith("[") and place.endswith("]") and place.count("[") == 1
    return place[1:-1] if whole else place


def _isbns(fields: _Fields) -> dict[str, str]:
    """Valid ISBNs with their qualifiers, from $q or in brackets behind the number."""
    found: dict[str, str] = {}
    for field in fields.get("020", ()):
        for text in field.values("a"):
            number = isbn_in(text)
            if number and number not in found:
                said = [*field.values("q"), *_QUALIFIER.findall(text)]
                found[number] = "; ".join(clean(part).strip("() :;") for part in said)
    return found


def _language(fields: _Fields) -> str:
    coded = [_first(fields, "008").value[35:38], _first(fields, "041").get("a")[:3]]
    for code in coded:
        code = code.lower()
        if len(code) == 3 and code.isalpha() and code not in _NO_LANGUAGE:
            return code
    return ""


def _subjects(fields: _Fields) -> tuple[str, ...]:
    """Subject headings with their subdivisions: "İstanbul -- Tarih -- 19. yüzyıl"."""
    found: dict[str, None] = {}
    for tag in _SUBJECT_TAGS:
        for field in fields.get(tag, ()):
            heading = trim(" ".join(field.values("abcdt")))
            for part in field.values(_SUBDIVISIONS):
                heading = f"{heading} -- {trim(part)}" if heading else trim(part)
            found[heading.removesuffix(" -- ")] = None
    found.pop("", None)
    return tuple(found)


def _series(fields: _Fields) -> tuple[str, ...]:
    """Series as printed (490, 440), else as traced (830): "Name ; 12"."""
    statements = [*fields.get("490", ()), *fields.get("440", ())] or fields.get("830", [])
    found: dict[str, None] = {}
    for field in statements:
        name = trim(" ".join(field.values("anp")))
        number = trim(field.get("v"))
        found[" ; ".join(part for part in (name, number) if part)] = None
    found.pop("", None)
    return tuple(found)
