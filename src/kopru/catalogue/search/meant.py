""" "Did you mean": another spelling of a search that finds little, out of the index's own words."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice, product

from kopru.catalogue.models import Edition
from kopru.catalogue.search.asked import Asked, Narrowed, Term, terms_of, with_terms
from kopru.catalogue.search.index import find_asked, search_index
from kopru.common.text import fold, typed_words

#: an offer is made where no more than these are found
FEW = 3
_SHORTEST, _LONGEST = 4, 24
#: a word this many times as frequent may be meant although the typed one occurs, too
_MORE = 20
_CHOICES, _TRIES, _MOST_WORDS = 3, 8, 8
#: words from this length on may have two wrong letters
_LONG = 7
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LOOKED_AT = 3_000
_WORD = re.compile(r"[^\W_]+(?:['’ʼ‘`´][^\W_]+)*")


def instead_of(text: str, asked: Asked, narrowed: Narrowed, total: int) -> str:
    """`text` with its misspelled words put right, where that finds more; "" where nothing does.

    `asked` is what it was understood as, `total` how many that finds.
    """
    words = [term for term in terms_of(asked) if _may_be_wrong(term)][:_MOST_WORDS]
    if total > FEW or not words:
        return ""
    choices = {term.text: list(_choices(term)) for term in words}
    wrong = {word: found for word, found in choices.items() if found}
    for chosen in islice(product(*wrong.values()), _TRIES if wrong else 0):
        right = dict(zip(wrong, chosen, strict=True))
        better = with_terms(asked, partial(_put_right, right))
        found = find_asked(better, narrowed, limit=5)
        if found.total > total:
            return _said(text, right, found.ids)
    return ""


def _may_be_wrong(term: Term) -> bool:
    return (
        term.how in ("word", "beginning")
        and term.field in ("", "title", "author", "subject")
        and _SHORTEST <= len(term.text) <= _LONGEST
        and term.text.isascii()
        and term.text.isalpha()
    )


def _choices(term: Term) -> Iterator[str]:
    """Words of the index that may be meant, the best first; none where the word seems right."""
    index = search_index()
    if term.how == "beginning" and index.beginning("body", term.text, limit=1):
        return
    near = set(_one_away(term.text))
    known = index.frequencies([term.text, *near])
    least = max(known.pop(term.text, 0) * _MORE, 1)
    better = [word for word, number in known.items() if number >= least]
    if not better and least == 1 and len(term.text) >= _LONG:
        known = dict(_two_away(term.text))
        better = list(known)
    # the first letter is seldom wrong
    better.sort(key=lambda word: (word[0] != term.text[0], -known[word], word))
    yield from better[:_CHOICES]


def _one_away(word: str) -> Iterator[str]:
    """Every text with one letter left out, exchanged, put in or changed for its neighbour."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _two_away(word: str) -> Iterator[tuple[str, int]]:
    """Words of the index that begin alike and differ by two letters at most, and how frequent they are."""
    for term, number in search_index().beginning("body", word[:3], limit=_LOOKED_AT):
        if abs(len(term) - len(word)) <= 2 and _distance(word, term) <= 2:
            yield term, number


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, against in enumerate(other, 1):
            cost = min(row[place] + 1, row[place - 1] + 1, before + (letter != against))
            before, row[place] = row[place], cost
    return row[-1]


def _put_right(right: dict[str, str], term: Term) -> Term:
    return Term(right[term.text], term.field) if term.text in right else term


def _said(text: str, right: dict[str, str], ids: Iterable[int]) -> str:
    """The text as it may have been meant, the new words with the accents that they have in a hit."""
    forms = _forms(ids)

    def put(match: re.Match[str]) -> str:
        word = right.get(fold(match.group()))
        return forms.get(word, word) if word else match.group()

    return " ".join(_WORD.sub(put, text).split())


def _forms(ids: Iterable[int]) -> dict[str, str]:
    """How the words of these editions are written, by their folded form."""
    columns = ("title", "subtitle", "author", "responsibility", "subjects", "series", "publisher")
    forms: dict[str, str] = {}
    for row in Edition.objects.filter(pk__in=list(ids)).values_list(*columns):
        for word in typed_words(" ".join(str(part) for part in row)).split():
            forms.setdefault(fold(word), word)
    return forms
