"""Numbers and links in running text: ISBN, ISSN, DOI, thesis number, URL.

They are cut out first, so that their digits are never read as years or pages.
"""

import re
from dataclasses import dataclass, field

from kopru.common.identifiers import isbn13
from kopru.common.text import upper
from kopru.intake.kunye.draft import Draft
from kopru.intake.kunye.flat import find_all, flat

_LABELLED_ISBN = re.compile(
    r"\bi\.?s\.?b\.?n\.?(?:\s*-?\s*(?:10|13)(?=[\s:;)]))?(?:'\w{1,4})?\)?\s*(?:(?:no(?!t\b)|numarasi|numara|number|nr)[a-z]{0,4})?\s*[.:;#=-]*\s*"
    r"(?P<number>\d[\d -]{6,17}[\dx])(?![\d])"
)
_BARE_13 = re.compile(r"(?<![\d/.-])(?P<number>97[89](?:[ -]?\d){10})(?![\d/])")
_BARE_10 = re.compile(r"(?<![\d/.-])(?P<number>\d(?:[ -]?\d){8}[ -]?[\dx])(?![\d/a-z])")
_EMPTY_LABEL = re.compile(
    r"\bi\.?s\.?b\.?n\.?(?:\s*-?\s*1[03])?(?:'\w{1,4})?\s*(?:no|numarasi)?\s*[:;=]*(?=\s*(?:$|[,;.)]))"
)
_ISSN = re.compile(
    r"\b(?:[ep]-?)?issn\s*(?:no)?\s*[.:;#-]*\s*(?P<number>\d{4}\s*-?\s*\d{3}[\dx])\b"
)
_DOI = re.compile(
    r"(?:\bdoi\s*[:.]?\s*)?(?:https?://(?:dx\.)?doi\.org/|doi\.org/|\bdoi\s*[:.]?\s*)?(?P<number>\b10\.\d{4,9}/[^\s\"<>]+)"
)
_PUBMED = re.compile(r"\bpm(?:c)?id\s*:?\s*(?:pmc)?\d+[;.]?")
_THESIS = re.compile(
    r"\b(?:yok\s*)?(?:tez|thesis)\s*(?:merkezi\s*)?(?:no|numarasi|numara|num|number|id)(?:'?su|si)?\b\s*[.:;#=-]*\s*(?P<number>\d{3,7})\b"
)
_URL = re.compile(r"\b(?:https?:(?:\\?/){2}|www\.)[^\s<>\"]+")
_WITHDRAWN = re.compile(
    r"^\W*(?:(?:numarali|olan)\s+)*(?:yerine\b|degil\b|yanlis|hatali|not\b|is wrong)"
)
_WITHDRAWN_BEFORE = re.compile(r"\bnot\s+(?:isbn\W*)?$|\byanlis(?:likla)?\s+(?:isbn\W*)?$")
_TRAILING = ".,;:)]}>'\"…"

# Where a link itself says what kind of thing it shows.
_HOST_KINDS = (
    (re.compile(r"tez\.yok\.gov\.tr|/thesis|/tez[/-]|proquest.*dissert"), "thesis"),
    (
        re.compile(
            r"dergipark|/article|/makale|jstor\.org|sciencedirect|tandfonline|springer.*/article|trdizin|pubmed|doi\.org|mdpi|journals?\."
        ),
        "article",
    ),
)
_SLUG_NOISE = re.compile(
    r"^(?:p|pr|prod|product|urun|kitap|kitaplar|book|books|dp|tr|en|tanim|default|index|detay|show|title|work|isbn|gp|pub|issue|article|makale|download|ref.*|b0\w+)$"
)


@dataclass
class Found:
    """What identifiers a text holds, and the text without them."""

    rest: str
    draft: Draft = field(default_factory=Draft)
    withdrawn: list[str] = field(default_factory=list)


def cut_identifiers(text: str) -> Found:
    """The identifiers of `text` as a draft, and what remains of the text.

    Of several ISBN the first that is not taken back ("X değil Y") is the wanted
    one and the others are other editions.
    """
    found = Found(text)
    _cut_one(found, _THESIS, "thesis_number", 0.97)
    _cut_doi(found)
    _cut_links(found)
    _cut_one(found, _ISSN, "issn", 0.95)
    found.rest = _blank_all(found.rest, _PUBMED)
    _cut_isbns(found)
    return found


def _cut_one(found: Found, pattern: re.Pattern[str], name: str, sure: float) -> None:
    for match in find_all(pattern, found.rest):
        number = re.sub(r"\s", "", found.rest[slice(*match.span("number"))])
        found.draft.put(name, upper(number), sure)
    found.rest = _blank_all(found.rest, pattern)


def _cut_doi(found: Found) -> None:
    for match in reversed(list(find_all(_DOI, found.rest))):
        start, end = match.span("number")
        raw = found.rest[start:end]
        doi = (
            raw.rstrip(_TRAILING)
            if raw.count("(") == raw.count(")")
            else raw.rstrip(_TRAILING[:-1] + ")")
        )
        found.draft.drop("doi")
        found.draft.put("doi", doi, 0.97)
        found.rest = _blank(found.rest, match.start(), start + len(doi))


def _cut_links(found: Found) -> None:
    for match in reversed(list(find_all(_URL, found.rest))):
        url = found.rest[match.start() : match.end()].rstrip(_TRAILING)
        found.draft.drop("url")
        found.draft.put("url", url.replace("\\/", "/"), 0.95)
        found.rest = _blank(found.rest, match.start(), match.start() + len(url))


def _cut_isbns(found: Found) -> None:
    hits = _isbn_hits(found.rest)
    kept: list[str] = []
    for place, (start, end, number) in enumerate(hits):
        after = flat(found.rest[end : hits[place + 1][0] if place + 1 < len(hits) else end + 25])
        before = flat(found.rest[max(0, start - 20) : start])
        wrong = bool(_WITHDRAWN.match(after)) or bool(_WITHDRAWN_BEFORE.search(before))
        (found.withdrawn if wrong else kept).append(number)
    for start, end, _ in reversed(hits):
        found.rest = _blank(found.rest, start, end)
    found.rest = _blank_all(found.rest, _EMPTY_LABEL)
    good = sorted(kept, key=lambda number: isbn13(number) is None)
    for number in good[:1]:
        found.draft.put("isbn", isbn13(number) or number, 0.97)
    wanted = found.draft.get("isbn")
    others = dict.fromkeys(isbn13(number) or number for number in good[1:])
    found.draft.other_isbns = [number for number in others if number != wanted]


def _isbn_hits(text: str) -> list[tuple[int, int, str]]:
    """(start, end, number as typed) of each ISBN, in order, none overlapping."""
    hits: list[tuple[int, int, str]] = []
    for pattern in (_LABELLED_ISBN, _BARE_13, _BARE_10):
        for match in find_all(pattern, text):
            start, end = match.span("number")
            number = _whole_number(text[start:end])
            if pattern is _BARE_10 and not isbn13(number):
                continue
            if not any(s < end and start < e for s, e, _ in hits):
                hits.append((match.start(), start + len(number), number))
    return sorted(hits)


def _whole_number(text: str) -> str:
    """The ISBN at the start of `text`, which may run on into another number."""
    digits = [place for place, letter in enumerate(text) if letter.isdigit() or letter in "xX"]
    for length in (13, 10):
        if len(digits) >= length and isbn13(text[: digits[length - 1] + 1]):
            return text[: digits[length - 1] + 1]
    return text.strip(" -")


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]} , {text[end:]}" if text[end:].strip() else text[:start]


def _blank_all(text: str, pattern: re.Pattern[str]) -> str:
    for match in reversed(list(find_all(pattern, text))):
        text = _blank(text, match.start(), match.end())
    return text


def kind_of_link(url: str) -> str:
    """The kind of work a link shows by its address: "article", "thesis", else "book"."""
    plain = flat(url)
    return next((kind for pattern, kind in _HOST_KINDS if pattern.search(plain)), "book")


def title_of_link(url: str) -> str:
    """A title guessed from the words in a bookshop's address; empty when it has none."""
    path = re.sub(r"^(?:https?://)?[^/]+", "", url).split("?")[0].split("#")[0]
    best = ""
    for part in path.split("/"):
        part = re.sub(r"\.(?:html?|aspx?|php)$", "", part)
        words = [
            word for word in re.split(r"[-_+.]|%20", part) if word and not re.search(r"\d", word)
        ]
        words = [word for word in words if not _SLUG_NOISE.match(flat(word))]
        if words and len(words) > len(best.split()):
            best = " ".join(word[:1].upper() + word[1:] for word in words)
    return best
