"""References as printed: APA, Chicago, İSNAD, MLA, IEEE, Vancouver and their mixtures.

Three shapes cover them: a year behind the authors, a title in quotes, and pieces
divided by points. What follows the title is read by `container`.
"""

import re

from kopru.intake.kunye.container import is_journal, read_authors, read_container
from kopru.intake.kunye.details import YEAR, match_imprint, match_part
from kopru.intake.kunye.draft import Draft, clean_title
from kopru.intake.kunye.flat import flat, quoted_spans
from kopru.intake.kunye.names import is_person, person_score
from kopru.intake.kunye.vocabulary import prose_share

_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\d{1,3}[.)](?=\s))\s*")
_INVERTED_HEAD = re.compile(
    r"^[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’-]*){0,3},?\s+(?:[^\W\d_]{1,2}\.[\s-]*)+", re.UNICODE
)
_VANCOUVER_HEAD = re.compile(
    r"^[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)? [A-ZÇĞİÖŞÜ]{1,3}(?:,|\.|\s|$)"
)
_FULL_INVERTED = re.compile(
    r"^[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?, (?:[^\W\d_][\w'’.-]*\s?){1,4}(?:,? (?:ve|and|&) .{3,60})?$"
)
_DATED = re.compile(
    rf"^(?P<authors>.{{2,400}}?)\s*\(\s*(?P<year>{YEAR}|t\.\s?y\.|n\.\s?d\.|tarihsiz|baskida|in press)\s*[a-z]?(?:\s*[,/][^)]{{0,40}})?\s*\)\s*[.,:]?\s*(?P<rest>\S.+)$",
    re.DOTALL,
)
_BARE_DATED = re.compile(
    rf"^(?P<authors>.{{2,400}}?)[.,]?\s+(?P<year>{YEAR})[a-z]?\s*[.,]\s*(?P<rest>[^\d\s(:;].+)$",
    re.DOTALL,
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.-])(?:[^\W\d_]|vol|no|nr|sy|ed|eds|cev|çev|yay|haz|der|st|dr|prof|doc|doç|vs|vb|vd|bkz|bs|c|s|ss|pp|jr|t\.c|ltd|şti|inc|univ|üniv)\.$",
    re.IGNORECASE,
)
_KNOWN_BRACKET = re.compile(r"\s*[\[(]([^\[\]()]{2,80})[\])]")
_SKIPPED_BRACKET = re.compile(
    r"\b(?:working paper|rapor no|report no|no\.|online|electronic|elektronik|cevrimici|kindle|e-kitap)\b"
)


_LONGEST_PARTICLE = 4
_LONGEST_BODY = 10
_INITIALLED = re.compile(
    r"^(?P<authors>(?:(?:[^\W\d_]\.[\s-]?){1,4}[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,2}(?:,? (?:and|ve|&) |, ))+)(?P<rest>[^\W_].{10,})$"
)
_THESIS_BRACKET = re.compile(r"\b(?:thesis|dissertation|tezi)\b")
_LONG_SENTENCE = 4


def read_reference(text: str) -> Draft | None:
    """The work a printed reference names, or None when `text` has no printed shape.

    Identifiers are expected to be cut out already.
    """
    text = _NUMBER.sub("", re.sub(r"\s+", " ", text)).strip(" ,;")
    if len(text) < 12:
        return None
    return _dated(text) or _quoted(text) or _pointed(text) or _initialled(text)


def looks_like_authors(text: str) -> bool:
    """Whether `text` is authors as references print them: inverted, initials, or full names."""
    text = text.strip(" .,;")
    if not text or len(text) > 400 or prose_share(text) > 0.6:
        return False
    opened = _INVERTED_HEAD.match(f"{text}.") or _VANCOUVER_HEAD.match(text)
    return (
        bool(opened)
        or is_person(read_authors(text), least=0.4)
        or bool(_FULL_INVERTED.match(text) and person_score(text) >= 0.35)
    )


def _only_names(text: str) -> bool:
    """Whether nearly all words begin with a capital, as in a list of names and in no sentence."""
    small = [word for word in text.split() if word[:1].islower() and len(word) > _LONGEST_PARTICLE]
    return len(small) <= 2 and (len(small) < len(text.split()) / 3 or text.islower())


def _is_body(text: str, after: str) -> bool:
    """Whether `text` is an institution standing as author: "T.C. Ticaret Bakanlığı."."""
    closed = (
        text.rstrip().endswith((".", "]", ")"))
        or (text.isupper() and " " not in text)
        or re.match(r"[a-z]?\)\.", after)
    )
    return (
        bool(closed)
        and len(text.split()) <= _LONGEST_BODY
        and text[:1].isupper()
        and prose_share(text) < 0.4
    )


def _dated(text: str) -> Draft | None:
    """Authors (2018). Title. …; Authors. 2018. Title. …"""
    for pattern, sure in ((_DATED, 0.94), (_BARE_DATED, 0.88)):
        match = pattern.match(text)
        if not match:
            continue
        authors = text[: match.start("year")].rstrip(" ,(")
        named = looks_like_authors(authors) and _only_names(authors)
        if not named and not _is_body(authors, text[match.end("year") :]):
            continue
        draft = Draft()
        draft.put(
            "author",
            read_authors(authors).rstrip(",") if named else authors.strip(" ."),
            sure if named else 0.75,
        )
        if match["year"][0].isdigit():
            draft.put("year", match["year"], 0.95)
        _title_and_container(match["rest"], draft, sure)
        return draft if draft.has("title") else None
    return None


def _quoted(text: str) -> Draft | None:
    """Author, "Title", … and Author. "Title." …"""
    spans = quoted_spans(text)
    if not spans:
        return None
    start, end = spans[0]
    before = text[: start - 1].strip(" .,;:")
    if text[: start - 1].rstrip()[-1:] not in tuple(",.;:)") or not looks_like_authors(before):
        return None
    draft = Draft()
    draft.put("author", read_authors(before), 0.92)
    draft.put("title", clean_title(text[start:end]), 0.95)
    read_container(text[end + 1 :], draft)
    return draft


def _pointed(text: str) -> Draft | None:
    """Surname, Name. Title. Place: Publisher, Year."""
    pieces = split_sentences(text)
    if len(pieces) < 3 or not looks_like_authors(pieces[0]) or prose_share(pieces[1]) > 0.6:
        return None
    rest = " ".join(pieces[2:])
    if not re.search(YEAR, rest) and not any(match_imprint(piece) for piece in pieces[2:]):
        return None
    draft = Draft()
    draft.put(
        "author",
        read_authors(
            pieces[0].rstrip(".") if _FULL_INVERTED.match(pieces[0].rstrip(".")) else pieces[0]
        ),
        0.9,
    )
    draft.put("title", clean_title(_cut_brackets(pieces[1], draft)), 0.9)
    kept = []
    for piece in pieces[2:]:
        found = match_part(piece.strip(" ."))
        for name, value, sure in found:
            draft.put(name, value, sure)
        if not found:
            kept.append(piece)
    read_container(" ".join(kept), draft)
    return draft


def _initialled(text: str) -> Draft | None:
    """O. M. Bushnaq, D. Mishra, Title, in: Host, 2022; the engineers' way without quotes."""
    match = _INITIALLED.match(text)
    if not match:
        return None
    title, container, sure = _title_before_comma(match["rest"], 0.85)
    if not container:
        return None
    draft = Draft()
    draft.put("author", read_authors(match["authors"].rstrip(", ")), 0.9)
    draft.put("title", clean_title(title), sure)
    read_container(container, draft)
    return draft


def _title_and_container(rest: str, draft: Draft, sure: float) -> None:
    """What stands behind the year: the title, brackets about it, and where it appeared."""
    spans = quoted_spans(rest)
    if spans and spans[0][0] <= 2:
        draft.put("title", clean_title(rest[spans[0][0] : spans[0][1]]), sure)
        read_container(rest[spans[0][1] + 1 :], draft)
        return
    rest = _cut_brackets(rest, draft)
    pieces = split_sentences(rest)
    title = pieces[0] if pieces else ""
    while len(pieces) > 2 and _goes_on(pieces[1]):
        title = f"{title} {pieces.pop(1)}"
    container = " ".join(pieces[1:])
    if not container:
        title, container, sure = _title_before_comma(title, sure)
    draft.put("title", clean_title(title), sure)
    if draft.has("degree"):
        container = f"{container} , {draft.get('degree')} tezi"
    read_container(container, draft)


def _goes_on(piece: str) -> bool:
    """Whether a sentence behind the title still is title: names of journals have few small words."""
    small = [word for word in piece.split() if word[:1].islower() and len(word) > _LONGEST_PARTICLE]
    return len(small) >= _LONG_SENTENCE and not re.search(r"\d|^in\b|^In\b", piece)


def _cut_brackets(text: str, draft: Draft) -> str:
    """Brackets that say edition, translator or degree, moved to `draft`; a point marks the place."""
    for match in reversed(list(_KNOWN_BRACKET.finditer(text))):
        found = match_part(match.group(1))
        for name, value, sure in found:
            draft.put(name, value, sure)
        if not found and _THESIS_BRACKET.search(flat(match.group(1))):
            draft.put("kind", "thesis", 0.95)
            text = f"{text[: match.start()]}. {text[match.end() :]}"
        elif (
            found and found[0][0] not in ("pages", "volume", "issue", "year")
        ) or _SKIPPED_BRACKET.search(flat(match.group(1))):
            text = f"{text[: match.start()]}. {text[match.end() :]}"
    return re.sub(r"\s*\.(?:\s*[.,])+", ".", text)


def _title_before_comma(text: str, sure: float) -> tuple[str, str, float]:
    """Divide "Title? Journal, 3(2), 1-5" or "Title, Journal, 225, 1-12" where no point does."""
    match = re.search(r"[?!]\s+(?=[^\W\d_])", text)
    if match:
        return text[: match.end()].strip(), text[match.end() :], sure - 0.05
    pieces = text.split(", ")
    for place in range(1, len(pieces)):
        tail = ", ".join(pieces[place:])
        probe = Draft()
        read_container(tail, probe)
        if flat(pieces[place]).startswith("in:") or (
            probe.has("journal", "publisher", "degree")
            and (
                match_imprint(pieces[place])
                or probe.has("volume", "pages")
                or is_journal(pieces[place])
            )
        ):
            return ", ".join(pieces[:place]), tail, 0.75
    return text, "", sure - 0.1


def split_sentences(text: str) -> list[str]:
    """`text` divided at points that end something: not initials, abbreviations or ordinals."""
    pieces, start = [], 0
    for match in re.finditer(r"\.[\"”’']?\s+(?=[\[(\"“]?\S)", text):
        before = text[max(start, match.start() - 80) : match.start() + 1]
        after = text[match.end() : match.end() + 120]
        if _ABBREVIATED.search(before[-8:]) and not _really_ends(before, after):
            continue
        if before[-2:-1].isdigit() and after[:1].islower():
            continue
        pieces.append(text[start : match.end()].strip())
        start = match.end()
    pieces.append(text[start:].strip())
    return [piece for piece in pieces if piece.strip(" .")]


def _really_ends(before: str, after: str) -> bool:
    """ "Selma, A. Kitap adı": an initial that closes inverted names ends the piece."""
    return bool(
        re.search(r", (?:[^\W\d_]\.\s?)+$", before)
        and re.match(r"[^\W\d_]{2,}[^,.]*\s", after)
        and not re.match(r"[^,]{2,30}, [^\W\d_]\.", after)
    )
