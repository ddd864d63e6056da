"""A bibliographic record in UNIMARC as a catalogue needs it: the same facts as from MARC 21.

Fields: UNIMARC Manual, Bibliographic Format (IFLA, 3rd edition with updates to 2021), with
what RUSMARC (899), CMARC (805) and French union catalogues (930, 955, 995) put beside it.
"""

import re

from .describing import Description
from .material import Form, Kind
from .records import Field, MarcRecord
from .standard_numbers import isbn_in, issns, other_isbns
from .unimarc_holdings import unimarc_holdings
from .words import clean, trim

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_GREGORIAN = range(1450, 2101)
_DATED = re.compile(r"\d{8}")
#: a title that only says which part it is: "[Вып. 2]", "Cilt 3", "Tome premier", "T. 18"
_ONLY_A_PART = re.compile(
    r"\[?(?:\w{1,6}\.|cilt|tome?|tomo|band|vol(?:ume)?|част\w*|том)\s*\[?[\w.]+\]?\s*$", re.I
)
_NO_LANGUAGE = {"und", "zxx", "mis"}
#: leader/06 (UNIMARC manual): text, then what MARC 21 codes otherwise
_BY_TYPE = {
    "c": Kind.MUSIC, "d": Kind.MUSIC, "e": Kind.MAP, "f": Kind.MAP, "g": Kind.VIDEO,
    "i": Kind.AUDIO, "j": Kind.AUDIO, "k": Kind.IMAGE, "l": Kind.SOFTWARE, "m": Kind.OTHER,
    "r": Kind.OTHER,
}  # fmt: skip
#: 106 $a
_FORMS = {"d": Form.LARGE_PRINT, "f": Form.BRAILLE, "g": Form.MICRO, "t": Form.MICRO}
_BY_LEVEL = {"a": Kind.ARTICLE, "s": Kind.JOURNAL, "i": Kind.JOURNAL}
_NOTHING = Field("")
_Fields = dict[str, list[Field]]


def is_unimarc(record: MarcRecord) -> bool:
    """Whether a record that does not say so is UNIMARC: a title in 200 and none in 245, and
    coded data in 100, which begin with the date of entry. MARC 21 has no 200, and a name in 100.
    """
    title = coded = False
    for field in record.fields:
        if field.tag == "245":
            return False
        title = title or (field.tag == "200" and bool(field.get("a")))
        coded = coded or (field.tag == "100" and bool(_DATED.match(field.get("a"))))
    return title and coded


def describe_unimarc(record: MarcRecord) -> Description:
    """The description of a bibliographic record in UNIMARC."""
    fields: _Fields = {}
    for field in record.fields:
        fields.setdefault(field.tag, []).append(field)
    title, volume, responsibility = _title(fields)
    statements = _imprint(fields)
    numbers = _isbns(fields)
    coded = _first(fields, "100").get("a")
    year_text = trim(_said(statements, "d"))
    form = _form(record, fields)
    return Description(
        control_number=clean(_first(fields, "001").value),
        title=title,
        subtitle=trim(" : ".join(map(trim, _first(fields, "200").values("e")))),
        responsibility=responsibility,
        authors=_authors(fields),
        publisher=trim(_said(statements, "c")),
        place=trim(_said(statements, "a")),
        year=_gregorian(year_text) or _gregorian(coded[9:13]),
        year_text=year_text,
        edition=trim(" ".join(_first(fields, "205").values("ab")), short_word=5),
        volume=volume,
        isbns=tuple(numbers),
        isbn_qualifiers=tuple(numbers.values()),
        other_isbns=other_isbns(fields.get("010", ()), numbers),
        issns=issns(fields.get("011", ())),
        language=_language(fields),
        kind=_kind(record, fields),
        online=form is Form.ONLINE,
        form=form,
        original_language=_first(fields, "101").get("c")[:3].lower(),
        work_titles=_work_titles(fields),
        coded_years=_coded_years(coded),
        subjects=_subjects(fields),
        series=_series(fields),
        pages=trim(_first(fields, "215").get("a").rstrip(" +")),
        is_deleted=record.leader[5:6] == "d",
        # authority records of UNIMARC are of the types x, y and z
        is_bibliographic=record.leader[6:7] not in "xyz",
        holdings=unimarc_holdings(fields),
    )


def _first(fields: _Fields, tag: str) -> Field:
    found = fields.get(tag)
    return found[0] if found else _NOTHING


def _title(fields: _Fields) -> tuple[str, str, str]:
    """Title with its parts, which volume it is, and the statement of responsibility.

    A record of one volume often has only "[Vol. 2]" for a title; the set's is in 461.
    """
    field = _first(fields, "200")
    names = " ; ".join(text for part in field.values("a") if (text := trim(part)))
    volume = ", ".join(text for part in field.values("h") if (text := trim(part)))
    parts = [names]
    before = ""
    for code, value in field.subfields:
        if code in "hi" and (part := trim(value)):
            parts.append((", " if before == "h" and code == "i" else ". ") + part)
            before = code
    title = "".join(parts).removeprefix(". ")
    whole = _linked(_first(fields, "461"))
    set_title, number = trim(whole.get("a")), trim(whole.get("v")).strip("[]")
    if set_title and (not title or _ONLY_A_PART.match(title)):
        volume = number or title.strip("[]")
        title = f"{set_title}. {volume}" if volume else set_title
    said = [text for part in field.values("fg") if (text := trim(part))]
    return title, volume or number, " ; ".join(said)


def _linked(field: Field) -> Field:
    """The title of a linking field (4xx) as $a with $v: embedded as a whole field in $1
    ("2001 " and then its subfields), or in $t."""
    inside = False
    found: list[tuple[str, str]] = []
    for code, value in field.subfields:
        if code == "1":
            inside = value[:3] == "200"
        elif inside or code == "v":
            found.append((code, value))
        elif code == "t":
            found.append(("a", value))
    return Field(field.tag, "", tuple(found))


def _authors(fields: _Fields) -> tuple[str, ...]:
    """Persons "entry, forenames" ($a, $g in full or $b), bodies and families."""
    names: dict[str, None] = {}
    for tag in ("700", "701", "702", "710", "711", "712", "720", "721", "722"):
        for field in fields.get(tag, ()):
            entry = trim(field.get("a"))
            if tag < "710":
                rest = trim(field.get("g") or field.get("b")).lstrip(", ")
                number = trim(field.get("d"))
                entry = ", ".join(part for part in (entry, rest) if part)
                entry = f"{entry} {number}".strip()
            else:
                entry = ". ".join([entry, *map(trim, field.values("b"))]).strip(". ")
            if entry:
                names[entry] = None
    return tuple(names)


def _imprint(fields: _Fields) -> list[Field]:
    """214 of publication (second indicator 0), then 210, then any 214."""
    statements = fields.get("214", [])
    published = [field for field in statements if field.indicators[1:2] == "0"]
    return [*published, *fields.get("210", ()), *statements]


def _said(statements: list[Field], code: str) -> str:
    return next((text for field in statements if (text := field.get(code))), "")


def _gregorian(text: str) -> int | None:
    for found in _YEAR.finditer(text):
        if (year := int(found.group())) in _GREGORIAN:
            return year
    return None


def _isbns(fields: _Fields) -> dict[str, str]:
    """Valid ISBNs with their qualifiers ($b, or in brackets behind the number)."""
    found: dict[str, str] = {}
    for field in fields.get("010", ()):
        for text in field.values("a"):
            number = isbn_in(text)
            if number and number not in found:
                found[number] = "; ".join(clean(part).strip("() :;") for part in field.values("b"))
    return found


def _language(fields: _Fields) -> str:
    code = _first(fields, "101").get("a")[:3].lower()
    return code if len(code) == 3 and code.isalpha() and code not in _NO_LANGUAGE else ""


def _kind(record: MarcRecord, fields: _Fields) -> Kind:
    """Leader/06 and /07; a thesis by its note (328) or its code (105 $a/4-7)."""
    type_, level = record.leader[6:7], record.leader[7:8]
    if type_ == "g" and _first(fields, "115").get("a")[:1] == "b":
        return Kind.IMAGE  # projected, but still: slides and the like
    if type_ in _BY_TYPE:
        return _BY_TYPE[type_]
    if level in _BY_LEVEL:
        return _BY_LEVEL[level]
    thesis = "328" in fields or "m" in _first(fields, "105").get("a")[4:8]
    return Kind.THESIS if thesis else Kind.BOOK


def _form(record: MarcRecord, fields: _Fields) -> Form:
    """The carrier: 135 $a/1 r (remote) or an electronic resource with an address (856) is
    online; else the form of item in 106 $a."""
    coded = _first(fields, "106").get("a")[:1]
    electronic = record.leader[6:7] == "l" or coded == "s"
    remote = any(field.get("a")[1:2] == "r" for field in fields.get("135", ()))
    if remote or (electronic and "856" in fields):
        return Form.ONLINE
    return Form.DISC if electronic else _FORMS.get(coded, Form.PRINT)


def _work_titles(fields: _Fields) -> tuple[str, ...]:
    """Uniform titles (500) and the original of a translation (454)."""
    found = dict.fromkeys(trim(" ".join(field.values("ahi"))) for field in fields.get("500", ()))
    found.update(dict.fromkeys(trim(_linked(field).get("a")) for field in fields.get("454", ())))
    found.pop("", None)
    return tuple(found)


def _coded_years(coded: str) -> tuple[int, ...]:
    """Date 1 of 100 $a; date 2 too where it is the copyright's (type of date h)."""
    texts = (coded[9:13], coded[13:17]) if coded[8:9] == "h" else (coded[9:13],)
    years = [int(text) for text in texts if text.isdecimal()]
    return tuple(year for year in years if year in _GREGORIAN)


def _subjects(fields: _Fields) -> tuple[str, ...]:
    """Headings with their subdivisions, and each uncontrolled term of 610."""
    found: dict[str, None] = {}
    for tag in ("600", "601", "602", "604", "605", "606", "607", "608"):
        for field in fields.get(tag, ()):
            name = trim(field.get("a"))
            rest = trim(field.get("g") or field.get("b")).lstrip(", ") if tag < "606" else ""
            heading = ", ".join(part for part in (name, rest, trim(field.get("t"))) if part)
            parts = [heading, *(trim(part) for part in field.values("xyzj"))]
            found[" -- ".join(part for part in parts if part)] = None
    for field in fields.get("610", ()):
        found.update(dict.fromkeys(trim(term) for term in field.values("a")))
    found.pop("", None)
    return tuple(found)


def _series(fields: _Fields) -> tuple[str, ...]:
    """Series as printed (225), else as linked (410): "Name ; 12"."""
    found: dict[str, None] = {}
    for field in fields.get("225") or map(_linked, fields.get("410", ())):
        name = ". ".join(text for part in field.values("ahi") if (text := trim(part)))
        number = trim(field.get("v"))
        found[" ; ".join(part for part in (name, number) if part)] = None
    found.pop("", None)
    return tuple(found)
