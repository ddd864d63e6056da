"""This room as Django sees it."""

from importlib import import_module

from django.apps import AppConfig


class WebDeskApp(AppConfig):
    name = "kopru.web.desk"
    label = "web_desk"

    def ready(self) -> None:
        """Tells the navigation who counts for the desk; its models are there only now."""
        import_module("kopru.web.desk.counts")
