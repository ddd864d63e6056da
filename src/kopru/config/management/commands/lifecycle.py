"""`kopru lifecycle`: print the lifecycle tables as a Markdown page."""

from typing import Any

from django.core.management.base import BaseCommand

from kopru.reports.lifecycle_page import lifecycle_page


class Command(BaseCommand):
    """Print `docs/lifecycle.md`."""

    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(lifecycle_page(), ending="")
