"""Error pages: the code, the request's number, what to do next, whom to ask.

config/urls.py names `bad_request`, `forbidden`, `not_found` and `failed` as its handlers;
settings name `csrf_failed` as CSRF_FAILURE_VIEW.
"""

from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopru.web.frame.requestid import current_request_id


class ErrorWords(TypedDict):
    """What an error page says."""

    code: int
    icon: str
    title: str
    what: str
    next_step: str


def _number(request: HttpRequest) -> str:
    return getattr(request, "request_id", "") or current_request_id.get()


def _page(request: HttpRequest, words: ErrorWords) -> HttpResponse:
    context = {**words, "request_id": _number(request)}
    page = loader.render_to_string("frame/error.html", context, request)
    return HttpResponse(page, status=words["code"])


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: we could not read what was sent."""
    words = ErrorWords(
        code=400,
        icon="exclamation-circle",
        title=_("We could not read that"),
        what=_("Something in the address or in the form was not as we expect it."),
        next_step=_("Go back, look at what you typed, and try once more."),
    )
    return _page(request, words)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, but this is for others."""
    words = ErrorWords(
        code=403,
        icon="lock-closed",
        title=_("This page is not open to you"),
        what=_("You are signed in, but your role or your library does not include this page."),
        next_step=_(
            "If you have another role, choose it from your account menu. "
            "If you should be able to see this, ask your library."
        ),
    )
    return _page(request, words)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here, or nothing that this person may know of."""
    words = ErrorWords(
        code=404,
        icon="map",
        title=_("There is nothing here"),
        what=_("The address may be mistyped, or what was here has moved or is not yours to see."),
        next_step=_("Start again from the first page, or search for it."),
    )
    return _page(request, words)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form: the page was open for too long, or cookies are off."""
    words = ErrorWords(
        code=403,
        icon="clock",
        title=_("This form has gone stale"),
        what=_(
            "The page was open for a long time, you signed in or out in another window, "
            "or your browser keeps no cookies. Nothing was saved."
        ),
        next_step=_("Go back, reload the page, and send the form again."),
    )
    return _page(request, words)


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. Stands alone: asks neither the database nor the session."""
    tongue = "tr" if (get_language() or "tr").startswith("tr") else "en"
    page = loader.render_to_string("500.html", {"request_id": _number(request), "tongue": tongue})
    return HttpResponse(page, status=500)
