"""Every source of the network: what is harvested for which library, and how it went."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from kopru.connections.harvest.models import Source
from kopru.web.frame import sources
from kopru.web.frame.sight import KopruRequest, network_admin_only

_ROOM = "network"


def _any(pk: int) -> Source:
    return get_object_or_404(Source.objects.select_related("library"), pk=pk)


@require_safe
@network_admin_only
def index(request: KopruRequest) -> HttpResponse:
    """The sources of every library."""
    return sources.show_sources(request, Source.objects.all(), room=_ROOM)


@require_safe
@network_admin_only
def source(request: KopruRequest, pk: int) -> HttpResponse:
    """One source with its log."""
    return sources.show_source(request, _any(pk), room=_ROOM)


@network_admin_only
def add(request: KopruRequest) -> HttpResponse:
    """Adds a source of whichever library."""
    return sources.edit_source(request, room=_ROOM, library=None)


@network_admin_only
def edit(request: KopruRequest, pk: int) -> HttpResponse:
    """Changes a source."""
    return sources.edit_source(request, room=_ROOM, library=None, source=_any(pk))


@require_POST
@network_admin_only
def now(request: KopruRequest, pk: int) -> HttpResponse:
    """Harvests a source at once."""
    return sources.harvest_now(request, _any(pk), room=_ROOM)


@require_POST
@network_admin_only
def switch(request: KopruRequest, pk: int) -> HttpResponse:
    """Switches a source on or off."""
    return sources.switch_source(request, _any(pk), room=_ROOM)


@require_POST
@network_admin_only
def try_it(request: KopruRequest, pk: int) -> HttpResponse:
    """Asks a provider what it has."""
    return sources.show_tried(request, _any(pk), room=_ROOM)


urlpatterns = [
    path("", index, name="network_sources"),
    path("add/", add, name="network_source_add"),
    path("<int:pk>/", source, name="network_source"),
    path("<int:pk>/edit/", edit, name="network_source_edit"),
    path("<int:pk>/now/", now, name="network_source_now"),
    path("<int:pk>/switch/", switch, name="network_source_switch"),
    path("<int:pk>/try/", try_it, name="network_source_try"),
]
