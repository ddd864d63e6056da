"""What is due by the clock: rows for which the system has to do something by itself.

Source of the clocks: domain.md 3.6 and 3.8.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from kopru.libraries.calendar import OpenDays
from kopru.libraries.models import Standstill
from kopru.requests.clocks import remind_from
from kopru.requests.lifecycle import BorrowingState, LendingState, PatronRequestState
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest

S, B, L = PatronRequestState, BorrowingState, LendingState

#: days after which a cancellation that nobody answers is taken for accepted
CANCEL_ANSWER = timedelta(days=7)
#: days after its expected day from which a parcel is late
PARCEL_LATE = timedelta(days=2)
#: days before the due date, and after it, on which a reader hears from us (domain.md 3.8)
BEFORE_DUE = timedelta(days=3)
LATE_AGAIN = (7, 14)


def due_reminders(*, now: datetime) -> list[int]:
    """Borrowings whose supplier has been silent for half of its time (domain.md 3.6)."""
    today = timezone.localdate(now)
    silent = BorrowingRequest.objects.filter(
        state__in=(B.SENT, B.EXPECTED), reminded_at=None, answer_by__gte=today
    )
    return [
        pk
        for pk, sent, due in silent.values_list("pk", "sent_at", "answer_by")
        if due and today >= remind_from(timezone.localdate(sent), due)
    ]


def due_withdrawals(*, now: datetime) -> list[int]:
    """Borrowings whose supplier did not answer in time."""
    late = BorrowingRequest.objects.filter(
        state__in=(B.SENT, B.EXPECTED), answer_by__lt=timezone.localdate(now)
    )
    return list(late.values_list("pk", flat=True))


def copies_not_collected(*, now: datetime) -> list[int]:
    """Printed copies whose last day at the desk is over."""
    return _late(PatronRequest.objects.filter(state=S.COPY_READY), "collect_by", now)


def due_lapses(*, now: datetime) -> list[int]:
    """Patron requests whose reader did not answer our question in time."""
    late = PatronRequest.objects.filter(state=S.NEEDS_INFO, reply_by__lt=timezone.localdate(now))
    return list(late.values_list("pk", flat=True))


def due_condition_lapses(*, now: datetime) -> list[int]:
    """Patron requests whose condition nobody answered in time."""
    return _late(PatronRequest.objects.filter(state=S.CONDITION_OFFERED), "condition_by", now)


def due_cancel_answers(*, now: datetime) -> list[int]:
    """Borrowings whose cancellation the supplier does not answer."""
    since = timezone.localdate(now) - CANCEL_ANSWER
    asked = BorrowingRequest.objects.filter(state=B.CANCEL_ASKED, state_since__date__lt=since)
    return list(asked.values_list("pk", flat=True))


def late_parcels(*, now: datetime) -> list[int]:
    """Borrowings whose parcel should have come days ago."""
    posted = BorrowingRequest.objects.filter(state=B.SHIPPED)
    return _late(posted, "expected_on", now - PARCEL_LATE)


def due_second_calls(*, now: datetime) -> list[int]:
    """Items on the hold shelf whose reader did not come in time, for the first time."""
    return _late(PatronRequest.objects.filter(state=S.READY, calls=0), "collect_by", now)


def due_uncollected(*, now: datetime) -> list[int]:
    """Items on the hold shelf whose reader did not come after the second notice either."""
    return _late(PatronRequest.objects.filter(state=S.READY, calls__gte=1), "collect_by", now)


def due_soon(*, now: datetime) -> list[tuple[int, int]]:
    """Readers to be reminded, with the reminder's number: first some days before, second on the day."""
    today = timezone.localdate(now)
    out = PatronRequest.objects.filter(state__in=(S.WITH_READER, S.RECALLED))
    first = out.filter(reminders=0, due_date__gt=today, due_date__lte=today + BEFORE_DUE)
    second = out.filter(reminders__lt=2, due_date=today)
    return [(pk, 1) for pk in _keys(first)] + [(pk, 2) for pk in _keys(second)]


def overdue_readers(*, now: datetime) -> list[int]:
    """Readers whose due date has passed. Who awaits the answer to a renewal is not late."""
    out = PatronRequest.objects.filter(state__in=(S.WITH_READER, S.RECALLED))
    return _late(out, "due_date", now)


def readers_late_again(*, now: datetime) -> list[int]:
    """Readers to be reminded after one week, and after two."""
    return _still_late(PatronRequest.objects.filter(state=S.OVERDUE), "reminders", now)


def overdue_loans(*, now: datetime) -> list[int]:
    """What we lent and wanted back by a day that has passed."""
    out = LendingRequest.objects.filter(state__in=(L.SHIPPED, L.OUT, L.RECALLED))
    return _late(out, "due_date", now)


def loans_to_warn(*, now: datetime) -> list[int]:
    """What we lent and is still out one week, or two, after its day."""
    return _still_late(LendingRequest.objects.filter(state=L.OVERDUE), "warnings", now)


def loans_in_a_standstill(*, now: datetime) -> list[tuple[int, date]]:
    """What is out and due while due dates stand still, with the day that it is due instead."""
    found: dict[int, date] = {}
    for rule in Standstill.objects.in_force(on=timezone.localdate(now)):
        if rule.kind != Standstill.Kind.DATES or rule.ends is None:
            continue
        out = LendingRequest.objects.filter(
            state__in=(L.OUT, L.OVERDUE, L.RECALLED),
            due_date__gte=rule.begins,
            due_date__lte=rule.ends,
        )
        for lending in out.select_related("library"):
            day = lending.library.open_days().on_or_after(rule.ends + timedelta(days=1))
            found[lending.pk] = max(day, found.get(lending.pk, day))
    return list(found.items())


def loans_due_on_closed_days(*, now: datetime) -> list[tuple[int, date]]:
    """What we lent and is due on a day that has been closed since, with the next open day."""
    out = LendingRequest.objects.filter(state__in=(L.OUT, L.RECALLED)).select_related("library")
    found = _on_closed_days(out, now)
    return [(row.pk, calendar.on_or_after(day)) for row, day, calendar in found]


def readers_due_on_closed_days(*, now: datetime) -> list[int]:
    """Readers whose day has been closed since it was set."""
    out = PatronRequest.objects.filter(state__in=(S.READY, S.WITH_READER, S.RECALLED))
    found = _on_closed_days(out.select_related("library"), now)
    return [row.pk for row, _, _ in found]


def _on_closed_days(rows: QuerySet[Any], now: datetime) -> list[tuple[Any, date, OpenDays]]:
    calendars: dict[int, OpenDays] = {}
    found = []
    for row in rows.filter(due_date__gte=timezone.localdate(now)):
        if row.library_id not in calendars:
            calendars[row.library_id] = row.library.open_days()
        calendar = calendars[row.library_id]
        if not calendar.is_open(row.due_date):
            found.append((row, row.due_date, calendar))
    return found


def _late(rows: QuerySet[Any], field: str, now: datetime) -> list[int]:
    return _keys(rows.filter(**{f"{field}__lt": timezone.localdate(now)}))


def _still_late(rows: QuerySet[Any], told: str, now: datetime) -> list[int]:
    """Told once when it became late; again after each of LATE_AGAIN days."""
    today = timezone.localdate(now)
    again = Q(pk=None)
    for times, days in enumerate(LATE_AGAIN, start=1):
        again |= Q(**{told: times, "due_date__lte": today - timedelta(days=days)})
    return _keys(rows.filter(again, state_since__date__lt=today))


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True))
