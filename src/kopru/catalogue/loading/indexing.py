"""The index kept up beside a large load, by a process of its own.

The loader notes which editions it changed; this process takes the notes as they come, so
that both processors work and what is loaded can be found at once. A kill loses nothing:
notes go away only when the index has them for good.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Event

import django

from kopru.common.processes import end_with

_PAUSE = 0.2


@contextmanager
def indexed_beside(*, parallel: bool) -> Iterator[None]:
    """While the block runs the index is kept up; at its end it has everything.

    Without `parallel` (small loads, one processor, a database of a test) all is done at the end.
    """
    if not parallel or (os.cpu_count() or 1) < 2:
        yield
        index_everything()
        return
    context = get_context("spawn")
    over = context.Event()
    beside = context.Process(target=_work, args=(os.getpid(), over), daemon=True)
    beside.start()
    try:
        yield
    finally:
        over.set()
        beside.join()
    index_everything()


def index_everything() -> None:
    """Bring every noted change into the index."""
    # only here: the process beside sets Django up first
    from kopru.catalogue.search.index import index_all_changed  # noqa: PLC0415

    index_all_changed()


def _work(parent: int, over: Event) -> None:
    django.setup()
    from kopru.catalogue.search.index import index_while  # noqa: PLC0415

    end_with(parent)
    index_while(lambda: not over.is_set(), pause=_PAUSE)
