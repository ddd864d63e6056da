"""A PostgreSQL of its own for tests: made in a temporary folder, gone afterwards; on a free port of its own."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

#: where Debian keeps the server's programs, the newest first
_BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _run(*command):
    """As the user `postgres` where we are root: the server refuses to run as root."""
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    ran = subprocess.run([*as_user, *command], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr + ran.stdout


@pytest.fixture(scope="session")
def postgres():
    """Makes empty databases on a server of this session; called with a name, gives the address."""
    found = shutil.which("initdb")
    if found is None and not _BINARIES:
        pytest.skip("PostgreSQL's server is not on this machine")
    binaries = _BINARIES[0] if _BINARIES else Path(found).resolve().parent
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    folder = Path(tempfile.mkdtemp(prefix="kopru-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, control = folder / "data", str(binaries / "pg_ctl")
    _run(str(binaries / "initdb"), "-D", str(data), "-A", "trust", "-E", "UTF8", "--no-sync")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = f"-k {folder} -h 127.0.0.1 -p {port} -c fsync=off"
    _run(control, "-D", str(data), "-o", options, "-w", "-l", str(folder / "log"), "start")

    def database(name):
        _run(str(binaries / "createdb"), "-h", str(folder), "-p", str(port), "-U", user, name)
        return f"postgres://{user}@127.0.0.1:{port}/{name}"

    yield database
    _run(control, "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)
