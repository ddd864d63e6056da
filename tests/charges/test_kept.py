"""The books under many hands and a kill, on both databases; and what the databases refuse."""

import json
import os
import subprocess
import sys
import uuid
from decimal import Decimal
from pathlib import Path

import pytest

WORKER = Path(__file__).with_name("worker.py")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """The environment of an installation without a table."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("KOPRU_", "DATABASE_URL"))}
    env = {
        **kept, "KOPRU_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "kopru.config.settings",
    }  # fmt: skip
    if request.param == "postgresql":
        env["DATABASE_URL"] = request.getfixturevalue("postgres")(f"k{uuid.uuid4().hex}")
    return env


@pytest.fixture
def installation(empty):
    """The environment of an installation with books in it."""
    _run(empty, "setup")
    return empty


def _start(env, *role):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, WORKER, *role], env=env, text=True, **pipes)


def _run(env, *role):
    process = _start(env, *role)
    out, error = process.communicate()
    assert process.returncode == 0, error
    return out


def _state(env):
    return json.loads(_run(env, "state"))


@pytest.mark.slow
def test_what_is_paid_at_four_desks_at_once_is_paid_once_and_never_too_much(installation):
    # the same forty proofs at two desks, and thirty of each desk's own
    desks = [_start(installation, "pay", name, n) for name, n in (("x", "40"), ("x", "40"), ("y", "30"), ("z", "50"))]  # fmt: skip
    for desk in desks:
        _, error = desk.communicate()
        assert desk.returncode == 0, error
    state = _state(installation)
    assert (state["reader"], state["ours"], state["theirs"]) == ("0", "0", "0")
    assert state["payments"] == 300  # a hundred of the reader, a hundred at each end of the pair
    assert state["faults"] == []


@pytest.mark.slow
def test_a_kill_while_paying_leaves_whole_payments_and_can_be_done_again(installation):
    process = _start(installation, "pay", "x", "100")
    for _ in range(8):
        process.stdout.readline()
    process.kill()
    process.communicate()
    before = _state(installation)
    assert before["faults"] == []
    assert before["ours"] == str(-Decimal(before["theirs"])).replace("-0", "0")
    assert Decimal(before["reader"]) <= 92
    _run(installation, "pay", "x", "100")  # the same proofs again
    after = _state(installation)
    assert (after["reader"], after["ours"], after["theirs"]) == ("0", "0", "0")
    assert after["payments"] == 300


def test_what_was_not_committed_when_it_was_killed_is_not_there(installation):
    process = _start(installation, "hang")
    assert process.stdout.readline().strip() == "0"
    assert process.stdout.readline().strip() == "written"
    process.kill()
    process.communicate()
    state = _state(installation)
    assert (state["reader"], state["payments"], state["faults"]) == ("100.00", 0, [])


def test_the_database_refuses_all_that_the_door_would_not_do(installation):
    said = json.loads(_run(installation, "refusals"))
    assert said["refused"] == said["tried"]
    assert _state(installation)["faults"] == []


def test_freight_of_before_there_were_books_is_in_them(empty):
    _run(empty, "old_rows")
    state = _state(empty)
    assert (state["reader"], state["cash"]) == ("84.50", "-89.75")
    assert state["faults"] == []
