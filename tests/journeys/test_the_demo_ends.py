"""Who ends the demo ends its server, too: with Ctrl+C or as a service manager does."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from installation import KOPRU, SOURCE, free_port

pytestmark = [pytest.mark.slow]


def _answers(address):
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _living(group):
    """The processes of a group, without those that are dead and only not yet reaped."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(stat)
    return found


def _until(holds, seconds=60):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_nothing_is_left_behind(tmp_path, how):
    port = free_port()
    env = {
        **os.environ, "KOPRU_DATA": str(tmp_path / "data"), "KOPRU_PORT": str(port), "PYTHONPATH": str(SOURCE),
    }  # fmt: skip
    demo = subprocess.Popen(
        [*KOPRU, "demo"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _until(lambda: _answers(address))
        demo.send_signal(how)
        demo.wait(60)
        _until(lambda: not _answers(address))
        _until(lambda: not _living(demo.pid))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(demo.pid, signal.SIGKILL)
