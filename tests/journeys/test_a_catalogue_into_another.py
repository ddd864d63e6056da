"""One installation's catalogue harvested into another: killed in the middle, the same clusters in the end.

Both are real: their own processes and data folders, spoken with over HTTP.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kopru.connections.harvest import provider

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from installation import KOPRU, installation

pytestmark = [pytest.mark.slow]

RECORDS = 500


def script(made, *arguments):
    """What `make_catalogue.py` prints last, run inside the installation."""
    env = {**made.environment, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
    command = [sys.executable, Path(__file__).with_name("make_catalogue.py"), *arguments]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def harvest_command(one, pause):
    return [
        *KOPRU, "harvest", "--library", "TR-UNION", "--url", f"{one.address}/oai", "--union",
        "--pause", pause, "--json",
    ]  # fmt: skip


def test_the_same_clusters_come_out_although_it_was_killed(tmp_path):
    with (
        installation(tmp_path / "one") as one,
        installation(tmp_path / "two", KOPRU_ALLOWED_NETWORKS='["127.0.0.0/8"]') as two,
    ):
        ours = script(one, "load", str(RECORDS))
        assert ours["shared"] > 100
        script(two, "union")
        one.start()
        kill_in_the_middle(one, two)
        left = script(two, "state")
        assert (left["run"]["state"], left["run"]["records"]) == ("running", 200)
        assert left["run"]["token"]
        assert 0 < left["count"] < ours["count"]

        run = harvest(one, two)
        assert (run["state"], run["restarts"], run["quarantined"]) == ("done", 0, 0)
        assert run["records"] == ours["count"]
        theirs = script(two, "state")
        assert theirs["run"]["rows"] == 1
        assert theirs["clusters"] == ours["clusters"]

        ours = script(one, "change")
        time.sleep(provider.HELD_BACK.total_seconds() + 1)
        run = harvest(one, two)
        assert run["unchanged"] > ours["count"] / 2
        assert run["deleted"] >= 1
        assert script(two, "state")["clusters"] == ours["clusters"]


def kill_in_the_middle(one, two):
    """SIGKILL when the first page is in."""
    log = two.folder / "harvest.log"
    with log.open("wb") as said:
        begun = subprocess.Popen(
            harvest_command(one, "1.5"), env=two.environment, stderr=said, stdout=said,
            start_new_session=True,
        )  # fmt: skip
    until = time.monotonic() + 60
    while "200" not in log.read_text():
        assert begun.poll() is None, log.read_text()
        assert time.monotonic() < until
        time.sleep(0.05)
    os.killpg(begun.pid, signal.SIGKILL)
    begun.wait(10)


def harvest(one, two):
    return json.loads(two.run(*harvest_command(one, "0")[len(KOPRU) :]).splitlines()[-1])
