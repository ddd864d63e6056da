"""A page of what is asked, the best first, also where there are very many."""

import typing
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from tantivy import Order, Query, Searcher

from kopru.catalogue.search.asked import EVERYTHING, Any, Asked, Everything, Narrowed, Sort, Term
from kopru.catalogue.search.engine.asking import Asking
from kopru.catalogue.search.engine.fields import SAMPLES, TIERS
from kopru.catalogue.search.engine.folder import Opened

#: of more hits some come first, and what need not be waited for is done beside the ranking
BROAD = 30_000
#: the same of hits of several words: these differ by more than who holds them
_VERY_BROAD = 60_000
#: so many of those that come first are enough to choose the best from
_ENOUGH = 3_000
#: hits of one score on both sides of a page's edge are put in the order of their ids
_SLACK = 20
_SORTED_BY = {
    "newest": ("newest", Order.Desc),
    "oldest": ("oldest", Order.Asc),
    "title": ("order", Order.Asc),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of what is asked."""

    asked: Asked
    narrowed: Narrowed
    limit: int
    offset: int
    sort: Sort


@dataclass(frozen=True, slots=True)
class Page:
    """How many hits there are, and the ids of those of one page."""

    total: int
    ids: tuple[int, ...]


def number_of(asking: Asking, wanted: Wanted) -> tuple[int, bool]:
    """How many hits there are, and whether that is exact.

    It is not where at least so many are likely and all of them would have to be gone through
    to know: `page_of` does that beside the ranking.
    """
    is_all = wanted.narrowed == EVERYTHING
    if is_all and isinstance(wanted.asked, Everything):
        return asking.searcher.num_docs, True
    about = _at_least(asking, wanted.asked) if is_all else 0
    if about > BROAD:
        return about, False
    return count(asking.searcher, asking.bare(wanted.asked, wanted.narrowed)), True


def page_of(
    opened: Opened, asking: Asking, wanted: Wanted, number: tuple[int, bool], beside: Executor
) -> Page:
    """The page; `number` is of `number_of`, and `beside` runs what can be done at the same time.

    Of very many hits those that most libraries hold are ranked first, then the others.
    """
    searcher, (about, is_exact) = asking.searcher, number
    bare = asking.bare(wanted.asked, wanted.narrowed)
    if wanted.sort in _SORTED_BY and _SORTED_BY[wanted.sort][0] in opened.fields and wanted.limit:
        return _sorted(searcher, bare, wanted, total=about if is_exact else None)
    if not is_exact:
        counting = beside.submit(count, searcher, bare)
        ids = _ranked_of(opened, asking, wanted, about) if wanted.limit else ()
        return Page(counting.result(), ids)
    if not wanted.limit or about <= wanted.offset:
        return Page(about, ())
    return Page(about, _ranked_of(opened, asking, wanted, about))


def count(searcher: Searcher, query: Query) -> int:
    """How many documents the query has."""
    result: typing.Any = searcher.search(query, 1, count=True)
    return int(result.count)


def ranked(
    searcher: Searcher, query: Query, weight: str | None, *, limit: int, offset: int
) -> tuple[int, ...]:
    """Ids of the best; with `weight` (a field) those of one score in the order of their ids."""
    start = max(offset - _SLACK, 0) if weight else offset
    size = offset - start + limit + (_SLACK if weight else 0)
    result: typing.Any = searcher.search(
        query, size, count=False, offset=start, weight_by_field=weight
    )
    ids = _ids(searcher, result.hits)
    if weight:
        scores = [-score for score, _ in result.hits]
        ids = tuple(pk for _, pk in sorted(zip(scores, ids, strict=True)))
    return ids[offset - start : offset - start + limit]


def _at_least(asking: Asking, asked: Asked) -> int:
    match asked:
        case Any(parts):
            return max((_at_least(asking, part) for part in parts), default=0)
        case Term():
            return asking.frequency(asked)
    return 0


def _ranked_of(opened: Opened, asking: Asking, wanted: Wanted, total: int) -> tuple[int, ...]:
    searcher, asked, narrowed, limit = asking.searcher, wanted.asked, wanted.narrowed, wanted.limit
    # where any word will do and nothing is weighed, the engine skips what cannot be among the best
    weighs = "weight" in opened.fields and not isinstance(asked, Any)
    weight = "weight" if weighs else None
    sign = _first(searcher, wanted, total) if "sign" in opened.fields else ""
    query = asking.query(asked, narrowed, among=sign)
    page = ranked(searcher, query, weight, limit=limit, offset=wanted.offset)
    if sign and len(page) < limit:
        before = count(searcher, query)
        rest = asking.query(asked, narrowed, beside=sign)
        left, at = limit - len(page), max(wanted.offset - before, 0)
        page += ranked(searcher, rest, weight, limit=left, offset=at)
    return page


def _first(searcher: Searcher, wanted: Wanted, total: int) -> str:
    """The sign of those of very many hits that come first: most libraries hold them, or a sample.

    To rank the others, too, would take long, and nobody looks so far. "" where hits are not so
    many, or where any of several words will do: those that have all are the best then.
    """
    most = BROAD if isinstance(wanted.asked, Term | Everything) else _VERY_BROAD
    if total <= most or isinstance(wanted.asked, Any):
        return ""
    share = total / max(searcher.num_docs, 1)
    signs = [f"t{tier}" for tier in reversed(TIERS)] + [f"s{n}" for n in reversed(SAMPLES)]
    likely = ((sign, share * searcher.doc_freq("sign", sign)) for sign in signs)
    return next((sign for sign, hits in likely if _ENOUGH <= hits <= most), "")


def _sorted(searcher: Searcher, query: Query, wanted: Wanted, *, total: int | None) -> Page:
    """In the order of a field; counted in the same pass where `total` is not known."""
    field, order = _SORTED_BY[wanted.sort]
    result: typing.Any = searcher.search(
        query, wanted.limit, count=total is None, order_by_field=field, order=order,
        offset=wanted.offset,
    )  # fmt: skip
    ids = _ids(searcher, result.hits)
    return Page(int(result.count) if total is None else total, ids)


def _ids(searcher: Searcher, hits: Sequence[tuple[typing.Any, typing.Any]]) -> tuple[int, ...]:
    addresses = [address for _, address in hits]
    values = searcher.fast_field_values("id", addresses) if addresses else []
    return tuple(int(pk) for pk in values if pk is not None)
