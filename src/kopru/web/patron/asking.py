"""Asking for a title: one click, or one question more where something speaks against it."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopru.catalogue.models import Edition
from kopru.catalogue.queries import held_by
from kopru.common.citation import Citation
from kopru.intake.drafts import completed, send_if_possible
from kopru.libraries.models import Branch
from kopru.patrons.models import Patron
from kopru.requests.actions import sets
from kopru.requests.actions.steps import Act, Actor
from kopru.requests.eligibility import Objection
from kopru.requests.models import PatronRequest
from kopru.requests.models.patron_request import Door
from kopru.requests.queries import judge
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, reader_only
from kopru.web.patron.asker import act_of, branches_of, patron_of
from kopru.web.patron.forms import WishForm
from kopru.web.patron.kinds import cited
from kopru.web.patron.shelf import call_numbers
from kopru.web.patron.titles import edition_now

#: POST field by which a reader says that staff may decide in spite of what speaks against it
ANYWAY = "anyway"


@require_http_methods(["GET", "POST"])
@reader_only
def ask(request: KopruRequest, pk: int) -> HttpResponse:
    """POST asks for the edition; where something speaks against it, a page says what, first."""
    edition = edition_now(get_object_or_404(Edition, pk=pk))
    if request.method == "GET":  # somebody who came back from signing in, or reloaded
        return redirect("title", pk=pk)
    patron = patron_of(request)
    form = WishForm(request.POST, branches=branches_of(patron), volumes=True)
    citation = completed(cited(edition), edition)
    if form.is_valid() and form.cleaned_data.get("volumes"):
        citation = replace(citation, volume=form.cleaned_data["volumes"])
    against = judged(patron, citation, edition)
    if not form.is_valid() or (against and not may_go_on(request, against)):
        context = {"edition": edition, "form": form, "action": request.path, "citation": citation}
        return confirm_page(request, patron, against, context)
    wish = form.cleaned_data
    made = take(
        request, patron, citation, edition, against,
        needed_by=wish["needed_by"], pickup_branch=wish.get("pickup_branch"),
    )  # fmt: skip
    return follow(request, made)


def judged(patron: Patron, citation: Citation, edition: Edition | None) -> list[Objection]:
    """What speaks against the wish today; each volume counts as one request."""
    parting = sets.parting_of(citation)
    parts = len(parting.names) if parting else 1
    return judge(patron, citation, edition, today=timezone.localdate(), parts=parts)


def may_go_on(request: HttpRequest, against: list[Objection]) -> bool:
    """Whether the reader insists and nothing firm stands in the way."""
    return request.POST.get(ANYWAY) == "yes" and not any(o.firm for o in against)


def confirm_page(
    request: KopruRequest, patron: Patron, against: list[Objection], context: dict[str, object]
) -> HttpResponse:
    """Says what speaks against the wish, and what to do: get it here, wait, ask all the same."""
    edition = context.get("edition")
    edition = edition if isinstance(edition, Edition) else None
    own = held_by(patron.library, edition) if edition else None
    codes = {objection.code for objection in against}
    same = None
    if "duplicate" in codes:
        mine = PatronRequest.objects.filter(patron=patron, edition=edition).open()
        same = mine.select_related("part_of").order_by("-pk").first()
    extra = {
        "against": against,
        "firm": any(objection.firm for objection in against),
        "codes": codes,
        "patron": patron,
        "own": own if "held_and_in" in codes else None,
        "own_numbers": call_numbers(own) if own else [],
        "same": same,
    }
    status = 422 if getattr(context["form"], "errors", None) else 200
    return render(request, "patron/confirm.html", {**context, **extra}, status=status)


def take(
    request: KopruRequest,
    patron: Patron,
    citation: Citation,
    edition: Edition | None,
    against: list[Objection],
    *,
    needed_by: date | None = None,
    pickup_branch: Branch | None = None,
    declaration: str = "",
) -> PatronRequest:
    """The wish becomes a request; what nothing speaks against goes out where the library says so."""
    act = act_of(request)
    made = sets.ask(
        patron=patron, citation=citation, door=Door.PORTAL, act=act, edition=edition,
        needed_by=needed_by, pickup_branch=pickup_branch, declaration=declaration,
    )  # fmt: skip
    certain = edition is not None and not against
    if certain and patron.library.terms(on=timezone.localdate(act.now)).auto_send:
        send_if_possible(made, Act(Actor.system(), act.now))
    return made


def follow(request: HttpRequest, made: PatronRequest) -> HttpResponseRedirect:
    """To the new request, with its number said."""
    flash(request, _("We have your request. Its number is %(number)s.") % {"number": made.number})
    page = "patron_request" if made.part_of is None else "patron_set"
    return HttpResponseRedirect(reverse(page, args=[made.number]))
