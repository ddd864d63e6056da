"""Accounts: nobody signs up by themselves, and account mails speak the person's language."""

import logging
from smtplib import SMTPException
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kopru.libraries.models import Library, User
from kopru.libraries.sight import sights_of
from kopru.web.frame.nav import start_of

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """How allauth behaves here."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: readers ask their library for an account, staff are invited."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails in the language of the person, or of the page where we know nobody."""
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language()
        with translation.override(language or settings.LANGUAGE_CODE):
            super().send_mail(template_prefix, email, context)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where the person's most able role begins."""
        places = sights_of(cast(User, request.user))
        return start_of(places[0]) if places else reverse(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the person begins; a message there says that it is done."""
        return self.get_login_redirect_url(request)


def password_link(user: User) -> str:
    """The address where `user` chooses a password, once, within PASSWORD_RESET_TIMEOUT.

    Whoever has it gets in: give it to that person only.
    """
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return f"{settings.KOPRU_ADDRESS}{path.replace('UID-KEY', key)}"


def mail_invitation(*, user: User, library: Library | None, link: str) -> bool:
    """Mails the person that they have a role now, with `link` where the account is new.

    :returns: whether the mail server took it; if not, the asker has to pass it on themselves
    """
    language = user.language or settings.LANGUAGE_CODE
    words = {
        "user": user,
        "library": library.name_in(language) if library else "",
        "link": link,
        "address": settings.KOPRU_ADDRESS,
    }
    with translation.override(language):
        subject = render_to_string("account/email/invitation_subject.txt", words).strip()
        body = render_to_string("account/email/invitation_message.txt", words)
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email])
    except (SMTPException, OSError):
        log.exception("an invitation could not be mailed")
        return False
    return True
