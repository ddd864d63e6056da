"""An edition as a row of plain values, from facts and back. Pure."""

import json
from collections.abc import Sequence
from json.encoder import encode_basestring
from typing import Any

from kopru.catalogue.records.described import Facts
from kopru.common.text import sort_key

_TEXTS = (
    "title", "subtitle", "responsibility", "publisher", "place", "year", "year_text",
    "edition_statement", "volume", "pages", "kind", "language", "is_online",
)  # fmt: skip
_LISTS = ("authors", "isbns", "issns", "subjects", "series")
#: what `facts_of_row` reads, in its order
FACTS_COLUMNS = (*_TEXTS, *_LISTS)
#: what `row_of` gives, in its order
COLUMNS = (*FACTS_COLUMNS, "author", "title_sort", "match_on")
_KIND, _LANGUAGE = _TEXTS.index("kind"), _TEXTS.index("language")
_TITLE, _AUTHORS = COLUMNS.index("title"), COLUMNS.index("authors")
#: said once of an edition: all but the lists that are put together
_SINGLE = tuple(n for n, name in enumerate(_TEXTS) if name != "is_online")
_TOGETHER = tuple(COLUMNS.index(name) for name in _LISTS if name != "authors")
_TITLE_SORT = 120
#: how many subjects or series an edition keeps; the rest is repetition
_LONGEST_LIST = 60


def row_of(facts: Facts, features: str) -> tuple[Any, ...]:
    """The values of COLUMNS; `features` as packed."""
    return (
        facts.title, facts.subtitle, facts.responsibility, facts.publisher, facts.place, facts.year,
        facts.year_text, facts.edition_statement, facts.volume, facts.pages, facts.kind[:20],
        facts.language[:10], facts.is_online,
        as_json(facts.authors), as_json(facts.isbns), as_json(facts.issns),
        as_json(facts.subjects), as_json(facts.series),
        display_author(facts.authors), _sorted_by(facts.title), features,
    )  # fmt: skip


def completed(row: Sequence[Any], other: Sequence[Any], features: str) -> tuple[Any, ...]:
    """The row of an edition, of COLUMNS but the last, completed by that of a further record.

    What is said stays, unless it is said in capitals only and the other record knows
    better; what is not said is taken over; lists are put together. So the first
    record gives the edition its face, and the order of records decides. Gives `row`
    with `features`; both are of COLUMNS.
    """
    new = list(row[: len(FACTS_COLUMNS)])
    for at in _SINGLE:
        theirs = other[at]
        if theirs and (not new[at] or _shouts(new[at], theirs)):
            new[at] = theirs
    if other[_AUTHORS] != "[]" and not _list(new[_AUTHORS]):
        new[_AUTHORS] = other[_AUTHORS]
    for at in _TOGETHER:
        theirs = other[at]
        if theirs != "[]" and theirs != new[at]:
            both = dict.fromkeys((*_list(new[at]), *_list(theirs)))
            new[at] = as_json(tuple(both)[:_LONGEST_LIST])
    author, order = row[len(FACTS_COLUMNS) : len(FACTS_COLUMNS) + 2]
    if new[_AUTHORS] != row[_AUTHORS]:
        author = display_author(_list(new[_AUTHORS]))
    if new[_TITLE] != row[_TITLE]:
        order = _sorted_by(new[_TITLE])
    return (*new, author, order, features)


def _shouts(mine: object, theirs: object) -> bool:
    """Typed in capitals throughout ("AŞK-I MEMNU"), while the other is not: the other is read better."""
    return isinstance(mine, str) and mine.isupper() and len(mine) > 3 and not str(theirs).isupper()


def _list(kept: Any) -> Sequence[str]:
    """A list as its column holds it, as a list."""
    texts: Sequence[str] = json.loads(kept) if isinstance(kept, str) else kept
    return texts


def _sorted_by(title: str) -> str:
    return sort_key(title[: 2 * _TITLE_SORT])[:_TITLE_SORT]


def facts_of_row(row: Sequence[Any]) -> Facts:
    """The facts behind the values of FACTS_COLUMNS."""
    said: dict[str, Any] = dict(zip(_TEXTS, row, strict=False))
    said["is_online"] = bool(said["is_online"])
    for name, kept in zip(_LISTS, row[len(_TEXTS) :], strict=False):
        said[name] = tuple(_list(kept))
    return Facts(**said)


def facts_of(edition: Any) -> Facts:
    """What an edition's records say, as its model instance has it."""
    return facts_of_row([getattr(edition, name) for name in FACTS_COLUMNS])


def as_json(texts: Sequence[str]) -> str:
    """A list of texts as its column holds it."""
    return f"[{','.join(map(encode_basestring, texts))}]" if texts else "[]"


def display_author(authors: Sequence[str]) -> str:
    """The authors as people say their names: "Pamuk, Orhan" is shown as "Orhan Pamuk"."""
    return ", ".join(map(_spoken, authors))


def _spoken(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name
