"""This room as Django sees it."""

from django.apps import AppConfig


class ConnectionsCarriersApp(AppConfig):
    name = "kopru.connections.carriers"
    label = "carriers"
