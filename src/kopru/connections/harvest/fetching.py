"""A provider's pages over HTTP: bounded in time and size, polite, and never into our own network.

FetchTrouble           with a code of `troubles`
├── Later              try again, not before `after` seconds
└── Never              a person must look at it
"""

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin, urlsplit

import httpx2

from kopru.connections.errors import ConnectionTrouble
from kopru.protocols.oaipmh.answers import MOST_BYTES

#: for one page, from the name look-up to the last byte; one wait within it is half of that
SECONDS = 120.0
_CONNECT = 10.0
_MOST_REDIRECTS = 3
#: a provider that asks for more gets this
LONGEST_WAIT = 86_400.0
_AGENT = "Kopru-OAI-harvester/1 (+interlibrary loan)"
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchTrouble(ConnectionTrouble):
    """A page could not be had."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Later(FetchTrouble):
    """It may be had later, not before `after` seconds."""

    retry = True

    def __init__(self, code: str, detail: str, *, after: float = 0) -> None:
        super().__init__(code, detail)
        self.after = min(after, LONGEST_WAIT)


class Never(FetchTrouble):
    """It will not be had until a person changes something."""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of an answer and the character set that its header names."""

    data: bytes
    charset: str


@dataclass(slots=True)
class Fetcher:
    """Fetches pages of one provider. `may_be_private` lets it go into private networks."""

    address: str
    may_be_private: bool = False
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    clock: Callable[[], float] = time.monotonic

    def fetch(self, arguments: Mapping[str, str]) -> Page:
        """The answer to `arguments`.

        :raises Later: no answer, a busy or broken server
        :raises Never: a private address, an answer that is too big, a refusal
        """
        mark = "&" if "?" in self.address else "?"
        url = f"{self.address}{mark}{urlencode(arguments)}"
        until = self.clock() + self.seconds
        for _ in range(_MOST_REDIRECTS + 1):
            self._check(url)
            page, url = self._get(url, until)
            if page is not None:
                return page
        raise Never("not_oai", "it is redirected again and again")

    def _check(self, url: str) -> None:
        """Before we connect; the address that we are connected to is checked again (`_get`)."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Never("not_oai", "the address must begin with http:// or https://")
        if self.may_be_private:
            return
        try:
            found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Later("unreachable", f"{parts.hostname}: {error}") from error
        for *_rest, address in found:
            refuse_private(str(address[0]))

    def _get(self, url: str, until: float) -> tuple[Page | None, str]:
        """The page, or where it is to be fetched instead."""
        left = until - self.clock()
        wait = max(0.1, min(left, self.seconds / 2))
        timeout = httpx2.Timeout(wait, connect=min(_CONNECT, wait))
        headers = {"User-Agent": _AGENT, "Accept": "text/xml, application/xml"}
        try:
            with (
                httpx2.Client(timeout=timeout, headers=headers, trust_env=False) as client,
                client.stream("GET", url) as answer,
            ):
                if not self.may_be_private:
                    _check_peer(answer)
                if answer.is_redirect:
                    return None, urljoin(url, answer.headers.get("Location", ""))
                _check_status(answer)
                data = self._read(answer, until)
                return Page(data, answer.charset_encoding or ""), url
        except httpx2.HTTPError as error:
            raise Later("unreachable", f"{type(error).__name__}: {error}") from error
        except httpx2.InvalidURL as error:
            raise Never("not_oai", str(error)) from error

    def _read(self, answer: httpx2.Response, until: float) -> bytes:
        data = bytearray()
        for block in answer.iter_bytes():
            data += block
            if len(data) > self.most_bytes:
                raise Never("too_big", f"more than {self.most_bytes} bytes")
            if self.clock() > until:
                raise Later("unreachable", f"not at its end after {self.seconds:.0f} seconds")
        return bytes(data)


def refuse_private(address: str) -> None:
    """:raises Never: an address that is not of the public Internet"""
    if not ipaddress.ip_address(address.partition("%")[0]).is_global:
        raise Never("private", address)


def _check_peer(answer: httpx2.Response) -> None:
    """A name may lead elsewhere at the moment of connecting than when it was looked up."""
    stream = answer.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None
    if peer:
        refuse_private(str(peer[0]))


def _check_status(answer: httpx2.Response) -> None:
    status = answer.status_code
    # some providers send the protocol's errors with a status of HTTP's
    if status == httpx2.codes.OK or (
        status < 500 and "xml" in answer.headers.get("Content-Type", "")
    ):
        return
    said = f"HTTP {status}"
    if status in _LATER:
        raise Later("busy", said, after=_retry_after(answer))
    raise Never("refused", said)


def _retry_after(answer: httpx2.Response) -> float:
    """Seconds to wait; a date, which few send, counts as a minute."""
    said = answer.headers.get("Retry-After", "").strip()
    if said.isdecimal():
        return float(said)
    return 60.0 if said else 0.0
