"""This room as Django sees it."""

from django.apps import AppConfig


class WebDeskApp(AppConfig):
    name = "kopru.web.desk"
    label = "web_desk"
