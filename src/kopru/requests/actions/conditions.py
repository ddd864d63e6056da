"""A condition of the supplier: made, answered by the reader or the desk, or lapsed."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from kopru.requests import clocks
from kopru.requests.actions.requester import locked, locked_borrowing, next_or_wait
from kopru.requests.actions.steps import Act, Refused, take
from kopru.requests.actions.supplier import locked as locked_lending
from kopru.requests.conditions import Condition
from kopru.requests.models import LendingRequest, PatronRequest
from kopru.requests.reasons import LOAN_CONDITIONS, RETRY


@transaction.atomic
def accept_condition(pk: int, *, act: Act) -> PatronRequest:
    """The reader (or the desk for them) takes it on the condition."""
    request = locked(pk)
    take(request, "accept_condition", act, changes={"condition_by": None})
    if request.current_id is not None:
        borrowing = locked_borrowing(request.current_id)
        terms, open_days = (
            borrowing.supplier.terms(on=act.now.date()),
            borrowing.supplier.open_days(),
        )
        answer_by = clocks.answer_by(act.now.date(), terms=terms, open_days=open_days)
        changes = {"condition_by": None, "answer_by": answer_by, "reminded_at": None}
        take(borrowing, "accept_condition", act, changes=changes)
    return request


@transaction.atomic
def decline_condition(pk: int, *, act: Act) -> PatronRequest:
    """Not on that condition: the supplier is told, and the next library asked."""
    return _leave(pk, "decline_condition", act)


@transaction.atomic
def lapse_condition(pk: int, *, act: Act) -> PatronRequest:
    """Nobody answered the condition in time: the supplier is told, and the next library asked."""
    return _leave(pk, "condition_lapsed", act)


def _leave(pk: int, action: str, act: Act) -> PatronRequest:
    request = locked(pk)
    borrowing = locked_borrowing(request.current_id) if request.current_id else None
    take(request, action, act, changes={"condition_by": None, "current": None})
    if borrowing is not None:
        take(borrowing, action, act, changes={"condition_by": None, "reason_unfilled": action})
    next_or_wait(request, act)
    return request


@transaction.atomic
def offer_condition(
    pk: int,
    *,
    act: Act,
    code: str = "",
    text: str = "",
    cost: Decimal | None = None,
    days: int | None = None,
) -> LendingRequest:
    """As supplier: yes, but on a condition.

    :raises Refused: "condition_missing" where nothing is said; "unknown_reason"
    """
    if code and code not in LOAN_CONDITIONS:
        raise Refused("unknown_reason", code)
    lending = locked_lending(pk)
    today, library = act.now.date(), lending.library
    terms = library.terms(on=today)
    if text.strip() and not code:
        code = "Other"  # the standard's place for a condition is the code
    condition = Condition(code, text.strip()[:200], cost or Decimal(0), terms.currency, days or 0)
    if not condition:
        raise Refused("condition_missing")
    by = clocks.answer_by(today, terms=terms, open_days=library.open_days())
    changes = {"condition": condition.as_dict(), "condition_by": by}
    take(lending, "offer_condition", act, changes=changes)
    return lending


@transaction.atomic
def offer_retry(
    pk: int, *, reason: str, act: Act, retry_after: date | None = None
) -> LendingRequest:
    """As supplier: not so or not now, but otherwise or later. `reason` is of `reasons.RETRY`."""
    if reason not in RETRY:
        raise Refused("unknown_reason", reason)
    lending = locked_lending(pk)
    changes = {"reason_unfilled": reason, "retry_after": retry_after}
    take(lending, "offer_retry", act, changes=changes, facts={"reason": reason})
    return lending
