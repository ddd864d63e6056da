"""A citation as runs of text, some of them in italics, and how its pieces are put together."""

from collections.abc import Iterable
from typing import NamedTuple

#: a piece that ends so needs no full stop of ours
_ENDS = (".", "?", "!", "…")


class Run(NamedTuple):
    """A stretch of text in one face."""

    text: str
    italic: bool = False


Line = tuple[Run, ...]
Part = str | Line


def italic(text: str) -> Line:
    """Text in italics; nothing for nothing."""
    return (Run(text, italic=True),) if text else ()


def plain(line: Line) -> str:
    """The line without its faces, for a clipboard."""
    return "".join(run.text for run in line)


def together(*parts: Part) -> Line:
    """Parts one behind another, with nothing between."""
    runs: list[Run] = []
    for part in parts:
        runs.extend((Run(part),) if isinstance(part, str) else part)
    return tuple(run for run in runs if run.text)


def joined(parts: Iterable[Part], mark: str) -> Line:
    """Parts that say something, with `mark` between them."""
    line: Line = ()
    for part in parts:
        if part:
            line = together(line, mark, part) if line else together(part)
    return line


def sentences(*parts: Part) -> Line:
    """Each part that says something ended by a full stop, unless its own end is one."""
    return joined((_ended(together(part)) for part in parts if part), " ")


def _ended(line: Line) -> Line:
    closed = plain(line).rstrip("\u201d\u2019")
    return line if closed.endswith(_ENDS) else together(line, ".")


def quoted(text: str) -> str:
    """A title within quotation marks whose full stop stands inside: “Title.”"""
    return f"\u201c{text}\u201d" if text.endswith(_ENDS) else f"\u201c{text}.\u201d"


def in_brackets(*texts: str) -> str:
    """What is said, in round brackets, parted by semicolons; nothing where nothing is."""
    said = "; ".join(text for text in texts if text)
    return f"({said})" if said else ""
