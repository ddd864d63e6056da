"""Zebra beside Köprü: the same records and questions, set up as Koha does (DOM filter, ICU chains)."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .ask import PAGE
from .measure import Cost, cpu_of, run
from .numbers import ten
from .questions import Question
from .zoom import Connection, NoAnswer

_FILES = Path(__file__).parent / "zebra_files"
#: element set that makes Zebra count instead of giving records
FACETS = "zebra::facet::library:0,language:0,year:0,kind:0"
_PATIENCE = 10.0
_PAUSE = 0.05
#: Zebra's attributes: 1=4 title, 1=7 ISBN, 1=1016 anywhere; 2=102 ranked; 4=1 phrase;
#: 5=1 cut at the right, 5=103 with errors; 6=3 the whole field
_RANKED = "@attr 2=102"


def is_here() -> bool:
    """Whether Zebra's programs are on this machine (Debian: idzebra-2.0)."""
    return all(shutil.which(name) for name in ("zebraidx", "zebrasrv"))


def index(files: Sequence[Path], folder: Path) -> Cost:
    """Make an index of the files in `folder`; what it cost."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("lock", "register", "tmp"):
        (folder / name).mkdir(parents=True)
    modules = next(Path("/usr/lib").glob("*/idzebra-2.0/modules"), None)
    for file in _FILES.iterdir():
        text = file.read_text(encoding="utf-8").replace("FOLDER", str(folder.resolve()))
        text = text.replace("MODULES", str(modules))
        (folder / file.name).write_text(text, encoding="utf-8")
    log = folder / "index.log"
    config = str(folder / "zebra.cfg")
    command = ["zebraidx", "-c", config, "-l", str(log), "-v", "warn,fatal", "update"]
    _, cost = run([*command, *map(str, files)])
    return cost


@contextmanager
def served(folder: Path) -> Iterator["Asking"]:
    """Somebody who asks a server of the index, which ends with it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = ["zebrasrv", "-S", "-c", str(folder / "zebra.cfg"), "-v", "none", f"tcp:{address}"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        with _connected(f"{address}/Default") as connection:
            yield Asking(connection, server.pid)
    finally:
        server.kill()  # it only reads, and does not always heed SIGTERM
        server.wait()


def _connected(address: str) -> Connection:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            return Connection(address)
        except NoAnswer:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


class Asking:
    """Asks over one connection and takes the first twenty records, or the facets."""

    def __init__(self, connection: Connection, server: int) -> None:
        self._connection, self._server = connection, server

    def cpu(self) -> float:
        """CPU seconds so far of the server (in hundredths) and of this process."""
        return cpu_of(self._server) + time.process_time()

    def records(self, question: Question) -> int:
        """The number of hits; the first twenty records have come."""
        return self._connection.search(query(question), take=PAGE)[0]

    def facets(self, question: Question) -> int:
        """The number of hits; twenty records and the counts over the first thousand have come."""
        return self._connection.search(query(question), take=PAGE, facets=FACETS)[0]


def query(question: Question) -> str:
    """The question in prefix notation."""
    words = question.words
    match question.how:
        case "number":
            # Zebra keeps a number as it was typed: Koha asks for both forms, too
            return f"@or @attr 1=7 {words[0]} @attr 1=7 {ten(words[0][3:12])}"
        case "phrase":
            return f"@attr 1=4 @attr 4=1 {_RANKED} {_quoted(' '.join(words))}"
        case "unfinished":
            start = f"@attr 1=4 @attr 4=1 {_RANKED} {_quoted(' '.join(words[:-1]))}"
            return f"@and {start} @attr 1=4 @attr 5=1 {_quoted(words[-1])}"
        case "starts":
            return f"@attr 1=4 @attr 4=1 @attr 6=3 @attr 5=1 {_quoted(' '.join(words))}"
        case "beginning":
            return f"@attr 1=1016 @attr 5=1 {_RANKED} {_quoted(words[0])}"
        case "nearly":
            return f"@attr 1=4 @attr 5=103 {_RANKED} {_quoted(words[0])}"
        case "everything":
            return "@attr 1=_ALLRECORDS @attr 2=103 x"
        case how:
            terms = [f"@attr 1=1016 {_RANKED} {_quoted(word)}" for word in words]
            joined = "@or " if how == "any" else "@and "
            return joined * (len(terms) - 1) + " ".join(terms)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
