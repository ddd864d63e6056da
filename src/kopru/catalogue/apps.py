"""This room as Django sees it."""

from django.apps import AppConfig


class CatalogueApp(AppConfig):
    name = "kopru.catalogue"
    label = "catalogue"
