"""The citation set right, and another edition picked from the catalogue."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.catalogue.models import Edition
from kopru.catalogue.queries import EditionHit, editions_found
from kopru.common.citation import Citation
from kopru.requests.actions import requester
from kopru.requests.actions.steps import Act
from kopru.requests.lifecycle import PatronRequestState
from kopru.requests.models import PatronRequest
from kopru.web.desk.forms import CitationForm
from kopru.web.desk.here import act_of, attempt
from kopru.web.desk.request_page import load
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

#: editions that the picker offers
_OFFERED = 8


def picked(request: KopruRequest, before: Edition | None = None) -> Edition | None:
    """The edition that POST field `edition_id` names: "" keeps the one before, "none" drops it."""
    chosen = request.POST.get("edition_id", "")
    if chosen == "none":
        return None
    if chosen.isascii() and chosen.isdigit() and len(chosen) < 18:
        return Edition.objects.filter(pk=int(chosen)).first() or before
    return before


def editions_for(text: str) -> tuple[EditionHit, ...]:
    """Editions to pick from, for what somebody typed."""
    return editions_found(text, limit=_OFFERED).hits if text.strip() else ()


@require_safe
@staff_only
def find_editions(request: KopruRequest) -> HttpResponse:
    """The picker's answer to what is typed (`look` in the address), as a piece of a page."""
    text = request.GET.get("look", "")
    return render(
        request,
        "desk/editions.html",
        {"hits": editions_for(text), "look": text, "form_id": "citation"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def correct(request: KopruRequest, number: str) -> HttpResponse:
    """The form with the citation and its edition; keeps both."""
    wanted = load(request, number)
    form = CitationForm(request.POST or None, initial=wanted.cited)
    if request.method == "POST" and form.is_valid():
        citation, edition = form.citation(wanted.citation), picked(request, wanted.edition)
        act = act_of(request)
        if attempt(request, lambda: _keep(wanted, citation, edition, act)) is not None:
            flash(request, _("The citation is corrected."))
            return redirect("desk_request", number)
    look = request.GET.get("look", "")
    context = {
        "wanted": wanted,
        "form": form,
        "edition": wanted.edition,
        "hits": editions_for(look or wanted.citation.title),
        "look": look or wanted.citation.title,
        "up": reverse("desk_request", args=[number]),
    }
    return render(request, "desk/correct.html", context, status=422 if form.errors else 200)


def _keep(
    wanted: PatronRequest, citation: Citation, edition: Edition | None, act: Act
) -> PatronRequest:
    """A question to the reader is answered by it; else the citation is corrected."""
    if wanted.state == PatronRequestState.NEEDS_INFO:
        return requester.give_detail(wanted.pk, citation=citation, edition=edition, act=act)
    return requester.correct(wanted.pk, citation=citation, edition=edition, act=act)
