"""The `kopru` command: Django's management commands under one name."""

import os
import sys

from kopru.config.options import WrongSetting, read_options


def main() -> None:
    """Run `kopru COMMAND …`; a wrong setting ends with status 2 and its name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kopru.config.settings")
    try:
        read_options()
    except WrongSetting as wrong:
        sys.stderr.write(f"kopru: these settings cannot be used:\n{wrong}\n")
        raise SystemExit(2) from None
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
