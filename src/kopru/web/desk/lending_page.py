"""One page a request that another library put to us; and the messages of any request, word for word."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from lxml import etree

from kopru.catalogue.models import Holding
from kopru.common.words import Words
from kopru.connections.iso18626.models import Message
from kopru.libraries.policy.explaining import Line, rule_of
from kopru.patrons.models import PatronGroup
from kopru.requests.actions.loan_time import due_if_renewed
from kopru.requests.judging import judged
from kopru.requests.lifecycle import LendingState
from kopru.requests.models import LendingRequest
from kopru.requests.queries import set_siblings
from kopru.requests.renewing import renewal_judged
from kopru.web.desk.accounts import of_number
from kopru.web.desk.condition import condition_of, moment_of
from kopru.web.desk.copy_cards import of_lending
from kopru.web.desk.here import act_of, attempt, here, say, undo_address
from kopru.web.desk.request_page import last_deed
from kopru.web.desk.rows import row_of
from kopru.web.desk.saying import TONES, from_dict, message_words
from kopru.web.desk.steps import LENDING_DEEDS, carry_out, offers, said_with
from kopru.web.desk.timeline import timeline
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only


def load(request: KopruRequest, pk: int) -> LendingRequest:
    """The lending request of this library, or 404."""
    rows = LendingRequest.objects.of(here(request)).select_related("library", "requester", "parcel")
    return get_object_or_404(rows, pk=pk)


@require_safe
@staff_only
def show_lending(request: KopruRequest, pk: int) -> HttpResponse:
    """The page of one lending request."""
    return _page(request, load(request, pk))


def _page(
    request: KopruRequest, lending: LendingRequest, *, status: int = 200,
    sent_back: Mapping[str, forms.Form] | None = None,
) -> HttpResponse:  # fmt: skip
    library = here(request)
    group = lending.patron_group

    def url(action: str) -> str:
        return reverse("desk_lending_do", args=[lending.pk, action])

    context = {
        "lending": lending,
        "cited": lending.citation,
        "copy": of_lending(lending),
        "seen": condition_of(library, [lending.request_id], moment_of(lending)),
        "seen_url": reverse("desk_lending_seen", args=[lending.pk]),
        "part": row_of(lending, today=timezone.localdate()).part,
        "siblings": [row_of(one, today=timezone.localdate()) for one in set_siblings(lending)],
        "tone": TONES.get(lending.state, "neutral"),
        "offers": offers(
            lending,
            url,
            hide=("search", *(_NOT_OF_COPIES if lending.service == "copy" else ())),
            sent_back=sent_back,
            initial=_initial(lending),
        ),
        "group": PatronGroup(group).label if group in PatronGroup.values else group,
        "rules": _rules(lending),
        "money": of_number(library, lending.request_id),
        "condition": lending.offered.said() if lending.offered else None,
        "shelf": from_dict(lending.shelf_facts),
        "copies": _copies(lending),
        "moments": timeline(library, lending, codes=[lending.request_id]),
        "undo_deed": last_deed(library, lending),
    }
    return render(request, "desk/lending.html", context, status=status)


#: what is done to a thing that comes back
_NOT_OF_COPIES = ("pack", "ship", "check_in", "recall", "undelivered", "claim")


def _initial(lending: LendingRequest) -> dict[str, object]:
    first: dict[str, object] = {"item_barcode": lending.item_barcode}
    if lending.due_date:
        first["due_date"] = due_if_renewed(lending, today=timezone.localdate())
    return first


@dataclass(frozen=True, slots=True)
class _Rules:
    """What our terms say of a request that waits for our answer: a line each, with its rule."""

    is_allowed: bool
    against: list[tuple[Words, Line | None]]
    conditions: list[Words]
    copy_instead: bool


def _rules(lending: LendingRequest) -> _Rules | None:
    if lending.state in (LendingState.NEW, LendingState.SEARCHING):
        decision = judged(lending, today=timezone.localdate())
    elif lending.state == LendingState.RENEWAL_ASKED:
        decision = renewal_judged(lending, today=timezone.localdate())
    else:
        return None
    return _Rules(
        decision.is_allowed,
        [(finding.words, rule_of(decision, finding)) for finding in decision.against],
        [finding.words for finding in decision.conditions],
        decision.copy_instead,
    )


def _copies(lending: LendingRequest) -> list[Holding]:
    """Our copies of what is asked for, by the copy that the catalogue named."""
    known = Holding.objects.filter(library=lending.library, barcode=lending.item_barcode)
    if not lending.item_barcode:
        return []
    same = Holding.objects.filter(library=lending.library, edition__in=known.values("edition"))
    return list(same.order_by("pk")[:20])


@require_POST
@staff_only
def do_lending_step(request: KopruRequest, pk: int, action: str) -> HttpResponse:
    """Take one step of a lending request."""
    lending = load(request, pk)
    deed = LENDING_DEEDS.get(action)
    if deed is None:
        raise Http404(action)
    form = said_with(deed, action, request.POST)
    if form is not None and not form.is_valid():
        return _page(request, lending, status=422, sent_back={action: form})
    act = act_of(request)
    if attempt(request, lambda: carry_out(deed, pk, form, act)) is not None:
        step = next((s for s in lending.lifecycle.rows if s.action == action), None)
        words = _("Done: %(step)s") % {"step": say(step.label) if step else action}
        flash(request, words, undo=undo_address(act))
    return redirect("desk_lending", pk)


def pretty(body: bytes) -> str:
    """XML with one element a line; what is no XML is shown as text. Nothing is fetched or resolved."""
    parser = etree.XMLParser(
        remove_blank_text=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        tree = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return body.decode("utf-8", errors="replace")
    return etree.tostring(tree, pretty_print=True, encoding="unicode")


@require_safe
@staff_only
def show_message(request: KopruRequest, pk: int) -> HttpResponse:
    """One message and its confirmation, word for word."""
    rows = Message.objects.of(here(request)).select_related("peer", "library")
    message = get_object_or_404(rows, pk=pk)
    context = {
        "message": message,
        "words": message_words(message.says),
        "body": pretty(bytes(message.body)),
        "confirmation": pretty(bytes(message.confirmation)) if message.confirmation else "",
    }
    return render(request, "desk/message.html", context)
