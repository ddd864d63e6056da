"""What somebody typed into the search box, understood. Pure.

kara kitap                 every word, in any order; the last one may be unfinished
"kara kitap"               quotes hold words that stand side by side
yazar:pamuk kar            the word after yazar: or author: has to be in the author
title:"kara kitap"         başlık:, eser:, title: - konu:, subject: - yayınevi:, publisher: - dizi:, series:
978-975-470-011-4          an ISBN or ISSN in any form; also isbn:… and issn:…
yıl:1990-1999              a year or years, also year:, open at either end
lehçe-i osmânî             the vowel that joins Ottoman words may be there or not
"""

import re
from collections.abc import Iterator

from kopru.catalogue.numbers import number_of, numbers_in
from kopru.catalogue.search.asked import NOTHING, All, Any, Asked, Field, Range, Term
from kopru.common.text import fold, fold_apart, lower, typed_words

#: more than anybody types; the rest of a pasted page is not looked at
_LONGEST = 600
_MOST_WORDS = 24
_LONGEST_WORD = 60
#: from here on a last word may be the beginning of one
_SHORTEST_BEGINNING = 3

_FIELDS: dict[str, Field] = {
    "yazar": "author", "author": "author", "başlık": "title", "baslik": "title", "title": "title",
    "eser": "title", "konu": "subject", "subject": "subject", "yayınevi": "publisher",
    "yayinevi": "publisher", "yayıncı": "publisher", "yayinci": "publisher",
    "publisher": "publisher", "dizi": "series", "seri": "series", "series": "series",
    "isbn": "number", "issn": "number",
}  # fmt: skip
_YEARS = ("yıl", "yil", "year")
_NAMES = "|".join(sorted([*_FIELDS, *_YEARS], key=len, reverse=True))
_PIECE = re.compile(
    rf"""(?:(?P<field>{_NAMES})\s*[:=]\s*)?
        (?:["“”«»](?P<quoted>[^"“”«»]*)["“”«»]|(?P<bare>[^\s"“”«»]+))""",
    re.IGNORECASE | re.VERBOSE,
)
_SPAN = re.compile(r"(?P<low>\d{1,4})?\s*(?P<dash>[-–—])?\s*(?P<high>\d{1,4})?")
_NUMBER_NAMES = {"isbn", "issn", "isbn13", "isbn10"}
_IZAFET = re.compile(r"([^\W\d_]{2,})-(y?[iıuüİIUÜ])(?!\w)")


def understand(text: str) -> Asked:
    """The question behind any text whatever; what says nothing (signs, blanks) asks for nothing."""
    text = text[:_LONGEST]
    numbers, rest = numbers_in(text)
    parts: list[Asked] = []
    for piece in _PIECE.finditer(rest):
        name = lower(piece["field"] or "")
        if name in _YEARS:
            parts += _years(piece["quoted"] or piece["bare"] or "")
        elif _FIELDS.get(name) == "number":
            said = piece["quoted"] or piece["bare"] or ""
            numbers += [number] if (number := number_of(said)) else []
        elif piece["bare"] is None:
            parts += _phrase(piece["quoted"], _FIELDS.get(name, ""))
        else:
            parts += _words(piece["bare"], _FIELDS.get(name, ""))
    if numbers:
        parts = [p for p in parts if not (isinstance(p, Term) and p.text in _NUMBER_NAMES)]
        found = tuple(Term(number, "number") for number in dict.fromkeys(numbers))
        parts.append(Any(found) if len(found) > 1 else found[0])
    elif rest and (rest[-1].isalnum() or rest[-1] in "'’"):
        parts = _unfinished(parts)
    parts = parts[:_MOST_WORDS]
    if not parts:
        return NOTHING
    return All(tuple(parts)) if len(parts) > 1 else parts[0]


def _unfinished(parts: list[Asked]) -> list[Asked]:
    """The last word may be the beginning of one."""
    last = parts[-1] if parts else None
    if isinstance(last, Term) and last.how == "word" and len(last.text) >= _SHORTEST_BEGINNING:
        return [*parts[:-1], Term(last.text, last.field, "beginning", last.typed)]
    return parts


def _years(said: str) -> Iterator[Asked]:
    span = _SPAN.fullmatch(said.strip())
    if span is None or not (span["low"] or span["high"]):
        yield from _words(said, "")
        return
    low, high = span["low"], span["high"] if span["dash"] else span["low"]
    yield Range(int(low) if low else None, int(high) if high else None)


def _phrase(said: str, field: Field) -> Iterator[Asked]:
    words = [word[:_LONGEST_WORD] for word in fold(said).split()][:_MOST_WORDS]
    if len(words) > 1:
        yield Term(" ".join(words), field, "phrase")
    else:
        # in quotes a word is a whole one
        yield from (Term(term.text, field, "word", term.typed) for term in _plain(said, field))


def _words(said: str, field: Field) -> Iterator[Asked]:
    """The words of one piece between blanks; "lehçe-i" is met by lehce and by lehcei."""
    at = 0
    for match in _IZAFET.finditer(said):
        yield from _plain(said[at : match.start()], field)
        at = match.end()
        joined = fold_apart(match.group())
        either = [*_plain(match.group(1), field), *(Term(word, field) for word in joined)]
        yield Any(tuple(either))
    yield from _plain(said[at:], field)


def _plain(said: str, field: Field) -> Iterator[Term]:
    folded = [word[:_LONGEST_WORD] for word in fold(said).split()]
    typed = [word[:_LONGEST_WORD] for word in typed_words(said).split()]
    if len(typed) != len(folded):
        typed = [""] * len(folded)
    for word, form in zip(folded, typed, strict=True):
        yield Term(word, field, "word", form)
