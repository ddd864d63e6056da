"""Inviting somebody: the role, the account, the mail, and the link for who has no mail."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kopru.libraries import actions
from kopru.libraries.models import Library, Role, User
from kopru.web.frame.accounts import mail_invitation, password_link
from kopru.web.frame.formpage import UNPROCESSABLE
from kopru.web.frame.libraryforms import InviteForm, carried_out


def invite_page(
    request: HttpRequest, *, library: Library | None, roles: list[Role], page: dict[str, Any]
) -> HttpResponse:
    """The form that invites somebody to `library` (to the network, for None).

    A new account's link is mailed and shown once. Somebody who had an account before is
    only mailed: their link would let the asker in as them.
    """
    form = InviteForm(request.POST or None, roles=roles)
    invited: list[tuple[User, bool]] = []
    if request.method == "POST" and carried_out(
        form, lambda: invited.append(_invite(form.cleaned_data, library))
    ):
        user, is_new = invited[0]
        link = password_link(user) if is_new else ""
        mailed = mail_invitation(user=user, library=library, link=link)
        said = {"invited": user, "link": link, "mailed": mailed, **page}
        return render(request, "frame/library/invited.html", said)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "frame/formpage.html", {"form": form, **page}, status=status)


def _invite(typed: dict[str, Any], library: Library | None) -> tuple[User, bool]:
    return actions.invite(
        email=typed["email"],
        name=typed["name"],
        role=Role(typed["role"]),
        library=library,
        language=typed["language"],
    )
