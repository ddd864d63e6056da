"""The `kopru` command: Django's management commands under one name."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from kopru.config.options import WrongSetting, read_options

#: commands that play on an installation of their own, made for them and gone after them
ON_A_FRESH_INSTALLATION = ("walkthrough",)


def main() -> None:
    """Run `kopru COMMAND …`; a wrong setting ends with status 2 and its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")
    try:
        read_options()
    except WrongSetting as wrong:
        sys.stderr.write(f"kopru: these settings cannot be used:\n{wrong}\n")
        raise SystemExit(2) from None
    if len(sys.argv) > 1 and sys.argv[1] in ON_A_FRESH_INSTALLATION:
        _run_fresh()
    else:
        _run()


def _run() -> None:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(sys.argv)


def _run_fresh() -> None:
    folder = tempfile.mkdtemp(prefix="kopru-")
    os.environ["KOPRU_DATA"] = folder
    for name in ("DATABASE_URL", "KOPRU_DATABASE_URL", "KOPRU_SMTP_HOST"):
        os.environ.pop(name, None)
    try:
        _run()
    finally:
        shutil.rmtree(Path(folder), ignore_errors=True)


if __name__ == "__main__":
    main()
