"""From a message to the action it asks for. Nothing of the wire goes further in than here."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from kopru.common.citation import Citation
from kopru.connections.iso18626.meaning import (
    PRINT_ONLY,
    cleaned,
    parcel_in,
    requester_means,
    supplier_means,
)
from kopru.connections.iso18626.speaking import PATRON_TYPES, PUBLICATION_TYPES
from kopru.libraries.models import Library
from kopru.protocols import iso18626 as iso
from kopru.requests.actions import from_supplier, supplier
from kopru.requests.actions.steps import Act, Actor
from kopru.requests.conditions import Condition
from kopru.requests.models import BorrowingRequest, LendingRequest

_GROUPS = {peer: ours for ours, peer in PATRON_TYPES.items()}
#: CopyOrLoan leaves it to us: as the kind is supplied
_SERVICES = {iso.ServiceType.LOAN: "loan", iso.ServiceType.COPY: "copy"}
_KINDS = {peer: ours for ours, peer in PUBLICATION_TYPES.items()}


class NotUnderstood(Exception):
    """The message is well formed but cannot be taken; says what its confirmation reports."""

    def __init__(self, kind: iso.ErrorType, value: str) -> None:
        self.error = iso.ErrorData(kind=kind, value=value)
        super().__init__(f"{kind}: {value}")


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose message it was for, from whom, and whether it changed anything."""

    library: Library
    peer: Library
    took_effect: bool


def library_named(agency: iso.AgencyId, element: str) -> Library:
    """The library behind a symbol, compared without case (pack.md 5.3, trap 28)."""
    found = Library.objects.filter(symbol__iexact=agency.value).first()
    if found is None:
        raise NotUnderstood(iso.ErrorType.UNRECOGNISED_DATA_VALUE, f"{element}: {agency.value}")
    return found


def hear(message: iso.Confirmable, *, now: datetime) -> Heard:
    """Carry out `message`.

    :raises NotUnderstood: with the error its confirmation has to carry
    """
    if isinstance(message, iso.Request):
        return _hear_request(message, now)
    if isinstance(message, iso.SupplyingAgencyMessage):
        return _hear_supplier(message, now)
    return _hear_requester(message, now)


def _hear_request(message: iso.Request, now: datetime) -> Heard:
    header = message.header
    library = library_named(header.supplying, "supplyingAgencyId")
    peer = library_named(header.requesting, "requestingAgencyId")
    if not library.is_local:
        raise NotUnderstood(
            iso.ErrorType.UNRECOGNISED_DATA_VALUE, f"supplyingAgencyId: {header.supplying.value}"
        )
    if not header.requesting_agency_request_id:
        raise NotUnderstood(
            iso.ErrorType.UNRECOGNISED_DATA_VALUE, "requestingAgencyRequestId: cannot be empty"
        )
    asked = LendingRequest.objects.of(library).filter(
        requester=peer, request_id=header.requesting_agency_request_id
    )
    was_there = asked.exists()
    supplier.take_in(
        library=library, requester=peer, asked=_asked(message), act=Act(Actor.partner(peer.pk), now)
    )
    return Heard(library, peer, took_effect=not was_there)


def _asked(message: iso.Request) -> supplier.Asked:
    service = message.service_info
    patron = message.patron_info
    return supplier.Asked(
        request_id=message.header.requesting_agency_request_id,
        citation=_citation(message),
        record_id=message.bibliographic_info.supplier_unique_record_id,
        patron_group=_GROUPS.get(patron.patron_type, patron.patron_type) if patron else "",
        note=service.note if service else "",
        needed_by=_day(service.need_before_date) if service else None,
        deliver_to=_deliver_to(message),
        set_number=message.header.multiple_item_request_id,
        service=_SERVICES.get(service.service_type, "") if service else "",
    )


def _citation(message: iso.Request) -> Citation:
    said, published = message.bibliographic_info, message.publication_info
    kind = _KINDS.get(published.publication_type, "book") if published else "book"
    is_part = bool(said.title_of_component)
    return Citation(
        kind="article" if is_part and kind == "book" else kind,
        title=said.title_of_component or said.title,
        author=said.author_of_component or said.author,
        journal=said.title if is_part else "",
        publisher=published.publisher if published else "",
        place=published.place_of_publication if published else "",
        year=published.publication_date if published else "",
        edition=said.edition,
        volume=said.volume,
        issue=said.issue,
        pages=said.pages_requested,
        isbn=said.identifier("ISBN"),
        issn=said.identifier("ISSN"),
    )


def _deliver_to(message: iso.Request) -> dict[str, object]:
    addresses = (d.address for d in message.delivery_addresses)
    postal = next((a for a in addresses if isinstance(a, iso.PhysicalAddress)), None)
    return address_dict(postal) if postal else {}


def address_dict(address: iso.PhysicalAddress) -> dict[str, object]:
    """A postal address as plain JSON: line1, line2, locality, postal_code, country."""
    names = ("line1", "line2", "locality", "postal_code", "country")
    return {n: getattr(address, n) for n in names if getattr(address, n)}


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _hear_supplier(message: iso.SupplyingAgencyMessage, now: datetime) -> Heard:
    header = message.header
    borrowing = (
        BorrowingRequest.objects.select_related("library", "supplier")
        .filter(
            request_id=header.requesting_agency_request_id,
            library__symbol__iexact=header.requesting.value,
            supplier__symbol__iexact=header.supplying.value,
        )
        .first()
    )
    if borrowing is None:
        raise _unknown(header)
    library, peer = borrowing.library, borrowing.supplier
    what = supplier_means(message)
    if not what:
        return Heard(library, peer, took_effect=False)
    info = message.message_info
    said = from_supplier.SupplierSays(
        what=what,
        changed_at=message.status_info.last_change,
        due_date=_day(message.status_info.due_date),
        item_barcode=message.delivery_info.item_id if message.delivery_info else "",
        reason=info.reason_unfilled or info.reason_retry,
        retry_after=_day(info.retry_after),
        condition=_condition(message),
        supplier_request_id=header.supplying_agency_request_id,
        return_address=_return_address(message),
        parcel=parcel_in(info.note),
        copy_url=_copy_url(message),
        print_only=PRINT_ONLY in info.note,
    )
    effect = from_supplier.supplier_says(borrowing.pk, said, act=Act(Actor.partner(peer.pk), now))
    return Heard(library, peer, took_effect=effect)


def _condition(message: iso.SupplyingAgencyMessage) -> Condition:
    info, delivery = message.message_info, message.delivery_info
    costs = info.offered_costs
    return Condition(
        code=delivery.loan_condition[:60] if delivery else "",
        text=cleaned(info.note)[:300],
        cost=costs.amount if costs else Decimal(0),
        currency=costs.currency if costs else "TRY",
    )


def _copy_url(message: iso.SupplyingAgencyMessage) -> str:
    """Where a copy lies: the item's id where it was sent by URL (pack.md 4.4)."""
    delivery = message.delivery_info
    if message.status_info.status != iso.Status.COPY_COMPLETED or delivery is None:
        return ""
    is_address = delivery.item_id.lower().startswith(("https://", "http://"))
    return delivery.item_id if is_address else ""


def _return_address(message: iso.SupplyingAgencyMessage) -> tuple[tuple[str, str], ...]:
    info = message.return_info
    if info is None or info.address is None:
        return ()
    pairs = {"name": info.name, **address_dict(info.address)}
    return tuple((k, str(v)) for k, v in pairs.items() if v)


def _hear_requester(message: iso.RequestingAgencyMessage, now: datetime) -> Heard:
    header = message.header
    lending = (
        LendingRequest.objects.select_related("library", "requester")
        .filter(
            request_id=header.requesting_agency_request_id,
            library__symbol__iexact=header.supplying.value,
            requester__symbol__iexact=header.requesting.value,
        )
        .first()
    )
    if lending is None:
        raise _unknown(header)
    library, peer = lending.library, lending.requester
    try:
        what = requester_means(message)
    except KeyError as error:
        raise NotUnderstood(iso.ErrorType.UNSUPPORTED_ACTION_TYPE, message.action) from error
    if not what:
        return Heard(library, peer, took_effect=False)
    act = Act(Actor.partner(peer.pk), now)
    effect = supplier.requester_says(
        lending.pk, what, act=act, note=cleaned(message.note), parcel=parcel_in(message.note)
    )
    return Heard(library, peer, took_effect=effect)


def _unknown(header: iso.Header) -> NotUnderstood:
    """What exactly is not known: a library, or the request between two that are."""
    library_named(header.supplying, "supplyingAgencyId")
    library_named(header.requesting, "requestingAgencyId")
    return NotUnderstood(
        iso.ErrorType.UNRECOGNISED_DATA_VALUE,
        f"requestingAgencyRequestId: {header.requesting_agency_request_id}",
    )
