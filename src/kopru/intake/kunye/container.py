"""What follows a title in a reference: journal with numbers, host book, university or imprint."""

import re

from kopru.intake.kunye.details import YEAR, cut_parts, match_imprint, match_part, match_university
from kopru.intake.kunye.draft import Draft, clean_title
from kopru.intake.kunye.flat import flat, split_outside, tidy
from kopru.intake.kunye.names import split_authors
from kopru.intake.kunye.vocabulary import is_place, is_publisher

_PAGES = r"(?:ss?|pp?|sayfa|sf)?\.?\s*(?P<pages>[a-z]?\d+(?:[\d-]*\d)?(?:\s*-\s*[a-z]?\d+)?)"
_MONTH = r"(?:[a-z]{3,10}\.?\s*(?:\d\d?)?\s*)?"
_JOURNALS = tuple(
    re.compile(pattern)
    for pattern in (
        # Journal. 1999 Dec;34(5 Pt 2):1189-208
        rf"^(?P<journal>.+?)[\s,.;]+(?P<year>{YEAR})\s*{_MONTH};\s*(?P<volume>\d+)\s*(?:\(\s*(?P<issue>[^)]*?)\s*\))?\s*:\s*{_PAGES}",
        # Journal 2, sy. 1 (2013): 158 and Journal, cilt 2, sayı 1, 2013, s. 158
        rf"^(?P<journal>.+?)[\s,]+(?:(?:vol|cilt|c)\.?\s*:?\s*)?(?P<volume>\d+|[ivxl]+)\s*[,.]?\s+(?:sy|sayi|s|no|nr|issue|n)\b\.?\s*:?\s*(?P<issue>\d+(?:\s*[-/]\s*\d+)?)\s*,?\s*\(?{_MONTH}(?P<year>{YEAR})?\s*\)?\s*(?:[:,]\s*{_PAGES})?",
        # Journal 14/2 (2018), 572-596
        rf"^(?P<journal>.+?)[\s,]+(?P<volume>\d+)\s*/\s*(?P<issue>\d+(?:-\d+)?)\s*,?\s*(?:\(\s*{_MONTH}(?P<year>{YEAR})\s*\))?\s*(?:[:,]\s*{_PAGES})?",
        # volume with the issue in brackets
        rf"^(?P<journal>.+?)[\s,]+(?:vol\.?\s*|cilt\s*|c\.\s*)?(?P<volume>\d{{1,4}}|[ivxl]+)\s*\(\s*(?!{YEAR}\s*\))(?P<issue>[^()]{{1,25}}?)\s*\)\s*(?:\(\s*(?P<year>{YEAR})\s*\))?\s*(?:[,:]\s*{_PAGES})?",
        # the issue alone, in brackets
        rf"^(?P<journal>.+?)\s*,?\s*\(\s*(?P<issue>\d{{1,3}})\s*\)\s*[,:]\s*{_PAGES}",
        # Journal 12 (2018): 45-60 and Journal, 12, 45-60
        rf"^(?P<journal>.+?)[\s,]+(?P<volume>\d{{1,4}})\s*(?:\(\s*(?P<year>{YEAR})\s*\))?\s*[,:]\s*{_PAGES}",
    )
)
_HOST_OPENS = re.compile(r"^\s*(?:in|icinde)\s*[:.]?\s+(?!press)")
_HOST_CLOSES = re.compile(r"\s*,?\s*\bi[cç]inde\b\s*[,.]?\s*", re.IGNORECASE)
_EDITORS = re.compile(
    r"^(?P<names>[^()]{3,160}?)\s*\(\s*(?:haz\.|hzl\.|der\.|eds?\.?|edit[oö]r(?:ler)?|d[uü])\s*\.?,?\s*\)\s*[.,]?\s*(?:(?:icinde|içinde)\s*,?)?\s*",
    re.IGNORECASE,
)
_EDITED_BY = re.compile(
    r"[\s,.]*(?:\(|\b)(?:ed(?:s|it[oö]r(?:ler)?)?|haz|der)\b\.?(?:\s*by)?\s*:?\s*[^\W\d_][^(),]{3,60}\)?",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(\s*(?:pp?|ss?|sayfa|cilt|vol)\b[^()]*\)", re.IGNORECASE)
_JOURNAL_WORD = re.compile(
    r"\b(?:dergi(?:si)?|journal|review|bulletin|bulteni|annals|proceedings|transactions|letters|mecmua(?:si)?|quarterly|magazine|studies|research|archives|yilligi|belleten|technometrics|access|reports|plos)\b"
)
_PREPRINT = re.compile(r"\barxiv\s*(?:preprint|:)")


def read_container(text: str, draft: Draft) -> None:
    """Write what `text`, standing after a title, says into `draft`."""
    text = text.strip(" .,;:")
    if not text:
        return
    if _PREPRINT.search(flat(text)):
        draft.put("kind", "article", 0.9)
        draft.put("journal", "arXiv", 0.85)
        return
    cut_thesis = cut_parts(text, draft, only=("degree",))
    if draft.has("degree") or draft.get("kind") == "thesis":
        _read_thesis(cut_thesis, draft)
    elif _HOST_OPENS.match(flat(text)) or _EDITORS.match(text) or _HOST_CLOSES.search(text):
        _read_host(text, draft)
    elif not _read_journal(text, draft):
        _read_pieces(text, draft)


def is_journal(text: str) -> bool:
    """Whether a word that names periodicals stands in `text`."""
    return bool(_JOURNAL_WORD.search(flat(text)))


def _read_thesis(text: str, draft: Draft) -> None:
    draft.put("kind", "thesis", 0.97)
    text = (
        text.replace("(", " , ")
        .replace(")", " , ")
        .replace("[", " , ")
        .replace("]", " , ")
        .replace(":", ",")
    )
    universities = []
    for piece in text.split(","):
        piece = piece.strip(" .;")
        if re.fullmatch(YEAR, piece):
            draft.put("year", piece, 0.95)
        elif match_university(piece):
            universities.append(piece)
        elif is_place(piece):
            draft.put("place", piece, 0.9)
        elif not cut_parts(piece, part := Draft()):
            draft.fill(part)
    whole = [name for name in universities if re.search(r"niversite|niversity", name)]
    for name in (whole or universities)[:1]:
        draft.put("institution", re.sub(r"['’]\w+$", "", name), 0.93)


def _read_host(text: str, draft: Draft) -> None:
    """ "In A. Editor (Ed.), Host (pp. 1-20). Publisher" and "A (Ed.), Host içinde (s. 1-20)"."""
    draft.put("kind", "chapter", 0.92)
    text = re.sub(r"^\s*(?:In|in|IN|İçinde|içinde)\s*[:.]?\s+", "", text)
    text = _EDITORS.sub("", text, count=1)
    text = re.sub(r"^[^()]{3,120}\((?:[EÉ]ds?|[Ee]dit[oö]r(?:ler)?)\.?\)\s*,?\s*", "", text)
    for bracket in _BRACKETS.findall(text):
        cut_parts(bracket.strip("()"), draft, only=("pages", "volume", "edition"))
    bracketed = list(_BRACKETS.finditer(text))
    if bracketed:
        _read_host_imprint(text[bracketed[-1].end() :], draft)
        text = _BRACKETS.sub(" . ", text[: bracketed[-1].end()])
    text = _HOST_CLOSES.sub(" . ", text, count=1)
    text = re.sub(r"(?<!\bs\.)(?<!p\.)\s(\d+\s*[-–]\s*\d+)\s*\.?$", r", \1", text)
    text = cut_parts(text, draft, only=("edition", "pages"))
    pieces = [
        piece for piece in re.split(r"\s*\.\s+|\s*\.\s*$|\s*,\s*", text) if piece.strip(" .()")
    ]
    host: list[str] = []
    for piece in pieces:
        _place_host_piece(
            piece.strip(" ()") if "(" not in piece.strip("( ") else piece.strip(), host, draft
        )
    title = _EDITED_BY.sub("", ", ".join(host))
    if re.search(r"\b(?:proceedings|conference|symposium|bildiri)", flat(title)):
        draft.put("kind", "article", 0.93)
        draft.drop("host_title")
        draft.put("journal", clean_title(title), 0.8)
    else:
        draft.put("host_title", clean_title(title), 0.85)


def _read_host_imprint(text: str, draft: Draft) -> None:
    """Behind the pages in brackets stands the publisher, whatever its name."""
    unknown = []
    for piece in re.split(r"\s*[.,]\s+|\s*\.\s*$", text):
        found = match_part(piece) or match_imprint(piece) if piece.strip(" .,") else []
        for name, value, sure in found:
            draft.put(name, value, sure)
        if not found and piece.strip(" .,"):
            unknown.append(piece.strip(" .,"))
    if unknown and not _HOST_CLOSES.search(text):
        draft.put("publisher", split_place(", ".join(unknown), draft), 0.78)


def _place_host_piece(piece: str, host: list[str], draft: Draft) -> None:
    found = match_part(piece)
    if host and not found:
        found = match_imprint(piece)
    if not found and re.fullmatch(YEAR, piece):
        found = [("year", piece, 0.9)]
    for name, value, sure in found:
        draft.put(name, value, sure)
    if not found and (not host or not draft.has("publisher")):
        host.append(piece)


def _read_journal(text: str, draft: Draft) -> bool:
    """Try the printed shapes of journal, volume, issue, year, pages; whether one fits."""
    plain = flat(text)
    for pattern in _JOURNALS:
        match = pattern.match(plain)
        if (
            not match
            or len(match["journal"]) < 3
            or re.search(r"\(\s*(?:" + YEAR + r")?\s*$", match["journal"])
        ):
            continue
        name = text[match.start("journal") : match.end("journal")]
        if _imprint_not_journal(name, match):
            continue
        for field in ("volume", "issue", "pages", "year"):
            if field in pattern.groupindex and match[field]:
                value = text[slice(*match.span(field))]
                draft.put(field, re.sub(r"\s*[-–]\s*", "-", value).strip(), 0.94)
        cut_parts(text[match.end() :], draft, only=("year", "pages", "issue"))
        draft.put("kind", "article", 0.93)
        draft.put("journal", _journal_name(name, draft), 0.9)
        return True
    return False


def _imprint_not_journal(name: str, match: re.Match[str]) -> bool:
    """ "İstanbul: Can Yayınları, 2019, 128" has the shape of a journal but is none."""
    if _JOURNAL_WORD.search(flat(name)):
        return False
    volume = match.groupdict().get("volume") or ""
    return (
        bool(re.fullmatch(YEAR, volume))
        or is_publisher(name)
        or bool(re.search(r":\s", name) and match_imprint(name))
    )


def _journal_name(name: str, draft: Draft) -> str:
    name = (
        cut_parts(name, draft, only=("year",))
        if re.search(rf"[,.]\s*{YEAR}\s*[,.]?$", name)
        else name
    )
    name = re.sub(r"[\s,.]*\b(?:vol|cilt|c|v)\.?\s*$", "", name, flags=re.IGNORECASE)
    return clean_title(name.strip(" ,;:("))


def _read_pieces(text: str, draft: Draft) -> None:
    """Anything else: comma by comma, imprint or journal."""
    rest: list[str] = []
    cleaned = text.replace("(", ", ").replace(")", ", ")
    for piece in split_outside(cleaned, re.compile(r"[,;]|\.\s+(?=\S{3})")):
        found = match_part(piece) or match_imprint(piece)
        for name, value, sure in found:
            draft.put(name, value, sure)
        if not found and piece.strip(" .:"):
            rest.append(piece.strip(" ."))
    name = tidy(cut_parts(", ".join(rest), draft, only=("volume", "issue", "pages", "year")))
    if not name:
        return
    if _JOURNAL_WORD.search(flat(name)) or draft.has("volume", "issue"):
        draft.put("journal", clean_title(name), 0.85)
        draft.put("kind", "article", 0.9)
    elif not draft.has("publisher") and len(name.split()) <= 8:
        draft.put("publisher", split_place(name, draft), 0.72)


def split_place(name: str, draft: Draft) -> str:
    """A publisher's name without the place before or after it, which goes to `draft`."""
    place, colon, publisher = name.partition(":")
    if colon and publisher.strip() and len(place.split()) <= 3:
        draft.put("place", place.strip(), 0.85)
        return publisher.strip()
    return name


def read_authors(text: str) -> str:
    """The authors of a reference, "; " between them, without "et al." and numbers before."""
    text = re.sub(r"^\s*(?:\[\d+\]|\d{1,3}[.)])\s*", "", text)
    text = re.sub(r"[\s,]*\b(?:et al|vd|vb|ve di[gğ]erleri)\b\.?|\.\s?\.\s?\.", "", text)
    text = re.sub(r",(?:\s*,)+", ",", text)
    text = re.sub(r"\(\s*(?:eds?|haz|der)\.?\s*\)\.?", "", text, flags=re.IGNORECASE)
    return split_authors(text)
