"""Parcels as they fill, are followed and leave: one for all that goes to one library on one day.

Every function but `take_out`, `told` and `forget_number` runs inside the caller's transaction.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kopru.libraries.models import Library
from kopru.requests.actions.steps import Act, Refused, take
from kopru.requests.cases import lending_terms, supplier_terms
from kopru.requests.lifecycle import BORROWING, LENDING
from kopru.requests.models import BorrowingRequest, LendingRequest, stem_of
from kopru.shipping.models import Parcel
from kopru.shipping.packing import payer_of


@dataclass(frozen=True, slots=True)
class Way:
    """How something is sent: the firm, its number, and whether in a parcel of its own."""

    carrier: str = ""
    tracking: str = ""
    alone: bool = False


def goes_in(library: Library, partner: Library, *, way: Way, payer: str, act: Act) -> Parcel:
    """The parcel that an item to `partner` goes into: today's open one, else a new one.

    `payer`: who would pay for this item by itself. Call `settle` once the item is in. A tracking
    number that differs from the open parcel's means another parcel.
    """
    day = timezone.localdate(act.now)
    found = None
    if not way.alone:
        same = Parcel.objects.of(library).open(partner, day=day).select_for_update()
        fitting = (p for p in same if not way.tracking or p.tracking in ("", way.tracking))
        found = next(fitting, None)
    if found is None:
        found = Parcel.objects.create(
            library=library, partner=partner, payer=payer, carrier=way.carrier,
            tracking=way.tracking, sent_at=act.now, closed_at=act.now if way.alone else None,
        )  # fmt: skip
        found.code = f"{stem_of(library)}-K{found.pk}"
        found.save(update_fields=["code"])
    elif way.tracking and not found.tracking:
        found.tracking = way.tracking
        found.save(update_fields=["tracking"])
    return found


def loans_in(parcel: Parcel) -> list[LendingRequest]:
    """What the parcel's sender lends to its recipient in it."""
    return list(parcel.lending_requests.select_related("library", "requester").order_by("pk"))


def returns_in(parcel: Parcel) -> list[BorrowingRequest]:
    """What goes home in it."""
    rows = parcel.borrowing_requests.select_related("library", "supplier", "patron_request")
    return list(rows.order_by("pk"))


def items_in(parcel: Parcel) -> int:
    """How many things are in it."""
    return parcel.lending_requests.count() + parcel.borrowing_requests.count()


def return_payer(borrowing: BorrowingRequest) -> str:
    """Who pays for the way home, by the terms of the item's owner on the day of the request."""
    return supplier_terms(borrowing).return_payer


def settle(parcel: Parcel) -> None:
    """Who pays is reckoned anew after something went in or out; an empty parcel is no parcel."""
    loans, returns = loans_in(parcel), returns_in(parcel)
    if not loans and not returns:
        parcel.delete()
        return
    if parcel.closed_at is not None:
        return
    payer = payer_of(
        [lending_terms(one).freight_payer for one in loans], [return_payer(one) for one in returns]
    )
    if payer != parcel.payer:
        parcel.payer = payer
        parcel.save(update_fields=["payer"])


@transaction.atomic
def take_out(parcel_pk: int, *, act: Act) -> Parcel:
    """The courier has it: nothing goes into it any more."""
    parcel = Parcel.objects.select_for_update().get(pk=parcel_pk)
    if parcel.closed_at is None:
        parcel.closed_at = act.now
        parcel.save(update_fields=["closed_at"])
    return parcel


@transaction.atomic
def told(parcel_pk: int, *, way: Way, act: Act) -> Parcel:
    """The courier gave its number: kept, and told to the other library for every item in it.

    :raises Refused: "tracking_missing"
    """
    tracking = way.tracking.strip()
    if not tracking:
        raise Refused("tracking_missing")
    parcel = Parcel.objects.select_for_update().get(pk=parcel_pk)
    if (parcel.tracking, parcel.carrier) == (tracking, way.carrier):
        return parcel
    parcel.tracking, parcel.carrier = tracking[:60], way.carrier[:60]
    parcel.save(update_fields=["tracking", "carrier"])
    for lending in loans_in(parcel):
        if LENDING.can(lending.state, "track", by=act.actor.by):
            take(lending, "track", act)
    for borrowing in returns_in(parcel):
        if BORROWING.can(borrowing.state, "track", by=act.actor.by):
            take(borrowing, "track", act)
    return parcel


@transaction.atomic
def forget_number(parcel_pk: int, tracking: str) -> None:
    """The courier took its number back. The other library hears the next one when there is one."""
    Parcel.objects.filter(pk=parcel_pk, tracking=tracking).update(tracking="")
