"""Run the tests, and say loudly which parts a missing service left out. In CI that is a failure.

Without `--journeys` those that are marked slow or play an exception of real life stay out:
`make journeys` lists and runs them. Other arguments go to pytest.
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

NEEDS = {
    "Chromium (browser journeys)": lambda: shutil.which("chromium"),
    "Dovecot (IMAP)": lambda: shutil.which("dovecot") or Path("/usr/sbin/dovecot").exists(),
    "Zebra (catalogues over Z39.50 and SRU)": lambda: shutil.which("zebrasrv"),
    "YAZ (Z39.50: libyaz5, yaz-ztest)": lambda: (
        shutil.which("yaz-ztest") and ctypes.util.find_library("yaz")
    ),
    "poppler-utils (papers read back)": lambda: shutil.which("pdftoppm"),
    "shared test data (real records and messages)": lambda: (
        ROOT.parent / "shared" / "marc"
    ).exists(),
}


def main() -> int:
    """The exit code of pytest, or 3 where CI lacks a service."""
    missing = [name for name, there in NEEDS.items() if not there()]
    env = {**os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    workers = ["-n", "2", "--dist", "loadfile"] if (os.cpu_count() or 1) > 1 else []
    given = [argument for argument in sys.argv[1:] if argument != "--journeys"]
    plays = "--journeys" in sys.argv
    which = ["-m", "slow or row" if plays else "not slow and not row"]
    if plays:
        subprocess.call([sys.executable, ROOT / "tests/journeys/exceptions/rows.py"])
    command = [sys.executable, "-m", "pytest", "-q", "--durations=8", *which, *workers, *given]
    code = subprocess.call(command, cwd=ROOT, env=env)
    for name in missing:
        print(f"\n*** LEFT OUT: {name} is missing here. ***", flush=True)
    if missing and os.environ.get("CI"):
        return code or 3
    return code


if __name__ == "__main__":
    sys.exit(main())
