"""Single-key shortcuts: what there are, and the switch that WCAG 2.1.4 asks for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kopru.web.frame.back import back

COOKIE = "kopru_keys"
A_YEAR = 60 * 60 * 24 * 365


def keys_on(request: HttpRequest) -> bool:
    """Whether single keys do things; on until somebody turns them off."""
    return request.COOKIES.get(COOKIE) != "off"


def keyboard_help(request: HttpRequest) -> HttpResponse:
    """The page that lists every shortcut and has the switch."""
    return render(request, "frame/keyboard.html")


@require_POST
def set_keys(request: HttpRequest) -> HttpResponseRedirect:
    """Turns single-key shortcuts on or off (POST field `keys`: on, off), kept in a cookie."""
    response = back(request)
    if request.POST.get("keys") == "off":
        response.set_cookie(
            COOKIE,
            "off",
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(COOKIE)
    return response
