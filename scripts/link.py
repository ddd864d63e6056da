"""Make `.venv/bin/kopru` run this checkout, and compile the translations it shows."""

import stat
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"


def link() -> None:
    """Put the checkout on the environment's path and write the command."""
    Path(sysconfig.get_path("purelib"), "kopru.pth").write_text(f"{SOURCE}\n")
    command = Path(sysconfig.get_path("scripts")) / "kopru"
    # the guard is for processes that it starts: they import it again
    command.write_text(
        f"#!{sys.executable}\nfrom kopru.config.command import main\n\n"
        'if __name__ == "__main__":\n    main()\n'
    )
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    link()
    sys.path.insert(0, str(SOURCE))
    from kopru.config.translations import compile_all

    compile_all()
