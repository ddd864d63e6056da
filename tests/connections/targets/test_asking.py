"""All holders' catalogues at once: in time, politely, remembered."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kopru.connections.targets import asking, resting
from kopru.connections.targets.asking import ask_all, begin
from kopru.connections.targets.lines import Standing
from kopru.connections.targets.models import Breaker, Check, Outcome
from target_servers import free_port, hang, record

pytestmark = pytest.mark.django_db


def asked(target, edition=None, **more):
    """A question that is under way."""
    return Check.objects.create(target=target, edition=edition, **more)


def standings(lines):
    return {line.library.symbol: (line.standing, line.outcome) for line in lines}


def test_every_holder_is_asked_and_the_copies_are_known(
    ash, birch, cedar, kar, hold, target_of, zebra, koha, now
):
    koha.add(7, record(), [], title="Kar kristali")
    (b1, b2, b3), _ = hold(ash, kar, "B1", "B2", "B3"), hold(birch, kar, number="7")
    target_of(ash, "z3950", zebra)
    target_of(birch, "koha", koha.port)
    target_of(cedar, "z3950", zebra)  # holds nothing of it: nobody asks
    lines = list(ask_all(kar, seconds=5, now=now))
    assert standings(lines) == {
        "TR-ASH": (Standing.TOLD, Outcome.HELD), "TR-BIRCH": (Standing.TOLD, Outcome.HELD)
    }  # fmt: skip
    for copy in (b1, b2, b3):
        copy.refresh_from_db()
    assert [b1.status, b2.status, b3.status] == ["available", "on_loan", "not_for_loan"]
    assert b2.due_back.isoformat() == "2026-12-03"
    assert now <= b1.status_at < now + timedelta(seconds=5)


def test_a_second_reader_does_not_ask_again(ash, kar, hold, target_of, koha, now):
    koha.add(7, record(), [], title="Kar kristali")
    hold(ash, kar, number="7")
    target_of(ash, "koha", koha.port)
    list(ask_all(kar, seconds=5, now=now))
    again = list(ask_all(kar, seconds=5, now=now + timedelta(minutes=9)))
    assert standings(again) == {"TR-ASH": (Standing.TOLD, Outcome.HELD)}
    assert len(koha.heard) == 2
    list(ask_all(kar, seconds=5, now=now + timedelta(minutes=11)))
    assert len(koha.heard) == 4


def test_nobody_waits_longer_than_the_budget(ash, birch, kar, hold, target_of, rude, zebra, now):
    hold(ash, kar, "B1")
    hold(birch, kar, "B1")
    target_of(ash, "z3950", rude(hang))
    target_of(birch, "z3950", zebra)
    list(begin(kar, now=now - timedelta(days=1)).lines(0))  # the worker is warm
    Check.objects.all().delete()
    began = time.monotonic()
    round_ = begin(kar, now=now)
    lines = list(round_.lines(0.8))
    assert standings(lines) == {"TR-BIRCH": (Standing.TOLD, Outcome.HELD)}
    assert 0.7 < time.monotonic() - began < 1.2
    assert standings(round_.still_open()) == {"TR-ASH": (Standing.ASKED, None)}


def test_a_late_answer_is_kept_and_the_hanging_rest(
    ash, kar, hold, target_of, rude, now, monkeypatch
):
    monkeypatch.setattr(asking, "LATE", 0.6)
    hold(ash, kar, "B1")
    target = target_of(ash, "z3950", rude(hang))
    round_ = begin(kar, now=now)
    assert list(round_.lines(0.1)) == []
    (late,) = round_.lines(3)  # what the thread of `leave` does
    assert late.outcome == Outcome.NO_ANSWER
    assert not round_.is_open
    check = Check.objects.get()
    assert 500 < check.milliseconds < 2000
    assert target.breaker.rests_until is None  # as it was read
    target.breaker.refresh_from_db()
    assert target.breaker.is_resting(now=now + timedelta(seconds=20))


def test_what_rests_costs_nothing(ash, kar, hold, target_of, rude, now):
    hold(ash, kar, "B1")
    target = target_of(ash, "z3950", rude(hang))
    Breaker.objects.update(rests_until=now + timedelta(seconds=30), rests=1)
    began = time.monotonic()
    lines = list(ask_all(kar, seconds=1.5, now=now))
    assert standings(lines) == {"TR-ASH": (Standing.RESTS, None)}
    assert time.monotonic() - began < 0.5
    assert not target.checks.exists()


def test_one_question_tries_whether_it_is_well_again(ash, kar, hold, target_of, zebra, now):
    hold(ash, kar, "B1")
    target_of(ash, "z3950", zebra)
    Breaker.objects.update(rests_until=now - timedelta(seconds=1), rests=3, failures=5)
    trial = begin(kar, now=now)
    assert trial.is_open
    assert Breaker.objects.get().is_resting(now=now + timedelta(seconds=1))  # for everybody else
    assert standings(trial.lines(5)) == {"TR-ASH": (Standing.TOLD, Outcome.HELD)}
    breaker = Breaker.objects.get()
    assert (breaker.failures, breaker.rests, breaker.rests_until) == (0, 0, None)


def test_the_same_question_is_not_asked_twice_at_once(ash, kar, hold, target_of, zebra, now):
    hold(ash, kar, "B1")
    asked(target_of(ash, "z3950", zebra), kar, asked_at=now - timedelta(seconds=1))
    assert standings(begin(kar, now=now).known) == {"TR-ASH": (Standing.ASKED, None)}
    # unless its process is gone
    assert begin(kar, now=now + timedelta(seconds=30)).is_open


@pytest.mark.parametrize(
    ("limits", "before"),
    [({"at_once": 2}, [0.1, 0.2]), ({"a_minute": 3}, [20, 30, 40]), ({}, [1.6])],
    ids=["so many at once", "so many a minute", "it still owes an answer"],
)
def test_it_is_left_in_peace(ash, kar, hold, target_of, zebra, now, limits, before):
    hold(ash, kar, "B1")
    target = target_of(ash, "z3950", zebra, **limits)
    for seconds in before:
        outcome = Outcome.HELD if seconds > 10 else Outcome.ASKING
        asked(target, asked_at=now - timedelta(seconds=seconds), outcome=outcome)
    assert standings(begin(kar, now=now).known) == {"TR-ASH": (Standing.BUSY, None)}


def test_a_second_reader_writes_nothing(ash, kar, hold, target_of, now):
    hold(ash, kar, "B1")
    asked(target_of(ash, "z3950", 1), kar, asked_at=now, answered_at=now, outcome=Outcome.HELD)
    with CaptureQueriesContext(connection) as queries:
        begin(kar, now=now + timedelta(minutes=1))
    assert all(q["sql"].startswith("SELECT") for q in queries)


def test_a_failure_is_not_repeated_at_once(ash, kar, hold, target_of, now):
    hold(ash, kar, "B1")
    target_of(ash, "z3950", free_port())
    first = list(ask_all(kar, seconds=3, now=now))
    assert standings(first) == {"TR-ASH": (Standing.TOLD, Outcome.UNREACHABLE)}
    list(ask_all(kar, seconds=3, now=now + timedelta(seconds=5)))
    assert Check.objects.count() == 1
    list(ask_all(kar, seconds=3, now=now + timedelta(seconds=20)))
    assert Check.objects.count() == 2


def test_links_and_switched_off_catalogues_are_not_asked(
    ash, birch, kar, hold, target_of, zebra, now
):
    hold(ash, kar, "B1")
    hold(birch, kar, "B1")
    target_of(ash, "link", 0)
    target_of(birch, "z3950", zebra, is_on=False)
    assert standings(ask_all(kar, now=now)) == {"TR-ASH": (Standing.NOT_ASKED, None)}


def test_many_catalogues_cost_few_queries(
    ash, birch, cedar, kar, hold, target_of, now, django_assert_max_num_queries
):
    for library in (ash, birch, cedar):
        hold(library, kar, "B1")
        target_of(library, "z3950", 1)
        Breaker.objects.filter(target__library=library).update(rests_until=now + timedelta(hours=1))
    with django_assert_max_num_queries(7):
        begin(kar, now=now)


# -- rests -----------------------------------------------------------------------------------


def test_rests_grow_to_an_hour_and_end_with_an_answer(ash, target_of, now):
    breaker = target_of(ash, "z3950", 1).breaker
    for outcome in (Outcome.UNREACHABLE, Outcome.GARBLED):
        resting.note(breaker, outcome, now=now)
        assert breaker.rests_until is None
    lengths = []
    for _ in range(10):
        resting.note(breaker, Outcome.UNREACHABLE, now=now)
        lengths.append((breaker.rests_until - now).total_seconds())
        now = breaker.rests_until
        breaker.begin_trial(now=now)
    assert lengths == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    resting.note(breaker, Outcome.NOT_HELD, now=now)
    assert breaker.rests_until is None


def test_questions_that_hang_together_are_one_rest(ash, target_of, now):
    breaker = target_of(ash, "z3950", 1).breaker
    for _ in range(4):
        resting.note(breaker, Outcome.NO_ANSWER, now=now)
    assert (breaker.rests, breaker.rests_until) == (1, now + timedelta(seconds=30))


def test_what_is_wrong_with_us_is_not_held_against_it(ash, target_of, now):
    breaker = target_of(ash, "z3950", 1).breaker
    for _ in range(9):
        resting.note(breaker, Outcome.NOT_INSTALLED, now=now)
    assert (breaker.failures, breaker.rests_until) == (0, None)
