"""A result copied from TO-KAT, WorldCat or K10plus: into a search, a draft or a request."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kopru.intake.drafts import CameIn, take_items
from kopru.intake.kunye.pasted import LONGEST, Pasted, read_pasted
from kopru.patrons.models import Patron
from kopru.web.desk.correcting import editions_for
from kopru.web.desk.here import here
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def paste(request: KopruRequest) -> HttpResponse:
    """Read `text`; POST field `keep` (a number) keeps that work as a draft.

    `patron` names the reader it is for, where there is one.
    """
    text = request.POST.get("text", "")[:LONGEST]
    found = read_pasted(text) if text.strip() else ()
    kept = request.POST.get("keep", "")
    if kept.isdecimal() and len(kept) < 4 and int(kept) < len(found):
        return _keep(request, found[int(kept)])
    context = {
        "text": text,
        "found": [(pasted, _look(pasted)) for pasted in found],
        "hits": editions_for(_look(found[0])) if len(found) == 1 else (),
        "is_one": len(found) == 1,
        "nothing": bool(text.strip()) and not found,
        "patron": _patron(request),
    }
    return render(request, "desk/paste.html", context)


def _look(pasted: Pasted) -> str:
    """What to search our own catalogue for."""
    cited = pasted.item.citation
    return cited.isbn or cited.issn or cited.title or cited.journal


def _patron(request: KopruRequest) -> Patron | None:
    named = request.POST.get("patron") or request.GET.get("patron") or ""
    if named.isdecimal() and len(named) < 18:
        return Patron.objects.of(here(request)).filter(pk=int(named)).first()
    return None


def _keep(request: KopruRequest, pasted: Pasted) -> HttpResponse:
    came = CameIn(library=here(request), patron=None, sender="")
    (draft,) = take_items(came, [pasted.item], now=timezone.now()).waiting
    flash(request, _("It is kept as a draft. Choose the reader it is for."))
    return redirect("desk_draft", draft.pk)
