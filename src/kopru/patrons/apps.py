"""This room as Django sees it."""

from django.apps import AppConfig


class PatronsApp(AppConfig):
    name = "kopru.patrons"
    label = "patrons"
