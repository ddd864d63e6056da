"""An edition as a row of plain values, from facts and back. Pure."""

import json
from collections.abc import Sequence
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
_TITLE_SORT = 120


def row_of(facts: Facts, features: str) -> tuple[Any, ...]:
    """The values of COLUMNS; `features` as packed."""
    texts = [getattr(facts, name) for name in _TEXTS]
    texts[_KIND], texts[_LANGUAGE] = facts.kind[:20], facts.language[:10]
    return (
        *texts,
        *[as_json(getattr(facts, name)) for name in _LISTS],
        display_author(facts.authors),
        sort_key(facts.title[: 2 * _TITLE_SORT])[:_TITLE_SORT],
        features,
    )


def facts_of_row(row: Sequence[Any]) -> Facts:
    """The facts behind the values of FACTS_COLUMNS."""
    said: dict[str, Any] = dict(zip(_TEXTS, row, strict=False))
    said["is_online"] = bool(said["is_online"])
    for name, kept in zip(_LISTS, row[len(_TEXTS) :], strict=False):
        said[name] = tuple(json.loads(kept) if isinstance(kept, str) else kept)
    return Facts(**said)


def facts_of(edition: Any) -> Facts:
    """What an edition's records say, as its model instance has it."""
    return facts_of_row([getattr(edition, name) for name in FACTS_COLUMNS])


def as_json(value: Sequence[object]) -> str:
    """A list as its column holds it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else "[]"


def display_author(authors: Sequence[str]) -> str:
    """The authors as people say their names: "Pamuk, Orhan" is shown as "Orhan Pamuk"."""
    return ", ".join(map(_spoken, authors))


def _spoken(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name
