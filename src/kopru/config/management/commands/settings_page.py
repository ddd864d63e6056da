"""`kopru settings_page`: print every setting with its default and meaning."""

from typing import Any

from django.core.management.base import BaseCommand

from kopru.config.options import settings_table

_INTRODUCTION = """\
# Settings

Set in the environment. Every one has a safe default; a wrong or unknown one is refused by name.
Printed by `kopru settings_page`; a test keeps it fresh.

"""


class Command(BaseCommand):
    """Print `docs/settings.md`."""

    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_INTRODUCTION + settings_table() + "\n", ending="")
