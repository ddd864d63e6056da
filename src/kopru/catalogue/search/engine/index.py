"""The search index in a folder, by Tantivy: what the catalogue asks of it."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import TypeVar

from tantivy import Occur, Query, Searcher

from kopru.catalogue.search.asked import Asked, Narrowed, Sort
from kopru.catalogue.search.engine.asking import Asking
from kopru.catalogue.search.engine.completing import held_most
from kopru.catalogue.search.engine.counting import Facets, facets_of
from kopru.catalogue.search.engine.fields import FEW
from kopru.catalogue.search.engine.folder import Batches, Folder, Opened
from kopru.catalogue.search.engine.ranking import Wanted, number_of, page_of, ranked
from kopru.catalogue.search.entries import Entry

T = TypeVar("T")
_REMEMBERED, _MOST_SHORT = 128, 4_096
#: below so many hits other spellings are looked for
_FEW = 10
#: beginnings up to so many letters are remembered for a while
_SHORT, _STALE_SECONDS = 3, 600.0
_LARGE = 100_000
_SOON = 1.0
#: from so many entries on only words that tell are looked for in titles like another
_TELLING = 100_000
#: counts what a search does not wait for; the engine lets other threads run
_beside = ThreadPoolExecutor(max_workers=4, thread_name_prefix="counting")


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are, the ids of the page asked for in their order, and the facets.

    `is_wider` where other spellings or endings were taken in, since there was little else;
    `exact` is how many have the words as they are.
    """

    total: int
    ids: tuple[int, ...]
    facets: Facets | None = None
    is_wider: bool = False
    exact: int = 0


class TantivyIndex:
    """The index in `folder`. `build` gives every entry when it has to be made (again).

    `heap` is the memory in bytes for making it.
    """

    def __init__(self, folder: Path, build: Callable[[], Iterable[Entry]], *, heap: int) -> None:
        self._folder = Folder(folder, build, heap=heap)
        self._heap = heap
        self._facets: OrderedDict[object, Facets] = OrderedDict()
        self._short: OrderedDict[object, tuple[float, list[tuple[str, int]]]] = OrderedDict()
        self._guard = Lock()

    # -- reading ----------------------------------------------------------------------------
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
        """A page of the entries that meet `asked`.

        Where these are few, `is_lenient` also takes words under other spellings, and with
        other endings where there are none: they come after the others. Where they are very
        many, those that most libraries hold are ranked first, then the others.
        """
        wanted = Wanted(asked, narrowed, max(limit, 0), max(offset, 0), sort)

        def search(opened: Opened) -> Found:
            asking = Asking(opened, opened.index.searcher())
            counted = None
            number = number_of(asking, wanted)
            if facets and (number[0] >= _FEW or not is_lenient):
                counted = _beside.submit(self._counted, opened, asking, wanted, number[0])
            page = page_of(opened, asking, wanted, number, _beside)
            found = Found(page.total, page.ids, exact=page.total)
            if is_lenient and page.total < _FEW:
                asking, found = self._widened(opened, asking, wanted, found)
            if not facets:
                return found
            now = (
                counted.result() if counted else self._counted(opened, asking, wanted, found.total)
            )
            return replace(found, facets=now)

        return self._reading(search)

    def _widened(
        self, opened: Opened, asking: Asking, wanted: Wanted, found: Found
    ) -> tuple[Asking, Found]:
        beyond = ("variant",) if found.total else ("variant", "stem")
        wider = Asking(opened, opened.index.searcher(), beyond=beyond)
        more = page_of(opened, wider, wanted, number_of(wider, wanted), _beside)
        if more.total <= found.total:
            return asking, found
        return wider, Found(more.total, more.ids, is_wider=True, exact=found.total)

    def similar(
        self, title: Sequence[str], author: Sequence[str], *, limit: int
    ) -> tuple[int, ...]:
        """Ids of entries whose title and author have most of these folded words, give or take a letter."""

        def search(opened: Opened) -> tuple[int, ...]:
            searcher = opened.index.searcher()
            asking = Asking(opened, searcher)
            parts = [asking.nearly("title", word) for word in _telling(searcher, "title", title)]
            parts += [asking.nearly("author", w) for w in _telling(searcher, "author", author)]
            query = Query.boolean_query([(Occur.Should, part) for part in parts])
            return ranked(searcher, query, None, limit=limit, offset=0)

        return self._reading(search) if title or author else ()

    def _counted(self, opened: Opened, asking: Asking, wanted: Wanted, total: int) -> Facets:
        """The facets; those of one question are counted once a commit, also while somebody pages."""
        key = (opened.commit, wanted.asked, wanted.narrowed, asking.is_wider)
        with self._guard:
            if known := self._facets.get(key):
                self._facets.move_to_end(key)
                return known
        counted = facets_of(opened, asking, wanted.asked, wanted.narrowed, total)
        with self._guard:
            self._facets[key] = counted
            while len(self._facets) > _REMEMBERED:
                self._facets.popitem(last=False)
        return counted

    def _reading(self, search: Callable[[Opened], T]) -> T:
        try:
            return search(self._folder.opened())
        except (ValueError, OSError):
            if self._folder.answers():
                raise
            # files gone or damaged under us: make the index again and ask once more
            self._folder.rebuild(only_if_broken=True)
            return search(self._folder.opened())

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """In how many entries each of these folded words stands; those in none are left out."""

        def search(opened: Opened) -> dict[str, int]:
            searcher = opened.index.searcher()
            found = {word: int(searcher.doc_freq("body", word)) for word in words}
            return {word: number for word, number in found.items() if number}

        return self._reading(search)

    def beginning(self, field: str, start: str, *, limit: int) -> list[tuple[str, int]]:
        """The most frequent terms of a field that begin so, and in how many entries they stand.

        Fields: body and title (words), name and topic (folded, a tab, as shown). Of names and
        topics with a short beginning a large index knows those of some of its entries.
        """

        def search(opened: Opened) -> list[tuple[str, int]]:
            searcher = opened.index.searcher()
            is_large, is_short = searcher.num_docs >= _LARGE, len(start) <= _SHORT
            known = FEW.get(field, field) if is_large and is_short else field
            if known not in opened.fields:
                return []
            key = (field, start, limit, None if is_large else opened.commit)
            return self._remembered(
                key if is_short else None,
                lambda: list(searcher.terms_with_prefix(known, start, limit=limit)),
            )

        return self._reading(search)

    def held_most(self, words: Sequence[str], lasts: Sequence[str], *, limit: int) -> list[int]:
        """Ids of entries with all `words` and, in the title, one of `lasts`; the most held first."""
        return self._reading(lambda opened: held_most(opened, words, lasts, limit=limit))

    def _remembered(
        self, key: object, search: Callable[[], list[tuple[str, int]]]
    ) -> list[tuple[str, int]]:
        """Short beginnings have many words behind them, and these change little in some minutes."""
        if key is None:
            return search()
        now = time.monotonic()
        with self._guard:
            known = self._short.get(key)
        if known and now - known[0] < _STALE_SECONDS:
            return known[1]
        found = search()
        with self._guard:
            self._short[key] = (now, found)
            while len(self._short) > _MOST_SHORT:
                self._short.popitem(last=False)
        return found

    # -- writing ----------------------------------------------------------------------------
    def replace(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Bring entries up to date and drop the `gone` ones, in one commit.

        :raises IndexBusy: when somebody else is at it and goes on for a second
        """
        self._folder.write(entries, gone, patience=_SOON)

    def writing(self, *, every: float = 2.0) -> AbstractContextManager[Batches]:
        """A writer for a load: open over many batches, its additions found `every` few seconds.

        :raises IndexBusy: when somebody else writes for two minutes
        """
        return self._folder.writing(heap=self._heap, every=every)

    def rebuild(self, *, only_if_broken: bool = False) -> None:
        """Make the index from the beginning and put it in the place of the old one."""
        self._folder.rebuild(only_if_broken=only_if_broken)

    def is_of_this_version(self) -> bool:
        """Whether the index is there in this version of its fields, sound or not."""
        return self._folder.is_of_this_version()

    def keep_version(self) -> None:
        """Make the index anew where only one of an older version is there (which answers meanwhile)."""
        if not self.is_of_this_version():
            self._folder.rebuild(only_if_broken=True)

    def is_sound(self) -> bool:
        """Whether the index is there, of this version, and can be read."""
        return self._folder.is_sound()


def _telling(searcher: Searcher, field: str, words: Sequence[str]) -> Sequence[str]:
    """In a large index only words that few entries have; "ve" would drag a tenth of them along."""
    most = searcher.num_docs // 50
    if searcher.num_docs < _TELLING:
        return words
    return [word for word in words if searcher.doc_freq(field, word) <= most] or words
