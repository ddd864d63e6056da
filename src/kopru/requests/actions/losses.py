"""What goes wrong, at the requester: not arrived, the wrong item, lost, found, damaged, disputed."""

from django.db import transaction

from kopru.requests.actions import costs
from kopru.requests.actions.arrivals import post_back
from kopru.requests.actions.parcels import Way, goes_in
from kopru.requests.actions.requester import locked, locked_borrowing, next_or_wait
from kopru.requests.actions.steps import Act, noted, step, take
from kopru.requests.cases import borrowing_terms
from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.requests.models import BorrowingRequest, PatronRequest
from kopru.shipping.models import Payer


def not_arrived(borrowing_pk: int, *, act: Act) -> BorrowingRequest:
    """The parcel is late: the supplier is asked to look after it."""
    return step(locked_borrowing, borrowing_pk, "not_arrived", act=act)


def arrived_damaged(borrowing_pk: int, *, note: str, act: Act) -> BorrowingRequest:
    """It was damaged when it came: the supplier is told before a reader has it (pain 14)."""
    return step(locked_borrowing, borrowing_pk, "arrived_damaged", act=act, facts=noted(note))


@transaction.atomic
def return_wrong(borrowing_pk: int, *, note: str, act: Act) -> BorrowingRequest:
    """What came is not what was asked for: it goes back at the supplier's cost; others are asked."""
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    # a parcel of its own: the supplier pays for it, whatever else goes there today
    parcel = goes_in(
        borrowing.library, borrowing.supplier, way=Way(alone=True), payer=Payer.RECIPIENT, act=act
    )
    facts = noted(note)
    take(borrowing, "return_wrong", act, changes={"return_parcel": parcel}, facts=facts)
    if request.current_id == borrowing.pk:
        take(request, "wrong_item", act, changes={"current": None}, facts=facts)
        next_or_wait(request, act)
    return borrowing


@transaction.atomic
def lose(borrowing_pk: int, *, act: Act) -> BorrowingRequest:
    """It cannot be found: on its way here, or with its reader. The supplier is told.

    For a reader who has not had it yet, the next library is asked.
    """
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    take(borrowing, "lose", act)
    if request.current_id != borrowing.pk:
        return borrowing
    if PATRON_REQUEST.can(request.state, "lost_in_post", by=act.actor.by):
        take(request, "lost_in_post", act, changes={"current": None})
        next_or_wait(request, act)
    else:
        take(request, "report_lost", act)
        costs.fine_reader(request, act=act)
    return borrowing


@transaction.atomic
def found(borrowing_pk: int, *, act: Act) -> BorrowingRequest:
    """It has turned up: the supplier is told, and it goes home."""
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    take(borrowing, "found", act)
    if request.current_id == borrowing.pk:
        take(request, "found", act)
        if borrowing_terms(request).posts_back_at_once:
            post_back(borrowing.pk, act=act)
    return borrowing


@transaction.atomic
def damage(borrowing_pk: int, *, note: str, act: Act) -> BorrowingRequest:
    """It was damaged while with us: the supplier is told, and it goes home."""
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    facts = noted(note)
    take(borrowing, "damage", act, facts=facts)
    if request.current_id == borrowing.pk:
        take(request, "report_damage", act, facts=facts)
        costs.fine_reader(request, act=act)
    return borrowing


def dispute(borrowing_pk: int, *, act: Act) -> BorrowingRequest:
    """We sent it back and the supplier says that it has not come: people have to talk."""
    return step(locked_borrowing, borrowing_pk, "dispute", act=act)


@transaction.atomic
def found_here(pk: int, *, reason: str, act: Act) -> PatronRequest:
    """Our own copy turned up, or an open one: the request is withdrawn and the reader told."""
    request = locked(pk)
    current = request.current_id
    take(
        request,
        "found_here",
        act,
        changes={"reason": reason, "current": None, "condition_by": None},
    )
    if current is not None:
        take(locked_borrowing(current), "withdraw", act, changes={"reason_unfilled": reason})
    return request
