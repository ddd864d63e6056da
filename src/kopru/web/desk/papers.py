"""From rows to papers: what is written on slips, labels, straps and receipts, and who pays the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.common.citation import Citation
from kopru.libraries.models import Library
from kopru.patrons.models import PatronGroup
from kopru.requests.actions.parcels import loans_in, returns_in
from kopru.requests.cases import lending_terms
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest
from kopru.shipping.models import Parcel
from kopru.shipping.papers import (
    AddressLabel,
    BookStrap,
    LoanSlip,
    PackedItem,
    PackingList,
    Paper,
    PickupReceipt,
    PostalAddress,
    PullSlip,
    ReturnLabel,
    ReturnReceipt,
    shelf_mark,
)
from kopru.web.desk.letters import hand_over_record, overdue_letter, pull_lists


def postal(library: Library) -> PostalAddress:
    """Where parcels for `library` go."""
    branch = library.ill_branch()
    if branch is None:
        return PostalAddress(library.name_tr, city=library.city, phone=library.phone)
    return PostalAddress(
        name=library.name_tr,
        lines=(branch.name_tr, " ".join(branch.address.split())),
        district=branch.district,
        city=branch.city or library.city,
        postcode=branch.postcode,
        phone=branch.phone or library.phone,
    )


def _told(address: dict[str, Any], library: Library) -> PostalAddress:
    """An address as a partner's message gave it; ours of that library where it gave none."""
    if not address.get("line2") and not address.get("locality"):
        return postal(library)
    return PostalAddress(
        name=str(address.get("name") or address.get("line1") or library.name_tr),
        lines=tuple(str(address[k]) for k in ("line1", "line2") if address.get(k)),
        city=str(address.get("locality", "")),
        postcode=str(address.get("postal_code", "")),
        country="" if address.get("country") in (None, "TR") else str(address["country"]),
    )


def pull_slip(lending: LendingRequest) -> PullSlip:
    """Sends staff to the shelf."""
    cited = lending.citation
    group = lending.patron_group
    return PullSlip(
        code=lending.request_id, title=_title(cited), author=cited.author, year=cited.year,
        publisher=cited.publisher, isbn=cited.isbn, volume=cited.volume,
        call_number=lending.call_number, location=lending.location,
        item_barcode=lending.item_barcode, requester_name=lending.requester.name_tr,
        requester_symbol=lending.requester.symbol, needed_by=lending.needed_by,
        ship_by=lending.ship_by or lending.answer_by, note=lending.note,
        patron_group=str(PatronGroup(group).label) if group in PatronGroup.values else group,
    )  # fmt: skip


def _title(cited: Citation) -> str:
    return cited.title or cited.short() or _("Untitled")


def address_label(lending: LendingRequest) -> AddressLabel:
    """The outside of the parcel to the requester."""
    terms = lending_terms(lending)
    wished = lending.requester.terms(on=timezone.localdate()).carrier
    parcel = lending.parcel
    return AddressLabel(
        code=lending.request_id, sender=postal(lending.library),
        recipient=_told(lending.deliver_to, lending.requester),
        payer="sender" if terms.freight_payer == "sender" else "recipient",
        carrier=parcel.carrier if parcel else wished or terms.carrier,
        tracking=parcel.tracking if parcel else "", request_codes=(lending.request_id,),
    )  # fmt: skip


def return_label(lending: LendingRequest) -> ReturnLabel:
    """Lies in the parcel, for the requester to send the item home with."""
    terms = lending_terms(lending)
    return ReturnLabel(
        code=lending.request_id, sender=postal(lending.requester), recipient=postal(lending.library),
        payer="sender", carrier=terms.carrier, request_codes=(lending.request_id,),
        send_back_by=lending.due_date,
    )  # fmt: skip


def return_home_label(borrowing: BorrowingRequest) -> ReturnLabel:
    """The requester's own label for the way home, to the address that the supplier told."""
    terms = borrowing.supplier.terms(on=timezone.localdate(borrowing.sent_at))
    parcel = borrowing.return_parcel
    return ReturnLabel(
        code=borrowing.request_id, sender=postal(borrowing.library),
        recipient=_told(borrowing.return_address, borrowing.supplier), payer="sender",
        carrier=parcel.carrier if parcel else terms.carrier,
        tracking=parcel.tracking if parcel else "", request_codes=(borrowing.request_id,),
        send_back_by=borrowing.due_date,
    )  # fmt: skip


def _code(request: PatronRequest) -> str:
    return request.current.request_id if request.current else request.number


def _mark(request: PatronRequest) -> str:
    return shelf_mark(request.patron.name, request.patron.number) if request.patron else ""


def _lender(request: PatronRequest) -> str:
    return request.current.supplier.name_tr if request.current else ""


def strap(request: PatronRequest) -> BookStrap:
    """Round the book on the hold shelf; no reader's name on it."""
    return BookStrap(
        code=_code(request), title=_title(request.citation), shelf_mark=_mark(request),
        due_on=request.due_date, lender=_lender(request), library=request.library.name_tr,
    )  # fmt: skip


def loan_slip(request: PatronRequest) -> LoanSlip:
    """Goes into the book when the reader takes it."""
    return LoanSlip(
        code=_code(request), title=_title(request.citation), author=request.citation.author,
        due_on=request.due_date, lender=_lender(request), library=request.library.name_tr,
    )  # fmt: skip


def _when(request: PatronRequest, *states: str) -> date | None:
    return timezone.localdate(request.state_since) if request.state in states else None


def handed_receipt(request: PatronRequest) -> PickupReceipt:
    """For the reader: what was handed over, and its due date."""
    return PickupReceipt(
        code=_code(request), title=_title(request.citation), author=request.citation.author,
        picked_up_on=_when(request, "with_reader"), due_on=request.due_date,
        shelf_mark=_mark(request), library=request.library.name_tr,
    )  # fmt: skip


def taken_back_receipt(request: PatronRequest) -> ReturnReceipt:
    """For the reader: proof that it was brought back."""
    return ReturnReceipt(
        code=_code(request), title=_title(request.citation), author=request.citation.author,
        taken_back_on=_when(request, "taken_back"), shelf_mark=_mark(request),
        library=request.library.name_tr,
    )  # fmt: skip


def parcel_label(parcel: Parcel) -> AddressLabel:
    """The outside of a parcel: of one item as its own label, of several with the parcel's number."""
    loans, returns = loans_in(parcel), returns_in(parcel)
    codes = (*(one.request_id for one in loans), *(one.request_id for one in returns))
    told = loans[0].deliver_to if loans else returns[0].return_address if returns else {}
    return AddressLabel(
        code=codes[0] if len(codes) == 1 else parcel.code, sender=postal(parcel.library),
        recipient=_told(told, parcel.partner),
        payer="sender" if parcel.payer == "sender" else "recipient", carrier=parcel.carrier,
        tracking=parcel.tracking, request_codes=codes,
    )  # fmt: skip


def packing_list(parcel: Parcel) -> PackingList:
    """What lies in it."""
    items = [
        PackedItem(one.request_id, _title(one.citation), "out", one.due_date)
        for one in loans_in(parcel)
    ]
    items += [
        PackedItem(one.request_id, _title(one.patron_request.citation), "home")
        for one in returns_in(parcel)
    ]
    return PackingList(
        code=parcel.code, sender=parcel.library.name_tr, recipient=parcel.partner.name_tr,
        items=tuple(items), carrier=parcel.carrier, tracking=parcel.tracking,
        packed_on=timezone.localdate(parcel.sent_at),
    )  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of paper: what it is called, which rows of a library it is made of, and how.

    `make` makes one of each row, `together` some of all rows at once.
    """

    label: Any
    rows: Callable[[Library], "QuerySet[Any]"]
    make: Callable[[Any], Paper] | None = None
    together: Callable[[Sequence[Any]], list[Paper]] | None = None


def _lendings(library: Library) -> "QuerySet[Any]":
    return LendingRequest.objects.of(library).select_related("library", "requester", "parcel")


def _borrowings(library: Library) -> "QuerySet[Any]":
    return BorrowingRequest.objects.of(library).select_related(
        "library", "supplier", "return_parcel"
    )


def _requests(library: Library) -> "QuerySet[Any]":
    return PatronRequest.objects.of(library).select_related(
        "library", "patron", "current__supplier"
    )


def _parcels(library: Library) -> "QuerySet[Any]":
    return Parcel.objects.of(library).select_related("library", "partner")


KINDS: dict[str, Kind] = {
    "parcel": Kind(gettext_lazy("Address label"), _parcels, parcel_label),
    "packing": Kind(gettext_lazy("Packing list"), _parcels, packing_list),
    "pull_list": Kind(gettext_lazy("List in shelf order"), _lendings, together=pull_lists),
    "overdue_letter": Kind(gettext_lazy("Draft of the letter"), _lendings, overdue_letter),
    "record": Kind(gettext_lazy("Record of handing over"), _requests, hand_over_record),
    "pull": Kind(gettext_lazy("Pull slips"), _lendings, pull_slip),
    "address": Kind(gettext_lazy("Address labels"), _lendings, address_label),
    "return": Kind(gettext_lazy("Return labels"), _lendings, return_label),
    "return_home": Kind(gettext_lazy("Return labels"), _borrowings, return_home_label),
    "strap": Kind(gettext_lazy("Straps"), _requests, strap),
    "loan": Kind(gettext_lazy("Loan slips"), _requests, loan_slip),
    "handed": Kind(gettext_lazy("Pickup receipts"), _requests, handed_receipt),
    "taken_back": Kind(gettext_lazy("Return receipts"), _requests, taken_back_receipt),
}


def papers_of(kind: Kind, library: Library, ids: Sequence[int]) -> list[Paper]:
    """The papers of those rows that are this library's, in the order of `ids`."""
    rows = kind.rows(library).in_bulk(ids)
    found = [rows[pk] for pk in dict.fromkeys(ids) if pk in rows]
    if kind.together is not None:
        return kind.together(found)
    return [kind.make(row) for row in found] if kind.make else []
