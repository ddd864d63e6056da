"""This room as Django sees it."""

from django.apps import AppConfig


class WebPatronApp(AppConfig):
    name = "kopru.web.patron"
    label = "web_patron"
