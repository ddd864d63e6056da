"""What the whole network has in common: its closing days and its administrators."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.libraries import actions
from kopru.libraries.calendar import OpenDays
from kopru.libraries.models import ClosingDay, Membership, Role
from kopru.web.frame import closingdays
from kopru.web.frame.formpage import carry_out, form_page
from kopru.web.frame.inviting import invite_page
from kopru.web.frame.libraryforms import ClosingDaysForm
from kopru.web.frame.sight import KopruRequest, network_admin_only


@network_admin_only
def days(request: KopruRequest) -> HttpResponse:
    """Days on which every library is closed beyond the national holidays, with a form for more."""
    today = timezone.localdate()
    shared = ClosingDay.objects.filter(library=None, day__gte=today).order_by("day")
    return form_page(
        request,
        form=ClosingDaysForm(request.POST or None),
        action=lambda typed: actions.close_days(library=None, **typed),
        done=_("The days are closed for every library."),
        page={
            "title": _("Closing days of the network"),
            "do": _("Close these days"),
            "up": reverse("network_days"),
            "stretches": closingdays.stretches(shared),
            "holidays": closingdays.holidays_from(today),
            "open_url": reverse("network_open_days"),
            "bridges": closingdays.bridges_from(today, _everybodys(shared)),
            "for_all": True,
        },
        template="frame/library/days.html",
    )


def _everybodys(days: Iterable[ClosingDay]) -> OpenDays:
    """The week of most, with the network's own days."""
    return OpenDays(
        closed={day.day for day in days if not day.opens},
        opened={day.day for day in days if day.opens},
    )


@require_POST
@network_admin_only
def open_days(request: KopruRequest) -> HttpResponse:
    """Takes the network's closing days back (POST field `days`)."""
    chosen = closingdays.chosen(request.POST.get("days", ""), library=None)
    return carry_out(
        request,
        lambda: actions.open_days(days=chosen),
        done=_("The libraries are open on these days again."),
        to=reverse("network_days"),
    )


@require_safe
@network_admin_only
def people(request: KopruRequest) -> HttpResponse:
    """Who looks after the network."""
    kept = Membership.objects.filter(role=Role.NETWORK_ADMIN).select_related("user")
    return render(request, "network/people.html", {"people": kept.order_by("user__name")})


@network_admin_only
def invite(request: KopruRequest) -> HttpResponse:
    """Invites another administrator of the network."""
    page = {
        "title": _("Invite a network administrator"),
        "do": _("Invite"),
        "up": reverse("network_people"),
        "up_label": _("Administrators"),
    }
    return invite_page(request, library=None, roles=[Role.NETWORK_ADMIN], page=page)


@require_POST
@network_admin_only
def remove_person(request: KopruRequest, pk: int) -> HttpResponse:
    """Takes a network administrator's role; the last one stays."""
    member = get_object_or_404(Membership, pk=pk, role=Role.NETWORK_ADMIN)
    return carry_out(
        request,
        lambda: actions.remove_member(membership=member),
        done=_("%(name)s is not an administrator any more.") % {"name": member.user.name},
        to=reverse("network_people"),
    )
