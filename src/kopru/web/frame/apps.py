"""This room as Django sees it."""

from django.apps import AppConfig


class WebFrameApp(AppConfig):
    name = "kopru.web.frame"
    label = "web_frame"
