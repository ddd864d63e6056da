"""One stretch of text, a line or a bullet, to the works it names."""

import re

from kopru.intake.kunye.draft import Draft, clean_title
from kopru.intake.kunye.flat import flat, tidy
from kopru.intake.kunye.identifiers_in_text import cut_identifiers
from kopru.intake.kunye.names import is_person
from kopru.intake.kunye.prose import asks, peel, split_prose, strip_lead
from kopru.intake.kunye.sentence import (
    binds_edition,
    cut_volumes,
    kind_hint,
    read_sentence,
    remarks,
)
from kopru.intake.kunye.separated import read_separated
from kopru.intake.kunye.styles import read_reference
from kopru.intake.kunye.vocabulary import prose_share

_PLURAL = re.compile(
    r"\b(?:kitaplarini|romanlarini|eserlerini|kitaplari|romanlari|makalelerini|oykulerini)\b"
)
_GENITIVE = re.compile(r"^(?P<name>.{3,60}?)['’]n?[iıuü]n\s+(?P<rest>.+)$", re.DOTALL)
_LIST_AND = re.compile(r"\s*,\s*|\s+(?:ve|ile|and)\s+|\s*;\s*")
_SERIES = re.compile(r"\s+(?:seri|dizi|roman|kitab|set|eser)(?:s?inin|ının|inin|ının)$")
_CLOSING = re.compile(
    r"^\W*(?:tesekkur|tsk|sagol|iyi (?:calisma|gunler\W*$)|saygilar|selamlar|thanks|thx|regards|best regards|simdiden)"
)
_SIGNED = re.compile(
    r"^\W*(?:saygilar\w*|regards|best regards|kind regards|iyi calismalar)\b(?!.*[\"(])"
)
_LONGEST_CLOSING = 5
_SOLID = (
    "author",
    "publisher",
    "isbn",
    "doi",
    "thesis_number",
    "journal",
    "host_title",
    "url",
    "degree",
    "institution",
)


def read_chunk(text: str, *, listed: bool) -> list[Draft]:
    """The works in `text`, then remarks on works named elsewhere.

    `listed` says that the text stands as an item of a list, so that a bare title is
    enough; in running text a title needs words of asking or other parts beside it.
    """
    lead, core = _divide_lead(text)
    notes = [remarks(lead)] if lead else []
    reference = _read_printed(core)
    if reference:
        return [*_with_notes(reference, notes)]
    volumes = _read_volumes(core)
    if volumes:
        return volumes
    numbered = _read_numbers_only(core)
    if numbered:
        return numbered
    several = _read_several(core)
    if several:
        return several
    if listed:
        return _with_notes(_read_listed(core), notes)
    return _with_notes(_read_prose(core), notes)


def read_stack(lines: list[str]) -> list[Draft]:
    """Short lines below each other as one work."""
    found = cut_identifiers(" | ".join(lines))
    read = read_separated(found.rest)
    read.fill(found.draft)
    return [read]


def _divide_lead(text: str) -> tuple[str, str]:
    core = strip_lead(text)
    return text[: len(text) - len(core)].strip(), core


def _with_notes(drafts: list[Draft], notes: list[Draft]) -> list[Draft]:
    """What the words before a citation say goes to the citation itself."""
    works = [draft for draft in drafts if draft.names_a_work]
    for note in notes:
        for draft in works:
            draft.fill(note)
    return drafts if works else [*drafts, *(note for note in notes if note.values or note.chapter)]


def _read_printed(text: str) -> list[Draft]:
    """A printed reference, with the identifiers in it and prose behind it cut off."""
    found = cut_identifiers(text)
    core = found.rest
    for candidate in dict.fromkeys((core, peel(core), *_without_last_sentences(core))):
        draft = read_reference(candidate)
        if (
            draft
            and draft.has("title")
            and draft.has("publisher", "journal", "host_title", "degree", "volume", "pages", "year")
        ):
            draft.fill(found.draft)
            if prose_share(draft.get("title")) < 0.85:
                return [draft]
    return []


def _without_last_sentences(text: str) -> list[str]:
    """`text` without sentences of prose at either end."""
    pieces = split_prose(text)
    while len(pieces) > 1 and prose_share(pieces[-1]) > 0.7:
        pieces.pop()
    while len(pieces) > 1 and prose_share(pieces[0]) > 0.8:
        pieces.pop(0)
    trimmed = " ".join(pieces)
    return [trimmed, peel(trimmed)]


def _read_volumes(text: str) -> list[Draft]:
    """ "İnce Memed'in 3. ve 4. ciltlerini": one draft a volume, its number behind the title."""
    rest, numbers = cut_volumes(text)
    if len(numbers) < 2:
        return []
    rest = re.sub(r"\([^()]*\b(?:bizde|var|elimde|mevcut)\b[^()]*\)", " ", rest)
    drafts = []
    for number in numbers:
        draft, _ = read_sentence(rest)
        if draft.has("title"):
            title = _SERIES.sub("", re.sub(r"['’]n?[iıuü]n$", "", draft.get("title")))
            draft.values["title"] = f"{title} {number}"
        draft.put("volume", number, 0.9)
        drafts.append(draft)
    return drafts if drafts[0].has("title") else []


def _read_numbers_only(text: str) -> list[Draft]:
    """ "978… ve 978… ISBN numaralı kitapları": each number is a wish of its own."""
    found = cut_identifiers(text)
    plain = flat(found.rest)
    if not found.draft.other_isbns or not re.search(r"\bkitaplar|\bbooks\b|\beserler", plain):
        return []
    if prose_share(re.sub(r"[^\w\s]", " ", found.rest)) < 1 or re.search(
        r"\b(?:ya|veya|or)\b", plain
    ):
        return []
    numbers = [found.draft.get("isbn"), *found.draft.other_isbns]
    drafts = [Draft() for _ in numbers]
    for draft, number in zip(drafts, numbers, strict=True):
        draft.put("isbn", number, 0.95)
    return drafts


def _read_several(text: str) -> list[Draft]:
    """ "Oğuz Atay'ın Tutunamayanlar ve Tehlikeli Oyunlar kitaplarını": one author, several titles."""
    match = _PLURAL.search(flat(text))
    if not match or prose_share(text[match.end() :]) < 0.7:
        return []
    core = peel(text[: match.start()])
    opened = _GENITIVE.match(core)
    author = opened["name"] if opened and is_person(opened["name"], least=0.3) else ""
    titles = [
        clean_title(part) for part in _LIST_AND.split(opened["rest"] if opened and author else core)
    ]
    titles = [title for title in titles if title and prose_share(title) < 0.99]
    if len(titles) < 2 or not (author or all(title[:1].isupper() for title in titles)):
        return []
    drafts = []
    for title in titles:
        draft = Draft()
        draft.put("title", title, 0.82 if author else 0.65)
        draft.put("author", author, 0.9)
        drafts.append(draft)
    return drafts


def _read_listed(text: str) -> list[Draft]:
    """An item of a list: its parts, or at least a title."""
    draft, _ = read_sentence(text) if asks(text) else (_read_parts(text), True)
    return [draft] if draft.values else []


def _read_parts(text: str) -> Draft:
    found = cut_identifiers(text)
    draft = found.draft
    draft.put(
        "kind", "thesis" if kind_hint(text) == "thesis" and draft.has("thesis_number") else "", 0.8
    )
    core = tidy(found.rest)
    if core:
        draft.fill(read_separated(core))
        if draft.values.keys() == {"title"}:
            draft.sure["title"] = 0.82
    return draft


def _read_prose(text: str) -> list[Draft]:
    """Running text, sentence by sentence; remarks join the work they follow."""
    drafts: list[Draft] = []
    for sentence in _sentences(text):
        draft, asked = read_sentence(sentence)
        if binds_edition(sentence) and not draft.has("isbn", "publisher"):
            draft = _remark(Draft(), sentence)
        elif not _convincing(draft, sentence, asked=asked):
            draft = _remark(draft, sentence)
        works = [one for one in drafts if one.names_a_work]
        if draft.has("title", "journal", "doi", "url", "thesis_number") and not _completes(
            works, draft
        ):
            drafts.append(draft)
        elif works:
            works[-1].fill(draft)
        elif draft.values or draft.needs:
            drafts.append(draft)
    return _joined(drafts)


def _sentences(text: str) -> list[str]:
    """Sentences of `text` without those that close it ("Teşekkürler, Işıl")."""
    return [sentence for sentence in split_prose(text) if not _closes(sentence)]


def _closes(sentence: str) -> bool:
    plain = flat(sentence)
    if _SIGNED.match(plain) and not asks(sentence) and "isbn" not in plain:
        return True
    short = len(sentence.split()) <= _LONGEST_CLOSING and not re.search(r"\d", sentence)
    return short and bool(_CLOSING.match(plain))


def _completes(works: list[Draft], draft: Draft) -> bool:
    """Whether `draft` only brings a link, DOI or number for the work before it."""
    return bool(works) and not draft.has("title", "journal") and works[-1].has("title")


def _convincing(draft: Draft, sentence: str, *, asked: bool) -> bool:
    """Whether a sentence surely names a work: it asks by name, or gives parts beside the title."""
    if not draft.has("title"):
        return True
    if draft.get("title").islower() and (
        prose_share(draft.get("title")) > 0.7 or not (asked or sentence.islower())
    ):
        return False
    if draft.has(*_SOLID) and (asked or prose_share(sentence) < 0.5 or draft.sure["title"] > 0.7):
        return True
    title = draft.get("title")
    if re.search(r"[\"“”]", sentence) and draft.sure["title"] > 0.9:
        return True
    if prose_share(title) > 0.5 or len(title.split()) > 14:
        return False
    small = sentence == sentence.lower()
    return asked and (small or title[:1].isupper() or title[:1].isdigit()) and len(title) > 1


def _remark(draft: Draft, sentence: str) -> Draft:
    """A sentence that names no work may still say something about one."""
    kept = remarks(sentence)
    for name in ("isbn", "issn", "doi", "url", "thesis_number", "translator"):
        if draft.has(name):
            kept.put(name, draft.get(name), draft.sure[name])
    kept.other_isbns = draft.other_isbns
    return kept


def _joined(drafts: list[Draft]) -> list[Draft]:
    """Remarks made before the work they belong to, moved into it."""
    works = [draft for draft in drafts if draft.names_a_work]
    early: list[Draft] = []
    for draft in drafts:
        if draft.names_a_work and draft.has("title", "journal"):
            for remark in early:
                draft.fill(remark)
            early = []
        elif not draft.names_a_work:
            early.append(draft)
    return works or drafts
