"""This room as Django sees it."""

from django.apps import AppConfig


class LibrariesApp(AppConfig):
    name = "kopru.libraries"
    label = "libraries"
