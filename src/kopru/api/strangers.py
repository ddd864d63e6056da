"""Doors that programs of strangers use without an account: bounded, without cookies, cacheable."""

import threading
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

#: answers made for strangers at once in one web process; people's pages keep the other threads
AT_ONCE = 3
_WAIT = 1.0
RETRY_AFTER = 5
#: seconds that a shared cache may keep an answer, which carries its own date
KEPT = 30
#: harvesters send lists of arguments as a form, too; nobody needs more
_LONGEST_FORM = 20_000

_View = Callable[[HttpRequest], HttpResponse]
_free = threading.BoundedSemaphore(AT_ONCE)


def for_strangers(view: _View) -> _View:
    """Answers GET and POST; the session is never asked, and too many at once wait or come again."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        # without a session, no answer sets a cookie or varies by one
        del request.session
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD, POST"})
        if request.method == "POST" and _is_too_long(request):
            return HttpResponse(status=413)
        if not _free.acquire(timeout=_WAIT):
            return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER)})
        try:
            response = view(request)
        finally:
            _free.release()
        response.headers.setdefault("Cache-Control", f"public, max-age={KEPT}")
        return response

    return guarded


def _is_too_long(request: HttpRequest) -> bool:
    length = request.headers.get("Content-Length") or "0"
    return not length.isdecimal() or int(length) > _LONGEST_FORM


def arguments(request: HttpRequest) -> list[tuple[str, str]]:
    """The arguments of a request in their order, repeats included: of the form, else of the address."""
    given = request.POST if request.method == "POST" else request.GET
    return [(name, value) for name, values in given.lists() for value in values]
