"""SIGKILL at twenty random moments of loans: nothing lost, nothing repeated that a person would notice.

Staff do what people do when a page does not load: they look, and scan again. The server
is the real one (`kopru serve`), all of its processes die at once, and it is started again.
"""

import json
import random
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx2 as httpx
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from installation import installation

pytestmark = [pytest.mark.slow]

KILLS = 20
LOANS = 6
STEPS = ("birch", "ash", "ash", "ash", "birch")
ENDS = {1: "shipped", 5: "closed"}


class Desk:
    """One library's staff at their browser: signs in again when needed, tries again when the page fails."""

    def __init__(self, made, name, password):
        self.made, self.name, self.password = made, name, password
        self.client = httpx.Client(base_url=made.address, timeout=10, follow_redirects=True)

    def scan(self, code):
        """Scan until the server has answered; the page's text."""
        while True:
            try:
                page = self.client.get("/desk/scan/")
                if "/accounts/login" in str(page.url):
                    page = self._sign_in(page)
                answer = self.client.post(
                    "/desk/scan/", data={"code": code, "csrfmiddlewaretoken": self._token(page)},
                    headers={"Referer": self.made.address},
                )  # fmt: skip
            except httpx.HTTPError:
                time.sleep(0.2)
                continue
            if answer.status_code == 200:
                return answer.text

    def _token(self, page):
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text).group(1)

    def _sign_in(self, page):
        data = {
            "login": f"staff@{self.name}.example", "password": self.password,
            "csrfmiddlewaretoken": self._token(page), "next": "/desk/scan/",
        }  # fmt: skip
        return self.client.post(
            "/accounts/login/", data=data, headers={"Referer": self.made.address}
        )


class Reaper(threading.Thread):
    """Kills the server at random moments and starts it again."""

    def __init__(self, made, seed):
        super().__init__(daemon=True)
        self.made, self.chance, self.kills, self.over = (
            made,
            random.Random(seed),
            0,
            threading.Event(),
        )

    def run(self):
        while self.kills < KILLS and not self.over.is_set():
            self.over.wait(self.chance.uniform(0.0, 3.0))
            if self.over.is_set():
                return
            self.made.kill()
            self.kills += 1
            self.made.start()


def _look(made):
    """What stands in the database, read by nobody but the test."""
    script = """
import json, django; django.setup()
from collections import Counter
from django.db import connection
from kopru.connections.errands.models import Errand
from kopru.connections.iso18626.models import Message
from kopru.connections.notices.models import Notice
from kopru.requests.models import *
from kopru.requests.queries import broken_chains
with connection.cursor() as c:
    c.execute("PRAGMA integrity_check"); whole = c.fetchone()[0]
print(json.dumps({
    "whole": whole,
    "requests": dict(PatronRequest.objects.values_list("number", "state")),
    "borrowings": dict(BorrowingRequest.objects.values_list("request_id", "state")),
    "lendings": dict(LendingRequest.objects.values_list("request_id", "state")),
    "waiting": Errand.objects.waiting().count() + Untold.objects.count(),
    "dead": Errand.objects.dead().count(),
    "notices": [list(n) for n in Notice.objects.values_list("request_number", "event")],
    "effects": [list(m) for m in Message.objects.filter(took_effect=True).values_list("request_id", "says")],
    "steps": [list(h) for h in Happening.objects.values_list("kind", "subject_id", "action")],
    "broken": broken_chains(),
}))
"""
    env = {**made.environment, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout.splitlines()[-1])


def _until(made, holds, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        seen = _look(made)
        if holds(seen):
            return seen
        time.sleep(0.3)
    raise AssertionError(f"it did not come about: {seen}")


#: where each scan needs the other side's message first: the requester's state to wait for
READY_FOR = {1: ("borrowings", "shipped"), 4: ("lendings", "returning")}


def test_a_server_killed_twenty_times_loses_and_repeats_nothing(tmp_path):
    settings = {"KOPRU_UNDO_SECONDS": "0", "KOPRU_REPEAT_SECONDS": "10"}
    with installation(tmp_path / "data", **settings) as made:
        people = _people(made)
        made.start()
        reaper = Reaper(made, seed=20261124)
        reaper.start()
        desks = {name: Desk(made, name, people["password"]) for name in ("ash", "birch")}
        try:
            _all_loans(made, desks, people["codes"])
            reaper.join(120)
        finally:
            reaper.over.set()
            reaper.join(60)
            for desk in desks.values():
                desk.client.close()
        seen = _until(
            made, lambda s: s["waiting"] == 0 and set(s["requests"].values()) == {"completed"}
        )
    assert reaper.kills == KILLS
    _nothing_lost_nothing_repeated(seen)


def _people(made):
    env = {**made.environment, "DJANGO_SETTINGS_MODULE": "kopru.config.settings"}
    script = Path(__file__).with_name("make_network.py")
    ran = subprocess.run(
        [sys.executable, script, str(LOANS)], env=env, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def _all_loans(made, desks, codes):
    """Each step for all loans, so that no item is scanned twice within the time of a slip."""
    for step, name in enumerate(STEPS):
        if step in READY_FOR:
            side, state = READY_FOR[step]
            _until(made, lambda s, side=side, state=state: set(s[side].values()) == {state}, 150)
        else:
            _until(made, lambda s: len(s["lendings"]) == LOANS, 150)
        if step in (2, 3):
            time.sleep(10)
        for code in codes:
            desks[name].scan(code)


def _nothing_lost_nothing_repeated(seen):
    assert seen["whole"] == "ok"
    assert seen["broken"] == []
    assert seen["dead"] == 0
    assert set(seen["borrowings"].values()) == set(seen["lendings"].values()) == {"closed"}
    for name in ("notices", "effects", "steps"):
        rows = [tuple(row) for row in seen[name]]
        assert len(rows) == len(set(rows)), (
            f"repeated: {sorted(r for r in rows if rows.count(r) > 1)}"
        )
    events = ["acknowledged", "on_its_way", "ready", "handed_over", "taken_back", "completed"]
    assert len(seen["notices"]) == LOANS * len(events)
