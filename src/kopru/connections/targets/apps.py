"""This room as Django sees it."""

from django.apps import AppConfig


class ConnectionsTargetsApp(AppConfig):
    name = "kopru.connections.targets"
    label = "targets"
