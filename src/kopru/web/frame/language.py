"""Which language a page speaks: the cookie, the person, the browser, the installation."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_POST

from kopru.libraries.actions import change_language
from kopru.libraries.models import User
from kopru.web.frame.back import back

SPOKEN = ("tr", "en")
A_YEAR = 60 * 60 * 24 * 365


def _spoken(code: str) -> str | None:
    short = code.lower()[:2]
    return short if short in SPOKEN else None


def _of_browser(request: HttpRequest) -> str | None:
    wanted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    return next((code for code in (_spoken(code) for code, _ in wanted) if code), None)


def _of_person(request: HttpRequest) -> str | None:
    if not request.session.get("_auth_user_id"):
        return None
    user = get_user(request)  # the copy that AuthenticationMiddleware will use, asked once
    return _spoken(user.language) if isinstance(user, User) else None


def language_of(request: HttpRequest) -> str:
    """`tr` or `en`, by the first of: cookie, person, Accept-Language, KOPRU_LANGUAGE."""
    return (
        _spoken(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        or _of_person(request)
        or _of_browser(request)
        or _spoken(settings.LANGUAGE_CODE)
        or "tr"
    )


class LanguageMiddleware:
    """Speaks the asker's language for the length of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


@require_POST
def set_language(request: HttpRequest) -> HttpResponseRedirect:
    """Keeps the language of POST field `language` in a cookie, and with the person."""
    response = back(request)
    language = _spoken(request.POST.get("language", ""))
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            change_language(user=request.user, language=language)
    return response
