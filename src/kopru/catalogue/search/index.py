"""Finding editions by words and numbers: the port, and the index kept in step with the database."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection

from kopru.catalogue.models import Edition, EditionToIndex
from kopru.catalogue.search.asked import EVERYTHING, NOTHING, Asked, Narrowed, Sort
from kopru.catalogue.search.engine.folder import Batches, IndexBusy
from kopru.catalogue.search.engine.index import Found, TantivyIndex
from kopru.catalogue.search.entries import Entry
from kopru.catalogue.search.gathering import all_entries, entries_of
from kopru.catalogue.search.wanted import understand

_BATCH = 2_000
#: notes taken at once in a load; what is committed then can be found
_MANY = 20_000
_COMMIT_SECONDS = 2.0


class SearchIndex(Protocol):
    """What the catalogue asks of a search engine. Any number of processes read, one writes at a time."""

    def find(
        self,
        asked: Asked,
        narrowed: Narrowed,
        *,
        limit: int,
        offset: int,
        sort: Sort = "relevance",
        facets: bool = False,
        is_lenient: bool = False,
    ) -> Found:
        """A page of the entries that meet `asked`; with other spellings too, where they are few."""

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """In how many entries each of these folded words stands; those in none are left out."""

    def beginning(self, field: str, start: str, *, limit: int) -> list[tuple[str, int]]:
        """The most frequent terms of a field that begin so, and in how many entries they stand."""

    def held_most(self, words: Sequence[str], lasts: Sequence[str], *, limit: int) -> list[int]:
        """Ids of entries with all `words` and, in the title, one of `lasts`; the most held first."""

    def similar(
        self, title: Sequence[str], author: Sequence[str], *, limit: int
    ) -> tuple[int, ...]:
        """Ids of entries that share most of these folded words, small typing errors allowed."""

    def replace(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Bring entries up to date and drop others; lasting when it returns."""

    def writing(self, *, every: float = 2.0) -> AbstractContextManager[Batches]:
        """A writer for a load, open over many batches; what is added is found `every` few seconds."""

    def rebuild(self, *, only_if_broken: bool = False) -> None:
        """Make the index from the database."""

    def is_of_this_version(self) -> bool:
        """Whether the index is there in this version of its fields, sound or not."""

    def keep_version(self) -> None:
        """Make the index anew where only one of an older version is there (which answers meanwhile)."""

    def is_sound(self) -> bool:
        """Whether it is there and can be read."""


@lru_cache(maxsize=4)
def _index_in(folder: Path, heap: int) -> SearchIndex:
    return TantivyIndex(folder, all_entries, heap=heap)


def search_index() -> SearchIndex:
    """The installation's index."""
    return _index_in(Path(settings.KOPRU_DATA) / "index", settings.KOPRU_INDEX_MEMORY)


def find(
    query_text: str,
    *,
    limit: int = 20,
    offset: int = 0,
    narrowed: Narrowed = EVERYTHING,
    sort: Sort = "relevance",
    facets: bool = False,
) -> Found:
    """Ids of editions for what somebody typed (`wanted` says how it is read); any text will do.

    An empty query finds nothing.
    """
    asked = understand(query_text)
    return find_asked(
        asked, narrowed, limit=limit, offset=offset, sort=sort, facets=facets, is_lenient=True
    )


def find_asked(
    asked: Asked,
    narrowed: Narrowed,
    *,
    limit: int,
    offset: int = 0,
    sort: Sort = "relevance",
    facets: bool = False,
    is_lenient: bool = False,
) -> Found:
    """Ids of editions for a question; `is_lenient` where a person asks, who may spell otherwise."""
    if asked == NOTHING:
        return Found(0, ())
    return search_index().find(
        asked,
        narrowed,
        limit=limit,
        offset=offset,
        sort=sort,
        facets=facets,
        is_lenient=is_lenient,
    )


def index_changed(limit: int) -> int:
    """Bring up to `limit` noted changes into the index; returns how many notes were done with.

    Notes go away only after the index has them for good, so that a crash repeats work
    and loses none. Where a load (which takes the notes, too) or a making of the index writes,
    nothing is waited for and nothing done.
    """
    try:
        _keep_version()
        notes = _notes(limit)
        if notes:
            changed = sorted({edition for _, edition in notes})
            entries = [entry for some in _in_batches(changed) for entry in entries_of(some)]
            present = {entry.id for entry in entries}
            search_index().replace(entries, [pk for pk in changed if pk not in present])
            _forget(notes)
    except IndexBusy:
        return 0
    return len(notes)


def _keep_version() -> None:
    """After an update the index may have to be made anew: a large one beside the other work."""
    if search_index().is_of_this_version() or "making the index" in {
        thread.name for thread in threading.enumerate()
    }:
        return
    if Edition.objects.count() <= _MANY:
        search_index().keep_version()
    else:
        threading.Thread(target=_make_beside, name="making the index", daemon=True).start()


def _make_beside() -> None:
    try:
        search_index().keep_version()
    finally:
        connection.close()


def index_everything_anew() -> int:
    """Make the index from the database, with every change noted until now; how many those were."""
    last = EditionToIndex.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    search_index().rebuild()
    return EditionToIndex.objects.filter(pk__lte=last).delete()[0]


def index_all_changed() -> int:
    """Bring every noted change into the index."""
    return index_while(lambda: False)


def index_while(goes_on: Callable[[], bool], *, pause: float = 0.2) -> int:
    """Bring noted changes into the index as they come, as long as `goes_on`; then what is left.

    Returns how many notes were done with. Changes of one edition that come soon after each
    other cost one entry.
    """
    done = 0
    search_index().keep_version()
    while True:
        is_last = not goes_on()
        if _notes(1):
            with search_index().writing(every=_COMMIT_SECONDS) as batches:
                while notes := _notes(_MANY):
                    _bring(notes, batches)
                    batches.commit()
                    _forget(notes)
                    done += len(notes)
        if is_last:
            return done
        time.sleep(pause)


def _notes(limit: int) -> list[tuple[int, int]]:
    rows = EditionToIndex.objects.order_by("pk").values_list("pk", "edition_id")
    return list(rows[:limit])


def _bring(notes: Sequence[tuple[int, int]], batches: Batches) -> None:
    changed = sorted({edition for _, edition in notes})
    for some in _in_batches(changed):
        entries = list(entries_of(some))
        batches.add(entries)
        batches.drop(set(some) - {entry.id for entry in entries})


def _forget(notes: Sequence[tuple[int, int]]) -> None:
    for some in _in_batches([pk for pk, _ in notes]):
        EditionToIndex.objects.filter(pk__in=some).delete()


def _in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
