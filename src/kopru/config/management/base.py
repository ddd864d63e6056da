"""What every command of ours needs: a data folder that is there and up to date."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def _alone(name: str) -> Iterator[None]:
    """Hold the data folder's lock `name`: one process at a time."""
    folder = Path(settings.KOPRU_DATA)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare_data() -> bool:
    """Make the data folder and bring the database up to date; True when something was done."""
    with _alone("migrate"):
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        call_command("migrate", interactive=False, verbosity=0)
    return True


class DataCommand(BaseCommand):
    """A command that works on the installation's data, which it prepares by itself."""

    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        prepare_data()
        return super().execute(*args, **options)
