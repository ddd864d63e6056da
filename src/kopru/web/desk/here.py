"""Who is at the desk, and how a click becomes one action: done, or refused in words."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from kopru.common.words import Words
from kopru.libraries.models import Library
from kopru.requests.actions.steps import Act, Actor, Refused
from kopru.requests.eligibility import Objection
from kopru.requests.lifecycle import NotAllowed
from kopru.web.desk.saying import not_allowed_words, objection_words, refused_words
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest

T = TypeVar("T")

#: rows of a list on one page
PER_PAGE = 25


def here(request: KopruRequest) -> Library:
    """The library whose desk this is.

    :raises PermissionDenied: for somebody without one
    """
    if request.sight.library is None:
        raise PermissionDenied
    return request.sight.library


def act_of(request: KopruRequest) -> Act:
    """One deed of the member of staff who clicked, now."""
    return Act(Actor.staff(request.user), timezone.now())


def say(words: Words) -> str:
    """The words in the language of the page."""
    return words.say(get_language() or "tr")


def attempt(request: KopruRequest, do: Callable[[], T]) -> T | None:
    """What `do` gives, or None where it was refused; the reason is then shown on the next page."""
    try:
        return do()
    except Refused as refused:
        flash(request, say(refused_words(refused)), tone="bad")
    except NotAllowed as refused:
        flash(request, say(not_allowed_words(refused)), tone="bad")
    return None


def said_wrong(form: forms.Form) -> str:
    """What is wrong in a form, field by field, for a page that does not show it again."""
    wrong = ((form.fields[name].label, errors) for name, errors in form.errors.items())
    return " ".join(f"{label}: {error}" for label, errors in wrong for error in errors)


def said_against(objections: Iterable[Objection]) -> list[str]:
    """What speaks against a request, in the language of the page."""
    return [say(objection_words(objection.code)) for objection in objections]


def undo_address(act: Act) -> str:
    """Where a deed is taken back; empty where the installation gives no time for it."""
    return reverse("desk_undo", args=[act.deed]) if settings.KOPRU_UNDO_SECONDS else ""


def page_of(rows: "QuerySet[Any] | list[Any]", request: KopruRequest) -> "Page[Any]":
    """The page of a list that the address asks for; a wrong number gives the nearest page."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
