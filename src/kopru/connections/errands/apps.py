"""This room as Django sees it."""

from django.apps import AppConfig


class ConnectionsErrandsApp(AppConfig):
    name = "kopru.connections.errands"
    label = "errands"
