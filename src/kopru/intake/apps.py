"""This room as Django sees it."""

from django.apps import AppConfig


class IntakeApp(AppConfig):
    name = "kopru.intake"
    label = "intake"
