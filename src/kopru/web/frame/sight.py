"""Who is asking: the person's place on every HTTP request, and the doors that judge it.

A person may have several places (reader at one library, staff at another). One counts at a
time: the one chosen in the session, else the most able (`kopru.libraries.sight.sights_of`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject

from kopru.libraries.models import User
from kopru.libraries.sight import NOBODY, Sight, sights_of

CHOSEN_PLACE = "kopru_place"

P = ParamSpec("P")


class KopruRequest(HttpRequest):
    """An HTTP request as views get it: with the asker's place, and their other places."""

    user: User
    sight: Sight
    places: list[Sight]
    request_id: str


View = Callable[Concatenate[KopruRequest, P], HttpResponseBase]
DjangoView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def place_key(sight: Sight) -> str:
    """The place as the session keeps it: `staff:12`, or `network_admin:` for the network."""
    return f"{sight.role}:{sight.library.pk if sight.library else ''}"


def _places(request: HttpRequest) -> list[Sight]:
    return sights_of(cast(User, request.user)) if _signed_in(request) else []


def _signed_in(request: HttpRequest) -> bool:
    return bool(getattr(getattr(request, "user", None), "is_authenticated", False))


def _sight(request: HttpRequest) -> Sight:
    if not _signed_in(request):
        return NOBODY
    places = cast(KopruRequest, request).places
    chosen = request.session.get(CHOSEN_PLACE)
    for place in places:
        if place_key(place) == chosen:
            return place
    return places[0] if places else Sight(user=cast(User, request.user))


class SightMiddleware:
    """Puts `request.sight` and `request.places` on every request; asks the database when used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = cast(KopruRequest, request)
        asked.places = cast("list[Sight]", SimpleLazyObject(lambda: _places(request)))
        asked.sight = cast(Sight, SimpleLazyObject(lambda: _sight(request)))
        return self.get_response(request)


def choose_place(request: HttpRequest, key: str) -> Sight | None:
    """Makes the place named `key` (see `place_key`) the one that counts; None if not theirs."""
    for place in _places(request):
        if place_key(place) == key:
            request.session[CHOSEN_PLACE] = key
            return place
    return None


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path())
    # a swapped part of a page must not become a sign-in form: the whole page goes there
    page = redirect_to_login(urlsplit(request.headers.get("HX-Current-URL", "/")).path or "/")
    return HttpResponse(status=204, headers={"HX-Redirect": page.url})


def _door(may: Callable[[Sight], bool]) -> Callable[[View[P]], DjangoView[P]]:
    def guard(view: View[P]) -> DjangoView[P]:
        @wraps(view)
        def judged(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not _signed_in(request):
                return _to_sign_in(request)
            asked = cast(KopruRequest, request)
            if not may(asked.sight):
                raise PermissionDenied
            return view(asked, *args, **kwargs)

        return judged

    return guard


def signed_in(view: View[P]) -> DjangoView[P]:
    """Lets in whoever has signed in; others go to the sign-in page and come back."""
    return _door(lambda sight: True)(view)


def reader_only(view: View[P]) -> DjangoView[P]:
    """Lets in readers of a library; anybody else signed in gets the 403 page."""
    return _door(lambda sight: sight.is_reader)(view)


def staff_only(view: View[P]) -> DjangoView[P]:
    """Lets in a library's staff and administrators; anybody else signed in gets the 403 page."""
    return _door(lambda sight: sight.is_staff)(view)


def library_admin_only(view: View[P]) -> DjangoView[P]:
    """Lets in administrators of a library; anybody else signed in gets the 403 page."""
    return _door(lambda sight: sight.is_library_admin)(view)


def catalogue_keeper_only(view: View[P]) -> DjangoView[P]:
    """Lets in a library's staff and the network's administrators; others get the 403 page."""
    return _door(lambda sight: sight.is_staff or sight.is_network_admin)(view)


def network_admin_only(view: View[P]) -> DjangoView[P]:
    """Lets in the network's administrators; anybody else signed in gets the 403 page."""
    return _door(lambda sight: sight.is_network_admin)(view)


def staff_or_network_only(view: View[P]) -> DjangoView[P]:
    """Lets in a library's staff and the network's administrators; the view asks which library."""
    return _door(lambda sight: sight.is_staff or sight.is_network_admin)(view)
