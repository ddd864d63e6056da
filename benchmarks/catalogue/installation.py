"""An installation of Köprü in a folder of its own: its command, and its rooms opened in this process."""

import os
import sys
from pathlib import Path

import django

SOURCE = Path(__file__).parents[2] / "src"
COMMAND = [sys.executable, "-m", "kopru.config.command"]


def environment(data: Path) -> dict[str, str]:
    """The environment in which `COMMAND` works on the installation in `data`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOPRU_")}
    return {**kept, "KOPRU_DATA": str(data), "PYTHONPATH": str(SOURCE)}


def open_here(data: Path) -> None:
    """Make the catalogue's own functions work on the installation in `data`, once a process."""
    os.environ.update(KOPRU_DATA=str(data), DJANGO_SETTINGS_MODULE="kopru.config.settings")
    if str(SOURCE) not in sys.path:
        sys.path.insert(0, str(SOURCE))
    django.setup()
