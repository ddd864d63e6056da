"""SQLite set for a load: much is written all over the indexes, and the load can be gone on with.

What a power cut takes are the last batches and, with them, how far the load has come: it
goes on from where the file really is. So commits need not wait for the disk; and what
they leave in the log is brought into the database by a thread beside the loader.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.db import OperationalError, connection

_FOR_LOADS = ("cache_size=-262144", "synchronous=NORMAL", "wal_autocheckpoint=0")
_AS_BEFORE = ("cache_size", "synchronous", "wal_autocheckpoint")
#: batches after which the thread begins to bring the log in
_BESIDE = 4
#: batches after which the loader waits until all of it is in: only then the log begins anew
_WAITS = 16


@contextmanager
def tuned() -> Iterator[Callable[[], None]]:
    """While the block runs the connection is set for loading; call what it gives after each batch."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield lambda: None
        return
    before = [f"{name}={_asked(name)}" for name in _AS_BEFORE]
    for setting in _FOR_LOADS:
        _asked(setting)
    beside = _Checkpoints()
    try:
        yield beside.batch_is_written
    finally:
        beside.end()
        for setting in before:
            _asked(setting)


class _Checkpoints:
    """Brings the log into the database, in a thread and on a connection of its own.

    The log begins anew only where nothing of it is left to be brought in at the moment when
    a transaction begins, and a loader begins one right after the other: so from time to
    time it brings in itself the little that the thread has not got to yet.
    """

    def __init__(self) -> None:
        self._wanted, self._idle, self._is_over = Event(), Event(), False
        self._written = 0
        self._idle.set()
        self._thread = Thread(target=self._work, name="checkpoints of a load", daemon=True)
        self._thread.start()

    def batch_is_written(self) -> None:
        """To be called right after a commit."""
        self._written += 1
        if self._written % _WAITS == 0:
            self._idle.wait()
            _bring_in()
        elif self._written % _BESIDE == 0:
            self._idle.clear()
            self._wanted.set()

    def end(self) -> None:
        """Stop the thread; what is left comes in with the last connection that closes."""
        self._is_over = True
        self._wanted.set()
        self._thread.join()

    def _work(self) -> None:
        try:
            while self._wanted.wait() and not self._is_over:
                self._wanted.clear()
                _bring_in()
                self._idle.set()
        finally:
            self._idle.set()
            connection.close()


def _bring_in() -> None:
    with suppress(OperationalError):  # somebody else does it at this moment
        _asked("wal_checkpoint(PASSIVE)")


def _asked(pragma: str) -> object:
    """What a PRAGMA answers first, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        row = cursor.fetchone()
    return row[0] if row else None
