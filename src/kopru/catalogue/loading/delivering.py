"""Files of records to batches of prepared records, in their order, on all processors.

One process splits the files (which costs little), others make of each record what can be
made without the database. In small deliveries everything happens in one process.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from kopru.catalogue.loading.preparing import Prepared, prepare_items, prepare_pieces
from kopru.catalogue.records.reading import is_iso2709, read_file
from kopru.common.processes import end_with
from kopru.protocols.marc import split

#: records that are handed over at once
_CHUNK = 500
#: chunks that may wait for the database
_AHEAD = 16
#: below this, starting another process takes longer than it saves
WORTH_IT = 3_000_000


@dataclass(frozen=True, slots=True)
class Start:
    """Where a delivery goes on: which file, after how many records of it; records before
    that point, as (file name, place), that are wanted all the same."""

    file: int = 0
    records: int = 0
    wanted: frozenset[tuple[str, int]] = frozenset()
    #: give all records before that point, too: only their numbers are of interest
    all_before: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """Prepared records of one file; `file_at` and `records_at` say where it ends.

    `is_before`: these lie before the point where the delivery goes on.
    """

    items: list[Prepared]
    file_at: int
    records_at: int
    is_before: bool


def chunks(paths: Sequence[Path], *, code_page: str, dialect: str, start: Start) -> Iterator[Chunk]:
    """All records of the files in their order, prepared."""
    total = sum(path.stat().st_size for path in paths)
    with _preparing(parallel=total >= WORTH_IT) as submit:
        waiting: deque[tuple[Callable[[], list[Prepared]], Chunk]] = deque()
        for number, path in enumerate(paths):
            if number < start.file and not (start.all_before or start.wanted):
                continue
            for chunk, result in _of_file(path, number, (code_page, dialect), start, submit):
                waiting.append((result, chunk))
                if len(waiting) > _AHEAD:
                    yield _filled(*waiting.popleft(), start)
        while waiting:
            yield _filled(*waiting.popleft(), start)


def _filled(result: Callable[[], list[Prepared]], chunk: Chunk, start: Start) -> Chunk:
    items = result()
    if chunk.is_before and not start.all_before:
        items = [item for item in items if (item.file, item.place) in start.wanted]
    return Chunk(items, chunk.file_at, chunk.records_at, chunk.is_before)


_Submitted = tuple[Chunk, Callable[[], list[Prepared]]]
#: (file, place of the first, pieces as (position, bytes), code page, dialect) to their result
_Submit = Callable[[str, int, Sequence[tuple[int, bytes]], str, str], Callable[[], list[Prepared]]]


def _of_file(
    path: Path, number: int, source: tuple[str, str], start: Start, submit: _Submit
) -> Iterator[_Submitted]:
    """The chunks of one file, none of which lies on both sides of the point of going on."""
    goes_on = start.records if number == start.file else 0
    place = 0

    def here(count: int) -> Chunk:
        before = number < start.file or (number == start.file and place + count <= goes_on)
        return Chunk([], number, place + count, before)

    def size() -> int:
        return min(_CHUNK, goes_on - place) if place < goes_on else _CHUNK

    if not is_iso2709(path):
        items = enumerate(read_file(path, code_page=source[0], dialect=source[1]))
        while some := list(islice(items, size())):
            made = prepare_items(some)
            yield here(len(made)), lambda made=made: made  # type: ignore[misc]
            place += len(made)
        return
    with path.open("rb") as stream:
        pieces = split(stream)
        while taken := list(islice(pieces, size())):
            yield here(len(taken)), submit(path.name, place, taken, *source)
            place += len(taken)


@contextmanager
def _preparing(*, parallel: bool) -> Iterator[_Submit]:
    """Something that takes chunks and gives what will give their result."""
    workers = os.cpu_count() or 1
    if not parallel or workers < 2:
        yield lambda *chunk: lambda: prepare_pieces(*chunk)
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=end_with, initargs=(os.getpid(),)
    ) as pool:

        def submit(
            file: str, first: int, pieces: Sequence[tuple[int, bytes]], code_page: str, dialect: str
        ) -> Callable[[], list[Prepared]]:
            future: Future[list[Prepared]] = pool.submit(
                prepare_pieces, file, first, pieces, code_page, dialect
            )
            return future.result

        yield submit
