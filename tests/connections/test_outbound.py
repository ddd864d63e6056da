"""The door out: judged addresses, a total time, a limit of bytes, no way to other hosts."""

import gzip
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kopru.connections.errors import Garbled, Refused, Unreachable
from kopru.connections.outbound import Forbidden, TooBig, TooSlow, address_of, fetch, is_allowed
from target_servers import babble, drip, flood, free_port, hang


@pytest.fixture(autouse=True)
def _this_machine(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@contextmanager
def serving(answers):
    """A server of {path: (status, headers, body)}; its address and the paths that it heard."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(self.path)
            status, headers, body = answers[self.path]
            self.send_response(status)
            for name, value in {**headers, "Content-Length": len(body)}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", heard
        finally:
            server.shutdown()


def get(url, **more):
    return fetch(url, **{"seconds": 2, "most_bytes": 1000, **more})


def test_an_answer_comes_with_its_type():
    with serving({"/a": (200, {"Content-Type": "text/XML; charset=utf-8"}, b"<a/>")}) as (base, _):
        assert get(f"{base}/a").body == b"<a/>"
        assert get(f"{base}/a").type == "text/xml"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("127.0.0.1", False), ("10.1.2.3", False), ("192.168.1.1", False), ("169.254.169.254", False),
     ("::1", False), ("::ffff:10.0.0.1", False), ("fe80::1%eth0", False), ("0.0.0.1", False),
     ("224.0.0.1", False), ("100.64.0.1", False), ("8.8.8.8", True), ("2001:4860:4860::8888", True)],
)  # fmt: skip
def test_private_networks_are_refused(settings, address, allowed):
    settings.KOPRU_ALLOWED_NETWORKS = []
    assert is_allowed(address) is allowed


def test_allowed_networks_are_allowed(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["10.1.0.0/16", "fd00::/8"]
    assert is_allowed("10.1.2.3")
    assert is_allowed("fd00::5")
    assert not is_allowed("10.2.0.1")


def test_a_private_address_is_never_connected_to(settings):
    settings.KOPRU_ALLOWED_NETWORKS = []
    with serving({"/": (200, {}, b"secret")}) as (base, heard):
        for url in (base, base.replace("127.0.0.1", "localhost")):
            with pytest.raises(Forbidden):
                get(f"{url}/")
        assert heard == []


@pytest.mark.parametrize("behave", [hang, drip])
def test_the_time_is_for_the_whole_talk(rude, behave):
    began = time.monotonic()
    with pytest.raises(TooSlow):
        get(f"http://127.0.0.1:{rude(behave)}/", seconds=0.5)
    assert time.monotonic() - began < 1.0


def test_a_flood_is_stopped(rude):
    with pytest.raises(TooBig):
        get(f"http://127.0.0.1:{rude(flood)}/", most_bytes=100_000)


def test_a_bomb_is_counted_as_it_unpacks():
    packed = gzip.compress(b"x" * 5_000_000)
    bomb = {"/": (200, {"Content-Encoding": "gzip"}, packed)}
    with serving(bomb) as (base, _), pytest.raises(TooBig):
        get(f"{base}/", most_bytes=100_000)


def test_what_is_no_http_is_said(rude):
    with pytest.raises(Garbled):
        get(f"http://127.0.0.1:{rude(babble)}/")
    with pytest.raises(Unreachable):
        get(f"http://127.0.0.1:{free_port()}/")
    with pytest.raises(Unreachable):
        get("http://nowhere.invalid/")
    with pytest.raises(Refused):
        get("file:///etc/passwd")


def test_redirects_stay_on_the_host():
    moved = {"Location": "/b"}
    away = {"Location": "http://169.254.169.254/latest/"}
    circle = {"Location": "/circle"}
    answers = {
        "/a": (302, moved, b""), "/b": (200, {}, b"here"), "/away": (301, away, b""),
        "/circle": (302, circle, b""),
    }  # fmt: skip
    with serving(answers) as (base, heard):
        assert get(f"{base}/a").body == b"here"
        with pytest.raises(Refused):
            get(f"{base}/away")
        with pytest.raises(Garbled):
            get(f"{base}/circle")
        assert heard.count("/circle") == 3


def test_a_server_that_fails_is_not_an_answer_and_one_that_refuses_is():
    with serving({"/500": (503, {}, b""), "/403": (403, {}, b"no")}) as (base, _):
        with pytest.raises(Unreachable):
            get(f"{base}/500")
        assert get(f"{base}/403").status == 403


def test_names_are_resolved_to_the_address_that_is_used():
    assert address_of("localhost", 80) in ("127.0.0.1", "::1")
    with pytest.raises(Unreachable):
        address_of("nowhere.invalid", 80)
