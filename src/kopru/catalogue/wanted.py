"""What somebody typed into the search box, understood. Pure.

kara kitap                 every word, in any order; the last one may be unfinished
yazar:pamuk kar            the word after yazar: or author: has to be in the author
title:"kara kitap"         quotes hold several words; başlık: and title: mean the title
978-975-470-011-4          an ISBN or ISSN in any form
"""

import re
from dataclasses import dataclass

from kopru.catalogue.numbers import number_of, numbers_in
from kopru.common.text import fold, lower

#: more than anybody types; the rest of a pasted page is not looked at
_LONGEST = 600
_MOST_WORDS = 24
_LONGEST_WORD = 60
#: from here on a last word may be the beginning of one
_SHORTEST_BEGINNING = 2

_FIELDS = {
    "yazar": "author", "author": "author", "başlık": "title", "baslik": "title", "title": "title",
    "eser": "title", "isbn": "number", "issn": "number",
}  # fmt: skip
_PIECE = re.compile(
    r"""(?:(?P<field>yazar|author|başlık|baslık|baslik|title|eser|isbn|issn)\s*[:=]\s*)?
        (?:["“”«»](?P<quoted>[^"“”«»]*)["“”«»]|(?P<bare>[^\s"“”«»]+))""",
    re.IGNORECASE | re.VERBOSE,
)
_LETTERS = re.compile(r"[^\W_]+")
_NUMBER_NAMES = {"isbn", "issn", "isbn13", "isbn10"}


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word, the field it has to be in ("title", "author" or "" for any), and how it was typed.

    `typed` is lower case by the Turkish rule, with its accents; empty where folding left no such word.
    """

    text: str
    field: str = ""
    typed: str = ""
    is_beginning: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query as understood: all words and, where there are any, one of the numbers."""

    words: tuple[Word, ...] = ()
    numbers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.numbers)


def understand(text: str) -> Wanted:
    """The query behind any text whatever; what says nothing (signs, blanks) gives an empty one."""
    text = text[:_LONGEST]
    numbers, rest = numbers_in(text)
    words: list[Word] = []
    ends_inside_word = bool(rest) and (rest[-1].isalnum() or rest[-1] in "'’")
    for piece in _PIECE.finditer(rest):
        field = _FIELDS.get(lower(piece["field"] or ""), "")
        said = piece["quoted"] if piece["bare"] is None else piece["bare"]
        if field == "number":
            numbers += [number] if (number := number_of(said)) else []
        else:
            words += _words(said, field)
    if numbers:
        words = [word for word in words if word.text not in _NUMBER_NAMES]
    words = words[:_MOST_WORDS]
    if words and ends_inside_word and len(words[-1].text) >= _SHORTEST_BEGINNING:
        last = words[-1]
        words[-1] = Word(last.text, last.field, last.typed, is_beginning=True)
    return Wanted(tuple(words), tuple(dict.fromkeys(numbers)))


def _words(said: str, field: str) -> list[Word]:
    folded = [word[:_LONGEST_WORD] for word in fold(said).split()]
    typed = [word[:_LONGEST_WORD] for word in _LETTERS.findall(lower(said))]
    if len(typed) != len(folded):
        typed = [""] * len(folded)
    return [Word(word, field, form) for word, form in zip(folded, typed, strict=True)]
