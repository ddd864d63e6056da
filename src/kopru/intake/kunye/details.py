"""The small parts of a citation: year, pages, volume, issue, edition, translator, degree.

One table of patterns serves two questions: is this whole piece such a part, and
where in a longer text does one stand?
"""

import re
from dataclasses import dataclass

from kopru.common.text import lower
from kopru.intake.kunye.draft import Draft
from kopru.intake.kunye.flat import flat, tidy
from kopru.intake.kunye.names import split_authors
from kopru.intake.kunye.vocabulary import is_place, is_publisher

_NAME_WORD = r"(?:(?:[^\W\d_]\.\s?-?)++[^\W\d_'-]*|[^\W\d_][^\W\d_.'-]+(?:[-'][^\W\d_]+)*)"
_NAMES = rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}(?:\s*(?:&|,| ve | and )\s*{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}})*"
_RANGE = r"[a-z]?\d+(?:\s*[-–]\s*[a-z]?\d+)?"
YEAR = r"(?:1[4-9]\d\d|20[0-4]\d)"
_MONTHS = (
    "ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik|bahar|guz|yaz|kis"
    "|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|fall|winter"
    "|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"
)


@dataclass(frozen=True, slots=True)
class Part:
    """How one field is written; group "v" (or all of it) is the value."""

    field: str
    pattern: str
    sure: float = 0.92
    search: bool = True


PARTS = (
    Part(
        "translator",
        rf"\(?\s*(?:ceviren(?:ler)?|cevirmen|cev(?:\.|\b)(?:\s*ed\.?)?|translated by|trans\.|tr\.)\s*[.:]?\s*(?P<v>{_NAMES})\s*\)?",
        0.9,
    ),
    Part(
        "translator",
        rf"(?P<v>{_NAMES}),?\s*\(?(?:cev(?:iren(?:ler)?|\.)(?:\s*ed\.?)?|trans\.)\)?",
        0.88,
        search=False,
    ),
    Part(
        "translator",
        rf"(?P<v>{_NAMES})(?:'\w+)?\s+(?:cevirisi(?:yle)?|tercumesi)",
        0.85,
        search=False,
    ),
    Part(
        "edition",
        r"\(?(?P<v>(?:(?:genisletilmis|gozden gecirilmis|guncellenmis|yenilenmis|tipki)\s+)*(?:\d+\s*\.|ilk|birinci|ikinci|ucuncu)\s*(?:baski|basim|bas(?=\.)|bs(?=\.)|bsk|b(?=\.)|edisyon)\w*\.?)\)?",
    ),
    Part("edition", r"(?P<v>(?:baski|basim)\s*:?\s*\d+\b(?!\d))", 0.85, search=False),
    Part(
        "edition",
        r"\(?(?P<v>(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|rev(?:ised|\.)?)\s*ed(?:ition|n)?\b\.?)\)?",
    ),
    Part(
        "pages",
        rf"\(?\b(?:ss?|sf|sayfa(?:lar)?|syf|pp?|pages?)\s*[.:]?\s*(?P<v>{_RANGE})(?!\d)\)?\.?",
    ),
    Part("pages", r"(?P<v>\d{1,4})\s*(?:s|sf|sh|sayfa(?:dir|lik)?|syf|pages?|pp?)\b\.?"),
    Part(
        "pages",
        r"(?P<v>\d{1,5}\s*[-–]\s*\d{1,5})(?:\.?\s*(?:sayfalar(?:i)?|ss?)\b\.?)?(?:\s*arasi)?",
        0.85,
        search=False,
    ),
    Part(
        "volume",
        r"(?<!\d\.\s)(?<!\d\s)(?<!\d\.)\b(?:cilt|vol(?:ume)?|c)(?:\s*\.|\s*:|\s)?\s*(?:no\s*[:.]?\s*)?(?P<v>\d+|[ivxl]+)\b\.?(?!\s*(?:ve|ile|,)\s*\d+\.\s*cil)",
    ),
    Part(
        "volume",
        r"(?P<v>\d+|[ivx]+)(?:\s*\.\s*cil[td](?:i|ini|inin|in|ler)?|\s*cil(?:di|dini|dinin))\b",
    ),
    Part(
        "issue",
        r"(?<!\d\.\s)(?<!\d\s)(?<!\d\.)\b(?:sayi|sayisi|sy|issue|iss|no|nr|num)(?:\s*[.:]|\s)\s*(?P<v>\d+(?:\s*[-/]\s*\d+)?)\b",
    ),
    Part(
        "issue", r"(?P<v>\d+(?:\s*[-/]\s*\d+)?)\s*\.?\s*sayi(?:si|sini|sinin|nin|yi|lari|larini)?\b"
    ),
    Part(
        "year",
        rf"\(?\s*(?:(?:{_MONTHS})[\s./-]*(?:\d\d?)?,?\s*)?(?P<v>{YEAR})[a-z]?\s*(?:yili?|basimi?|baskisi?|tarihli)?\s*\)?\.?",
        0.92,
        search=False,
    ),
    Part(
        "degree",
        r"\(?\[?(?:yayi[mn]lan(?:ma)?mis|basilmamis|unpublished|published)?\s*(?P<v>doktora|yuksek\s+lisans|sanatta\s+yeterlik|tipta\s+uzmanlik|uzmanlik|phd|ph\.d\.|doctoral|master'?s?)\s*(?:tez(?:i|ini|inin)?|dissertation|thesis)\]?\)?\.?",
    ),
)
_LONGEST_PART = 120
_COMPILED = tuple(
    (part, re.compile(part.pattern), re.compile(rf"\s*{part.pattern}\s*")) for part in PARTS
)
_VOL_ISSUE = re.compile(
    r"(?<![\d-])(?P<volume>\d{1,4})\s*(?:\((?P<issue>[\w -]{1,14}?)\)|/\s*(?P<issue2>\d{1,3}(?:-\d+)?)(?!\d))(?=\W|$)"
)
_LOOSE_YEAR = re.compile(
    rf"(?<![\d/-])(?:(?:{_MONTHS})\s+)?(?P<v>{YEAR})(?:\s*yil\w*)?(?![\d/]|-\d)"
)
_DEGREES = {
    "phd": "doktora",
    "ph.d.": "doktora",
    "doctoral": "doktora",
    "master": "yüksek lisans",
    "masters": "yüksek lisans",
    "master's": "yüksek lisans",
}
_UNIVERSITY = re.compile(r"\b(?:universite(?:si)?|university|enstitusu|institute|akademisi)\b")
_PUBLISHER_YEAR = re.compile(rf"^(?P<name>.+?)[\s,:(]+(?P<year>{YEAR})\)?\s*\.?$")


def match_part(text: str) -> list[tuple[str, str, float]]:
    """(field, value, sureness) for a piece that is nothing but one small part; else none."""
    plain = flat(text).strip()
    if len(plain) > _LONGEST_PART:
        return []
    offset = len(text) - len(text.lstrip())
    for part, _, whole in _COMPILED:
        match = whole.fullmatch(plain)
        if match:
            start, end = match.span("v")
            return [
                (part.field, _value(part.field, text[offset + start : offset + end]), part.sure)
            ]
    match = _VOL_ISSUE.fullmatch(plain)
    if match:
        issue = match["issue"] or match["issue2"]
        return [("volume", match["volume"], 0.9), ("issue", issue, 0.9)]
    return []


def match_imprint(text: str) -> list[tuple[str, str, float]]:
    """Publisher, place and year of a piece such as "İstanbul: Can, 2019" or "YKY 2019"."""
    text = text.strip(" ,;.()") + (
        "." if text.rstrip(" ,;()").endswith(("Yay.", "yay.", "Ltd.", "Inc.")) else ""
    )
    match = _PUBLISHER_YEAR.match(flat(text))
    if match:
        inner = match_imprint(text[: match.end("name")])
        return [*inner, ("year", match["year"], 0.92)] if inner else []
    if is_place(text):
        return [("place", text.strip(" .:,"), 0.92)]
    place, colon, name = text.partition(":")
    if colon and is_place(place):
        return (
            [("place", place.strip(), 0.95), ("publisher", name.strip(), 0.92)]
            if name.strip()
            else []
        )
    if is_publisher(text):
        return [("publisher", re.sub(r"['’]\w{1,6}$", "", text), 0.9)]
    return _place_beside(text)


def _place_beside(text: str) -> list[tuple[str, str, float]]:
    """ "Nobel Yayın, Ankara" or "Ankara Nobel Yayın": a place beside a publisher."""
    words = text.replace(",", " ").split()
    for place, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
        name = " ".join(rest)
        if rest and is_place(" ".join(place)) and is_publisher(name) and " " in name:
            return [("place", place[0], 0.88), ("publisher", name, 0.88)]
    return []


def match_university(text: str) -> bool:
    """Whether a piece names a university or one of its institutes."""
    return bool(_UNIVERSITY.search(flat(text)))


def cut_parts(text: str, draft: Draft, only: tuple[str, ...] = ()) -> str:
    """Move the small parts found in `text` to `draft`; give back what remains.

    `only` limits the fields looked for; none means all.
    """
    if not only or "volume" in only:
        text = _cut_volume_issue(text, draft)
    for part, pattern, _ in _COMPILED:
        if not part.search or (only and part.field not in only) or draft.has(part.field):
            continue
        match = pattern.search(flat(text))
        if match:
            draft.put(part.field, _value(part.field, text[slice(*match.span("v"))]), part.sure)
            text = f"{text[: match.start()]} , {text[match.end() :]}"
    if (not only or "year" in only) and not draft.has("year"):
        text = _cut_year(text, draft)
    return tidy(text)


def _cut_volume_issue(text: str, draft: Draft) -> str:
    match = _VOL_ISSUE.search(flat(text))
    if not match or draft.has("volume"):
        return text
    issue = match["issue"] or match["issue2"]
    if re.fullmatch(YEAR, issue):
        return text
    draft.put("volume", match["volume"], 0.92)
    draft.put(
        "issue",
        re.sub(
            r"^(?:no|say[ıi]|s)\W*",
            "",
            text[slice(*match.span("issue" if match["issue"] else "issue2"))],
        ),
        0.92,
    )
    return f"{text[: match.start()]} , {text[match.end() :]}"


def _cut_year(text: str, draft: Draft) -> str:
    found = list(_LOOSE_YEAR.finditer(flat(text)))
    if not found:
        return text
    match = found[-1]
    draft.put("year", match["v"], 0.88)
    return f"{text[: match.start()]} , {text[match.end() :]}"


def _value(name: str, text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ,;:")
    if name == "translator":
        return split_authors(text.rstrip("."))
    if name == "pages":
        return re.sub(r"\s*[-–]\s*", "-", text)
    if name == "degree":
        return _DEGREES.get(flat(text), lower(text))
    if name == "edition":
        return text.strip("()")
    return text.strip(" .") if name in ("volume", "issue", "year") else text
