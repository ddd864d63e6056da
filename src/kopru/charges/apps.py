"""This room as Django sees it."""

from django.apps import AppConfig


class ChargesApp(AppConfig):
    name = "kopru.charges"
    label = "charges"
