"""The network's libraries: finding, adding, changing, inviting, switching off."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.common.text import fold, sort_key
from kopru.libraries import actions
from kopru.libraries.models import Library, LibraryKind, Role
from kopru.web.frame import closingdays
from kopru.web.frame.flash import flash
from kopru.web.frame.formpage import UNPROCESSABLE, carry_out, form_page
from kopru.web.frame.inviting import invite_page
from kopru.web.frame.libraryforms import BranchForm, LibraryForm, carried_out
from kopru.web.frame.sight import KopruRequest, network_admin_only
from kopru.web.frame.termsaid import terms_said

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed by, from the page's address."""

    text: str = ""
    kind: str = ""
    city: str = ""
    part: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """From `?q=…&kind=…&city=…&part=yes|no`."""
        return cls(
            query.get("q", ""), query.get("kind", ""), query.get("city", ""), query.get("part", "")
        )

    def fits(self, library: Library) -> bool:
        """Whether every word is in names, symbol or city, and the other wishes hold."""
        if self.kind and library.kind != self.kind:
            return False
        if self.city and library.city != self.city:
            return False
        if self.part and library.is_active != (self.part == "yes"):
            return False
        said = fold(f"{library.name_tr} {library.name_en} {library.symbol} {library.city}")
        return all(word in said for word in fold(self.text).split())


@require_safe
@network_admin_only
def index(request: KopruRequest) -> HttpResponse:
    """Every library of the network, to search and narrow."""
    # a network has a thousand libraries at most: folding them here finds what no database can
    every = list(Library.objects.annotate(branch_count=Count("branches")).order_by("name_sort"))
    wanted = Wanted.of(request.GET)
    found = [library for library in every if wanted.fits(library)]
    return render(
        request,
        "network/index.html",
        {
            "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
            "wanted": wanted,
            "cities": sorted({library.city for library in every if library.city}, key=sort_key),
            "kinds": LibraryKind.choices,
            "all_count": len(every),
        },
    )


@require_safe
@network_admin_only
def library(request: KopruRequest, pk: int) -> HttpResponse:
    """One library: contact, branches, closing days, terms in words, administrators."""
    shown, today = get_object_or_404(Library, pk=pk), timezone.localdate()
    staff = shown.memberships.filter(role__in=[Role.STAFF, Role.LIBRARY_ADMIN])
    return render(
        request,
        "network/library.html",
        {
            "library": shown,
            "branches": shown.branches.all(),
            "stretches": closingdays.own_and_shared(shown, since=today),
            "said": terms_said(shown.terms(on=today)),
            "administrators": staff.filter(role=Role.LIBRARY_ADMIN).select_related("user"),
            "staff_count": staff.filter(role=Role.STAFF).count(),
        },
    )


def _page(library: Library, title: str, do: str) -> dict[str, Any]:
    up = reverse("network_library", args=[library.pk])
    return {"title": title, "do": do, "up": up, "up_label": library.name}


@network_admin_only
def add(request: KopruRequest) -> HttpResponse:
    """A new library; its own page comes next, for branches and administrators."""
    form = LibraryForm(request.POST or None)
    made: list[Library] = []
    if request.method == "POST" and carried_out(
        form, lambda: made.append(actions.add_library(**form.cleaned_data))
    ):
        flash(request, _("The library is in the network. Now its branch and administrator."))
        return redirect("network_library", pk=made[0].pk)
    page = {
        "form": form,
        "title": _("New library"),
        "do": _("Add the library"),
        "up": reverse("network"),
        "up_label": _("Libraries"),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "frame/formpage.html", page, status=status)


@network_admin_only
def edit(request: KopruRequest, pk: int) -> HttpResponse:
    """Everything that is said of a library."""
    kept = get_object_or_404(Library, pk=pk)
    return form_page(
        request,
        form=LibraryForm(request.POST or None, library=kept),
        action=lambda typed: actions.change_library(library=kept, **typed),
        done=_("Saved."),
        page=_page(kept, _("Name and contact"), _("Save")),
    )


@network_admin_only
def branch(request: KopruRequest, pk: int, branch_pk: int | None = None) -> HttpResponse:
    """Adds a branch to a library, or changes one."""
    owner = get_object_or_404(Library, pk=pk)
    kept = get_object_or_404(owner.branches, pk=branch_pk) if branch_pk else None
    return form_page(
        request,
        form=BranchForm(request.POST or None, branch=kept),
        action=lambda typed: actions.save_branch(library=owner, branch=kept, **typed),
        done=_("The branch is saved."),
        page=_page(owner, str(kept) if kept else _("New branch"), _("Save the branch")),
    )


@require_POST
@network_admin_only
def remove_branch(request: KopruRequest, pk: int, branch_pk: int) -> HttpResponse:
    """Removes a branch that nothing hangs on."""
    kept = get_object_or_404(get_object_or_404(Library, pk=pk).branches, pk=branch_pk)
    return carry_out(
        request,
        lambda: actions.remove_branch(branch=kept),
        done=_("The branch is removed."),
        to=reverse("network_library", args=[pk]),
    )


@require_POST
@network_admin_only
def switch(request: KopruRequest, pk: int) -> HttpResponse:
    """Switches a library off or on (POST field `is_active`: yes, no)."""
    kept = get_object_or_404(Library, pk=pk)
    is_active = request.POST.get("is_active") == "yes"
    return carry_out(
        request,
        lambda: actions.switch_library(library=kept, is_active=is_active),
        done=_("The library takes part again.")
        if is_active
        else _("The library is switched off: it gets no new requests."),
        to=reverse("network_library", args=[pk]),
    )


@network_admin_only
def invite(request: KopruRequest, pk: int) -> HttpResponse:
    """Invites an administrator for a library, who then invites the others."""
    kept = get_object_or_404(Library, pk=pk)
    page = _page(kept, _("Invite an administrator"), _("Invite"))
    return invite_page(request, library=kept, roles=[Role.LIBRARY_ADMIN, Role.STAFF], page=page)


@require_POST
@network_admin_only
def remove_administrator(request: KopruRequest, pk: int, member_pk: int) -> HttpResponse:
    """Takes an administrator's role at a library."""
    members = get_object_or_404(Library, pk=pk).memberships.filter(role=Role.LIBRARY_ADMIN)
    member = get_object_or_404(members, pk=member_pk)
    return carry_out(
        request,
        lambda: actions.remove_member(membership=member),
        done=_("%(name)s is not an administrator any more.") % {"name": member.user.name},
        to=reverse("network_library", args=[pk]),
    )
