"""This room as Django sees it."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "kopru.config"
    label = "config"
