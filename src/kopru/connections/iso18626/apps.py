"""This room as Django sees it."""

from django.apps import AppConfig


class ConnectionsIso18626App(AppConfig):
    name = "kopru.connections.iso18626"
    label = "iso18626"
