"""A library's files into the union catalogue, in bounded memory, and again without harm.

Batches are written whole or not at all, and a record that is there already stays as it
is: a load that died is made good by loading the same files again.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from kopru.catalogue.fates import Item
from kopru.catalogue.models import Load
from kopru.catalogue.reading import read_file, read_stored
from kopru.catalogue.search import index_all_changed, search_index
from kopru.catalogue.storing import Writer, close_load
from kopru.libraries.models import Library

_BATCH = 1_000
_BATCH_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load is. Bytes are those of the files, `seconds` since it began."""

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
    progress: Callable[[Progress], None] | None = None,
) -> Load:
    """Load ISO 2709 or MARCXML files of `library` and bring what they change into the index.

    `encoding` is the code page that the library's system is known to write (a name that
    Python knows, such as "cp1254"). Of what was read every record has one fate:
    `read == stored + updated + unchanged + deleted + quarantined`.

    :raises OSError: when a file cannot be opened; nothing is loaded then
    """
    paths = [Path(path) for path in paths]
    sizes = [_size(path) for path in paths]
    started = time.perf_counter()
    names = [path.name for path in paths]
    load = Load.objects.create(library=library, files=names, encoding=encoding, started_at=now)
    search_index().rebuild(only_if_broken=True)  # before there is more to build from
    writer = Writer(load, read_stored, now, {})
    done = 0
    for path, size in zip(paths, sizes, strict=True):
        for batch in _batches(read_file(path, code_page=encoding)):
            writer.write(batch)
            if progress:
                last = batch[-1]
                at = min(last.position + len(last.raw), size)
                progress(Progress(done + at, sum(sizes), load.read, time.perf_counter() - started))
        done += size
    writer.write_pending()
    index_all_changed()
    seconds = time.perf_counter() - started
    if progress:
        progress(Progress(done, sum(sizes), load.read, seconds, is_over=True))
    close_load(load, finished_at=now + timedelta(seconds=seconds), seconds=seconds)
    return load


def _size(path: Path) -> int:
    with path.open("rb") as stream:
        return stream.seek(0, 2)


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    weight = 0
    for item in items:
        batch.append(item)
        weight += len(item.raw)
        if len(batch) >= _BATCH or weight >= _BATCH_BYTES:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
