"""Sets at the desk: parted, gathered, joined, sent together."""

from collections.abc import Callable

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kopru.requests.actions import sets
from kopru.requests.queries import judge
from kopru.web.desk.forms import CopiesForm, VolumesForm
from kopru.web.desk.here import act_of, attempt, said_against, said_wrong
from kopru.web.desk.request_page import load
from kopru.web.desk.set_card import siblings_to_be
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only


def _parting(
    request: KopruRequest, form: forms.Form, make: Callable[[], sets.Parting]
) -> sets.Parting | None:
    """What the form says; None, with the reason told, where it makes no sense."""
    if not form.is_valid():
        flash(request, said_wrong(form), tone="bad")
        return None
    return attempt(request, make)


@require_POST
@staff_only
def part(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """Into volumes (POST field `volumes-names`) or copies (`copies-number`)."""
    wanted = load(request, number)
    if "copies-number" in request.POST:
        copies = CopiesForm(request.POST, prefix="copies")
        parting = _parting(
            request, copies, lambda: sets.Parting.into_copies(copies.cleaned_data["number"])
        )
    else:
        volumes = VolumesForm(request.POST, prefix="volumes")
        parting = _parting(
            request, volumes, lambda: sets.Parting.into_volumes(volumes.cleaned_data["names"])
        )
    if parting is None:
        return redirect("desk_request", number)
    made = attempt(request, lambda: sets.part(wanted.pk, parting, act=act_of(request)))
    if made is not None:
        words = ngettext("It has %(n)d part now.", "It has %(n)d parts now.", len(parting.names))
        back = reverse("desk_set_join", args=[number]) if wanted.state in sets.EARLY else ""
        flash(request, words % {"n": len(parting.names)}, undo=back)
    return redirect("desk_request", number)


@require_POST
@staff_only
def gather(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """This request and the reader's others for the same work become one set."""
    wanted = load(request, number)
    rows = [wanted, *siblings_to_be(wanted)]
    made = attempt(request, lambda: sets.gather(rows, act=act_of(request)))
    if made is not None:
        flash(request, _("They are one set now; the reader sees them as one."))
    return redirect("desk_request", number)


@require_POST
@staff_only
def join(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """The parts become one request again."""
    whole = load(request, number).part_of
    first = attempt(request, lambda: sets.join(whole.pk, act=act_of(request))) if whole else None
    if first is not None:
        flash(request, _("It is one request again."))
        return redirect("desk_request", first.number)
    return redirect("desk_request", number)


@require_POST
@staff_only
def send(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """Ask for all parts that wait; what speaks against it stops all of them, or is gone over with `anyway`."""
    wanted = load(request, number)
    whole = wanted.part_of
    if whole is None:
        return redirect("desk_request", number)
    against = []
    if wanted.patron is not None:
        today = timezone.localdate()
        against = judge(wanted.patron, wanted.citation, wanted.edition, today=today, besides=wanted)
    if against and (any(o.firm for o in against) or not request.POST.get("anyway")):
        flash(request, " ".join(said_against(against)), tone="warn")
        return redirect("desk_request", number)
    sent = sets.send_all(whole.pk, act=act_of(request))
    words = ngettext("%(n)d part is sent.", "%(n)d parts are sent.", sent.sent) % {"n": sent.sent}
    if sent.left:
        left = _("Nobody can be asked for: %(numbers)s.") % {"numbers": ", ".join(sent.left)}
        flash(request, f"{words} {left}", tone="warn")
    else:
        flash(request, words)
    return redirect("desk_request", number)
