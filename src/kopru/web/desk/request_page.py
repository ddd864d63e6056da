"""One page a reader's request: what may be done now, who has it, and the whole story."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.common.words import Words
from kopru.libraries.models import Library
from kopru.requests.actions import requester
from kopru.requests.actions.arrivals import HELD
from kopru.requests.actions.copies import offers_a_copy
from kopru.requests.actions.rota import ranked_holders
from kopru.requests.actions.undoing import can_undo
from kopru.requests.eligibility import Objection
from kopru.requests.lifecycle import BorrowingState as B
from kopru.requests.lifecycle import PatronRequestState as S
from kopru.requests.models import BorrowingRequest, PatronRequest
from kopru.requests.models.subject import Subject
from kopru.requests.queries import judge, same_work, story
from kopru.web.desk.accounts import money_of
from kopru.web.desk.condition import condition_of, moment_of
from kopru.web.desk.copy_cards import of_request
from kopru.web.desk.forms import NoteForm
from kopru.web.desk.here import act_of, attempt, here, said_against, say, undo_address
from kopru.web.desk.rows import row_of
from kopru.web.desk.saying import TONES, from_dict
from kopru.web.desk.set_card import set_of
from kopru.web.desk.steps import (
    BORROWING_DEEDS,
    PATRON_REQUEST_DEEDS,
    Offer,
    carry_out,
    offers,
    said_with,
)
from kopru.web.desk.timeline import timeline
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

_BEFORE_SENDING = (S.NEW, S.SOURCING)
#: of a loan that its reader does not wait for any more
_NEED_HANDS = (
    B.SHIPPED,
    B.RECEIVED,
    B.WITHDRAWN,
    B.RECALLED,
    B.OVERDUE,
    B.NOT_ARRIVED,
    B.LOST,
    B.DISPUTED,
)


@dataclass(frozen=True, slots=True)
class RotaLine:
    """A library that may supply, at its place, with why and why not."""

    library: Library
    because: list[Words]
    obstacle: Words | None
    call_number: str
    loan: BorrowingRequest | None = None


def load(request: KopruRequest, number: str) -> PatronRequest:
    """The request of that number at this library, or 404."""
    rows = PatronRequest.objects.of(here(request)).select_related(
        "library",
        "patron",
        "edition",
        "current__supplier",
        "pickup_branch",
        "part_of",
        "joined_into",
    )
    return get_object_or_404(rows, number=number)


@require_safe
@staff_only
def show_request(request: KopruRequest, number: str) -> HttpResponse:
    """The page of one request."""
    return _page(request, load(request, number))


def _page(
    request: KopruRequest, wanted: PatronRequest, *, status: int = 200,
    sent_back: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:  # fmt: skip
    library, now = here(request), timezone.now()
    loans = list(wanted.borrowing_requests.select_related("supplier", "return_parcel"))
    against = _objections(wanted, now)
    rota, today = _rota(wanted, loans, now), timezone.localdate(now)
    loan = next((b for b in loans if b.pk == wanted.current_id), None)
    context = {
        "wanted": wanted,
        "cited": wanted.citation,
        "tone": TONES.get(wanted.state, "neutral"),
        "loan": loan,
        "condition": loan.offered.said() if loan and loan.offered else None,
        "loans": loans,
        "rota": rota,
        "offers": _offers(wanted, loans, sent_back),
        "may_send": wanted.state in _BEFORE_SENDING,
        "first_library": _first(rota),
        "objections": said_against(against),
        "is_firm": any(o.firm for o in against),
        "others": Library.objects.active().exclude(pk=library.pk)
        if wanted.state in _BEFORE_SENDING
        else [],
        "same_work": [row_of(one, today=today) for one in same_work(wanted)],
        "due_chain": from_dict(wanted.due_chain),
        "moments": timeline(
            library, wanted, *loans, codes=[b.request_id for b in loans], number=wanted.number,
            reader=wanted.patron.name if wanted.patron else "", notes=wanted.notes.select_related("author"),
        ),
        "undo_deed": last_deed(library, wanted, *loans),
        "note_form": (sent_back or {}).get("note") or NoteForm(prefix="note"),
        "copy": of_request(wanted),
        "offers_copy": offers_a_copy(wanted),
        "set": set_of(wanted, today=today),
        "seen": condition_of(library, [b.request_id for b in loans], moment_of(loan)) if loan else None,
        "seen_url": reverse("desk_loan_seen", args=[loan.pk]) if loan else "",
        **money_of(wanted, loans),
        "may_correct": wanted.state in (*_BEFORE_SENDING, S.NEEDS_INFO),
    }  # fmt: skip
    return render(request, "desk/request.html", context, status=status)


def last_deed(library: Library, *subjects: Subject) -> str:
    """The latest deed on these rows while it can still be taken back; else empty."""
    latest = story(*subjects).order_by("-pk").first()
    if latest is None or latest.action in ("undo", "ask", "take_in"):
        return ""
    return str(latest.deed) if latest.by == "staff" and can_undo(latest.deed, library) else ""


def _objections(wanted: PatronRequest, now: datetime) -> list[Objection]:
    if wanted.state not in _BEFORE_SENDING or wanted.patron is None:
        return []
    today = timezone.localdate(now)
    return judge(wanted.patron, wanted.citation, wanted.edition, today=today, besides=wanted)


def _rota(wanted: PatronRequest, loans: list[BorrowingRequest], now: datetime) -> list[RotaLine]:
    """The kept order of asking; before there is one, the order as it would be."""
    asked = {loan.supplier_id: loan for loan in loans}
    kept = list(wanted.rota.select_related("library"))
    would_be = []
    if wanted.state in _BEFORE_SENDING and (wanted.part_of_id or not kept):
        # of a part the order is made anew each time: its siblings may have been asked for meanwhile
        kept = [entry for entry in kept if entry.asked_at]
        would_be = [
            RotaLine(holder.library, list(r.because), r.obstacle, _call_number(holder.holdings))
            for r, holder in ranked_holders(wanted, now=now)
            if not r.candidate.is_home and holder.library.pk not in asked
        ]
    was = [
        RotaLine(
            entry.library,
            [w for w in map(from_dict, entry.because) if w],
            from_dict(entry.obstacle),
            entry.call_number,
            asked.get(entry.library_id),
        )
        for entry in kept
    ]
    return [*was, *would_be]


def _call_number(holdings: Any) -> str:
    return next((h.call_number for h in holdings if h.call_number), "")


def _first(rota: list[RotaLine]) -> Library | None:
    free = (line.library for line in rota if line.loan is None and line.obstacle is None)
    return next(free, None)


def _offers(
    wanted: PatronRequest, loans: list[BorrowingRequest], sent_back: Mapping[str, forms.Form] | None
) -> list[Offer]:
    """The request's own steps, and those of its loans that need hands."""

    def own(action: str) -> str:
        return reverse("desk_request_do", args=[wanted.number, action])

    hide = ("request",) if offers_a_copy(wanted) else ("request", "ask_for_copy")
    if wanted.service != "copy":
        hide = (*hide, "copy_arrived")
    found = offers(wanted, own, hide=hide, sent_back=sent_back)
    for loan in loans:
        if loan.pk == wanted.current_id or loan.state in _NEED_HANDS:
            found += _loan_offers(wanted, loan, sent_back)
    order = ("next", "", "no")
    return sorted(found, key=lambda o: order.index(o.tone))


#: what is done to the loan of a reader's request only while the request stands so
_ONLY_IN = {
    "withdraw": (S.REQUESTED,),
    "arrived_damaged": (S.READY, S.NOT_COLLECTED),
    "return_wrong": (S.ON_ITS_WAY, S.READY),
    "damage": (S.TAKEN_BACK,),
}


def _elsewhere(state: str) -> tuple[str, ...]:
    """Steps of the loan that are offered as the request's own, or not while it stands so."""
    held = ("post_back",) if state in HELD else ()
    others = (action for action, states in _ONLY_IN.items() if state not in states)
    return ("accept_condition", "decline_condition", "ask_renewal", *held, *others)


#: what is done to a thing that comes and goes home
_NOT_OF_COPIES = ("receive", "post_back", "not_arrived", "return_wrong", "lose")


def _loan_offers(
    wanted: PatronRequest, loan: BorrowingRequest, sent_back: Mapping[str, forms.Form] | None
) -> list[Offer]:
    def of_loan(action: str) -> str:
        return reverse("desk_loan_do", args=[wanted.number, loan.pk, action])

    hide = _elsewhere(wanted.state) if loan.pk == wanted.current_id else ()
    if loan.service == "copy":
        hide = (*hide, *_NOT_OF_COPIES)
    if loan.reminded_at:
        hide = (*hide, "remind")
    return offers(loan, of_loan, hide=hide, sent_back=sent_back)


def _done(
    request: KopruRequest, wanted: PatronRequest, text: str, undo: str
) -> HttpResponseRedirect:
    flash(request, text, undo=undo)
    return redirect("desk_request", wanted.number)


@require_POST
@staff_only
def do_step(request: KopruRequest, number: str, action: str) -> HttpResponse:
    """Take one step of the reader's request."""
    wanted = load(request, number)
    deed = PATRON_REQUEST_DEEDS.get(action)
    if deed is None or action == "request":
        raise Http404(action)
    form = said_with(deed, action, request.POST)
    if form is not None and not form.is_valid():
        return _page(request, wanted, status=422, sent_back={action: form})
    act, words = act_of(request), _label(wanted, action)
    if attempt(request, lambda: carry_out(deed, wanted.pk, form, act)) is None:
        return redirect("desk_request", number)
    return _done(request, wanted, words, undo_address(act))


@require_POST
@staff_only
def do_loan_step(request: KopruRequest, number: str, pk: int, action: str) -> HttpResponse:
    """Take one step of one of its loans."""
    wanted = load(request, number)
    rows: QuerySet[BorrowingRequest] = wanted.borrowing_requests.all()
    loan = get_object_or_404(rows, pk=pk)
    deed = BORROWING_DEEDS.get(action)
    if deed is None:
        raise Http404(action)
    form = said_with(deed, action, request.POST)
    if form is not None and not form.is_valid():
        return _page(request, wanted, status=422, sent_back={action: form})
    act, words = act_of(request), _label(loan, action)
    done = attempt(request, lambda: carry_out(deed, loan.pk, form, act) or True)
    if done is None:
        return redirect("desk_request", number)
    return _done(request, wanted, words, "" if action == "remind" else undo_address(act))


def _label(subject: Subject, action: str) -> str:
    """What the flash line says: the step by its button's words."""
    if subject.lifecycle.can(subject.state, action):
        return _("Done: %(step)s") % {
            "step": say(subject.lifecycle.step(subject.state, action).label)
        }
    return _("Done.")


@require_POST
@staff_only
def send(request: KopruRequest, number: str) -> HttpResponse:
    """Ask the next library, or the one of POST field `library`; objections need `anyway`."""
    wanted, now = load(request, number), timezone.now()
    against = _objections(wanted, now)
    if against and (any(o.firm for o in against) or not request.POST.get("anyway")):
        flash(request, " ".join(said_against(against)), tone="warn")
        return redirect("desk_request", number)
    library = None
    if chosen := request.POST.get("library", ""):
        library = get_object_or_404(Library.objects.active(), pk=chosen if chosen.isdigit() else 0)
    act = act_of(request)
    sent = attempt(
        request,
        lambda: carry_out(PATRON_REQUEST_DEEDS["request"], wanted.pk, None, act, library=library),
    )
    if isinstance(sent, BorrowingRequest):
        words = _("Sent to %(library)s.") % {"library": sent.supplier.name}
        return _done(request, wanted, words, undo_address(act))
    return redirect("desk_request", number)


@require_POST
@staff_only
def add_note(request: KopruRequest, number: str) -> HttpResponse:
    """Keep a note among staff."""
    wanted, act = load(request, number), act_of(request)
    form = NoteForm(request.POST, prefix="note")
    if not form.is_valid():
        return _page(request, wanted, status=422, sent_back={"note": form})
    requester.note(wanted.pk, text=form.cleaned_data["text"], act=act)
    flash(request, _("Noted."))
    return redirect("desk_request", number)
