"""This room as Django sees it."""

from django.apps import AppConfig


class RequestsApp(AppConfig):
    name = "kopru.requests"
    label = "requests"
