"""Records loaded, and a provider of our own making that can be told to misbehave."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import pytest

import oai_pages
from kopru.catalogue.loading import load_files
from kopru.connections.harvest.models import Source


@pytest.fixture
def load(ash, now, tmp_path):
    """`load(bytes, library=…)`: one delivery."""
    count = iter(range(1_000))

    def run(*contents, library=ash):
        path = tmp_path / f"{next(count)}.mrc"
        path.write_bytes(b"".join(contents))
        return load_files([path], library=library, now=now)

    return run


class Provider(ThreadingHTTPServer):
    """A real HTTP server that gives what it is told to: a list of answers for each question.

    An answer is text or bytes, or (status, headers, bytes). The last one of a list is
    given again and again; what was asked stands in `asked`.
    """

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = {"Identify": [oai_pages.identify()]}
        self.asked = []

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_port}/oai"

    def give(self, token, *answers):
        """What the page of `token` ("" for the first) is answered with, one time after the other."""
        self.answers[token] = list(answers)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = dict(parse_qsl(urlsplit(self.path).query))
        self.server.asked.append(asked)
        key = "Identify" if asked.get("verb") == "Identify" else asked.get("resumptionToken", "")
        left = self.server.answers.get(key, [(404, {}, b"nothing here")])
        answer = left.pop(0) if len(left) > 1 else left[0]
        if callable(answer):
            answer = answer()
        status, headers, data = answer if isinstance(answer, tuple) else (200, {}, answer)
        data = data.encode() if isinstance(data, str) else data
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *said):
        """Say nothing."""


@pytest.fixture
def provider(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def source(ash, provider):
    """Ash's records come from the provider."""
    return Source.objects.create(library=ash, address=provider.address, pause=0)
