"""The index's folder: one version of it answers, one process writes, any number read."""

import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from types import TracebackType

from django.core.files import locks
from tantivy import Index, IndexWriter, Query, Schema

from kopru.catalogue.search.engine.fields import VERSION, document, register, schema
from kopru.catalogue.search.entries import Entry

#: bytes of memory for what is not yet on disk; the engine needs 15 MB at least
SMALL_HEAP = 40_000_000
_LOCK_SECONDS = 120.0
_LOCK_PAUSE = 0.02


class IndexBusy(Exception):
    """Another process has been writing for longer than we wait."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open index, the names of its fields, and those of which values can be counted."""

    index: Index
    fields: frozenset[str]
    countable: frozenset[str]
    commit: tuple[int, int, int]

    @property
    def schema(self) -> Schema:
        """Its fields as Tantivy knows them."""
        return self.index.schema


class Folder:
    """`home` holds the versions; `build` gives every entry when one has to be made (again)."""

    def __init__(self, home: Path, build: Callable[[], Iterable[Entry]], *, heap: int) -> None:
        self._home = home
        self._path = home / f"v{VERSION}"
        self._build = build
        self._heap = heap
        self._opened: Opened | None = None
        self._opened_path: Path | None = None
        self._guard = Lock()

    # -- reading ----------------------------------------------------------------------------
    def opened(self) -> Opened:
        """The index as the last commit of any process left it.

        Where this version is not made yet, an older one that is still there answers.
        """
        path = self._path if _stamp(self._path) else self._older()
        if path is None:
            self.rebuild(only_if_broken=True)
            path = self._path
        with self._guard:
            stamp = _stamp(path) or (0, 0, 0)
            old = self._opened
            if old is None or path != self._opened_path or stamp[0] != old.commit[0]:
                self._opened, self._opened_path = _opened(path, stamp), path
            elif stamp != old.commit:
                old.index.reload()
                self._opened = Opened(old.index, old.fields, old.countable, stamp)
            assert self._opened is not None  # noqa: S101 - just set
            return self._opened

    def is_sound(self) -> bool:
        """Whether the index is there, of this version, and can be read."""
        return _is_sound(self._path)

    def answers(self) -> bool:
        """Whether the index that was opened last can still be read."""
        path = self._opened_path
        return path is not None and _is_sound(path)

    def is_of_this_version(self) -> bool:
        """Whether this version has been made."""
        return _stamp(self._path) is not None

    def _older(self) -> Path | None:
        versions = sorted(self._home.glob("v*"), key=lambda path: path.name, reverse=True)
        return next((path for path in versions if path != self._path and _is_sound(path)), None)

    # -- writing ----------------------------------------------------------------------------
    @contextmanager
    def writing(
        self, *, heap: int = SMALL_HEAP, every: float = 1.0, wait: float = _LOCK_SECONDS
    ) -> Iterator["Batches"]:
        """A writer that stays open over many batches; nobody else writes meanwhile.

        `heap` is in bytes; what is added can be found `every` so many seconds, and all of it
        when the writer is closed. What was committed lasts, also when the rest fails.

        :raises IndexBusy: when somebody else writes for `wait` seconds
        """
        with _Alone(self._home, wait):
            if not self.is_sound():
                self._make()
            with Batches(_open(self._path), heap, every) as batches:
                yield batches

    def write(self, entries: Iterable[Entry], gone: Iterable[int], *, patience: float) -> None:
        """Bring entries up to date and drop the `gone` ones, in one commit.

        Large parts of an index take minutes to be merged: after `patience` seconds that goes
        on behind the caller, and nobody else writes until it is done.

        :raises IndexBusy: when somebody else writes for `patience` seconds
        """
        with ExitStack() as held:
            held.enter_context(_Alone(self._home, patience))
            if not self.is_sound():
                self._make()
            index = _open(self._path)
            batches = held.enter_context(Batches(index, SMALL_HEAP, float("inf")))
            batches.drop(gone)
            batches.add(entries)
            batches.commit()
            behind = Thread(target=_end, args=(held.pop_all(),), name="merging the index")
            behind.start()
        behind.join(patience)

    def rebuild(self, *, only_if_broken: bool = False) -> None:
        """Make the index from the beginning and put it in the place of the old one."""
        with _Alone(self._home, _LOCK_SECONDS):
            if not only_if_broken or not self.is_sound():
                self._make()

    def _make(self) -> None:
        fresh = self._home / "making"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        index = Index(schema(), path=str(fresh))
        register(index)
        with Batches(index, self._heap, 60.0) as batches:
            batches.add(self._build())
        for old in self._home.glob("v*"):
            shutil.rmtree(old, ignore_errors=True)
        fresh.rename(self._path)


class Batches:
    """Entries on their way into an index.

    An entry that may be there already is deleted first; ids above every one so far are
    not, since deletes cost more than additions: give entries in the order of their ids.
    """

    def __init__(self, index: Index, heap: int, every: float) -> None:
        self._index = index
        self._heap = heap
        self._every = every
        self._highest = _highest_id(index)

    def __enter__(self) -> "Batches":
        self._writer: IndexWriter = self._index.writer(self._heap, 1)
        self._committed_at = time.monotonic()
        self._is_dirty = False
        return self

    def add(self, entries: Iterable[Entry]) -> None:
        """Bring entries up to date."""
        self._is_dirty = True
        for entry in entries:
            if entry.id > self._highest:
                self._highest = entry.id
            else:
                self._writer.delete_documents_by_term("id", entry.id)
            self._writer.add_document(document(entry))
        self._commit_in_time()

    def drop(self, ids: Iterable[int]) -> None:
        """Take entries out; ids that are not there do no harm."""
        self._is_dirty = True
        for pk in ids:
            self._writer.delete_documents_by_term("id", pk)
        self._commit_in_time()

    def commit(self) -> None:
        """What was added and dropped until now can be found and lasts."""
        self._writer.commit()
        self._committed_at, self._is_dirty = time.monotonic(), False

    def _commit_in_time(self) -> None:
        if time.monotonic() - self._committed_at >= self._every:
            self.commit()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._writer.rollback()
        elif self._is_dirty:
            self._writer.commit()
        # a writer that goes away stops merging, and a job that commits every second leaves
        # thousands of small segments behind
        self._writer.wait_merging_threads()


def _end(held: ExitStack) -> None:
    # what was committed lasts; a merge that fails is tried again with the next commit
    with suppress(ValueError, OSError):
        held.close()


class _Alone:
    """Held by the one process that writes; given back by the system when it dies."""

    def __init__(self, home: Path, seconds: float) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._path = home / "writing.lock"
        self._seconds = seconds

    def __enter__(self) -> None:
        self._file = self._path.open("a")
        until = time.monotonic() + self._seconds
        while not locks.lock(self._file, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > until:
                self._file.close()
                raise IndexBusy(
                    f"somebody has held {self._path.name} for {self._seconds:.0f} seconds"
                )
            time.sleep(_LOCK_PAUSE)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            locks.unlock(self._file)
        self._file.close()


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """What changes with the folder (first) and with each commit (the rest)."""
    try:
        commit = (path / "meta.json").stat()
        return path.stat().st_ino, commit.st_mtime_ns, commit.st_ino
    except OSError:
        return None


def _open(path: Path) -> Index:
    index = Index.open(str(path))
    index.config_reader("manual")  # we look for commits ourselves; no thread that watches files
    register(index)
    return index


def _opened(path: Path, stamp: tuple[int, int, int]) -> Opened:
    said = json.loads((path / "meta.json").read_text())["schema"]
    fields = frozenset(field["name"] for field in said)
    countable = frozenset(field["name"] for field in said if field["options"].get("fast"))
    return Opened(_open(path), fields, countable, stamp)


def _is_sound(path: Path) -> bool:
    try:
        _open(path).searcher().search(Query.all_query(), limit=1)
    except (ValueError, OSError):
        return False
    return True


def _highest_id(index: Index) -> int:
    found = index.searcher().search(Query.all_query(), 1, count=False, order_by_field="id")
    return next((int(pk) for pk, _ in found.hits), -1)
