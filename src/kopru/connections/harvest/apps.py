"""This room as Django sees it."""

from django.apps import AppConfig


class ConnectionsHarvestApp(AppConfig):
    name = "kopru.connections.harvest"
    label = "harvest"
