"""What a command costs: wall time, CPU and memory of it and of all that it starts."""

import os
import platform
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.2
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and CPU (the process and its children); bytes at the highest sample.

    `memory` is the sum of what all processes have in memory for themselves (anonymous
    pages), `resident` with the pages of files that they look into, which the system
    drops when it needs room and which may be counted twice.
    """

    wall: float
    cpu: float
    memory: int
    resident: int


class Failed(Exception):
    """A command that ended with another status than 0; carries what it said last."""


def run(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> tuple[str, Cost]:
    """Run a command to its end; its output and its cost.

    :raises Failed: when it does not end well
    """
    started = time.perf_counter()
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=env) as process:
        watch = MemoryWatch(process.pid)
        said, errors = _all_said(process)
        watch.stop()
        # not wait(), which does not tell what the process has used
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode:
        raise Failed(f"{' '.join(command)} ended with {process.returncode}:\n{errors[-2000:]}")
    return said, Cost(wall, usage.ru_utime + usage.ru_stime, watch.memory, watch.resident)


def _all_said(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Output and errors to their ends, read side by side so that neither pipe fills up."""
    errors: list[str] = []
    drain = threading.Thread(target=lambda: errors.extend(process.stderr or ()))
    drain.start()
    said = "".join(process.stdout or ())
    drain.join()
    return said, "".join(errors)


class MemoryWatch:
    """Looks at a process and its descendants five times a second until it is stopped."""

    def __init__(self, pid: int) -> None:
        self.memory = self.resident = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_PAUSE):
            amounts = [_memory_of(pid) for pid in family(self._pid)]
            self.memory = max(self.memory, sum(own for own, _ in amounts))
            self.resident = max(self.resident, sum(both for _, both in amounts))


def family(pid: int) -> list[int]:
    """A process and its living descendants."""
    found = [pid]
    for one in found:
        for task in _PROC.glob(f"{one}/task/*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def cpu_of(pid: int) -> float:
    """CPU seconds that a running process and its living descendants have used."""
    ticks = 0
    for one in family(pid):
        try:
            after_name = (_PROC / str(one) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, after_name[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _memory_of(pid: int) -> tuple[int, int]:
    try:
        status = (_PROC / str(pid) / "status").read_text()
    except OSError:
        return 0, 0
    amounts = dict(line.split(":", 1) for line in status.splitlines() if line.startswith("Rss"))
    kept = {name: int(amount.split()[0]) * 1024 for name, amount in amounts.items()}
    own = kept.get("RssAnon", 0) + kept.get("RssShmem", 0)
    return own, own + kept.get("RssFile", 0)


def disk_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    memory = (_PROC / "meminfo").read_text().split()[1]
    models = {
        line.partition(":")[2].strip()
        for line in (_PROC / "cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    }
    return {
        "cores": str(os.cpu_count()), "processor": ", ".join(models),
        "memory": f"{int(memory) / 2**20:.1f} GiB", "system": platform.platform(),
        "python": platform.python_version(), "load before": f"{os.getloadavg()[0]:.1f}",
    }  # fmt: skip
