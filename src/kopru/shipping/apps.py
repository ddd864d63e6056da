"""This room as Django sees it."""

from django.apps import AppConfig


class ShippingApp(AppConfig):
    name = "kopru.shipping"
    label = "shipping"
