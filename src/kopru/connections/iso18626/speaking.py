"""From a happening to the message that tells the other library of it."""

from datetime import date, datetime, time

from django.utils import timezone

from kopru.common.citation import Citation
from kopru.libraries.models import Library
from kopru.protocols import iso18626 as iso
from kopru.requests.actions.rota import edition_record_id
from kopru.requests.lifecycle import LIFECYCLES
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest

AGENCY_TYPE = "KOPRU"

#: our reader groups in the standard's open list of patron types (pack.md 1.5)
PATRON_TYPES = {
    "academic": "Faculty",
    "graduate": "GraduateStudent",
    "undergraduate": "UnderGraduateStudent",
    "staff": "Staff",
    "public": "Adult",
}
PUBLICATION_TYPES = {
    "book": "Book",
    "article": "Article",
    "chapter": "Chapter",
    "thesis": "Thesis",
    "issue": "Journal",
}


def sends(happening: Happening) -> str:
    """What the table says is sent for this happening: "Message/Reason/Status", or ""."""
    lifecycle = LIFECYCLES[happening.kind]
    if happening.source:
        if not lifecycle.can(happening.source, happening.action):
            return ""
        return lifecycle.step(happening.source, happening.action).sends
    firsts = (s.sends for s in lifecycle.rows if s.action == happening.action and not s.sources)
    return next(firsts, "")


def thread(happening: Happening) -> str | None:
    """The talk that a happening belongs to; None when it is nobody else's matter."""
    if happening.kind == "patron_request" or not sends(happening):
        return None
    return f"{happening.kind}:{happening.subject_id}"


def agency(library: Library) -> iso.AgencyId:
    """How `library` is named in messages."""
    return iso.AgencyId(value=library.symbol, type=AGENCY_TYPE)


def moment(day: date | None) -> datetime | None:
    """A day as the standard's dateTime: its noon at our place, so that no zone moves it."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time(12)))


def message_for(happening: Happening, *, now: datetime) -> tuple[iso.Confirmable, Library]:
    """The message that tells of `happening`, and the library to be told."""
    if happening.kind == "borrowing":
        borrowing = BorrowingRequest.objects.select_related(
            "library", "supplier", "patron_request__edition"
        ).get(pk=happening.subject_id)
        if happening.action == "send":
            return _request(borrowing, now), borrowing.supplier
        return _from_requester(borrowing, happening, now), borrowing.supplier
    lending = LendingRequest.objects.select_related("library", "requester", "parcel").get(
        pk=happening.subject_id
    )
    return _from_supplier(lending, happening, now), lending.requester


def _requester_header(borrowing: BorrowingRequest, now: datetime) -> iso.Header:
    return iso.Header(
        supplying=agency(borrowing.supplier),
        requesting=agency(borrowing.library),
        timestamp=now,
        requesting_agency_request_id=borrowing.request_id,
        supplying_agency_request_id=borrowing.supplier_request_id,
    )


def _request(borrowing: BorrowingRequest, now: datetime) -> iso.Request:
    request = borrowing.patron_request
    cited = request.citation
    library = borrowing.library
    return iso.Request(
        header=_requester_header(borrowing, now),
        bibliographic_info=_bibliographic(
            cited, edition_record_id(request.edition, borrowing.supplier)
        ),
        publication_info=iso.PublicationInfo(
            publisher=cited.publisher,
            publication_type=PUBLICATION_TYPES.get(cited.kind, ""),
            publication_date=cited.year,
            place_of_publication=cited.place,
        ),
        service_info=iso.ServiceInfo(
            service_type=iso.ServiceType.LOAN,
            request_type=iso.RequestType.NEW,
            need_before_date=moment(request.needed_by),
        ),
        delivery_addresses=tuple(
            iso.DeliveryAddress(address=a, sort_order=n)
            for n, a in enumerate([postal(library)] if library.ill_branch() else [])
        ),
        requesting_agency_info=iso.RequestingAgencyInfo(
            name=library.name_tr,
            addresses=(iso.ElectronicAddress("Email", library.email),) if library.email else (),
        ),
        patron_info=iso.PatronInfo(patron_type=PATRON_TYPES.get(request.patron_group, "")),
    )


def _bibliographic(cited: Citation, record_id: str) -> iso.BibliographicInfo:
    numbers = [("ISBN", n) for n in (cited.isbn, *cited.other_isbns) if n]
    numbers += [("ISSN", cited.issn)] if cited.issn else []
    part = cited.kind in ("article", "chapter")
    whole = cited.journal or cited.host_title
    return iso.BibliographicInfo(
        supplier_unique_record_id=record_id,
        title=whole if part and whole else cited.title,
        author="" if part and whole else cited.author,
        title_of_component=cited.title if part and whole else "",
        author_of_component=cited.author if part and whole else "",
        edition=cited.edition,
        volume=cited.volume,
        issue=cited.issue,
        pages_requested=cited.pages if part else "",
        item_ids=tuple(iso.Identifier(code, value) for code, value in numbers),
    )


def postal(library: Library) -> iso.PhysicalAddress:
    """Where parcels for `library` go."""
    branch = library.ill_branch()
    if branch is None:
        return iso.PhysicalAddress(line1=library.name_tr, locality=library.city, country="TR")
    return iso.PhysicalAddress(
        line1=f"{library.name_tr}, {branch.name_tr}",
        line2=" ".join(branch.address.split()),
        locality=", ".join(p for p in (branch.district, branch.city) if p),
        postal_code=branch.postcode,
        country="TR",
    )


_ACTIONS: dict[str, iso.Action] = {
    "remind": iso.Action.NOTIFICATION,
    "withdraw": iso.Action.CANCEL,
    "ask_cancel": iso.Action.CANCEL,
    "receive": iso.Action.RECEIVED,
    "post_back": iso.Action.SHIPPED_RETURN,
}
_NOTES = {
    "remind": "Hatırlatma: yanıtınızı bekliyoruz. / Reminder: we await your answer.",
    "withdraw": "Süresinde yanıt gelmedi. / No answer in time.",
}


def _from_requester(
    borrowing: BorrowingRequest, happening: Happening, now: datetime
) -> iso.RequestingAgencyMessage:
    return iso.RequestingAgencyMessage(
        header=_requester_header(borrowing, now),
        action=_ACTIONS[happening.action],
        note=_NOTES.get(happening.action, ""),
    )


def _from_supplier(
    lending: LendingRequest, happening: Happening, now: datetime
) -> iso.SupplyingAgencyMessage:
    _, reason, status = sends(happening).split("/")
    answers = {
        "cancel": True,
        "accept_cancel": True,
        "refuse_cancel": False,
        "cancel_too_late": False,
    }
    gone = status == iso.Status.LOANED
    return iso.SupplyingAgencyMessage(
        header=iso.Header(
            supplying=agency(lending.library),
            requesting=agency(lending.requester),
            timestamp=now,
            requesting_agency_request_id=lending.request_id,
            supplying_agency_request_id=f"L{lending.pk}",
        ),
        message_info=iso.MessageInfo(
            reason=iso.ReasonForMessage(reason),
            answer=answers.get(happening.action),
            reason_unfilled=lending.reason_unfilled if status == iso.Status.UNFILLED else "",
        ),
        status_info=iso.StatusInfo(
            status=iso.Status(status),
            last_change=happening.at,
            due_date=moment(lending.due_date) if gone else None,
        ),
        delivery_info=_delivery(lending) if gone else None,
        return_info=_return(lending) if gone else None,
    )


def _delivery(lending: LendingRequest) -> iso.DeliveryInfo | None:
    if lending.parcel is None:
        return None
    return iso.DeliveryInfo(
        date_sent=lending.parcel.sent_at, item_id=lending.item_barcode, sent_via="Mail"
    )


def _return(lending: LendingRequest) -> iso.ReturnInfo:
    return iso.ReturnInfo(
        agency=agency(lending.library),
        name=lending.library.name_tr,
        address=postal(lending.library),
    )
