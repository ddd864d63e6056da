"""This room as Django sees it."""

from django.apps import AppConfig


class ConnectionsNoticesApp(AppConfig):
    name = "kopru.connections.notices"
    label = "notices"
