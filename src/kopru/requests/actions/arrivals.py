"""The item in the requester's hands: arrived, lent to the reader, taken back, posted home."""

from decimal import Decimal

from django.db import transaction

from kopru.common.words import Words
from kopru.requests import clocks
from kopru.requests.actions import costs
from kopru.requests.actions.parcels import Way, goes_in, return_payer, settle
from kopru.requests.actions.requester import locked, locked_borrowing
from kopru.requests.actions.steps import Act, Refused, step, take
from kopru.requests.cases import borrowing_terms, supplier_terms
from kopru.requests.lifecycle import PATRON_REQUEST, WITH_READER, BorrowingState, PatronRequestState
from kopru.requests.models import BorrowingRequest, PatronRequest

#: the reader may still collect it, or has it
HELD = (PatronRequestState.READY, *WITH_READER)


def _words(words: Words) -> dict[str, str]:
    return {"tr": words.tr, "en": words.en}


@transaction.atomic
def arrive(borrowing_pk: int, *, act: Act, freight: Decimal | None = None) -> BorrowingRequest:
    """The parcel is here: mark it received and put it on the hold shelf for its reader.

    `freight` in TRY, where it was paid at the door.

    :raises Refused: "is_copy_in" for a copy, which has no way home (`copies.copy_arrived`)
    """
    borrowing = take_in(borrowing_pk, act=act, freight=freight)
    if freight:
        payer = supplier_terms(borrowing).freight_payer
        costs.pay_at_the_door(
            borrowing.library, borrowing.supplier, freight, number=borrowing.request_id,
            payer=payer, act=act,
        )  # fmt: skip
        if payer == "recipient":
            costs.ask_freight_of_reader(borrowing, freight, act=act)
    return borrowing


def take_in(borrowing_pk: int, *, act: Act, freight: Decimal | None) -> BorrowingRequest:
    """What arriving does to the item; `freight` is its share of what was paid. Books nothing."""
    borrowing = locked_borrowing(borrowing_pk)
    if borrowing.service == "copy":
        raise Refused("is_copy_in")
    request = locked(borrowing.patron_request_id)
    take(borrowing, "receive", act, changes={"received_at": act.now, "freight_cost": freight})
    if request.current_id == borrowing.pk:
        _put_on_hold(request, borrowing, act)
    return borrowing


def _put_on_hold(request: PatronRequest, borrowing: BorrowingRequest, act: Act) -> None:
    today, library = act.now.date(), request.library
    terms, open_days = borrowing_terms(request), library.open_days()
    changes: dict[str, object] = {
        "collect_by": clocks.collect_by(today, terms=terms, open_days=open_days)
    }
    if borrowing.due_date:
        chain = clocks.patron_due(borrowing.due_date, today=today, terms=terms, open_days=open_days)
        changes |= {"due_date": chain.due, "due_chain": _words(chain.explained())}
    take(request, "arrive", act, changes=changes)


def hand_over(pk: int, *, act: Act) -> PatronRequest:
    """The reader showed their card and took the item."""
    return step(locked, pk, "hand_over", act=act)


@transaction.atomic
def take_back(pk: int, *, act: Act) -> PatronRequest:
    """The reader brought the item; posted home in the same step where the library works so."""
    request = locked(pk)
    take(request, "take_back", act)
    costs.fine_reader(request, act=act)
    if request.current_id and borrowing_terms(request).posts_back_at_once:
        post_back(request.current_id, act=act)
    return request


@transaction.atomic
def post_back(
    borrowing_pk: int, *, act: Act, tracking: str = "", carrier: str = ""
) -> BorrowingRequest:
    """The item leaves for home, in today's parcel to that library.

    Refused while its reader still has it or may collect it.
    """
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    if request.current_id == borrowing.pk and request.state in HELD:
        raise Refused("reader_has_it")
    terms = borrowing.supplier.terms(on=borrowing.sent_at.date())
    way = Way(carrier or terms.carrier, tracking)
    parcel = goes_in(
        borrowing.library, borrowing.supplier, way=way, payer=return_payer(borrowing), act=act
    )
    take(borrowing, "post_back", act, changes={"return_parcel": parcel})
    settle(parcel)
    return borrowing


@transaction.atomic
def close_by_hand(borrowing_pk: int, *, reason: str, act: Act) -> BorrowingRequest:
    """The supplier forgot to tick: close our side, with the proof named in `reason`."""
    if not reason.strip():
        raise Refused("reason_missing")
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    take(borrowing, "close_by_hand", act)
    request.notes.create(by=act.actor.by, author_id=act.actor.id, text=reason.strip(), at=act.now)
    if request.current_id == borrowing.pk:
        ends = ("complete", "settled")
        end = next((e for e in ends if PATRON_REQUEST.can(request.state, e, by=act.actor.by)), None)
        if end is not None:
            take(request, end, act)
    return borrowing


def goes_home_unread(borrowing: BorrowingRequest) -> bool:
    """An item that came although nobody waits for it any more."""
    here = (BorrowingState.RECEIVED, BorrowingState.RECALLED, BorrowingState.OVERDUE)
    return borrowing.state in here and not borrowing.is_current
