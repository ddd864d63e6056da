"""How an edition is put together: each record with its reason, split off, joined with another."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.catalogue.comparing import edition_described, holds, side_by_side, why_together
from kopru.catalogue.matching import compare
from kopru.catalogue.models import Edition, Record
from kopru.catalogue.rulings import NotPossible, join, split, standing
from kopru.web.desk.correcting import editions_for
from kopru.web.desk.doubts import refused
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, catalogue_keeper_only


def may_decide(request: KopruRequest, *editions: Edition) -> bool:
    """The network's administrators, and staff of a library that has a record in one of them."""
    if request.sight.is_network_admin:
        return True
    library = request.sight.library
    return library is not None and holds(library.pk, *editions)


@require_safe
@catalogue_keeper_only
def show_edition(request: KopruRequest, pk: int) -> HttpResponse:
    """The records of an edition with why they are together; `look` searches for another edition.

    Asked for by htmx, from the title page, it is the list of reasons alone.
    """
    edition = get_object_or_404(Edition.objects.select_related("moved_to"), pk=pk)
    if edition.moved_to is not None:
        return redirect("desk_together", standing(edition).pk)
    context: dict[str, object] = {
        "edition": edition,
        "records": why_together(edition),
        "may_decide": may_decide(request, edition),
    }
    if request.htmx:  # type: ignore[attr-defined]
        response = render(request, "desk/why_part.html", context)
    else:
        look = request.GET.get("look", "").strip()
        hits = [hit for hit in editions_for(look) if hit.edition.pk != edition.pk]
        response = render(request, "desk/together.html", {**context, "look": look, "hits": hits})
    response["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response


@require_POST
@catalogue_keeper_only
def split_off(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """The records of the POST fields `record` become an edition of their own."""
    edition = get_object_or_404(Edition, pk=pk)
    if not may_decide(request, edition):
        raise PermissionDenied
    ids = [int(text) for text in request.POST.getlist("record") if text.isdecimal()][:1_000]
    chosen = list(Record.objects.living().filter(edition=edition, pk__in=ids).defer("packed"))
    if not chosen:
        flash(request, _("Choose the records that are of another edition."), tone="warn")
        return redirect("desk_together", pk)
    try:
        new = split(edition, chosen, by=request.user, now=timezone.now())
    except NotPossible as trouble:
        refused(request, trouble)
        return redirect("desk_together", pk)
    words = ngettext(
        "%(n)d record is an edition of its own now, and stays so when it is loaded again.",
        "%(n)d records are an edition of their own now, and stay so when they are loaded again.",
        len(chosen),
    ) % {"n": len(chosen)}
    flash(request, words, undo=reverse("desk_join", args=[edition.pk, new.pk]))
    return redirect("desk_together", new.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@catalogue_keeper_only
def join_with(request: KopruRequest, pk: int, other: int) -> HttpResponse:
    """Two editions beside each other; POST makes them one."""
    edition = get_object_or_404(Edition.objects.select_related("moved_to"), pk=pk)
    second = get_object_or_404(Edition.objects.select_related("moved_to"), pk=other)
    if not may_decide(request, edition, second):
        raise PermissionDenied
    if request.method == "POST":
        try:
            one = join(edition, second, by=request.user, now=timezone.now())
        except NotPossible as trouble:
            refused(request, trouble)
            return redirect("desk_together", pk)
        flash(request, _("Both are one edition now. Split its records off to take that back."))
        return redirect("desk_together", one.pk)
    mine, theirs = edition_described(standing(edition)), edition_described(standing(second))
    context = {
        "edition": edition,
        "other": second,
        "mine": mine,
        "theirs": theirs,
        "rows": side_by_side(mine.facts, theirs.facts, language=get_language() or "tr"),
        "verdict": compare(mine.features, theirs.features),
    }
    return render(request, "desk/join.html", context)
