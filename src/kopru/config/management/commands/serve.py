"""`kopru serve`: web pages and background work, until stopped."""

import os
import signal
import subprocess
import sys
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.utils import timezone
from gunicorn.app.base import BaseApplication

from kopru.config.management.base import DataCommand
from kopru.config.options import Options, read_options
from kopru.config.wiring import COUNTERPARTS
from kopru.config.wsgi import application
from kopru.jobs.runner import run_for_ever
from kopru.jobs.schedule import jobs


class Web(BaseApplication):  # type: ignore[misc]
    """gunicorn with our settings; threads, since pages wait for the database and not the processor."""

    def __init__(self, options: Options) -> None:
        self.settings = {
            "bind": f"{options.host}:{options.port}",
            "workers": options.workers,
            "threads": options.threads,
            "worker_class": "gthread",
            "graceful_timeout": 20,
            "timeout": 60,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "control_socket_disable": True,
            "forwarded_allow_ips": "127.0.0.1",
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand our settings over."""
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The web application."""
        return application


class Command(DataCommand):
    """Serve pages and do the background work."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--jobs-only", action="store_true", help="background work without pages"
        )
        parser.add_argument("--web-only", action="store_true", help="pages without background work")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jobs_only"]:
            work()
            return
        given = read_options()
        worker = None if options["web_only"] else start_work()
        self.stdout.write(f"Köprü: {given.address}/", ending="\n")
        self.stdout.flush()
        try:
            Web(given).run()
        finally:
            if worker is not None:
                worker.terminate()
                worker.wait(timeout=25)


def start_work() -> "subprocess.Popen[bytes]":
    """The background work as a process of its own, which ends when this one does."""
    command = [sys.executable, "-m", "kopru.config.command", "serve", "--jobs-only"]
    return subprocess.Popen(command, env=os.environ.copy())  # noqa: S603 - our own command


def work() -> None:
    """Do the background work until told to stop."""
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    run_for_ever(jobs(COUNTERPARTS), clock=timezone.now, stop=stop)
