"""What happens at the requesting library before a parcel comes: from the wish to the library that supplies."""

from datetime import date, timedelta

from django.db import transaction

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation
from kopru.common.identifiers import mask_national_ids
from kopru.libraries.models import Branch, Library, Standstill
from kopru.libraries.policy.case import service_for
from kopru.patrons.models import Patron
from kopru.requests import clocks
from kopru.requests.actions.rota import next_in_rota, write_rota
from kopru.requests.actions.steps import Act, Refused, begin, step, take
from kopru.requests.lifecycle import PATRON_REQUEST, PatronRequestState
from kopru.requests.models import BorrowingRequest, Counter, Note, PatronRequest, RotaEntry
from kopru.requests.reasons import NO_ANSWER, REFUSED

#: days a reader has to answer a question (domain.md 3.5, step 3)
DETAIL_DAYS = 14


def locked(pk: int) -> PatronRequest:
    """The patron request, held until the transaction ends."""
    return (
        PatronRequest.objects.select_for_update(of=("self",))
        .select_related("library", "part_of")
        .get(pk=pk)
    )


def locked_borrowing(pk: int) -> BorrowingRequest:
    """The borrowing request, held until the transaction ends."""
    return (
        BorrowingRequest.objects.select_for_update(of=("self",))
        .select_related("library", "supplier")
        .get(pk=pk)
    )


@transaction.atomic
def ask(
    *,
    patron: Patron,
    citation: Citation,
    door: str,
    act: Act,
    edition: Edition | None = None,
    pickup_branch: Branch | None = None,
    needed_by: date | None = None,
    mail_message_id: str = "",
    declaration: str = "",
) -> PatronRequest:
    """A reader's wish becomes a patron request with a number.

    `declaration`: what the reader agreed to; it is kept with the request (domain.md 4.9).
    """
    request = PatronRequest(
        library=patron.library,
        patron=patron,
        patron_group=patron.group,
        number=Counter.next_number(patron.library, now=act.now),
        door=door,
        language=patron.language,
        cited=citation.as_dict(),
        service=service_for(citation.kind),
        edition=edition,
        pickup_branch=pickup_branch,
        needed_by=needed_by,
        asked_at=act.now,
        mail_message_id=mail_message_id[:250],
        declaration={"text": declaration, "at": act.now.isoformat()} if declaration else {},
    )
    begin(request, "ask", act, facts={"door": door})
    return request


@transaction.atomic
def correct(pk: int, *, citation: Citation, edition: Edition | None, act: Act) -> PatronRequest:
    """Staff set the citation and its edition right before anything is asked of others."""
    request = locked(pk)
    if request.state not in (PatronRequestState.NEW, PatronRequestState.SOURCING):
        raise Refused("too_late_to_correct")
    request.cited, request.edition = citation.as_dict(), edition
    request.service = service_for(citation.kind)
    request.save(update_fields=["cited", "edition", "service"])
    if request.state == PatronRequestState.SOURCING:
        write_rota(request, now=act.now)
    return request


@transaction.atomic
def refuse(pk: int, *, reason: str, act: Act) -> PatronRequest:
    """The home library does not send the wish on. `reason` is a code of `reasons.REFUSED`."""
    if reason not in REFUSED:
        raise Refused("unknown_reason", reason)
    request = locked(pk)
    take(request, "refuse", act, changes={"reason": reason})
    return request


@transaction.atomic
def ask_for_detail(pk: int, *, question: str, act: Act) -> PatronRequest:
    """Ask the reader one question about the citation."""
    if not question.strip():
        raise Refused("question_missing")
    request = locked(pk)
    request.question = question.strip()  # the reader's matter, so not part of the log
    request.save(update_fields=["question"])
    reply_by = (act.now + timedelta(days=DETAIL_DAYS)).date()
    take(request, "ask_for_detail", act, changes={"reply_by": reply_by})
    return request


@transaction.atomic
def give_detail(pk: int, *, citation: Citation, edition: Edition | None, act: Act) -> PatronRequest:
    """The reader (or staff for them) completes the citation."""
    request = locked(pk)
    request.cited, request.edition = citation.as_dict(), edition or request.edition
    request.service = service_for(citation.kind)
    request.save(update_fields=["cited", "edition", "service"])
    take(request, "give_detail", act, changes={"reply_by": None})
    return request


@transaction.atomic
def verify(pk: int, *, act: Act) -> PatronRequest:
    """The citation is right: find and rank who holds it."""
    request = locked(pk)
    take(request, "verify", act)
    write_rota(request, now=act.now)
    return request


@transaction.atomic
def send(
    pk: int, *, act: Act, library: Library | None = None, asks_again: str = ""
) -> BorrowingRequest:
    """Ask the next library of the rota, or the one staff choose; verifies first where needed.

    :raises Refused: "nobody_to_ask" when the rota is at its end; "standstill" while the network
        sends nothing of the sort
    """
    request = locked(pk)
    if _is_stopped(request, act):
        raise Refused("standstill")
    if request.state == PatronRequestState.NEW:
        take(request, "verify", act)
        write_rota(request, now=act.now)
    entry = _chosen(request, library) if library else next_in_rota(request, now=act.now)
    if entry is None:
        raise Refused("nobody_to_ask")
    return _send_to(request, entry, act, asks_again)


def _chosen(request: PatronRequest, library: Library) -> RotaEntry:
    if library.pk == request.library_id:
        raise Refused("own_library")
    entry = request.rota.filter(library=library).first()
    if entry is None:
        last = request.rota.order_by("-position").first()
        entry = RotaEntry.objects.create(
            patron_request=request, library=library, position=last.position + 1 if last else 1
        )
    return entry


def _send_to(
    request: PatronRequest, entry: RotaEntry, act: Act, asks_again: str = ""
) -> BorrowingRequest:
    supplier, today = entry.library, act.now.date()
    entry.asked_at = act.now
    entry.save(update_fields=["asked_at"])
    terms = supplier.terms(on=today)
    number = request.borrowing_requests.count() + 1
    borrowing = BorrowingRequest(
        library=request.library,
        patron_request=request,
        supplier=supplier,
        request_id=f"{request.number}-{number}",
        service=request.service,
        asks_again=asks_again,
        sent_at=act.now,
        answer_by=clocks.answer_by(today, terms=terms, open_days=supplier.open_days()),
    )
    begin(borrowing, "send", act, facts={"supplier": supplier.symbol, "position": entry.position})
    take(request, "request", act, changes={"current": borrowing})
    return borrowing


def next_or_wait(request: PatronRequest, act: Act) -> BorrowingRequest | None:
    """After a no: the next library is asked by itself; at the rota's end staff see it on the desk."""
    entry = None if _is_stopped(request, act) else next_in_rota(request, now=act.now)
    return _send_to(request, entry, act.follow()) if entry else None


def _is_stopped(request: PatronRequest, act: Act) -> bool:
    return Standstill.objects.stopping(request.service, on=act.now.date()) is not None


def give_up(pk: int, *, act: Act) -> PatronRequest:
    """Tell the reader that none of the libraries could supply."""
    return step(locked, pk, "give_up", act=act)


@transaction.atomic
def cancel(pk: int, *, act: Act) -> PatronRequest:
    """The reader does not want it any more: closed at once, or asked of the library that has it."""
    request = locked(pk)
    if PATRON_REQUEST.can(request.state, "cancel", by=act.actor.by):
        take(request, "cancel", act)
        return request
    take(request, "ask_cancel", act)
    if request.current_id is not None:
        take(locked_borrowing(request.current_id), "ask_cancel", act)
    return request


@transaction.atomic
def remind(borrowing_pk: int, *, act: Act) -> None:
    """Remind a silent supplier, once."""
    borrowing = locked_borrowing(borrowing_pk)
    if borrowing.reminded_at is None:
        take(borrowing, "remind", act, changes={"reminded_at": act.now})


@transaction.atomic
def withdraw(borrowing_pk: int, *, act: Act) -> None:
    """No answer in time: withdraw from this supplier and ask the next."""
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    take(borrowing, "withdraw", act, changes={"reason_unfilled": NO_ANSWER})
    if request.current_id == borrowing.pk:
        take(
            request,
            "supplier_declined",
            act.follow(),
            changes={"current": None},
            facts={"reason": NO_ANSWER},
        )
        next_or_wait(request, act)


def lapse(pk: int, *, act: Act) -> PatronRequest:
    """Close a request whose reader did not answer our question."""
    return step(locked, pk, "lapse", act=act)


@transaction.atomic
def note(pk: int, *, text: str, act: Act) -> Note:
    """Keep what staff want to remember; a national identity number in it is masked."""
    masked, _ = mask_national_ids(text.strip())
    return locked(pk).notes.create(by=act.actor.by, author_id=act.actor.id, text=masked, at=act.now)
