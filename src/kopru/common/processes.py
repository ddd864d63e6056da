"""Who works here: each process that does background work holds a lock on a file of its own.

The system gives the lock back at the moment a process dies, however it dies, whether or
not its parent has taken notice of it, and another process of the same number never gets
it: so a free lock says that the worker is no more. Process numbers cannot say that, for
a killed process keeps its number until somebody reaps it.
"""

import fcntl
import gc
import os
import secrets
import socket
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import django
from django.conf import settings

#: open files by worker's name, kept open for as long as this process lives
_held: dict[str, int] = {}


def _host() -> str:
    return socket.gethostname()[:40]


def _place(name: str) -> Path:
    return Path(settings.KOPRU_DATA) / "workers" / name


@cache
def _name_of(pid: int) -> str:
    """The name of the process `pid`, which is this one: a forked child gets one of its own."""
    name = f"{_host()}:{pid}:{secrets.token_hex(4)}"
    place = _place(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    _held[name] = os.open(place, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(_held[name], fcntl.LOCK_EX)
    return name


def worker() -> str:
    """This process, as rows remember who works on them: machine, process number, a chance part."""
    return _name_of(os.getpid())


def is_dead(name: str) -> bool:
    """Whether the worker called `name` worked on this machine and this data folder and is no more.

    False also where that cannot be known from here; such a worker's lease runs out by itself.
    """
    if not is_here(name) or name in _held:
        return False
    try:
        with _place(name).open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def is_here(name: str) -> bool:
    """Whether `name` is a worker of this machine, alive or dead."""
    return name.split(":")[0] == _host()


def forget_the_dead() -> None:
    """Remove the files of workers that are no more. To be called when nothing is claimed by them."""
    for place in _place("x").parent.glob(f"{_host()}:*"):
        if is_dead(place.name):
            with suppress(FileNotFoundError):
                place.unlink()


def end_with(parent: int) -> None:
    """End this process as soon as the one that started it is gone: a helper of a process that
    was killed would wait for work for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    collect_seldom()


def begin_with(parent: int) -> None:
    """`end_with` in a process that is to ask the database: what it runs may import models."""
    django.setup()
    end_with(parent)


def collect_seldom() -> None:
    """For a process that does bulk work and nothing else: what it makes lives for a batch and
    goes without help, so that to look for cycles in it is mostly in vain."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
