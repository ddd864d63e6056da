"""This room as Django sees it."""

from django.apps import AppConfig


class ConnectionsMailboxApp(AppConfig):
    name = "kopru.connections.mailbox"
    label = "mailbox"
