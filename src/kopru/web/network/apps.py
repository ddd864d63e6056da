"""This room as Django sees it."""

from django.apps import AppConfig


class WebNetworkApp(AppConfig):
    name = "kopru.web.network"
    label = "web_network"
