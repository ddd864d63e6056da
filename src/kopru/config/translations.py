"""The translations: compiled from the `.po` files that people write."""

from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parent.parent


def catalogues() -> list[Path]:
    """Every `.po` file of the project."""
    return sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> int:
    """Compile each `.po` file that is newer than its `.mo`; returns how many were."""
    done = 0
    for po in catalogues():
        mo = po.with_suffix(".mo")
        if not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime:
            polib.pofile(str(po)).save_as_mofile(str(mo))
            done += 1
    return done
