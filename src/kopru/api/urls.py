"""The JSON API: the same doors for programs. Version 1; fields are added, never taken away."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import path
from ninja import NinjaAPI, Query

from kopru.api import problems
from kopru.api.asking import SearchParameters
from kopru.api.shapes import Completion, Completions, Editions, Libraries, LibraryOut, Problem
from kopru.catalogue.queries import suggestions
from kopru.libraries.models import Library

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
def search(request: HttpRequest, asked: Query[SearchParameters]) -> Editions:
    """Editions that have every word, in the order asked for, with who holds each."""
    return Editions.of(asked.found(), query=asked.q, limit=asked.limit, offset=asked.offset)


@api.get(
    "/complete",
    response={200: Completions, 422: Problem},
    operation_id="complete",
    summary="Complete what is typed",
)
def complete(
    request: HttpRequest,
    q: Annotated[
        str,
        Query(
            min_length=1, max_length=200, description="What is typed so far; from two letters on."
        ),
    ],
    limit: Annotated[int, Query(ge=1, le=20)] = 8,
) -> Completions:
    """Titles, authors and subjects that begin so, what most libraries hold first."""
    found = suggestions(q, limit=limit)
    return Completions(
        completions=[Completion(text=s.text, kind=s.kind, edition=s.edition) for s in found]
    )


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
