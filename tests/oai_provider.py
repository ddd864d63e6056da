"""A provider of our own making, over real HTTP, that can be told to misbehave."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

import oai_pages


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

    def handle_error(self, request, client_address):
        """Who asked has hung up, as harvesters may."""

    def give(self, token, *answers):
        """What the page of `token` ("" for the first) is answered with, one time after the other."""
        self.answers[token] = list(answers)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = dict(parse_qsl(urlsplit(self.path).query))
        self.server.asked.append(asked)
        verb = asked.get("verb")
        key = asked.get("resumptionToken", "") if verb == "ListRecords" else verb
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


@contextmanager
def serving():
    """A provider that is there for as long as it is needed."""
    server = Provider()
    poll = {"poll_interval": 0.01}
    thread = threading.Thread(target=server.serve_forever, kwargs=poll, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
