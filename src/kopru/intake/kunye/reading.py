"""From a reader's mail to the works they ask for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kopru.common.text import fold
from kopru.intake.kunye.body import clean_body
from kopru.intake.kunye.chunk import read_chunk, read_stack
from kopru.intake.kunye.draft import Draft, ReadItem, clean_title, share
from kopru.intake.kunye.flat import flat, quoted_spans
from kopru.intake.kunye.identifiers_in_text import kind_of_link, title_of_link
from kopru.intake.kunye.intent import intent_of, set_aside, why_no_request
from kopru.intake.kunye.labels import IGNORED, Labelled, labels_of, put_labelled
from kopru.intake.kunye.lists import Block, blocks_of, bullet_text, row_labels, table_rows
from kopru.intake.kunye.names import is_person, split_authors
from kopru.intake.kunye.prose import asks, peel, strip_lead
from kopru.intake.kunye.sentence import kind_hint
from kopru.intake.kunye.vocabulary import is_publisher, prose_share

_LONGEST_BODY = 20_000
_MOST_LINES = 400
_MOST_ITEMS = 60
_SUBJECT_PREFIX = re.compile(r"^\s*(?:(?:re|fwd?|ynt|ilt|ynt|aw|wg|cvp|tr)\s*:\s*)+")
_FOR_ALL = re.compile(
    r"^\s*(?:hepsi\w*|tumu\w*|tamami\w*|bunlarin (?:hepsi|tumu)\w*|butun kitaplar\w*|(?:her )?(?:ikisi|ucu|dordu|besi)(?:nin|si)? de|all (?:of them |of these |are )?(?:by|from)?|both (?:are )?(?:by|from)?)\s*(?:yazar[i]?\s*[:,]?\s*)?\b"
)
_RICH = re.compile(r"[,;/(\"“]|\s-\s|\d{4}")
_PROSE = 0.8


@dataclass(frozen=True, slots=True)
class Reading:
    """What a mail asks for.

    `why_not` is empty for a request, else a code: "renewal", "cancel", "status",
    "return", "overdue", "thanks", "question", "out_of_office", "empty",
    "nothing_found". `warnings` are codes: "repaired_encoding", "forwarded",
    "quoted_used", "subject_used", "isbn_corrected", "also_renewal" (and the other
    intents), "text_cut", "items_cut".
    """

    items: tuple[ReadItem, ...] = ()
    is_request: bool = False
    why_not: str = ""
    warnings: tuple[str, ...] = ()


@dataclass
class _Gathering:
    """Drafts so far, what was said for all of them, and what waits for the next."""

    groups: list[list[Draft]] = field(default_factory=list)
    common: Draft = field(default_factory=Draft)
    waiting: Draft = field(default_factory=Draft)

    @property
    def drafts(self) -> list[Draft]:
        return [draft for group in self.groups for draft in group]

    def add(self, drafts: list[Draft]) -> None:
        """Take works in; a remark without a work goes to the group before or after it."""
        works = [draft for draft in drafts if draft.names_a_work]
        remarks = [draft for draft in drafts if not draft.names_a_work]
        if works:
            self.groups.append(works)
            _fill_all(works, self.waiting)
            self.waiting = Draft()
        for remark in remarks:
            if self.groups:
                _fill_all(self.groups[-1], remark)
            else:
                self.waiting.fill(remark)


def _fill_all(drafts: list[Draft], said: Draft) -> None:
    for draft in drafts:
        if said.chapter and draft.get("kind") not in ("article", "thesis"):
            draft.put("kind", "chapter", 0.9)
        draft.fill(said)


def read_mail(subject: str, body: str) -> Reading:
    """The works that a mail asks for, read from its subject and body as decoded text.

    Never raises; a mail in which nothing is found says why in `why_not`.
    """
    short = "\n".join(body[:_LONGEST_BODY].splitlines()[:_MOST_LINES])
    warnings = ["text_cut"] if len(body) > _LONGEST_BODY or body.count("\n") > _MOST_LINES else []
    clean = clean_body(short, subject=subject)
    subject = clean_body(subject[:500]).text.replace("\n", " ")
    warnings += ["repaired_encoding"] * clean.repaired + ["forwarded"] * bool(clean.forwarded_from)
    text, aside = set_aside(clean.text)
    topic = _SUBJECT_PREFIX.sub("", flat(subject))
    aside = aside or (intent_of(topic) if not asks(clean.text) else "")
    if aside and not asks(re.sub(r"(?m)^.*:\s*$", "", text)):
        return Reading(why_not=aside, warnings=tuple(warnings))
    warnings += [f"also_{aside}"] * bool(aside)
    gathered = gather(text)
    _use_subject(gathered, subject[len(subject) - len(topic) :], text, warnings)
    _use_quoted(gathered, clean.quoted, warnings)
    drafts = _settled(gathered, subject)
    if not drafts:
        return Reading(why_not=why_no_request(f"{text}"), warnings=tuple(warnings))
    warnings += ["items_cut"] * (len(drafts) > _MOST_ITEMS)
    items = tuple(draft.finish() for draft in drafts[:_MOST_ITEMS])
    return Reading(items, is_request=True, warnings=tuple(warnings))


def gather(text: str) -> "_Gathering":
    """The works of a cleaned text, block by block."""
    gathered = _Gathering()
    for block in blocks_of(text):
        _READERS[block.kind](block, gathered)
    return gathered


def _read_table(block: Block, gathered: _Gathering) -> None:
    fields, rows = table_rows(block.lines)
    for row in rows:
        source = "\t".join(row)
        if any(fields):
            draft = Draft(source=[source])
            for labelled in row_labels(fields, row):
                put_labelled(draft, labelled)
            gathered.add([draft])
            continue
        cells = row[1:] if re.fullmatch(r"\d{1,3}\.?", row[0]) else row
        gathered.add(
            _sourced(read_chunk(" | ".join(cell for cell in cells if cell), listed=True), source)
        )


def _read_labels(block: Block, gathered: _Gathering) -> None:
    drafts = [Draft()]
    for line in block.lines:
        for labelled in labels_of(line):
            rich = _read_rich(labelled)
            if rich is not None:
                gathered.add(_sourced(rich, line))
            elif labelled.field != IGNORED:
                _put_in_last(drafts, labelled, line)
    works = [one for one in drafts if one.values]
    _mark_chapters(works)
    if gathered.drafts and len(works) == 1 and not works[0].has("title", "journal"):
        _complete_last(works[0], gathered)
    elif block.heads_list and not any(one.names_a_work for one in works):
        gathered.common.fill(drafts[-1])
    else:
        gathered.add(works)


def _put_in_last(drafts: list[Draft], labelled: Labelled, line: str) -> None:
    """Write a labelled value into the last draft, or into a new one where it begins another work."""
    if _begins_another(drafts[-1], labelled):
        drafts.append(Draft())
    put_labelled(drafts[-1], labelled)
    drafts[-1].source.append(line)


def _complete_last(draft: Draft, gathered: _Gathering) -> None:
    """Labels without a title after a title said in words belong to that work."""
    last = gathered.groups[-1][-1]
    for name, value in draft.values.items():
        last.put(name, value, draft.sure[name])
    last.source += draft.source


def _read_rich(labelled: Labelled) -> list[Draft] | None:
    """ "Makale: Şahin, M. (2018). …": a whole citation behind a label; None for a plain value."""
    value = labelled.value
    if labelled.field and not labelled.field.startswith("kind:"):
        return None
    if not value.strip() or (not labelled.field and prose_share(value) > _PROSE):
        return []
    kind = labelled.field[5:]
    if kind and not _RICH.search(value):
        return None
    drafts = read_chunk(value, listed=bool(kind))
    for draft in drafts:
        if kind and draft.names_a_work:
            draft.put("kind", kind, 0.93)
    return drafts


def _begins_another(draft: Draft, labelled: Labelled) -> bool:
    """A label said again begins the next work."""
    name = "title" if labelled.field.startswith("kind:") else labelled.field
    if name in ("article_title", "thesis_title") or (
        name == "title" and draft.get("kind") != "chapter"
    ):
        return draft.has("title")
    return name in ("author", "isbn", "journal", "publisher") and draft.has(name)


def _mark_chapters(drafts: list[Draft]) -> None:
    for draft in drafts:
        if draft.has("host_title") and draft.has("title"):
            draft.put("kind", "chapter", 0.9)


def _read_bullets(block: Block, gathered: _Gathering) -> None:
    group: list[Draft] = []
    for line in block.lines:
        text = bullet_text(line)
        group += [one for one in _sourced(read_chunk(text, listed=True), line) if one.values]
    works = [draft for draft in group if draft.names_a_work]
    gathered.add([*works, *(draft for draft in group if not draft.names_a_work)])


def _read_stack(block: Block, gathered: _Gathering) -> None:
    gathered.add(_sourced(read_stack(block.lines), "\n".join(block.lines)))


def _read_line(block: Block, gathered: _Gathering) -> None:
    line = block.lines[0]
    match = _FOR_ALL.match(flat(line))
    if match and len(gathered.drafts) > 1:
        _share_line(line[match.end() :], gathered)
        return
    if block.heads_list:
        _share_heading(line, gathered)
        return
    gathered.add(_sourced(read_chunk(line, listed=False), line))


def _share_line(text: str, gathered: _Gathering) -> None:
    """ "Hepsi Ahmet Ümit, YKY.": for every work so far."""
    for draft in read_chunk(text, listed=True):
        title = draft.get("title")
        if title and not draft.has("author") and prose_share(title) < 0.5:
            draft.put("author", split_authors(title), 0.8)
        draft.drop("title", "kind")
        gathered.common.fill(draft)


def _share_heading(line: str, gathered: _Gathering) -> None:
    """ "Ahmet Ümit'in şu kitapları:" above a list names the author (or publisher) of all."""
    said = peel(re.sub(r"\([^()]*\)", " ", line).rstrip(" :"))
    name = re.sub(r"['’](?:n?[iıuü]n|[dt][ae]n)\b.*$", "", said)
    if is_publisher(name):
        gathered.common.put("publisher", name, 0.85)
    elif is_person(name, least=0.4):
        gathered.common.put("author", split_authors(name), 0.88)
    kind = kind_hint(line)
    if kind in ("article", "thesis"):
        gathered.common.put("kind", kind, 0.8)


_READERS: dict[str, Callable[[Block, _Gathering], None]] = {
    "table": _read_table, "labels": _read_labels, "bullets": _read_bullets, "stack": _read_stack, "line": _read_line,
}  # fmt: skip


def _sourced(drafts: list[Draft], source: str) -> list[Draft]:
    for draft in drafts:
        draft.source.append(source)
    return drafts


def _only_asks(gathered: _Gathering, body: str) -> bool:
    """Whether the body is a question or an answer that points at no work in its subject."""
    pointing = re.search(
        r"\b(?:bu|su|konu\w*|baslik\w*|yukarida\w*|this|that|subject|above)\b", flat(body)
    )
    asking = asks(body) and why_no_request(body) != "question"
    return bool(body.strip()) and not gathered.waiting.values and not pointing and not asking


def _use_subject(gathered: _Gathering, subject: str, body: str, warnings: list[str]) -> None:
    """A subject names the work that the body only points at, or the author of a list."""
    drafts = gathered.drafts
    titled = [draft for draft in drafts if draft.has("title", "journal")]
    if titled or not subject.strip():
        if (
            len(drafts) > 1
            and not any(draft.has("author") for draft in drafts)
            and not gathered.common.has("author")
        ):
            name = peel(re.sub(r"['’]\w+", "", subject))
            if is_person(name, least=0.5):
                gathered.common.put("author", name, 0.8)
        return
    core = strip_lead(subject)
    rich = prose_share(core) < 0.75 and len(peel(core)) > 2
    found = (
        []
        if _only_asks(gathered, body)
        else [
            one
            for one in read_chunk(core, listed=rich)
            if one.has("title", "isbn", "doi", "journal", "thesis_number", "url")
        ]
        if rich
        else []
    )
    if not found or (gathered.waiting.values and not found[0].has("title")):
        return
    warnings.append("subject_used")
    for draft in _sourced(found, subject):
        draft.sure = {name: min(sure, 0.78) for name, sure in draft.sure.items()}
    if drafts:
        drafts[0].fill(found[0])
    else:
        gathered.add(found)


def _use_quoted(gathered: _Gathering, quoted: str, warnings: list[str]) -> None:
    """In a reply the title may stand only in the mail that is answered."""
    drafts = gathered.drafts or ([gathered.waiting] if gathered.waiting.values else [])
    if not quoted or len(drafts) != 1 or drafts[0].has("title", "journal"):
        return
    found = Draft()
    spans = quoted_spans(quoted)
    if spans:
        found.put("title", clean_title(quoted[spans[0][0] : spans[0][1]]), 0.82)
    else:
        found = next((one for one in gather(quoted).drafts if one.has("title")), found)
    if found.has("title"):
        warnings.append("quoted_used")
        drafts[0].fill(found, 0.95)
        drafts[0].source.append(quoted[:300])


def _settled(gathered: _Gathering, subject: str) -> list[Draft]:
    """The drafts with all that was said for them, doubles made one."""
    drafts = gathered.drafts
    if not drafts and gathered.waiting.names_a_work:
        drafts = [gathered.waiting]
    share(drafts, gathered.common)
    _fill_all(drafts, gathered.waiting)
    unique: list[Draft] = []
    for draft in drafts:
        _settle_link(draft, subject)
        twin = next((one for one in unique if _same(one, draft)), None)
        if twin:
            twin.fill(draft)
            twin.source += draft.source
        else:
            unique.append(draft)
    return unique


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one work said twice."""
    if one.has("isbn") and one.get("isbn") == other.get("isbn"):
        return True
    same_title = fold(one.get("title")) == fold(other.get("title")) != ""
    agree = all(
        fold(one.get(n)) == fold(other.get(n))
        for n in ("volume", "isbn", "year", "author")
        if one.has(n) and other.has(n)
    )
    return same_title and agree


def _settle_link(draft: Draft, subject: str) -> None:
    """A work known by its link only: kind and title from the address."""
    url = draft.get("url")
    if not url or draft.has("title", "journal"):
        return
    draft.put("kind", kind_of_link(url), 0.82)
    if draft.get("kind") == "book":
        draft.put("title", title_of_link(url), 0.4)
