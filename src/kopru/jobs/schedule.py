"""All background work on one page: what runs by itself, how often, and why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from kopru.catalogue.search.index import index_changed
from kopru.catalogue.search.places import note_moved_libraries
from kopru.connections.errands import running
from kopru.connections.errands.running import Counterpart
from kopru.connections.harvest.harvester import harvest_in_background
from kopru.connections.mailbox.server import fetch_all
from kopru.connections.notices.client import tell_news
from kopru.connections.targets.pruning import prune
from kopru.requests.actions import requester
from kopru.requests.actions.steps import Act, Actor
from kopru.requests.queries import due_lapses, due_reminders, due_withdrawals


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that runs by itself. `run` returns how much it did."""

    name: str
    run: Callable[[datetime], int]
    every: timedelta
    why: str


def remind_silent_suppliers(now: datetime) -> int:
    """Remind every supplier that has been silent for half of its time."""
    due = due_reminders(now=now)
    for pk in due:
        requester.remind(pk, act=Act(Actor.system(), now))
    return len(due)


def withdraw_from_silent_suppliers(now: datetime) -> int:
    """Go on to the next library where one did not answer in time."""
    due = due_withdrawals(now=now)
    for pk in due:
        requester.withdraw(pk, act=Act(Actor.system(), now))
    return len(due)


def close_unanswered_questions(now: datetime) -> int:
    """Close requests whose reader did not answer our question."""
    due = due_lapses(now=now)
    for pk in due:
        requester.lapse(pk, act=Act(Actor.system(), now))
    return len(due)


def jobs(counterparts: Mapping[str, Counterpart]) -> list[Job]:
    """The schedule, with those who are to be told."""
    return [
        Job("free_claims_of_the_dead", lambda now: running.free_claims_of_the_dead(now=now), timedelta(seconds=2),
            "what a killed worker had begun is begun again at once"),
        Job("plan_errands", lambda now: running.plan(counterparts, now=now), timedelta(seconds=0.5),
            "partners and readers learn of a change as soon as it cannot be undone any more"),
        Job("run_errands", lambda now: running.run_due(counterparts, now=now), timedelta(seconds=0.5),
            "messages and mails go out, and go again until they are answered"),
        Job("tell_readers_news", lambda now: tell_news(now=now), timedelta(seconds=2),
            "a reader hears of their registration at once"),
        Job("index_editions", lambda _: index_changed(500), timedelta(seconds=1),
            "a changed record is found within two seconds"),
        Job("note_moved_libraries", lambda _: note_moved_libraries(), timedelta(minutes=1),
            "the editions of a library that moved are found in its new city"),
        Job("fetch_mails", lambda now: fetch_all(now=now), timedelta(seconds=settings.KOPRU_MAIL_SECONDS),
            "a reader's mail is acknowledged within a minute"),
        Job("harvest_sources", lambda _: harvest_in_background(clock=timezone.now), timedelta(seconds=5),
            "what a library changed in its own catalogue is known here by itself"),
        Job("remind_silent_suppliers", remind_silent_suppliers, timedelta(minutes=10),
            "half of the time to answer is gone (domain.md 3.6)"),
        Job("withdraw_from_silent_suppliers", withdraw_from_silent_suppliers, timedelta(minutes=10),
            "no answer in time: the next library is asked (domain.md 3.6)"),
        Job("close_unanswered_questions", close_unanswered_questions, timedelta(hours=1),
            "a question that nobody answers does not stay open for ever (domain.md 3.5)"),
        Job("prune_checks", lambda now: prune(now=now), timedelta(hours=1),
            "what catalogues answered is kept for a month, a thousand answers each"),
    ]  # fmt: skip
