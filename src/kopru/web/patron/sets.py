"""A reader's set: several volumes or copies on one page, one story."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kopru.requests.actions import sets
from kopru.requests.lifecycle import By
from kopru.requests.models import RequestSet
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, reader_only
from kopru.web.patron.asker import act_of
from kopru.web.patron.rows import row_of, set_row_of


def _loaded(request: KopruRequest, number: str) -> RequestSet:
    """The set of that number, if this reader asked for it."""
    mine = RequestSet.objects.of(request.sight.library)
    return get_object_or_404(
        mine.filter(parts__patron__user=request.user).distinct(), number=number
    )


@require_safe
@reader_only
def patron_set(request: KopruRequest, number: str) -> HttpResponse:
    """Where the whole stands, and each part."""
    whole = _loaded(request, number)
    parts = whole.parts.select_related("current__supplier", "pickup_branch", "part_of", "library")
    standing = list(parts.order_by("pk"))
    context = {
        "whole": whole,
        "citation": whole.citation,
        "row": set_row_of(whole, standing),
        "parts": [row_of(one) for one in standing],
        "one": standing[0],
        "may_cancel": [one for one in standing if sets.can_cancel(one, by=By.READER)],
        "is_over": all(one.is_final for one in standing),
    }
    return render(request, "patron/set.html", context)


@require_POST
@reader_only
def patron_set_cancel(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """The reader wants none of it any more: every part that can be is cancelled."""
    whole = _loaded(request, number)
    done = sets.cancel_all(whole.pk, act=act_of(request))
    if done:
        said = ngettext(
            "%(n)d part is cancelled, or its library is asked to.",
            "%(n)d parts are cancelled, or their libraries are asked to.",
            done,
        )
        flash(request, said % {"n": done})
    else:
        flash(request, _("Nothing of it can be cancelled any more."), tone="warn")
    return redirect("patron_set", number)
