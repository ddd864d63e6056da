"""Gather the texts to translate, or check that every one has its Turkish."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
sys.path.insert(0, str(SOURCE))

import polib  # noqa: E402

from kopru.config.translations import catalogues  # noqa: E402


def gather() -> None:
    """Run Django's extraction in every room that has a locale folder (needs GNU gettext)."""
    for po in catalogues():
        room = po.parents[3]
        env = {
            **os.environ,
            # the command may make its data folder, which does not belong among the sources
            "KOPRU_DATA": tempfile.gettempdir() + "/kopru-translations",
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "kopru.config.settings",
        }
        command = [
            sys.executable,
            "-P",  # a room's calendar.py is not Python's
            "-m",
            "django",
            "makemessages",
            "-l",
            "tr",
            "--no-location",
            "--no-obsolete",
        ]
        subprocess.run(command, cwd=room, env=env, check=True)


def check() -> int:
    """0 when every text of every `.po` file has a Turkish that is not fuzzy."""
    wrong = 0
    for path in catalogues():
        po = polib.pofile(str(path))
        bad = [e.msgid for e in po if not e.obsolete and (not e.translated() or e.fuzzy)]
        for text in bad:
            print(f"{path.relative_to(ROOT)}: not translated: {text!r}")
        wrong += len(bad)
    print(f"{len(catalogues())} translation files, {wrong} texts without Turkish")
    return 1 if wrong else 0


if __name__ == "__main__":
    if "--gather" in sys.argv:
        gather()
    else:
        sys.exit(check())
