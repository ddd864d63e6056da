"""A library's administrators look after it: names, branches, closing days, people, terms.

The desk's addresses include `urlpatterns` under `library/`.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.libraries import actions
from kopru.libraries.models import Library, Membership, Role, User
from kopru.requests.past import looked_at
from kopru.web.frame import closingdays
from kopru.web.frame.formpage import carry_out, form_page
from kopru.web.frame.inviting import invite_page
from kopru.web.frame.libraryforms import (
    BranchForm,
    ClosingDaysForm,
    OwnLibraryForm,
    WeekForm,
)
from kopru.web.frame.sight import KopruRequest, library_admin_only
from kopru.web.frame.termsaid import terms_said
from kopru.web.frame.termsform import TermsFileForm, TermsForm

PEOPLE = [Role.STAFF, Role.LIBRARY_ADMIN]


def _own(request: KopruRequest) -> Library:
    library = request.sight.library
    if library is None:  # the guard lets in administrators of a library only
        raise TypeError("a library's administrator without a library")
    return library


def _page(title: str, do: str, up: str = "desk_library", up_label: str = "") -> dict[str, Any]:
    label = up_label or _("Library")
    return {"title": title, "do": do, "up": reverse(up), "up_label": label}


@require_safe
@library_admin_only
def overview(request: KopruRequest) -> HttpResponse:
    """Everything about the own library on one page, each part with its way to change it."""
    library, today = _own(request), timezone.localdate()
    return render(
        request,
        "desk/library/overview.html",
        {
            "library": library,
            "branches": library.branches.all(),
            "stretches": closingdays.own_and_shared(library, since=today)[:5],
            "people": _people(library),
            "said": terms_said(library.terms(on=today)),
        },
    )


@library_admin_only
def edit(request: KopruRequest) -> HttpResponse:
    """Names, city and contact of the own library."""
    library = _own(request)
    return form_page(
        request,
        form=OwnLibraryForm(request.POST or None, library=library),
        action=lambda typed: actions.change_library(library=library, **typed),
        done=_("Saved."),
        page=_page(_("Name and contact"), _("Save")),
    )


@library_admin_only
def branch(request: KopruRequest, pk: int | None = None) -> HttpResponse:
    """Adds a branch, or changes the own one numbered `pk`."""
    library = _own(request)
    kept = get_object_or_404(library.branches, pk=pk) if pk else None
    return form_page(
        request,
        form=BranchForm(request.POST or None, branch=kept),
        action=lambda typed: actions.save_branch(library=library, branch=kept, **typed),
        done=_("The branch is saved."),
        page=_page(str(kept) if kept else _("New branch"), _("Save the branch")),
    )


@require_POST
@library_admin_only
def remove_branch(request: KopruRequest, pk: int) -> HttpResponse:
    """Removes an own branch."""
    kept = get_object_or_404(_own(request).branches, pk=pk)
    return carry_out(
        request,
        lambda: actions.remove_branch(branch=kept),
        done=_("The branch is removed."),
        to=reverse("desk_library"),
    )


@library_admin_only
def days(request: KopruRequest) -> HttpResponse:
    """The closing days from today on, with a form for more."""
    library, today = _own(request), timezone.localdate()
    page = _page(_("Closing days"), _("Close these days"), up="desk_library_days")
    return form_page(
        request,
        form=ClosingDaysForm(request.POST or None),
        action=lambda typed: actions.close_days(library=library, **typed),
        done=_("Kept. Due dates avoid closed days, also those that were set before."),
        page={
            **page,
            "stretches": closingdays.own_and_shared(library, since=today),
            "holidays": closingdays.holidays_from(today),
            "open_url": reverse("desk_library_open_days"),
            "bridges": closingdays.bridges_from(today, library.open_days()),
            "week": WeekForm(
                initial={name: getattr(library, name) for name in WeekForm.base_fields}
            ),
            "above": reverse("desk_library"),
        },
        template="frame/library/days.html",
    )


@require_POST
@library_admin_only
def week(request: KopruRequest) -> HttpResponse:
    """On which days of the week the library works."""
    library, form = _own(request), WeekForm(request.POST)
    form.is_valid()  # three boxes: nothing can be wrong
    return carry_out(
        request,
        lambda: actions.set_week(library=library, **form.cleaned_data),
        done=_("The week is kept."),
        to=reverse("desk_library_days"),
    )


@require_POST
@library_admin_only
def open_days(request: KopruRequest) -> HttpResponse:
    """Takes own closing days back (POST field `days`)."""
    chosen = closingdays.chosen(request.POST.get("days", ""), library=_own(request))
    return carry_out(
        request,
        lambda: actions.open_days(days=chosen),
        done=_("The library is open on these days again."),
        to=reverse("desk_library_days"),
    )


def _people(library: Library) -> list[Membership]:
    kept = library.memberships.filter(role__in=PEOPLE).select_related("user")
    return sorted(kept, key=lambda m: (m.role != Role.LIBRARY_ADMIN, m.user.name))


@require_safe
@library_admin_only
def people(request: KopruRequest) -> HttpResponse:
    """Who works here and as what."""
    return render(request, "desk/library/people.html", {"people": _people(_own(request))})


@library_admin_only
def invite(request: KopruRequest) -> HttpResponse:
    """Invites somebody to work here."""
    page = _page(_("Invite somebody"), _("Invite"), "desk_library_people", _("People"))
    return invite_page(request, library=_own(request), roles=PEOPLE, page=page)


def _member(request: KopruRequest, pk: int) -> Membership:
    return get_object_or_404(_own(request).memberships, pk=pk, role__in=PEOPLE)


@require_POST
@library_admin_only
def change_role(request: KopruRequest, pk: int) -> HttpResponse:
    """Makes staff an administrator, or an administrator staff."""
    member = _member(request, pk)
    role = Role.STAFF if member.role == Role.LIBRARY_ADMIN else Role.LIBRARY_ADMIN
    return carry_out(
        request,
        lambda: actions.change_role(membership=member, role=role),
        done=_("%(name)s: %(role)s.") % {"name": member.user.name, "role": role.label},
        to=reverse("desk_library_people"),
    )


@require_POST
@library_admin_only
def remove_person(request: KopruRequest, pk: int) -> HttpResponse:
    """Takes somebody's role here; their account stays."""
    member = _member(request, pk)
    return carry_out(
        request,
        lambda: actions.remove_member(membership=member),
        done=_("%(name)s does not work here any more.") % {"name": member.user.name},
        to=reverse("desk_library_people"),
    )


@require_safe
@library_admin_only
def terms(request: KopruRequest) -> HttpResponse:
    """The terms in force, in words; those to come and those that were."""
    library, today = _own(request), timezone.localdate()
    stated = list(library.policies.select_related("stated_by").order_by("-valid_from", "-pk"))
    return render(
        request,
        "desk/library/terms.html",
        {
            "said": terms_said(library.terms(on=today)),
            "policies": [(policy, terms_said(policy.terms)) for policy in stated],
            "today": today,
        },
    )


@library_admin_only
def change_terms(request: KopruRequest) -> HttpResponse:
    """States new terms from a day on."""
    library, today = _own(request), timezone.localdate()
    form = TermsForm(request.POST or None, terms=library.terms(on=today), today=today)
    user = User.objects.get(pk=request.user.pk)

    def state(typed: dict[str, Any]) -> None:
        said, begins = form.stated()
        actions.state_terms(
            library=library, terms=said, valid_from=begins, today=today, stated_by=user
        )

    page = _page(_("Change the terms"), _("State these terms"), "desk_library_terms", _("Terms"))
    return form_page(
        request,
        form=form,
        action=state,
        done=_("The new terms are stated."),
        page={**page, "look": reverse("desk_library_terms_look")},
        template="frame/library/terms_form.html",
    )


@require_safe
@library_admin_only
def save_terms(request: KopruRequest) -> HttpResponse:
    """The terms in force as a file."""
    library, today = _own(request), timezone.localdate()
    said = library.terms(on=today).model_dump_json(indent=1)
    name = f"{library.symbol}-{today}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(said, content_type="application/json", headers=headers)


@library_admin_only
def bring_terms(request: KopruRequest) -> HttpResponse:
    """States terms that come in a file."""
    library, today = _own(request), timezone.localdate()
    form = TermsFileForm(request.POST or None, request.FILES or None, initial={"valid_from": today})
    user = User.objects.get(pk=request.user.pk)
    return form_page(
        request,
        form=form,
        action=lambda typed: actions.state_terms(
            library=library, terms=typed["file"], valid_from=typed["valid_from"], today=today,
            stated_by=user,
        ),
        done=_("The new terms are stated."),
        page=_page(_("Terms from a file"), _("State these terms"), "desk_library_terms", _("Terms")),
    )  # fmt: skip


@require_POST
@library_admin_only
def look_at_terms(request: KopruRequest) -> HttpResponse:
    """What is typed so far, as sentences, with what is doubtful and what it would have changed."""
    library, today = _own(request), timezone.localdate()
    form = TermsForm(request.POST, terms=library.terms(on=today), today=today)
    context = {"form": form, "past": looked_at(library, form.as_typed)}
    return render(request, "frame/library/terms_look.html", context)


urlpatterns = [
    path("", overview, name="desk_library"),
    path("edit/", edit, name="desk_library_edit"),
    path("branches/add/", branch, name="desk_library_branch_add"),
    path("branches/<int:pk>/", branch, name="desk_library_branch"),
    path("branches/<int:pk>/remove/", remove_branch, name="desk_library_branch_remove"),
    path("days/", days, name="desk_library_days"),
    path("days/week/", week, name="desk_library_week"),
    path("days/open/", open_days, name="desk_library_open_days"),
    path("people/", people, name="desk_library_people"),
    path("people/invite/", invite, name="desk_library_invite"),
    path("people/<int:pk>/role/", change_role, name="desk_library_role"),
    path("people/<int:pk>/remove/", remove_person, name="desk_library_person_remove"),
    path("terms/", terms, name="desk_library_terms"),
    path("terms/change/", change_terms, name="desk_library_terms_change"),
    path("terms/save/", save_terms, name="desk_library_terms_save"),
    path("terms/bring/", bring_terms, name="desk_library_terms_bring"),
    path("terms/look/", look_at_terms, name="desk_library_terms_look"),
]
