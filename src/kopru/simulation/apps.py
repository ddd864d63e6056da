"""This room as Django sees it."""

from django.apps import AppConfig


class SimulationApp(AppConfig):
    name = "kopru.simulation"
    label = "simulation"
