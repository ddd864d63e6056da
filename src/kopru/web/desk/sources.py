"""Where the own records are harvested from; for the library's administrators."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from kopru.connections.harvest.models import Source
from kopru.web.desk.here import here
from kopru.web.frame import sources
from kopru.web.frame.sight import KopruRequest, library_admin_only

_ROOM = "desk"


def _own(request: KopruRequest, pk: int) -> Source:
    """An own source; a union catalogue, which is the network's, not even then."""
    own = Source.objects.of(here(request)).filter(is_union=False)
    return get_object_or_404(own.select_related("library"), pk=pk)


@require_safe
@library_admin_only
def index(request: KopruRequest) -> HttpResponse:
    """The own sources."""
    own = Source.objects.of(here(request)).filter(is_union=False)
    return sources.show_sources(request, own, room=_ROOM)


@require_safe
@library_admin_only
def source(request: KopruRequest, pk: int) -> HttpResponse:
    """One own source with its log."""
    return sources.show_source(request, _own(request, pk), room=_ROOM)


@library_admin_only
def add(request: KopruRequest) -> HttpResponse:
    """Adds a source."""
    return sources.edit_source(request, room=_ROOM, library=here(request))


@library_admin_only
def edit(request: KopruRequest, pk: int) -> HttpResponse:
    """Changes an own source."""
    return sources.edit_source(
        request, room=_ROOM, library=here(request), source=_own(request, pk)
    )  # fmt: skip


@require_POST
@library_admin_only
def now(request: KopruRequest, pk: int) -> HttpResponse:
    """Harvests an own source at once."""
    return sources.harvest_now(request, _own(request, pk), room=_ROOM)


@require_POST
@library_admin_only
def switch(request: KopruRequest, pk: int) -> HttpResponse:
    """Switches an own source on or off."""
    return sources.switch_source(request, _own(request, pk), room=_ROOM)


@require_POST
@library_admin_only
def try_it(request: KopruRequest, pk: int) -> HttpResponse:
    """Asks the provider of an own source what it has."""
    return sources.show_tried(request, _own(request, pk), room=_ROOM)


urlpatterns = [
    path("", index, name="desk_sources"),
    path("add/", add, name="desk_source_add"),
    path("<int:pk>/", source, name="desk_source"),
    path("<int:pk>/edit/", edit, name="desk_source_edit"),
    path("<int:pk>/now/", now, name="desk_source_now"),
    path("<int:pk>/switch/", switch, name="desk_source_switch"),
    path("<int:pk>/try/", try_it, name="desk_source_try"),
]
