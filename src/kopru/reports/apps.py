"""This room as Django sees it."""

from django.apps import AppConfig


class ReportsApp(AppConfig):
    name = "kopru.reports"
    label = "reports"
