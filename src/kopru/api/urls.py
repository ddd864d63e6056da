"""The JSON API: the same doors for programs. Version 1; fields are added, never taken away."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI, Query

from kopru.api import problems
from kopru.api.shapes import Edition, Editions, Libraries, LibraryOut, Problem
from kopru.catalogue.queries import editions_found
from kopru.libraries.models import Library

#: further in, another word helps more than another page
_DEEPEST = 10_000
_MOST = 100

api = NinjaAPI(
    title="Köprü",
    version="1",
    description="Search of the union catalogue and the directory of libraries.",
    urls_namespace="api-1",
)
problems.use(api)


@api.get(
    "/search",
    response={200: Editions, 422: Problem},
    operation_id="search",
    summary="Find editions",
)
def search(
    request: HttpRequest,
    q: Annotated[
        str, Query(min_length=1, max_length=600, description="Words, an ISBN, yazar:… or başlık:…")
    ],
    limit: Annotated[int, Query(ge=1, le=_MOST)] = 20,
    offset: Annotated[int, Query(ge=0, le=_DEEPEST)] = 0,
) -> Editions:
    """Editions that have every word, best first, with who holds each."""
    found = editions_found(q, limit=limit, offset=offset)
    editions = [Edition.of(hit) for hit in found.hits]
    return Editions(query=q, total=found.total, limit=limit, offset=offset, editions=editions)


@api.get(
    "/libraries", response={200: Libraries}, operation_id="libraries", summary="Who takes part"
)
def libraries(request: HttpRequest) -> Libraries:
    """Libraries that take part at present, by name."""
    found = [LibraryOut.of(library) for library in Library.objects.active()]
    return Libraries(total=len(found), libraries=found)


def _elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    return problems.nothing_here(request, rest)


_addresses, _app, _namespace = api.urls
for _address in _addresses:
    assert _address.callback is not None  # noqa: S101 - addresses of views, not of lists
    _address.callback = problems.method_said(_address.callback)

urlpatterns = [
    path("", (_addresses, _app, _namespace)),
    path("<path:rest>", _elsewhere),
]
