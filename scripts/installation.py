"""An installation of its own for scripts and journeys: made, served, stopped, gone."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KOPRU = [sys.executable, "-m", "kopru.config.command"]
SOURCE = Path(__file__).resolve().parent.parent / "src"


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Installation:
    """A data folder with the settings it is run with."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of its commands: ours, without settings that are not meant for it."""
        ours = {k: v for k, v in os.environ.items() if not k.startswith(("KOPRU_", "DATABASE_URL"))}
        own = {
            "KOPRU_DATA": str(self.folder),
            "KOPRU_PORT": str(self.port),
            "PYTHONPATH": str(SOURCE),
        }
        return {**ours, **own, **self.settings}

    def run(self, *command: str) -> str:
        """Run one `kopru` command and return what it printed; fails loudly."""
        ran = subprocess.run(
            [*KOPRU, *command], env=self.environment, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            raise RuntimeError(f"kopru {' '.join(command)}: {ran.stderr[-2000:]}")
        return ran.stdout

    def demo(self, *options: str) -> dict[str, Any]:
        """Make the demo's data; returns who can be played."""
        printed = self.run("demo", "--prepare", "--json", *options)
        people: dict[str, Any] = json.loads(printed.splitlines()[-1])
        return people

    def start(self, *, within: float = 30) -> None:
        """Serve, in a process group of its own, until it answers."""
        with (self.folder / "serve.log").open("ab") as said:
            self.process = subprocess.Popen(
                [*KOPRU, "serve"],
                env=self.environment,
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=said,
            )
        until = time.monotonic() + within
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError((self.folder / "serve.log").read_text()[-2000:])

    def kill(self) -> None:
        """SIGKILL to everything it runs, as a power cut would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator would."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(30)
        self.process = None


@contextmanager
def installation(folder: Path, **settings: str) -> Iterator[Installation]:
    """An installation in `folder`, stopped and removed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Installation(folder, settings)
    try:
        yield made
    finally:
        made.kill()
        shutil.rmtree(folder, ignore_errors=True)
