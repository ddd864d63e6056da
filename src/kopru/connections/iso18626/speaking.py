"""From a happening to the message that tells the other library of it."""

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

from kopru.common.citation import Citation
from kopru.connections.iso18626.meaning import MARKERS, PRINT_ONLY, parcel_note
from kopru.libraries.models import Library
from kopru.protocols import iso18626 as iso
from kopru.requests.actions.copies import copy_of
from kopru.requests.actions.rota import edition_record_id
from kopru.requests.cases import lending_terms
from kopru.requests.conditions import Condition
from kopru.requests.lifecycle import LIFECYCLES
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest
from kopru.shipping.copies import FORMATS
from kopru.shipping.models import Parcel
from kopru.shipping.packing import ParcelTold

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
            "library",
            "supplier",
            "patron_request__edition",
            "patron_request__part_of",
            "return_parcel",
        ).get(pk=happening.subject_id)
        if happening.action == "send":
            return _request(borrowing, now), borrowing.supplier
        return _from_requester(borrowing, happening, now), borrowing.supplier
    lending = LendingRequest.objects.select_related("library", "requester", "parcel").get(
        pk=happening.subject_id
    )
    return _from_supplier(lending, happening, now), lending.requester


def _requester_header(borrowing: BorrowingRequest, now: datetime) -> iso.Header:
    whole = borrowing.patron_request.part_of
    return iso.Header(
        multiple_item_request_id=whole.number if whole else "",
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
            service_type=iso.ServiceType.COPY
            if borrowing.service == "copy"
            else iso.ServiceType.LOAN,
            request_type=iso.RequestType.RETRY if borrowing.asks_again else iso.RequestType.NEW,
            previous_request_id=borrowing.asks_again,
            request_sub_types=(iso.RequestSubType.MULTIPLE_ITEM_REQUEST,)
            if request.part_of
            else (),
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
    "late_yes": iso.Action.CANCEL,
    "accept_condition": iso.Action.NOTIFICATION,
    "decline_condition": iso.Action.CANCEL,
    "condition_lapsed": iso.Action.CANCEL,
    "not_arrived": iso.Action.NOTIFICATION,
    "receive": iso.Action.RECEIVED,
    "arrived_damaged": iso.Action.NOTIFICATION,
    "return_wrong": iso.Action.SHIPPED_RETURN,
    "ask_renewal": iso.Action.RENEW,
    "lose": iso.Action.NOTIFICATION,
    "found": iso.Action.NOTIFICATION,
    "damage": iso.Action.NOTIFICATION,
    "post_back": iso.Action.SHIPPED_RETURN,
    "track": iso.Action.NOTIFICATION,
}
#: what our messages say to people, whatever their system does with them
_NOTES = {
    "remind": "Hatırlatma: yanıtınızı bekliyoruz. / Reminder: we await your answer.",
    "withdraw": "Süresinde yanıt gelmedi. / No answer in time.",
    "late_yes": "Bu isteği geri çekmiştik. / We had withdrawn this request.",
    "accept_condition": "Koşulunuzu kabul ediyoruz. / We accept your condition.",
    "decline_condition": "Koşulunuzu kabul etmiyoruz. / We decline your condition.",
    "condition_lapsed": "Koşulunuza süresinde yanıt veremedik. / We could not answer your condition in time.",
    "not_arrived": "Kargonuz beklenen günde gelmedi. / Your parcel has not come when it should.",
    "arrived_damaged": "Hasarlı geldi. / It arrived damaged.",
    "return_wrong": "Gelen, istediğimiz yayın değil; geri gönderiyoruz. / It is not what we asked for; we send it back.",
    "lose": "Yayın kayıp. / The item is lost.",
    "found": "Kayıp yayın bulundu. / The lost item has turned up.",
    "damage": "Yayın bizdeyken hasar gördü. / The item was damaged while with us.",
    "undelivered": "Kargo teslim alınmadı, bize döndü; yeniden göndereceğiz. / The parcel was not taken in and came back; we will send it again.",
    "claim": "Yayın dönmedi; kayıp sayıyoruz. / The item did not come back; we take it for lost.",
    "find_damage": "Yayın hasarlı döndü. / The item came back damaged.",
    "settle": "Kayıp dosyası kapandı. / The loss is settled.",
    "renewal_barred": "Uzatılamaz. / It cannot be renewed.",
}
_MARKS = {what: marker for marker, what in MARKERS.items()}
_MARKED = {
    "accept_condition": _MARKS["condition_accepted"], "not_arrived": _MARKS["not_arrived"],
    "lose": _MARKS["lost_reported"], "found": _MARKS["found_reported"],
    "damage": _MARKS["damage_reported"], "arrived_damaged": _MARKS["damage_reported"],
}  # fmt: skip


#: steps that tell how the parcel is called and followed
_OF_PARCEL = ("ship", "post_back", "return_wrong", "track")


def _note(happening: Happening, parcel: Parcel | None) -> str:
    """What it says to people, what staff wrote, and the marker for what the edition has no word for."""
    action, own = happening.action, str(happening.facts.get("note", ""))
    parts = [_NOTES.get(action, ""), own, _MARKED.get(action, "")]
    if parcel is not None and action in _OF_PARCEL:
        parts.append(parcel_note(ParcelTold(parcel.code, parcel.carrier, parcel.tracking)))
    return " ".join(part for part in parts if part)


def _from_requester(
    borrowing: BorrowingRequest, happening: Happening, now: datetime
) -> iso.RequestingAgencyMessage:
    return iso.RequestingAgencyMessage(
        header=_requester_header(borrowing, now),
        action=_ACTIONS[happening.action],
        note=_note(happening, borrowing.return_parcel),
    )


#: the answers to a cancellation and to a renewal
_ANSWERS = {
    "cancel": True, "accept_cancel": True, "refuse_cancel": False, "cancel_too_late": False,
    "renew": True, "refuse_renewal": False, "renewal_barred": False,
}  # fmt: skip
_DATED = (iso.Status.LOANED, iso.Status.OVERDUE, iso.Status.RECALLED)


def _from_supplier(
    lending: LendingRequest, happening: Happening, now: datetime
) -> iso.SupplyingAgencyMessage:
    _, reason, named = sends(happening).split("/")
    status = iso.Status(named)
    gone = status == iso.Status.LOANED and lending.parcel is not None
    return iso.SupplyingAgencyMessage(
        header=iso.Header(
            supplying=agency(lending.library),
            requesting=agency(lending.requester),
            timestamp=now,
            requesting_agency_request_id=lending.request_id,
            multiple_item_request_id=lending.set_number,
            supplying_agency_request_id=f"L{lending.pk}",
        ),
        message_info=_message_info(lending, happening, iso.ReasonForMessage(reason), status),
        status_info=iso.StatusInfo(
            status=status,
            last_change=happening.at,
            due_date=moment(_due(lending, happening)) if status in _DATED else None,
        ),
        delivery_info=_offer(lending, happening)
        or _copy(lending, happening)
        or (_delivery(lending) if gone else None),
        return_info=_return(lending) if gone else None,
    )


def _due(lending: LendingRequest, happening: Happening) -> date | None:
    """The due date that the happening set; the row may have moved on since."""
    told = happening.changed.get("due_date")
    return date.fromisoformat(str(told[1])) if told and told[1] else lending.due_date


def _message_info(
    lending: LendingRequest, happening: Happening, reason: iso.ReasonForMessage, status: iso.Status
) -> iso.MessageInfo:
    retries = status == iso.Status.RETRY_POSSIBLE
    condition = _condition(lending, happening)
    note = _note(happening, lending.parcel)
    if happening.action == "deliver" and lending_terms(lending).copy_form == "print_only":
        note = f"{note} Yalnızca basılarak verilebilir. / To be printed only. {PRINT_ONLY}"
    if condition.days:
        note = f"Süre {condition.days} gün. / For {condition.days} days. {note}"
    return iso.MessageInfo(
        reason=reason,
        answer=_ANSWERS.get(happening.action),
        note=" ".join(part for part in (condition.text, note.strip()) if part),
        reason_unfilled=lending.reason_unfilled if status == iso.Status.UNFILLED else "",
        reason_retry=lending.reason_unfilled if retries else "",
        retry_after=moment(lending.retry_after) if retries else None,
        offered_costs=iso.Costs(condition.cost, condition.currency) if condition.cost else None,
    )


def _condition(lending: LendingRequest, happening: Happening) -> Condition:
    offers = happening.action == "offer_condition"
    return lending.offered if offers else Condition()


def _offer(lending: LendingRequest, happening: Happening) -> iso.DeliveryInfo | None:
    """The place of a condition. The standard wants a day of dispatch here, though nothing is sent."""
    code = _condition(lending, happening).code
    return iso.DeliveryInfo(date_sent=happening.at, loan_condition=code) if code else None


def _copy(lending: LendingRequest, happening: Happening) -> iso.DeliveryInfo | None:
    """Where a copy lies: our own address for its file, the link, or that it comes by post."""
    if happening.action != "deliver":
        return None
    copy = copy_of(lending.library, lending.request_id, is_ours=True)
    address = f"{settings.KOPRU_ADDRESS}/copies/{copy.token}/" if copy else ""
    address = address or str(happening.facts.get("link", ""))
    return iso.DeliveryInfo(
        date_sent=happening.at, item_id=address, sent_via="URL" if address else "Mail",
        delivered_format=FORMATS.get(copy.media, "") if copy else "" if address else "PaperCopy",
    )  # fmt: skip


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
