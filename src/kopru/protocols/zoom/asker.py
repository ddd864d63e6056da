"""Our end of the process that libyaz lives in: started when first needed, and again when it died.

A server may make libyaz crash, hang or grow; that costs the questions of that moment and
nothing else. They are answered with Trouble.CRASHED.
"""

import itertools
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from .questions import Answer, Question, Trouble

_SOURCE = str(Path(__file__).resolve().parents[3])
#: isolated, without site packages: quick to start, and nothing of ours within reach
_WORKER = [
    "-I", "-S", "-c",
    f"import sys; sys.path.insert(0, {_SOURCE!r}); "
    "from kopru.protocols.zoom.worker import main; main()",
]  # fmt: skip
#: what a worker that still has its wits needs beyond a question's own time
_GRACE = 2.0
_LOOK_EVERY = 0.5
#: after so many questions a worker is replaced: libyaz may leak
_LIFE = 20_000
_BLOCK = 1 << 16

Listener = Callable[[Answer], None]


@dataclass(slots=True)
class _Worker:
    process: "subprocess.Popen[bytes]"
    #: by the question's id: who hears the answer, and when the worker must have given it
    waiting: dict[int, tuple[Listener, float]] = field(default_factory=dict)
    asked: int = 0


class Asker:
    """Asks any number of questions at once. Safe for threads; a forked child starts its own worker."""

    def __init__(self, command: list[str] | None = None) -> None:
        self._command = command or [sys.executable, *_WORKER]
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._owner = 0
        self._numbers = itertools.count(1)

    def ask(self, question: Question, listener: Listener) -> None:
        """`listener` hears the answer, once, from another thread; soon after `seconds` at the latest.

        The question's id and the end of its time are ours to give.
        """
        ends = time.monotonic() + question.seconds
        numbered = replace(question, id=next(self._numbers), ends=ends)
        with self._lock:
            worker = self._living()
            worker.waiting[numbered.id] = (listener, ends + _GRACE)
            worker.asked += 1
            line = numbered.as_line()
            try:
                whole = os.write(_stdin(worker), line) == len(line)
            except OSError:
                whole = False
            if not whole:  # it does not read any more; its reader tells everybody who waits
                worker.process.kill()

    def answer_to(self, question: Question) -> Answer:
        """Ask and wait for the answer."""
        heard: list[Answer] = []
        came = threading.Event()

        def hear(answer: Answer) -> None:
            heard.append(answer)
            came.set()

        self.ask(question, hear)
        if not came.wait(question.seconds + 2 * _GRACE):
            return Answer(question.id, trouble=Trouble.CRASHED)
        return heard[0]

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            if self._worker is not None and self._owner == os.getpid():
                self._worker.process.kill()
                self._worker.process.wait()
            self._worker = None

    def _living(self) -> _Worker:
        worker = self._worker
        if worker is None or self._owner != os.getpid() or worker.process.poll() is not None:
            worker = self._started()
        elif worker.asked >= _LIFE:
            _stdin_closed(worker)  # it finishes what it has; its reader goes on until then
            worker = self._started()
        return worker

    def _started(self) -> _Worker:
        process = subprocess.Popen(  # noqa: S603 - our own command
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
            env={k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH", "LANG")},
        )  # fmt: skip
        os.set_blocking(process.stdin.fileno(), False)  # type: ignore[union-attr]
        self._worker, self._owner = _Worker(process), os.getpid()
        threading.Thread(
            target=self._read, args=(self._worker,), name="zoom-reader", daemon=True
        ).start()
        return self._worker

    def _read(self, worker: _Worker) -> None:
        """Hear a worker out; end it when it owes an answer, and tell those who wait when it is gone."""
        pipe = worker.process.stdout
        assert pipe is not None  # noqa: S101 - opened above
        heard = b""
        while True:
            ready, _, _ = select.select([pipe], [], [], _LOOK_EVERY)
            if not ready:
                self._end_if_overdue(worker)
                continue
            block = os.read(pipe.fileno(), _BLOCK)
            if not block:
                break
            *lines, heard = (heard + block).split(b"\n")
            for line in lines:
                self._tell(worker, Answer.from_line(line))
            self._end_if_overdue(worker)
        worker.process.wait()
        self._buried(worker)

    def _tell(self, worker: _Worker, answer: Answer) -> None:
        with self._lock:
            listener, _ = worker.waiting.pop(answer.id, (None, 0.0))
        if listener is not None:
            listener(answer)

    def _end_if_overdue(self, worker: _Worker) -> None:
        with self._lock:
            first = min((ends for _, ends in worker.waiting.values()), default=None)
        if first is not None and time.monotonic() > first:
            worker.process.kill()

    def _buried(self, worker: _Worker) -> None:
        with self._lock:
            left = dict(worker.waiting)
            worker.waiting.clear()
            if self._worker is worker:
                self._worker = None
        for pipe in (worker.process.stdin, worker.process.stdout):
            if pipe is not None:
                pipe.close()
        for number, (listener, _) in left.items():
            listener(Answer(number, trouble=Trouble.CRASHED))


def _stdin(worker: _Worker) -> int:
    pipe = worker.process.stdin
    assert pipe is not None  # noqa: S101 - opened when it was started
    return pipe.fileno()


def _stdin_closed(worker: _Worker) -> None:
    if worker.process.stdin is not None:
        worker.process.stdin.close()
