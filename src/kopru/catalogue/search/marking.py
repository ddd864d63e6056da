"""Marking in a text what was searched for, whatever it was typed like. Pure.

The text is cut into segments; a page escapes each and marks those that say so. Nothing is
lost: the segments put together are the text.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kopru.common.text import fold

#: a word with what belongs to it: marks that combine, apostrophes, ayn and hamza inside
_WORD = re.compile(r"[^\W_](?:[\w\u0300-\u036f'’ʼ‘`´ʻʾʿʹ\u200c\u200d\u00ad]*[\w\u0300-\u036f])?")
_SUFFIX = re.compile(r"['’ʼ‘`´]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a text, and whether it is what was searched for."""

    text: str
    is_marked: bool = False


def marked(text: str, marks: Iterable[str]) -> tuple[Segment, ...]:
    """`text` in segments; `marks` are folded words, the beginning of one with a `*` behind it.

    Of a word that only begins as searched for the beginning is marked; of "Türkiye'nin" for
    turkiye what stands before the apostrophe. Neighbours of one sort are one segment.
    """
    wanted = _Marks.of(marks)
    pieces: list[Segment] = []
    at = 0
    for match in _WORD.finditer(text):
        length = wanted.length_in(match.group())
        if length:
            pieces.append(Segment(text[at : match.start()]))
            at = match.start() + length
            pieces.append(Segment(text[match.start() : at], is_marked=True))
    pieces.append(Segment(text[at:]))
    return tuple(_joined(piece for piece in pieces if piece.text))


@dataclass(frozen=True, slots=True)
class _Marks:
    """Whole words and beginnings to mark."""

    words: frozenset[str]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, marks: Iterable[str]) -> "_Marks":
        every = list(marks)
        whole = frozenset(mark for mark in every if not mark.endswith("*"))
        begun = (mark[:-1] for mark in every if mark.endswith("*"))
        return cls(whole, tuple(sorted((b for b in begun if b), key=len, reverse=True)))

    def length_in(self, word: str) -> int:
        """How many characters of a word as written are to be marked, from its first on."""
        folded = fold(word)
        if folded in self.words:
            return len(word)
        stem = _SUFFIX.split(word, maxsplit=1)[0]
        if stem != word and fold(stem) in self.words:
            return len(stem)
        start = next((b for b in self.beginnings if folded.startswith(b)), "")
        return _written(word, len(start)) if start else 0


def _written(word: str, length: int) -> int:
    """The characters of `word` that fold to its first `length` folded ones, with marks behind them."""
    end = next((n for n in range(1, len(word) + 1) if len(fold(word[:n])) >= length), len(word))
    while end < len(word) and unicodedata.combining(word[end]):
        end += 1
    return end


def _joined(pieces: Iterable[Segment]) -> Iterator[Segment]:
    last: Segment | None = None
    for piece in pieces:
        if last and last.is_marked == piece.is_marked:
            last = Segment(last.text + piece.text, piece.is_marked)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last
