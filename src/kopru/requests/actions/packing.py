"""A parcel packed and unpacked in one go: everything in it takes its step, or nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q, QuerySet

from kopru.libraries.models import Library
from kopru.requests.actions import arrivals, costs, supplier
from kopru.requests.actions.arrivals import HELD
from kopru.requests.actions.parcels import Way
from kopru.requests.actions.steps import Act, Refused
from kopru.requests.cases import lending_terms, supplier_terms
from kopru.requests.lifecycle import BorrowingState, LendingState
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.requests.models.borrowing import BorrowingQuerySet
from kopru.shipping.models import Parcel
from kopru.shipping.packing import payer_of, shares

#: what a supplier may still pack; in hand are those it has promised
TO_PACK = (
    LendingState.NEW,
    LendingState.SEARCHING,
    LendingState.PROMISED,
    LendingState.PACKED,
)
IN_HAND = (LendingState.PROMISED, LendingState.PACKED)
TO_POST = (
    BorrowingState.RECEIVED,
    BorrowingState.RECALLED,
    BorrowingState.OVERDUE,
    BorrowingState.DAMAGED,
)
ON_THEIR_WAY = (BorrowingState.SHIPPED, BorrowingState.NOT_ARRIVED)


def loans_to_pack(library: Library) -> "QuerySet[LendingRequest]":
    """What others wait for and comes back: a copy goes from its own page."""
    rows = LendingRequest.objects.of(library).filter(state__in=TO_PACK, service="loan")
    return rows.select_related("library", "requester").order_by("pk")


def returns_to_pack(library: Library) -> "QuerySet[BorrowingRequest]":
    """What goes home: taken back from its reader, or never to be handed over."""
    rows = BorrowingRequest.objects.of(library).filter(state__in=TO_POST)
    return not_held(rows).select_related(
        "supplier", "patron_request__patron", "patron_request__part_of"
    )


def not_held(rows: BorrowingQuerySet) -> BorrowingQuerySet:
    """Without what its reader has, or may still collect."""
    held = Q(patron_request__state__in=HELD, patron_request__current_id=F("pk"))
    return rows.exclude(held)


def coming(library: Library) -> "QuerySet[BorrowingRequest]":
    """What others have posted to us for our readers."""
    rows = BorrowingRequest.objects.of(library).filter(state__in=ON_THEIR_WAY)
    return rows.select_related("supplier", "patron_request__patron", "patron_request__part_of")


def coming_home(library: Library) -> "QuerySet[LendingRequest]":
    """What others have posted home to us."""
    rows = LendingRequest.objects.of(library).filter(state=LendingState.RETURNING)
    return rows.select_related("requester")


def in_parcel(library: Library, code: str) -> tuple[list[BorrowingRequest], list[LendingRequest]]:
    """What is on its way to us in the parcel that is called, or followed by, `code`."""
    named = Q(parcel_code__iexact=code) | Q(tracking=code)
    home = Q(return_parcel_code__iexact=code) | Q(return_tracking=code)
    return list(coming(library).filter(named)), list(coming_home(library).filter(home))


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes into a parcel, or came out of one: ids of loans that we supply, and that we borrow."""

    lendings: Sequence[int] = ()
    borrowings: Sequence[int] = ()

    def __bool__(self) -> bool:
        return bool(self.lendings or self.borrowings)


@transaction.atomic
def post_together(
    library: Library, partner: Library, chosen: Chosen, *, way: Way, act: Act
) -> Parcel:
    """Everything chosen leaves for `partner` in one parcel: promised, packed and posted; posted home.

    :raises Refused: "nothing_chosen"; "not_to_them" where something is not for that library
    """
    if not chosen:
        raise Refused("nothing_chosen")
    parcels = [_pack_loan(library, partner, pk, way, act) for pk in chosen.lendings]
    parcels += [_pack_return(library, partner, pk, way, act) for pk in chosen.borrowings]
    return Parcel.objects.get(pk=parcels[-1])


def _lent(library: Library, partner: Library, pk: int, *, otherwise: str) -> LendingRequest:
    """What `library` lends to `partner`; refused by the code `otherwise` where it does not."""
    lending = supplier.locked(pk)
    if (lending.library_id, lending.requester_id) != (library.pk, partner.pk):
        raise Refused(otherwise, lending.request_id)
    return lending


def _borrowed(library: Library, partner: Library, pk: int, *, otherwise: str) -> BorrowingRequest:
    """What `library` borrows from `partner`; refused by the code `otherwise` where it does not."""
    borrowing = BorrowingRequest.objects.get(pk=pk)
    if (borrowing.library_id, borrowing.supplier_id) != (library.pk, partner.pk):
        raise Refused(otherwise, borrowing.request_id)
    return borrowing


def _pack_loan(library: Library, partner: Library, pk: int, way: Way, act: Act) -> int:
    """The id of the parcel that it went into."""
    lending = _lent(library, partner, pk, otherwise="not_to_them")
    if lending.state not in TO_PACK:
        raise Refused("nothing_to_do", lending.state)
    if lending.state not in IN_HAND:
        supplier.promise(pk, act=act)
    if lending.state != LendingState.PACKED:
        supplier.pack(pk, act=act)
    sent = supplier.ship(pk, act=act, tracking=way.tracking, carrier=way.carrier)
    assert sent.parcel_id is not None  # noqa: S101 - whatever is shipped is in a parcel
    return sent.parcel_id


def _pack_return(library: Library, partner: Library, pk: int, way: Way, act: Act) -> int:
    _borrowed(library, partner, pk, otherwise="not_to_them")
    sent = arrivals.post_back(pk, act=act, tracking=way.tracking, carrier=way.carrier)
    assert sent.return_parcel_id is not None  # noqa: S101 - as above
    return sent.return_parcel_id


@transaction.atomic
def unpack_together(
    library: Library, partner: Library, chosen: Chosen, *, act: Act, freight: Decimal | None = None
) -> list[Decimal]:
    """Everything chosen came from `partner` in one parcel, for whose freight `freight` (TRY) was paid.

    The freight is shared among what came for readers, to the kuruş; the shares are returned in the
    order of `chosen.borrowings`. For a parcel of returns alone it is ours, or its sender's, as the
    terms of each loan say. What is not chosen has not come: it stays on its way.

    :raises Refused: "nothing_chosen"; "not_from_them"
    """
    if not chosen:
        raise Refused("nothing_chosen")
    each = shares(freight, len(chosen.borrowings)) if freight and chosen.borrowings else []
    arrived = []
    for place, pk in enumerate(chosen.borrowings):
        _borrowed(library, partner, pk, otherwise="not_from_them")
        arrived.append(arrivals.take_in(pk, act=act, freight=each[place] if each else None))
    home = [_lent(library, partner, pk, otherwise="not_from_them") for pk in chosen.lendings]
    for lending in home:
        supplier.check_in(lending.pk, act=act)
        supplier.close(lending.pk, act=act)
    if freight:
        _book_freight(library, partner, freight, arrived, home, act)
    return each


def _book_freight(
    library: Library, partner: Library, freight: Decimal, arrived: list[BorrowingRequest],
    home: list[LendingRequest], act: Act,
) -> None:  # fmt: skip
    """Paid at the door once for the parcel; readers bear their part where it was ours to pay."""
    payer = payer_of(
        [supplier_terms(one).freight_payer for one in arrived],
        [lending_terms(one).return_payer for one in home],
    )
    first = (arrived or home)[0].request_id
    costs.pay_at_the_door(library, partner, freight, number=first, payer=payer, act=act)
    if payer == "recipient":
        for one in arrived:
            costs.ask_freight_of_reader(one, one.freight_cost or Decimal(0), act=act)
