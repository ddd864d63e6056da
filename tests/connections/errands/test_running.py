"""Errands: told at least once, in order, whatever breaks; seen when given up."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

import kopru
from kopru.connections.errands import running
from kopru.connections.errands.models import LEASE, Errand
from kopru.connections.errands.running import (
    Counterpart,
    free_claims_of_the_dead,
    plan,
    run_due,
    send_again,
    tell_all,
)
from kopru.connections.errors import Refused, Unreachable
from kopru.requests.models import Untold

pytestmark = pytest.mark.django_db


class Ear:
    """A counterpart that remembers, and fails as told."""

    def __init__(self, name="ear"):
        self.heard, self.trouble, self.name = [], None, name

    def deliver(self, happening, now):
        if self.trouble:
            raise self.trouble
        self.heard.append(happening.action)

    @property
    def counterparts(self):
        return running.names([Counterpart(self.name, lambda h: str(h.subject_id), self.deliver)])


@pytest.fixture
def ear():
    return Ear()


def test_each_happening_is_told_once_to_each_counterpart(asked, ear, clock):
    for _ in range(3):
        tell_all(ear.counterparts, now=clock.now)
    assert ear.heard == ["ask"]
    assert not Untold.objects.exists()


def test_a_dead_partner_holds_up_nobody_else(asked, clock):
    deaf, well = Ear("deaf"), Ear("well")
    deaf.trouble = Unreachable("no answer")
    tell_all({**deaf.counterparts, **well.counterparts}, now=clock.now)
    assert well.heard == ["ask"]
    assert Errand.objects.waiting().get().counterpart == "deaf"


def test_pauses_grow_and_after_seven_days_the_letter_is_dead_and_can_be_sent_again(
    asked, ear, clock
):
    ear.trouble = Unreachable("no answer")
    plan(ear.counterparts, now=clock.now)
    tries = 0
    now = clock.now
    while Errand.objects.waiting().exists():
        tries += run_due(ear.counterparts, now=now)
        now += timedelta(minutes=15)
    assert 90 < tries < 260
    assert timedelta(days=7) < now - clock.now < timedelta(days=7, hours=2)
    errand = Errand.objects.dead().get()
    assert errand.trouble == "no answer"
    ear.trouble = None
    send_again(errand, now=now)
    tell_all(ear.counterparts, now=now)
    assert ear.heard == ["ask"]


def test_a_refusal_is_dead_at_once(asked, ear, clock):
    ear.trouble = Refused("we never lend")
    tell_all(ear.counterparts, now=clock.now)
    assert Errand.objects.dead().get().trouble == "we never lend"


def test_an_unforeseen_fault_is_kept_and_tried_again(asked, ear, clock):
    ear.trouble = ZeroDivisionError("what?")
    tell_all(ear.counterparts, now=clock.now)
    assert Errand.objects.waiting().get().trouble == "ZeroDivisionError: what?"


def test_a_worker_that_dies_gives_its_errand_back_when_its_lease_ends(asked, ear, clock):
    plan(ear.counterparts, now=clock.now)
    assert Errand.objects.get().claim(now=clock.now)
    assert run_due(ear.counterparts, now=clock.now + LEASE - timedelta(seconds=1)) == 0
    assert run_due(ear.counterparts, now=clock.now + LEASE + timedelta(seconds=1)) == 1
    assert ear.heard == ["ask"]


def _another_worker(folder):
    """A process that takes its name as a worker and then waits to be killed."""
    code = (
        "import sys, time, django; django.setup()\n"
        "from kopru.common.processes import worker\n"
        "print(worker(), flush=True); time.sleep(60)"
    )
    env = {
        **os.environ,
        "KOPRU_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "kopru.config.settings",
    }
    env["PYTHONPATH"] = str(Path(kopru.__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, text=True
    )
    return process, process.stdout.readline().strip()


def test_what_a_killed_worker_had_reserved_is_free_at_once(asked, ear, clock, settings, tmp_path):
    """Even while nobody has reaped it: the killed process is still in the table of processes."""
    settings.KOPRU_DATA = tmp_path
    plan(ear.counterparts, now=clock.now)
    Errand.objects.get().claim(now=clock.now)
    assert free_claims_of_the_dead(now=clock.now) == 0, "we live"
    process, name = _another_worker(tmp_path)
    try:
        Errand.objects.update(claimed_by=name)
        assert free_claims_of_the_dead(now=clock.now) == 0, "they live"
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        os.kill(process.pid, 0)
        assert free_claims_of_the_dead(now=clock.now) == 1
    finally:
        process.kill()
        process.communicate()
    assert run_due(ear.counterparts, now=clock.now) == 1
    assert not (tmp_path / "workers" / name).exists()


def test_another_machines_worker_is_never_taken_for_dead(asked, ear, clock):
    plan(ear.counterparts, now=clock.now)
    Errand.objects.get().claim(now=clock.now)
    Errand.objects.update(claimed_by="elsewhere:999999")
    assert free_claims_of_the_dead(now=clock.now) == 0


def test_two_workers_never_claim_the_same_errand(asked, ear, clock):
    plan(ear.counterparts, now=clock.now)
    one, other = Errand.objects.get(), Errand.objects.get()
    assert [one.claim(now=clock.now), other.claim(now=clock.now)] == [True, False]


def test_a_partner_hears_things_in_the_order_they_happened(
    sent, ear, clock, birch, birch_staff, settings
):
    from kopru.requests.actions.scanning import scan  # noqa: PLC0415

    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    plan(ear.counterparts, now=clock.now)
    ear.trouble = Unreachable("busy")
    run_due(ear.counterparts, now=clock.now)
    ear.trouble = None
    tell_all(ear.counterparts, now=clock.now + timedelta(minutes=5))
    assert [a for a in ear.heard if a in ("promise", "pack", "ship")] == ["promise", "pack", "ship"]
