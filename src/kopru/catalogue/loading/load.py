"""A library's files into the union catalogue, in bounded memory, and again without harm.

Batches are written whole or not at all, together with how far they bring the load; a load
that was killed goes on behind its last batch when the same files are given again.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone

from kopru.catalogue.loading.delivering import WORTH_IT, Chunk, Start, chunks
from kopru.catalogue.loading.indexing import indexed_beside
from kopru.catalogue.loading.preparing import Prepared
from kopru.catalogue.loading.storing import Writer, close_load
from kopru.catalogue.loading.tuning import tuned
from kopru.catalogue.models import Load, LoadMode, LoadState, Record
from kopru.catalogue.search.index import search_index
from kopru.common.processes import is_dead, is_here, worker
from kopru.libraries.models import Library

_BATCH = 3_000
_BATCH_BYTES = 16_000_000
#: a load that has been silent for as long is taken for dead
SILENCE = timedelta(minutes=2)
_MISSING_AT_ONCE = 1_000


class LoadRunning(Exception):
    """The same files are being loaded for the same library at this moment."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is. Bytes are those of the files, `seconds` since it began (again)."""

    bytes_done: int
    bytes_total: int
    records: int
    seconds: float
    is_over: bool = False


def load_files(
    paths: Sequence[Path],
    *,
    library: Library,
    now: datetime,
    encoding: str = "",
    dialect: str = "",
    mode: str = LoadMode.DELTA,
    progress: Callable[[Progress], None] | None = None,
    index_later: bool = False,
) -> Load:
    """Load ISO 2709 or MARCXML files of `library` and bring what they change into the index.

    With `index_later` what changes is only noted: who loads many libraries at once brings
    an edition that several of them have into the index once.

    `encoding` is the code page that the library's system is known to write (a name that
    Python knows, such as "cp1254"), `dialect` "marc21" or "unimarc" where its records do not say
    so themselves. A `mode` of FULL says that the files are everything the
    library has: its records that are not in them are deleted at the end. Of what was read
    every record has one fate: `read == stored + updated + unchanged + deleted + quarantined`.

    :raises OSError: when a file cannot be opened; nothing is loaded then
    :raises LoadRunning: when another process is loading the same files
    """
    paths = [Path(path) for path in paths]
    started = time.perf_counter()
    load, start = _begin(paths, library, encoding=encoding, dialect=dialect, mode=mode, now=now)
    search_index().rebuild(only_if_broken=True)  # before there is more to build from
    writer = Writer(load, now, seen=set() if mode == LoadMode.FULL else None)
    is_large = load.bytes_total >= WORTH_IT and not connection.in_atomic_block
    indexed = nullcontext() if index_later else indexed_beside(parallel=is_large)
    with indexed, tuned() as batch_is_written:
        for batch in _batches(chunks(paths, code_page=encoding, dialect=dialect, start=start)):
            _write(writer, batch)
            batch_is_written()
            if progress:
                seconds = time.perf_counter() - started
                progress(Progress(load.bytes_done, load.bytes_total, load.read, seconds))
        writer.write_pending()
        if writer.seen is not None:
            _delete_missing(writer, writer.seen)
    seconds = time.perf_counter() - started
    if progress:
        progress(Progress(load.bytes_total, load.bytes_total, load.read, seconds, is_over=True))
    ended = now + timedelta(seconds=seconds)
    close_load(load, finished_at=ended, seconds=load.seconds + seconds)
    return load


def _begin(
    paths: Sequence[Path],
    library: Library,
    *,
    encoding: str,
    dialect: str,
    mode: str,
    now: datetime,
) -> tuple[Load, Start]:
    """A new load, or the one of the same files that was broken off, and where it goes on."""
    names, sizes = [path.name for path in paths], [_size(path) for path in paths]
    said = {"library": library, "encoding": encoding, "format": dialect, "mode": mode}
    same = Load.objects.filter(**said)
    broken = same.exclude(state=LoadState.DONE).filter(files=names, sizes=sizes).first()
    if broken is None:
        load = Load.objects.create(
            **said, files=names, sizes=sizes,
            started_at=now, heard_at=timezone.now(), worker=worker(), bytes_total=sum(sizes),
        )  # fmt: skip
        return load, Start()
    if broken.state == LoadState.RUNNING and not _is_silent(broken):
        raise LoadRunning(f"{', '.join(names)} ({library.symbol})")
    broken.state, broken.heard_at, broken.worker = LoadState.RUNNING, timezone.now(), worker()
    broken.save(update_fields=["state", "heard_at", "worker"])
    start = Start(
        file=broken.file_at,
        records=broken.records_at,
        wanted=frozenset((file, place) for file, place in broken.pending),
        all_before=mode == LoadMode.FULL,
    )
    return broken, start


def _is_silent(load: Load) -> bool:
    """Whether the process that does it is no more; one of another machine, when it says nothing."""
    if is_dead(load.worker):
        return True
    heard = load.heard_at or load.started_at
    return not is_here(load.worker) and timezone.now() - heard > SILENCE


@dataclass(frozen=True, slots=True)
class _Batch:
    items: list[Prepared]
    before: list[Prepared]
    file_at: int
    records_at: int
    bytes: int


def _batches(parts: Iterator[Chunk]) -> Iterator[_Batch]:
    """Chunks of one file put together to what is written at once."""
    items: list[Prepared] = []
    before: list[Prepared] = []
    last: Chunk | None = None
    for part in parts:
        if last is not None and (_is_full(items) or part.file_at != last.file_at):
            yield _batch(items, before, last)
            items, before = [], []
        (before if part.is_before else items).extend(part.items)
        last = part
    if last is not None:
        yield _batch(items, before, last)


def _is_full(items: Sequence[Prepared]) -> bool:
    return len(items) >= _BATCH or sum(item.size for item in items) >= _BATCH_BYTES


def _batch(items: list[Prepared], before: list[Prepared], last: Chunk) -> _Batch:
    return _Batch(items, before, last.file_at, last.records_at, sum(i.size for i in items))


def _write(writer: Writer, batch: _Batch) -> None:
    writer.remember(batch.before)
    if not batch.items:
        return
    load = writer.load
    load.heard_at = timezone.now()
    done = min(load.bytes_done + batch.bytes, load.bytes_total)
    writer.write(batch.items, file_at=batch.file_at, records_at=batch.records_at, bytes_done=done)


def _delete_missing(writer: Writer, seen: set[int]) -> None:
    """What a full delivery no longer has is gone."""
    there = Record.objects.of(writer.load.library).living().values_list("pk", "control_number")
    gone = [number for pk, number in there.iterator(10_000) if pk not in seen]
    for start in range(0, len(gone), _MISSING_AT_ONCE):
        writer.write_missing(gone[start : start + _MISSING_AT_ONCE])


def _size(path: Path) -> int:
    with path.open("rb") as stream:
        return stream.seek(0, 2)
