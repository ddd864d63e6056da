"""A request on behalf of a reader: found in the catalogue, or typed as a citation."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation
from kopru.intake.drafts import completed, matched
from kopru.requests.actions import sets
from kopru.requests.eligibility import Objection
from kopru.requests.models.patron_request import Door
from kopru.requests.queries import judge
from kopru.web.desk.correcting import editions_for, picked
from kopru.web.desk.forms import AskForm
from kopru.web.desk.here import act_of, attempt, said_against
from kopru.web.desk.patrons import load
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only


def _citation_of(edition: Edition) -> Citation:
    """The citation that an edition stands for."""
    return completed(Citation(kind=edition.kind or "book"), edition)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def ask_for(request: KopruRequest, pk: int) -> HttpResponse:
    """Search with `look`, or type a citation; a POST makes the request.

    What speaks against it is shown first; POST field `anyway` goes over what is not firm.
    """
    patron = load(request, pk)
    edition = picked(request)
    look = request.GET.get("look", "")
    form = AskForm(_posted(request, edition))
    against: list[Objection] = []
    if request.method == "POST" and form.is_valid():
        citation = form.citation()
        edition = edition or _certain(citation)
        parts = len(form.parting.names) if form.parting else 1
        against = judge(patron, citation, edition, today=timezone.localdate(), parts=parts)
        if not against or ("anyway" in request.POST and not any(o.firm for o in against)):
            act = act_of(request)
            made = attempt(
                request,
                lambda: sets.ask(
                    patron=patron,
                    copies=form.cleaned_data["copies"] or 1,
                    citation=completed(citation, edition),
                    door=Door.STAFF,
                    act=act,
                    edition=edition,
                ),
            )
            if made is not None:
                flash(request, _("Request %(number)s is made.") % {"number": made.number})
                return redirect("desk_request", made.number)
    context = {
        "patron": patron,
        "form": form,
        "edition": edition,
        "look": look,
        "hits": editions_for(look),
        "objections": said_against(against),
        "is_firm": any(o.firm for o in against),
    }
    return render(request, "desk/ask.html", context, status=422 if form.errors or against else 200)


def _posted(request: KopruRequest, edition: Edition | None) -> dict[str, object] | None:
    """What was typed; where only an edition was chosen, what the catalogue says of it."""
    if request.method != "POST":
        return None
    if "title" in request.POST or edition is None:
        return dict(request.POST.items())
    return {**_citation_of(edition).as_dict(), "kind": edition.kind or "book"}


def _certain(citation: Citation) -> Edition | None:
    """The catalogue's edition where the match leaves no doubt."""
    match = matched(citation)
    return match.edition if match and match.score >= 0.9 else None
