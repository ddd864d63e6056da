"""Runs the schedule. Any number of runners may work at once: every piece of work is claimed."""

import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime

import structlog
from django.db import close_old_connections

from kopru.jobs.schedule import Job

log = structlog.get_logger()


def run_for_ever(
    jobs: Sequence[Job], *, clock: Callable[[], datetime], stop: threading.Event
) -> None:
    """Run each job at its rhythm until `stop` is set. A job that fails is tried again at its next turn.

    A parent process that goes away stops the runner, too, so that none is left behind.
    """
    parent = os.getppid()
    due = {job.name: 0.0 for job in jobs}
    while not stop.is_set() and os.getppid() == parent:
        for job in jobs:
            if time.monotonic() >= due[job.name]:
                busy = _run(job, clock())
                due[job.name] = time.monotonic() + (0 if busy else job.every.total_seconds())
        stop.wait(0.1)


def _run(job: Job, now: datetime) -> bool:
    """Run one job; True when it was busy and may have more to do."""
    try:
        return job.run(now) >= 100
    except Exception:
        log.exception("job failed", job=job.name)
        return False
    finally:
        close_old_connections()
