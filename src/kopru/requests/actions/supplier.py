"""What happens at the supplying library: from another library's request to the item on its shelf again."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from kopru.catalogue.shelf import ShelfFacts, shelf_facts
from kopru.charges.models import Purpose
from kopru.common.citation import Citation
from kopru.libraries.models import Library
from kopru.libraries.policy.case import service_for
from kopru.requests import clocks
from kopru.requests.actions import costs
from kopru.requests.actions.parcels import Way, goes_in, settle
from kopru.requests.actions.steps import Act, Refused, begin, step, take
from kopru.requests.cases import lending_terms
from kopru.requests.lifecycle import LENDING, LendingState
from kopru.requests.models import LendingRequest
from kopru.requests.reasons import UNFILLED
from kopru.requests.renewing import renewal_judged
from kopru.shipping.packing import ParcelTold


@dataclass(frozen=True, slots=True)
class Asked:
    """Another library's request in our words."""

    request_id: str
    citation: Citation
    record_id: str = ""
    patron_group: str = ""
    note: str = ""
    needed_by: date | None = None
    set_number: str = ""
    service: str = ""
    deliver_to: dict[str, object] = field(default_factory=dict)


def locked(pk: int) -> LendingRequest:
    """The lending request, held until the transaction ends."""
    return (
        LendingRequest.objects.select_for_update(of=("self",))
        .select_related("library", "requester")
        .get(pk=pk)
    )


@transaction.atomic
def take_in(*, library: Library, requester: Library, asked: Asked, act: Act) -> LendingRequest:
    """Another library's request is taken in; the same request id again gives the one that is there."""
    known = LendingRequest.objects.filter(
        library=library, requester=requester, request_id=asked.request_id
    ).first()
    if known:
        return known
    today = act.now.date()
    given = LendingRequest.objects.of(library).open().exclude(item_barcode="")
    taken = set(given.values_list("item_barcode", flat=True))
    shelf = shelf_facts(library, asked.citation, record_id=asked.record_id, taken=taken)
    lending = LendingRequest(
        library=library,
        requester=requester,
        request_id=asked.request_id,
        set_number=asked.set_number[:64],
        service=asked.service or service_for(asked.citation.kind),
        cited=asked.citation.as_dict(),
        patron_group=asked.patron_group[:40],
        deliver_to=asked.deliver_to,
        note=asked.note,
        asked_at=act.now,
        needed_by=asked.needed_by,
        answer_by=clocks.answer_by(
            today, terms=library.terms(on=today), open_days=library.open_days()
        ),
        **_where(shelf, asked.citation, taken),
    )
    begin(lending, "take_in", act)
    return lending


def _where(
    shelf: ShelfFacts | None, citation: Citation, taken: Collection[str]
) -> dict[str, object]:
    """Where to look. One barcode may stand for all volumes: it is suggested for one of them only."""
    if shelf is None:
        return {}
    is_other_volume = bool(citation.volume) and shelf.barcode in taken
    return {
        "call_number": shelf.call_number[:120],
        "location": shelf.location[:120],
        "branch_code": shelf.branch_code[:20],
        "item_barcode": "" if is_other_volume else shelf.barcode[:60],
        "shelf_facts": {"tr": shelf.words.tr, "en": shelf.words.en},
    }


@transaction.atomic
def search(pk: int, *, act: Act) -> LendingRequest:
    """The pull slip is printed. Printing it again is no second step."""
    lending = locked(pk)
    if LENDING.can(lending.state, "search", by=act.actor.by):
        take(lending, "search", act)
    return lending


@transaction.atomic
def promise(pk: int, *, act: Act, item_barcode: str = "") -> LendingRequest:
    """Yes: the item is in our hands and will be sent.

    :raises Refused: "item_promised" when this copy is already promised or out to somebody
    """
    lending = locked(pk)
    barcode = item_barcode or lending.item_barcode
    if barcode:
        taken = LendingRequest.objects.of(lending.library).open().exclude(pk=pk)
        busy = taken.exclude(state__in=(LendingState.NEW, LendingState.SEARCHING))
        if busy.filter(item_barcode=barcode).exists():
            raise Refused("item_promised", barcode)
    terms = lending_terms(lending)
    leaves = clocks.ship_by(act.now.date(), terms=terms, open_days=lending.library.open_days())
    take(lending, "promise", act, changes={"item_barcode": barcode, "ship_by": leaves})
    return lending


@transaction.atomic
def decline(pk: int, *, reason: str, act: Act) -> LendingRequest:
    """No, with a reason of `reasons.UNFILLED`."""
    if reason not in UNFILLED:
        raise Refused("unknown_reason", reason)
    lending = locked(pk)
    take(lending, "decline", act, changes={"reason_unfilled": reason}, facts={"reason": reason})
    return lending


@transaction.atomic
def pack(pk: int, *, act: Act, condition_note: str = "") -> LendingRequest:
    """Packed and labelled; what its condition was is kept."""
    lending = locked(pk)
    lending.condition_note = condition_note[:200]
    lending.save(update_fields=["condition_note"])
    take(lending, "pack", act)
    return lending


@transaction.atomic
def ship(pk: int, *, act: Act, tracking: str = "", carrier: str = "") -> LendingRequest:
    """With the courier: the due date is worked out by our terms and told to the requester.

    It goes into today's parcel to that library.
    """
    lending = locked(pk)
    if lending.service == "copy":
        raise Refused("is_copy")
    library, today = lending.library, act.now.date()
    terms = lending_terms(lending)
    due = clocks.lender_due(today, terms=terms, open_days=library.open_days())
    by = carrier or lending.requester.terms(on=today).carrier or terms.carrier
    way = Way(by, tracking)
    parcel = goes_in(library, lending.requester, way=way, payer=terms.freight_payer, act=act)
    take(lending, "ship", act, changes={"due_date": due, "parcel": parcel})
    settle(parcel)
    costs.charge_price(lending, act=act)
    return lending


@transaction.atomic
def check_in(pk: int, *, act: Act) -> LendingRequest:
    """The item is back and looked over. What a delay costs by our terms is charged; a loss no more."""
    lending = step(locked, pk, "check_in", act=act)
    costs.take_back_charges(lending, Purpose.REPLACEMENT, reason="check_in", act=act)
    costs.charge_fine(lending, act=act)
    return lending


def close(pk: int, *, act: Act) -> LendingRequest:
    """All is well: close, and tell the requester."""
    return step(locked, pk, "close", act=act)


def answer_cancel(pk: int, *, accept: bool, act: Act) -> LendingRequest:
    """Yes or no to a requester who changed its mind after we had said yes."""
    return step(locked, pk, "accept_cancel" if accept else "refuse_cancel", act=act)


def _way_home(parcel: ParcelTold) -> dict[str, object]:
    return {
        "return_parcel_code": parcel.code, "return_carrier": parcel.carrier,
        "return_tracking": parcel.tracking,
    }  # fmt: skip


#: what a requester's message may mean, by the word for it; the first that the table allows
_MEANINGS = {
    "cancel": ("cancel", "cancel_asked", "cancel_too_late"),
    "renewal_asked": ("renewal_asked", "renewal_barred"),
}


@transaction.atomic
def requester_says(
    pk: int, what: str, *, act: Act, note: str = "", parcel: ParcelTold | None = None
) -> bool:
    """Carry out a requester's message; False when it is late or repeated and changes nothing.

    `what` is an action of the lending lifecycle. A cancellation is accepted at once before we
    promised, put to staff after, and too late once the item is posted. A renewal that our terms
    do not give is refused at once; otherwise staff decide.
    """
    lending = locked(pk)
    fitting = (
        a for a in _MEANINGS.get(what, (what,)) if LENDING.can(lending.state, a, by=act.actor.by)
    )
    action = next(fitting, None)
    if action is None:
        return False
    changes = _way_home(parcel) if parcel and action in ("returning", "tracked") else {}
    take(lending, action, act, changes=changes, facts={"note": note[:300]} if note else {})
    if action == "renewal_asked":
        against = renewal_judged(lending, today=act.now.date()).against
        if against:
            take(lending, "refuse_renewal", act.follow(), facts={"reason": against[0].reason})
    return True
