"""All background work on one page: what runs by itself, how often, and why."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kopru.catalogue.search.index import index_changed
from kopru.catalogue.search.places import note_moved_libraries
from kopru.connections.carriers.following import follow_in_background, late_followed
from kopru.connections.copies import fetch_due
from kopru.connections.errands import running
from kopru.connections.errands.running import Counterpart
from kopru.connections.harvest.harvester import harvest_in_background
from kopru.connections.mailbox.server import fetch_all
from kopru.connections.notices.client import tell_news
from kopru.connections.targets.pruning import prune
from kopru.reports.process.revising import draft_changed
from kopru.requests import due
from kopru.requests.actions import conditions, copies, loan_time, losses, reader_time, requester
from kopru.requests.actions.steps import Act, Actor
from kopru.requests.lifecycle.machine import NotAllowed


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that runs by itself. `run` returns how much it did."""

    name: str
    run: Callable[[datetime], int]
    every: timedelta
    why: str


def _each(
    find: Callable[..., Iterable[Any]], do: Callable[..., object]
) -> Callable[[datetime], int]:
    """Do something by itself for every row that is due; how many those were.

    `find` gives keys, or a key with what else `do` is to be told. One that moved on since it was
    found is left alone; the others go on.
    """

    def run(now: datetime) -> int:
        done = 0
        for found in find(now=now):
            told = found if isinstance(found, tuple) else (found,)
            with suppress(NotAllowed):
                do(*told, act=Act(Actor.system(), now))
                done += 1
        return done

    return run


def _extend(pk: int, day: date, *, act: Act) -> None:
    loan_time.extend(pk, due_date=day, act=act)


#: the clocks of the lifecycles (domain.md 3.6 and 3.8)
CLOCKS: Mapping[str, tuple[Callable[[datetime], int], str]] = {
    "remind_silent_suppliers": (_each(due.due_reminders, requester.remind),
     "half of the time to answer is gone"),
    "withdraw_from_silent_suppliers": (_each(due.due_withdrawals, requester.withdraw),
     "no answer in time: the next library is asked"),
    "close_unanswered_questions": (_each(due.due_lapses, requester.lapse),
     "a question that nobody answers does not stay open for ever"),
    "lapse_conditions": (_each(due.due_condition_lapses, conditions.lapse_condition),
     "a condition that nobody answers: the next library is asked"),
    "end_unanswered_cancellations": (_each(due.due_cancel_answers, reader_time.cancel_unanswered),
     "a supplier that does not answer does not keep the reader waiting"),
    "miss_late_parcels": (_each(due.late_parcels, losses.not_arrived),
     "a parcel that is late is asked after"),
    "miss_followed_parcels": (_each(late_followed, losses.not_arrived),
     "a parcel that stands still at its courier, or was delivered and not taken in, is asked after"),
    "call_readers_again": (_each(due.due_second_calls, reader_time.call_again),
     "who did not come is called a second time"),
    "send_uncollected_home": (_each(due.due_uncollected, reader_time.not_collected),
     "what nobody collects goes home"),
    "throw_copies_away": (_each(due.copies_not_collected, copies.copy_not_collected),
     "a printed copy that nobody collects does not lie there for ever"),
    "delete_readers_copies": (_each(copies.readers_copies_over, copies.copy_over),
     "a copy whose days or openings are used up is deleted, and the log says so"),
    "delete_delivered_copies": (_each(copies.deliveries_over, copies.end_delivery),
     "what another library has fetched, or did not fetch in time, is deleted, and the log says so"),
    "stand_still": (_each(due.loans_in_a_standstill, _extend),
     "whatever is due while the network stands still is due afterwards"),
    "mend_loans_due_when_closed": (_each(due.loans_due_on_closed_days, _extend),
     "what is due on a day that was closed since is due on the next open one"),
    "mend_readers_due_when_closed": (_each(due.readers_due_on_closed_days, reader_time.move_due),
     "a reader's day that was closed since is reckoned anew, and told"),
    "remind_of_due_dates": (_each(due.due_soon, reader_time.remind_due), "readers hear before their day, and on it"),
    "tell_late_readers": (_each(due.overdue_readers, reader_time.mark_overdue),
     "the day after the due date"),
    "tell_late_readers_again": (_each(due.readers_late_again, reader_time.remind_overdue),
     "one and two weeks after the due date"),
    "tell_late_libraries": (_each(due.overdue_loans, loan_time.mark_overdue),
     "what we lent is a day late"),
    "warn_late_libraries": (_each(due.loans_to_warn, loan_time.warn),
     "what we lent is one or two weeks late"),
}  # fmt: skip


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
        Job("follow_parcels", lambda _: follow_in_background(clock=timezone.now), timedelta(minutes=1),
            "a courier with whom the sender has a contract says where its parcels are"),
        Job("sweep_copies", copies.sweep, timedelta(minutes=1),
            "what no row keeps is not kept on the disk either"),
        Job("fetch_copies", fetch_due, timedelta(seconds=2),
            "the file of a copy is fetched from the library that made it"),
        *(Job(name, run, timedelta(minutes=10), why) for name, (run, why) in CLOCKS.items()),
        Job("prune_checks", lambda now: prune(now=now), timedelta(hours=1),
            "what catalogues answered is kept for a month, a thousand answers each"),
        Job("draft_process_revisions", draft_changed, timedelta(hours=1),
            "a rule that changed opens a revision of the library's process document by itself"),
    ]  # fmt: skip
