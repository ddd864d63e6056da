"""The search index in a folder, by Tantivy: what the catalogue asks of it."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from tantivy import Occur, Order, Query, Searcher

from kopru.catalogue.asked import Asked, Narrowed, Sort
from kopru.catalogue.engine.asking import Asking
from kopru.catalogue.engine.counting import Facets, facets_of
from kopru.catalogue.engine.folder import Batches, Folder, Opened
from kopru.catalogue.entries import Entry

T = TypeVar("T")
_SORTED_BY = {"newest": ("newest", Order.Desc), "oldest": ("oldest", Order.Asc), "title": ("order", Order.Asc)}
#: hits of one score on both sides of a page's edge are put in the order of their ids
_SLACK = 20
_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are, the ids of the page asked for in their order, and the facets."""

    total: int
    ids: tuple[int, ...]
    facets: Facets | None = None


class TantivyIndex:
    """The index in `folder`. `build` gives every entry when it has to be made (again).

    `heap` is the memory in bytes for making it.
    """

    def __init__(self, folder: Path, build: Callable[[], Iterable[Entry]], *, heap: int) -> None:
        self._folder = Folder(folder, build, heap=heap)
        self._heap = heap
        self._facets: OrderedDict[object, Facets] = OrderedDict()
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
    ) -> Found:
        """A page of the entries that meet `asked`."""

        def search(opened: Opened) -> Found:
            searcher = opened.index.searcher()
            asking = Asking(opened, searcher)
            if limit <= 0:
                page = Found(_count(searcher, asking.bare(asked, narrowed)), ())
            elif sort in _SORTED_BY and _SORTED_BY[sort][0] in opened.fields:
                bare = asking.bare(asked, narrowed)
                page = _sorted(searcher, bare, sort, limit=limit, offset=max(offset, 0))
            else:
                query = asking.query(asked, narrowed)
                weight = "weight" if "weight" in opened.fields else None
                page = _ranked(searcher, query, weight, limit=limit, offset=max(offset, 0))
            if not facets:
                return page
            return Found(page.total, page.ids, self._counted(opened, asking, asked, narrowed, page))

        return self._reading(search)

    def similar(
        self, title: Sequence[str], author: Sequence[str], *, limit: int
    ) -> tuple[int, ...]:
        """Ids of entries whose title and author have most of these folded words, give or take a letter."""

        def search(opened: Opened) -> tuple[int, ...]:
            searcher = opened.index.searcher()
            asking = Asking(opened, searcher)
            parts = [asking.nearly("title", word) for word in title]
            parts += [asking.nearly("author", word) for word in author]
            query = Query.boolean_query([(Occur.Should, part) for part in parts])
            return _ranked(searcher, query, None, limit=limit, offset=0).ids

        return self._reading(search) if title or author else ()

    def _counted(
        self, opened: Opened, asking: Asking, asked: Asked, narrowed: Narrowed, page: Found
    ) -> Facets:
        """The facets; those of one question are counted once a commit, also while somebody pages."""
        key = (opened.commit, asked, narrowed)
        with self._guard:
            if known := self._facets.get(key):
                self._facets.move_to_end(key)
                return known
        counted = facets_of(opened, asking, asked, narrowed, page.total)
        with self._guard:
            self._facets[key] = counted
            while len(self._facets) > _REMEMBERED:
                self._facets.popitem(last=False)
        return counted

    def _reading(self, search: Callable[[Opened], T]) -> T:
        try:
            return search(self._folder.opened())
        except (ValueError, OSError):
            # files gone or damaged under us: make the index again and ask once more
            self._folder.rebuild(only_if_broken=True)
            return search(self._folder.opened())

    # -- writing ----------------------------------------------------------------------------
    def replace(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Bring entries up to date and drop the `gone` ones, in one commit.

        :raises IndexBusy: when somebody else writes for two minutes
        """
        with self._folder.writing(every=float("inf")) as batches:
            batches.drop(gone)
            batches.add(entries)

    def writing(self, *, every: float = 2.0) -> AbstractContextManager[Batches]:
        """A writer for a load: open over many batches, its additions found `every` few seconds.

        :raises IndexBusy: when somebody else writes for two minutes
        """
        return self._folder.writing(heap=self._heap, every=every)

    def rebuild(self, *, only_if_broken: bool = False) -> None:
        """Make the index from the beginning and put it in the place of the old one."""
        self._folder.rebuild(only_if_broken=only_if_broken)

    def keep_version(self) -> None:
        """Make the index anew where only one of an older version is there (which answers meanwhile)."""
        if not self._folder.is_of_this_version():
            self._folder.rebuild(only_if_broken=True)

    def is_sound(self) -> bool:
        """Whether the index is there, of this version, and can be read."""
        return self._folder.is_sound()


def _count(searcher: Searcher, query: Query) -> int:
    return int(searcher.search(query, 1, count=True).count or 0)


def _sorted(searcher: Searcher, query: Query, sort: str, *, limit: int, offset: int) -> Found:
    field, order = _SORTED_BY[sort]
    result: Any = searcher.search(
        query, limit, count=True, order_by_field=field, order=order, offset=offset
    )
    return Found(int(result.count), _ids(searcher, result))


def _ranked(
    searcher: Searcher, query: Query, weight: str | None, *, limit: int, offset: int
) -> Found:
    start = max(offset - _SLACK, 0)
    result: Any = searcher.search(
        query, offset - start + limit + _SLACK, count=True, offset=start, weight_by_field=weight
    )
    scores = [-score for score, _ in result.hits]
    in_order = sorted(zip(scores, _ids(searcher, result), strict=True))
    page = in_order[offset - start : offset - start + limit]
    return Found(int(result.count), tuple(pk for _, pk in page))


def _ids(searcher: Searcher, result: Any) -> tuple[int, ...]:
    addresses = [address for _, address in result.hits]
    values = searcher.fast_field_values("id", addresses) if addresses else []
    return tuple(int(pk) for pk in values if pk is not None)
