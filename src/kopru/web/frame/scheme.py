"""Light or dark: the system decides until somebody chooses."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.views.decorators.http import require_POST

from kopru.web.frame.back import back

COOKIE = "kopru_scheme"
SCHEMES = ("auto", "light", "dark")
A_YEAR = 60 * 60 * 24 * 365


def scheme_of(request: HttpRequest) -> str:
    """`light`, `dark`, or `auto` where nobody has chosen."""
    kept = request.COOKIES.get(COOKIE, "auto")
    return kept if kept in SCHEMES else "auto"


@require_POST
def set_scheme(request: HttpRequest) -> HttpResponseRedirect:
    """Keeps the scheme of POST field `scheme` in a cookie; `auto` forgets it."""
    response = back(request)
    scheme = request.POST.get("scheme", "")
    if scheme == "auto":
        response.delete_cookie(COOKIE)
    elif scheme in SCHEMES:
        response.set_cookie(
            COOKIE,
            scheme,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
