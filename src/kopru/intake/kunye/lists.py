"""The lines of a mail as blocks: tables, labelled runs, bullets, plain lines."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from kopru.intake.kunye.details import match_imprint, match_part
from kopru.intake.kunye.flat import flat
from kopru.intake.kunye.labels import IGNORED, Labelled, labels_of, read_label
from kopru.intake.kunye.names import person_score
from kopru.intake.kunye.prose import asks
from kopru.intake.kunye.vocabulary import prose_share

_BULLET = re.compile(
    r"^\s*(?:[-*•·▪◦‣>–—+]\s*|\(?\d{1,2}\s*[.)-]+\s*|\(?[a-h]\)\s*|\[\d{1,2}\]\s*)(?P<text>\S.*)$"
)
_ORDINAL_NEXT = re.compile(r"^(?:cilt|cild|sayi|baski|bolum|sinif|basim|hafta|yuzyil)\w*")
_INLINE_NUMBER = re.compile(r"(?<!\S)\(?(?P<number>[1-9]|1\d)\s*[.)](?:-)?\s+(?=[^\W\d_\"“])")
_WIDE_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_SHORTEST_WRAPPED = 56
_WRAP_COLUMN = 66
_ENDS_LINE = (":", ";", "!", "?", ".", ",")


@dataclass
class Block:
    """Lines that belong together. `kind` is "table", "labels", "bullets", "stack" or "line".

    `heads_list` says that a list or table comes next.
    """

    kind: str
    lines: list[str] = field(default_factory=list)
    heads_list: bool = False


def blocks_of(text: str) -> list[Block]:
    """The blocks of a cleaned mail in order; blank lines end a block."""
    lines = _unwrap([_tabbed(line) for line in text.split("\n")])
    blocks: list[Block] = []
    previous_blank = True
    for line in lines:
        if not line.strip():
            previous_blank = True
            continue
        kind = _kind_of(line)
        if not blocks or not _continues(blocks[-1], kind, blank=previous_blank):
            blocks.append(Block(kind))
        blocks[-1].lines.append(line)
        previous_blank = False
    seen: set[int] = set()
    blocks = _merge_stacks([part for block in blocks for part in _checked(block, seen)])
    for block, following in pairwise(blocks):
        block.heads_list = following.kind in ("bullets", "table")
    return blocks


def bullet_text(line: str) -> str:
    """A bullet's text without its mark; "" when the line is no bullet."""
    match = _BULLET.match(line)
    if not match or _ORDINAL_NEXT.match(flat(match["text"])):
        return ""
    return match["text"].strip()


def _kind_of(line: str) -> str:
    if line.strip().count("\t") >= 2 or line.strip(" |").count("|") >= 2:
        return "table"
    if labels_of(line):
        return "labels"
    if bullet_text(line):
        return "bullets"
    return "line"


def _continues(block: Block, kind: str, *, blank: bool) -> bool:
    """Whether a line of `kind` goes on with `block`."""
    if kind == "line":
        return False
    if kind == "labels":
        return block.kind == "labels"
    return block.kind == kind and not (blank and kind == "table")


def _checked(block: Block, seen: set[int]) -> list[Block]:
    """A block whose kind was only apparent is broken into lines again."""
    if block.kind == "table" and len(block.lines) < 2 and "|" in block.lines[0]:
        return [Block("line", block.lines)]
    if block.kind == "bullets" and not _counts_up(block, seen):
        return [Block("line", block.lines)]
    if block.kind == "line":
        parts = split_numbered(block.lines[0])
        if len(parts) > 1:
            lead = [Block("line", parts[:1])] if parts[0] else []
            return [*lead, Block("bullets", [f"- {part}" for part in parts[1:]])]
    return [block]


def _counts_up(block: Block, seen: set[int]) -> bool:
    """Whether bullets are a list's: several, unnumbered, or going on with the count so far."""
    numbers = [
        int(n) for line in block.lines for n in re.findall(r"^\s*[(\[]?(\d{1,2})\s*[.)\]-]", line)
    ]
    follows = len(block.lines) > 1 or not numbers or numbers[0] == 1 or numbers[0] - 1 in seen
    seen.update(numbers if follows else ())
    return follows


def split_numbered(line: str) -> list[str]:
    """[lead, item, item, …] of "lead: 1) A 2) B 3) C"; [line] where numbers do not count up from 1."""
    marks: list[re.Match[str]] = []
    for match in _INLINE_NUMBER.finditer(line):
        if int(match["number"]) == len(marks) + 1 and not _ORDINAL_NEXT.match(
            flat(line[match.end() :])
        ):
            marks.append(match)
    if len(marks) < 2:
        return [line]
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    return [
        line[: marks[0].start()].strip(),
        *(line[m.end() : end].strip(" ,;") for m, end in zip(marks, ends, strict=True)),
    ]


def _tabbed(line: str) -> str:
    """Columns made with blanks, as columns made with tabs."""
    if len(_WIDE_GAP.findall(line)) >= 2 and ":" not in line:
        return _WIDE_GAP.sub("\t", line)
    return line.replace("\u2028", " ")


def _unwrap(lines: list[str]) -> list[str]:
    """Join lines that a mail program broke: long, unfinished, and the next word had no room."""
    joined: list[str] = []
    last = ""
    for line in lines:
        if joined and _was_wrapped(last, line):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
        last = line
    return joined


def _was_wrapped(before: str, line: str) -> bool:
    if (
        len(before) < _SHORTEST_WRAPPED
        or len(before) > 100
        or not line.strip()
        or "\t" in before + line
    ):
        return False
    if _kind_of(line) != "line" or len(before) + 1 + len(line.split()[0]) <= _WRAP_COLUMN:
        return False
    ended = before.rstrip()
    return not ended.endswith(_ENDS_LINE[:4]) and (
        not ended.endswith(".") or bool(re.search(r"\(\d{4}[a-z]?\)\.$|\s[^\W\d_]\.$", ended))
    )


def _merge_stacks(blocks: list[Block]) -> list[Block]:
    """Short lines below each other that are one citation: title, author, publisher and year."""
    merged: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, Block("end")]:
        if block.kind == "line" and _stackable(block.lines[0]):
            run.append(block)
            continue
        merged.extend(_stack(run))
        run = []
        merged.append(block)
    return merged[:-1]


def _stackable(line: str) -> bool:
    words = line.split()
    finished = line.rstrip().endswith((".", "!", "?", ":")) and not re.search(
        r"\b(?:Yay|s|sf|bs|Ltd)\.$|\d\.$", line
    )
    return (
        len(words) <= 9
        and not finished
        and not asks(line)
        and prose_share(line) < 0.7
        and "http" not in line
    )


def _stack(run: list[Block]) -> list[Block]:
    lines = [block.lines[0].strip(" ,;") for block in run]
    if len(lines) < 2 or len(lines) > 6:
        return run
    imprint = any(match_imprint(line) or match_part(line) or "isbn" in flat(line) for line in lines)
    person = any(person_score(line) >= 0.4 for line in lines)
    whole = [
        line for line in lines if line.count(",") >= 2 or re.search(r"\(.*\d{4}.*\)|\s/\s", line)
    ]
    return (
        [Block("stack", lines)]
        if (imprint or person) and len(whole) == 0 and (imprint or len(lines) == 2)
        else run
    )


def table_rows(lines: list[str]) -> tuple[list[str], list[list[str]]]:
    """(the field of each column, the rows); fields are "" where no heading names them."""
    rows = [[cell.strip() for cell in re.split(r"\t|\|", line.strip("|"))] for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r"[-:=\s]*", cell) for cell in row)]
    for place, row in enumerate(rows[:2]):
        fields = [_column(cell) for cell in row]
        if sum(bool(name) for name in fields) >= 2:
            return fields, rows[place + 1 :]
    return [""] * max(map(len, rows), default=0), rows


def _column(cell: str) -> str:
    name = read_label(cell)
    plain = flat(cell)
    if name.startswith("kind:"):
        return {"kind:article": "article_title", "kind:thesis": "thesis_title"}.get(name, "title")
    if re.fullmatch(r"(?:sira|s\.?|#|no|nr|sn)\.?\s*(?:no|nu)?\.?", plain):
        return IGNORED
    return name


def row_labels(fields: list[str], row: list[str]) -> list[Labelled]:
    """A row of a table with a heading, as labelled values."""
    return [
        Labelled(name, cell, name) for name, cell in zip(fields, row, strict=False) if name and cell
    ]
