"""The reader's side of time: called to collect, reminded, renewed, overdue."""

from datetime import date

from django.db import transaction

from kopru.requests import clocks
from kopru.requests.actions.requester import locked, locked_borrowing
from kopru.requests.actions.steps import Act, Refused, step, take
from kopru.requests.cases import borrowing_terms
from kopru.requests.lifecycle import By
from kopru.requests.models import BorrowingRequest, PatronRequest
from kopru.requests.renewing import why_not


def reader_dates(request: PatronRequest, lender_due: date, *, today: date) -> dict[str, object]:
    """The reader's due date out of the lender's, and how it came about, as changes of a step."""
    chain = clocks.patron_due(
        lender_due,
        today=today,
        terms=borrowing_terms(request),
        open_days=request.library.open_days(),
    )
    said = chain.explained()
    return {"due_date": chain.due, "due_chain": {"tr": said.tr, "en": said.en}, "reminders": 0}


@transaction.atomic
def ask_renewal(pk: int, *, act: Act) -> PatronRequest:
    """More time is asked of the supplier; nothing is overdue until it answers.

    :raises Refused: "no_renewal" where a reader asks what the rules do not give; staff may try
    """
    request = locked(pk)
    if request.current_id is None:
        raise Refused("no_renewal")
    borrowing = locked_borrowing(request.current_id)
    if act.actor.by == By.READER and why_not(request, borrowing, today=act.now.date()):
        raise Refused("no_renewal")
    take(request, "ask_renewal", act)
    take(borrowing, "ask_renewal", act)
    return request


@transaction.atomic
def move_due(pk: int, *, act: Act) -> None:
    """The reader's due date has come to lie on a closed day: it is reckoned anew, and told."""
    request = locked(pk)
    if request.current_id is None:
        return
    lender_due = locked_borrowing(request.current_id).due_date
    if lender_due is not None:
        dates = reader_dates(request, lender_due, today=act.now.date())
        take(request, "due_moved", act, changes=dates)


def remind_due(pk: int, number: int, *, act: Act) -> PatronRequest:
    """The reader is reminded before the due date, and on it: the first and the second time."""
    return step(locked, pk, "due_soon", act=act, changes={"reminders": number})


def mark_overdue(pk: int, *, act: Act) -> PatronRequest:
    """The reader's due date has passed."""
    return step(locked, pk, "overdue", act=act, changes={"reminders": 1})


@transaction.atomic
def remind_overdue(pk: int, *, act: Act) -> None:
    """It is still out."""
    request = locked(pk)
    take(request, "overdue_again", act, changes={"reminders": request.reminders + 1})


@transaction.atomic
def call_again(pk: int, *, act: Act) -> None:
    """The reader did not come: a second notice, with more days by the library's terms, or no more."""
    request = locked(pk)
    if not borrowing_terms(request).second_collect_days:
        take(request, "not_collected", act)
        return
    by = clocks.collect_by_again(
        act.now.date(), terms=borrowing_terms(request), open_days=request.library.open_days()
    )
    take(request, "collect_again", act, changes={"collect_by": by, "calls": request.calls + 1})


def not_collected(pk: int, *, act: Act) -> PatronRequest:
    """The reader did not come after the second notice either: it goes home."""
    return step(locked, pk, "not_collected", act=act)


@transaction.atomic
def cancel_unanswered(borrowing_pk: int, *, act: Act) -> BorrowingRequest:
    """A supplier did not answer a cancellation in time: for the reader it is over."""
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    take(borrowing, "cancel_unanswered", act)
    if request.current_id == borrowing.pk and request.state == "cancel_asked":
        take(request, "cancel_unanswered", act)
    return borrowing
