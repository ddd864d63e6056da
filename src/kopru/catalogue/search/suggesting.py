"""What may be meant: completions while somebody types, and another spelling where little is found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kopru.catalogue.models import Edition
from kopru.catalogue.search.index import search_index
from kopru.common.text import fold

_LONGEST = 120
_MOST_WORDS = 8
_SHORTEST = 2
#: words that may complete the last one; names and subjects that are looked at
_COMPLETIONS, _LOOKED_AT = 12, 30
#: of the completions so many at most are authors and subjects
_AUTHORS, _SUBJECTS = 3, 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title, an author or a subject to choose; `edition` is the id of a title's edition."""

    text: str
    kind: Literal["title", "author", "subject"]
    edition: int | None = None


def suggestions(text: str, *, limit: int = 8) -> list[Suggestion]:
    """At most `limit` completions of what is typed: titles, then authors, then subjects.

    Words and beginnings of words, without regard to accents; the last word may be unfinished.
    What most libraries hold comes first. Less than two letters give none.
    """
    words = fold(text[:_LONGEST]).split()[:_MOST_WORDS]
    if not words or len(words[-1]) < _SHORTEST or limit < 1:
        return []
    start = " ".join(words)
    authors = list(_shown("name", start, "author"))[:_AUTHORS]
    subjects = list(_shown("topic", start, "subject"))[:_SUBJECTS]
    titles = list(_titles(words, limit=2 * limit))
    room = max(limit - len(authors) - len(subjects), limit // 2)
    found = [*titles[:room], *authors, *subjects, *titles[room:]][:limit]
    places = {"title": 0, "author": 1, "subject": 2}
    return sorted(found, key=lambda suggestion: places[suggestion.kind])


def _shown(field: str, start: str, kind: Literal["author", "subject"]) -> Iterator[Suggestion]:
    """Names or subjects that begin so, each once, in the form that occurs most."""
    seen: set[str] = set()
    for term, _ in search_index().beginning(field, start, limit=_LOOKED_AT):
        _folded, _tab, shown = term.partition("\t")
        key = " ".join(sorted(fold(shown).split()))
        if key not in seen:
            seen.add(key)
            yield Suggestion(shown, kind)


def _titles(words: list[str], *, limit: int) -> Iterator[Suggestion]:
    index = search_index()
    lasts = [word for word, _ in index.beginning("title", words[-1], limit=_COMPLETIONS)]
    if words[-1] not in lasts:
        lasts.append(words[-1])
    ids = index.held_most(words[:-1], lasts, limit=limit)
    titles = dict(Edition.objects.filter(pk__in=ids).values_list("pk", "title"))
    yield from _each_once((pk, titles[pk]) for pk in ids if pk in titles)


def _each_once(titles: Iterable[tuple[int, str]]) -> Iterator[Suggestion]:
    seen: set[str] = set()
    for pk, title in titles:
        key = fold(title)
        if key not in seen:
            seen.add(key)
            yield Suggestion(title, "title", pk)
