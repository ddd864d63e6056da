"""What every page knows without asking: navigation, language, scheme, the asker's places."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kopru.libraries.models import Role
from kopru.libraries.sight import NOBODY
from kopru.web.frame.keyboard import keys_on
from kopru.web.frame.nav import Shown, counts_for, shown, ways_of
from kopru.web.frame.scheme import scheme_of
from kopru.web.frame.sight import KopruRequest, place_key


def _ways(request: KopruRequest) -> list[Shown]:
    return shown(ways_of(request.sight), path=request.path, counts=counts_for(request.sight))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of base.html; everything that costs a query is asked when it is shown.

    - `sight`; `places`: key, Sight and role in words of each, when there is more than one;
      `place_now`: the key of the one that counts
    - `ways`: navigation entries (`kopru.web.frame.nav.Shown`)
    - `language` ("tr" or "en"), `scheme` ("auto", "light", "dark"), `keys_on` (shortcuts wanted)
    """
    asked = cast(KopruRequest, request)
    sight = getattr(request, "sight", NOBODY)
    places = getattr(request, "places", [])
    return {
        "sight": sight,
        "places": SimpleLazyObject(
            lambda: (
                [(place_key(p), p, Role(p.role).label) for p in places] if len(places) > 1 else []
            )
        ),
        "place_now": SimpleLazyObject(lambda: place_key(sight)),
        "ways": SimpleLazyObject(lambda: _ways(asked) if hasattr(request, "sight") else []),
        "language": (get_language() or "tr")[:2],
        "scheme": scheme_of(request),
        "keys_on": keys_on(request),
    }
