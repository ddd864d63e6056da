"""The entries of editions gathered from the database: of a few that changed, or of all."""

import json
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from django.db import connection

from kopru.catalogue import rows
from kopru.catalogue.models import Edition, Holding, HoldingStatus
from kopru.catalogue.search.entries import Entry, Holder, entry_from
from kopru.common.processes import begin_with
from kopru.libraries.models import Library

_BATCH = 2_000
#: batches that another process may be ahead
_AHEAD = 4
#: below this, starting another process takes longer than it saves
_WORTH_IT = 50_000
_LISTS = ("authors", "series", "subjects", "isbns", "issns")
#: the columns of an edition that the index takes, by the names that `entry_from` has for them
_COLUMNS = (
    "id", "title", "subtitle", "author", "responsibility", "publisher", "place", "volume", "year",
    "kind", "language", "title_sort", *_LISTS,
)  # fmt: skip


def entries_of(ids: Sequence[int]) -> list[Entry]:
    """The entries of those of these editions that a library holds, by rising id."""
    holders = holders_by_edition(ids)
    made = []
    for row in sorted(rows.select(Edition, _COLUMNS, "id", list(holders))):
        said = dict(zip(_COLUMNS, row, strict=True))
        for name in _LISTS:
            said[name] = json.loads(said[name]) if said[name] != "[]" else ()
        made.append(entry_from(**said, holders=holders[row[0]]))
    return made


def holders_by_edition(ids: Sequence[int]) -> dict[int, list[Holder]]:
    """Who holds each of these editions, by symbol; editions that nobody holds are left out."""
    libraries = {
        pk: (symbol, city)
        for pk, symbol, city in Library.objects.values_list("pk", "symbol", "city")
    }
    held: dict[int, dict[int, bool]] = {}
    found = rows.select(Holding, ("edition_id", "library_id", "status"), "edition_id", ids)
    for pk, library, status in found:
        of = held.setdefault(pk, {})
        of[library] = status == HoldingStatus.AVAILABLE or of.get(library, False)
    return {
        pk: sorted(Holder(*libraries[library], is_in) for library, is_in in of.items())
        for pk, of in held.items()
    }


def all_entries() -> Iterator[Entry]:
    """Every entry there is, by rising id; of many, gathered by other processes meanwhile."""
    last = Edition.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    starts = range(1, last + 1, _BATCH)
    workers = (os.cpu_count() or 1) - 1
    if last < _WORTH_IT or workers < 1 or connection.in_atomic_block:
        for start in starts:
            yield from _from(start)
        return
    waiting: deque[Future[list[Entry]]] = deque()
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=begin_with, initargs=(os.getpid(),)
    ) as pool:
        for start in starts:
            waiting.append(pool.submit(_from, start))
            if len(waiting) > _AHEAD:
                yield from waiting.popleft().result()
        for left in waiting:
            yield from left.result()


def _from(start: int) -> list[Entry]:
    return entries_of(range(start, start + _BATCH))
