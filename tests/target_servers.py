"""Catalogues to ask: real ones (Zebra, yaz-ztest), an honest Koha's shapes, and some that misbehave."""

import base64
import json
import shutil
import socket
import socketserver
import subprocess
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from catalogue.building import marc
from dovecot_server import free_port
from kopru.protocols.marc import as_marcxml, read_iso2709

ZEBRA = Path(__file__).parent / "zebra"
ISBN, OTHER = "9789750812347", "9789750802942"


def record(number="k1", title="Kar kristali", isbn=ISBN, items=(), author="Gökçe, Işık"):
    """MARCXML with items of (branch, call number, barcode, not for loan, due back)."""
    read = read_iso2709(marc(number, title, isbn=isbn, author=author))
    xml = as_marcxml(read).decode()
    fields = "".join(
        f'<datafield tag="952" ind1=" " ind2=" "><subfield code="a">{branch}</subfield>'
        f'<subfield code="b">{branch}</subfield><subfield code="o">{call}</subfield>'
        f'<subfield code="p">{barcode}</subfield>'
        + ('<subfield code="7">1</subfield>' if kept else "")
        + (f'<subfield code="q">{due}</subfield>' if due else "")
        + "</datafield>"
        for branch, call, barcode, kept, due in items
    )
    return xml.replace("</record>", fields + "</record>")


RECORDS = [
    record(items=[("MRK", "813 G64", "B1", False, ""), ("MRK", "813 G64", "B2", False, "2026-12-03"),
                  ("EDB", "813 G64", "B3", True, "")]),
    record("k2", "Şeker bayramı", OTHER, [("MRK", "813 Y55", "S1", False, "2027-01-15")], "Yılmaz, Ömer"),
    record("k3", "Isbnsiz bir kitap", "", [("MRK", "900 A", "I1", False, "")], "Ay, Su"),
]  # fmt: skip


def _until_it_listens(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not start")


@contextmanager
def running(command, port, folder):
    """A server's process, stopped at the end."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _until_it_listens(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def zebra_with(folder, records):
    """A Zebra that holds MARCXML `records`: Z39.50 and SRU on one port."""
    zebraidx, zebrasrv = shutil.which("zebraidx"), shutil.which("zebrasrv")
    modules = next(iter(Path("/usr/lib").glob("**/idzebra-2.0/modules/mod-dom.so")), None)
    if not (zebraidx and zebrasrv and modules):
        pytest.skip("Zebra (idzebra-2.0) is not installed")
    port = free_port()
    for file in ZEBRA.iterdir():
        text = file.read_text().replace("MODULES", str(modules.parent)).replace("PORT", str(port))
        (folder / file.name).write_text(text)
    body = "".join(records)
    (folder / "records.xml").write_text(
        f'<collection xmlns="http://www.loc.gov/MARC21/slim">{body}</collection>'
    )
    for step in (["init"], ["update", "records.xml"]):
        subprocess.run(
            [zebraidx, "-c", "zebra.cfg", *step], cwd=folder, check=True, capture_output=True
        )
    with running([zebrasrv, "-f", "yazgfs.xml"], port, folder):
        yield port


@pytest.fixture(scope="session")
def zebra(tmp_path_factory):
    """The port of a Zebra with `RECORDS`."""
    with zebra_with(tmp_path_factory.mktemp("zebra"), RECORDS) as port:
        yield port


@pytest.fixture(scope="session")
def ztest(tmp_path_factory):
    """The port of YAZ's own test server: it finds as many records as the number searched for."""
    server = shutil.which("yaz-ztest")
    if not server:
        pytest.skip("yaz-ztest (yaz) is not installed")
    port = free_port()
    with running([server, f"tcp:127.0.0.1:{port}"], port, tmp_path_factory.mktemp("ztest")):
        yield port


# -- servers that misbehave ------------------------------------------------------------------


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 50


@contextmanager
def rude_server(behave):
    """A server that treats each connection with `behave(socket, stop)`; its port."""
    stop = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            with suppress(OSError):  # the client goes away, as it should
                behave(self.request, stop)

    with _Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield server.server_address[1]
        finally:
            stop.set()
            server.shutdown()


def hang(sock, stop):
    """Accepts, says nothing."""
    stop.wait(30)


def drip(sock, stop):
    """One byte a tenth of a second, for ever: the beginning of an answer in HTTP or Z39.50."""
    start = (
        b"HTTP/1.1 200 OK\r\nX-Long: "
        if sock.recv(4096).startswith(b"GET")
        else b"\xb5\x84\x7f\xff\xff\xff"
    )
    for byte in start + b"\0" * 100_000:
        sock.sendall(bytes([byte if byte else 0x41]))
        if stop.wait(0.1):
            return


def babble(sock, stop):
    """Something, but neither HTTP nor Z39.50."""
    sock.recv(4096)
    sock.sendall(b"\x7fWie bitte?\r\n" * 200)


def hang_up(sock, stop):
    """Listens and hangs up."""
    sock.recv(4096)


def flood(sock, stop):
    """As much as anybody takes, and no end."""
    if sock.recv(4096).startswith(b"GET"):
        sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<a>")
    else:
        sock.sendall(b"\xb5\x84\x7f\xff\xff\xff")  # a Z39.50 answer of two gigabytes
    while not stop.is_set():
        sock.sendall(b"x" * 65536)


@pytest.fixture
def rude():
    """Starts misbehaving servers: `rude(hang)` is a port."""
    with ExitStack() as stack:
        yield lambda behave: stack.enter_context(rude_server(behave))


# -- Koha's REST -----------------------------------------------------------------------------


def koha_item(barcode, *, call="813 G64", branch="MRK", due=None, not_for_loan=0, **more):
    """An item as Koha's definition has it."""
    return {
        "item_id": abs(hash(barcode)) % 10_000, "biblio_id": 7, "external_id": barcode,
        "home_library_id": branch, "callnumber": call, "location": "GEN", "checked_out_date": due,
        "effective_not_for_loan_status": not_for_loan, "not_for_loan_status": not_for_loan,
        "lost_status": 0, "withdrawn": 0, "public_notes": None, **more,
    }  # fmt: skip


class Koha:
    """What a Koha answers: biblios by number (MARCXML, its row for staff, its items)."""

    def __init__(self):
        self.biblios = {}
        self.heard = []
        self.accounts = {("kopru", "gizli")}
        self.port = 0

    def add(self, number, marcxml, items, *, title, isbn=""):
        row = {"biblio_id": number, "title": title, "subtitle": None, "isbn": isbn or None}
        self.biblios[str(number)] = (marcxml, row, items)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def answer(self, path, login, accept):
        """(status, type, body) of one GET."""
        parts = urlsplit(path)
        self.heard.append(parts.path)
        steps = parts.path.removeprefix("/api/v1/").split("/")
        if steps[0] == "public":
            steps = steps[1:]
        elif login not in self.accounts:
            return 401, "application/json", b'{"error":"Authentication failure."}'
        if steps == ["biblios"]:
            wanted = json.loads(parse_qs(parts.query)["q"][0])["isbn"]
            likes = [one["-like"].strip("%") for one in wanted]
            rows = [
                row
                for _, row, _ in self.biblios.values()
                if any(x in (row["isbn"] or "") for x in likes)
            ]
            return 200, "application/json", json.dumps(rows).encode()
        if steps[1] not in self.biblios:
            return 404, "application/json", b'{"error":"Bibliographic record not found"}'
        marcxml, row, items = self.biblios[steps[1]]
        if steps[2:] == ["items"]:
            return 200, "application/json;charset=UTF-8", json.dumps(items).encode()
        if "marcxml" in accept:
            return 200, "application/marcxml+xml", marcxml.encode()
        return 200, "application/json", json.dumps(row).encode()


@pytest.fixture
def koha():
    """An honest Koha to fill and to ask."""
    with koha_running() as made:
        yield made


@contextmanager
def koha_running():
    """The same for those who need several."""
    made = Koha()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            status, kind, body = made.answer(
                self.path, _login(self.headers), self.headers.get("accept", "")
            )
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        made.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield made
        finally:
            server.shutdown()


def _login(headers):
    kind, _, value = headers.get("authorization", "").partition(" ")
    if kind != "Basic":
        return None
    return tuple(base64.b64decode(value).decode().split(":", 1))
