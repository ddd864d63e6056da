"""The one door out over HTTP, and the judge of every address that somebody entered.

A page that asks addresses people typed must not become a way into our own network: names
are resolved here, addresses of private ranges are refused unless `KOPRU_ALLOWED_NETWORKS`
has them, and the connection goes to the very address that was judged. The time given is
for the whole talk, so that a server which drips cannot stretch it; what comes is counted
and stops at a limit. Redirects are followed on the same host only.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2
from django.conf import settings

from kopru.connections.errors import Garbled, Refused, Unreachable

_MOST_HOPS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = "Kopru/0.1 (interlibrary loan)"


class Forbidden(Refused):
    """An address of a private network that this installation does not allow."""


class TooSlow(Unreachable):
    """Not all of the answer came in the time given."""


class Busy(Unreachable):
    """The server says that it cannot answer now; it asks to be left alone for `after` seconds."""

    def __init__(self, detail: str, *, after: float) -> None:
        super().__init__(detail)
        self.after = after


class TooBig(Garbled):
    """The answer is larger than any such answer has reason to be."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: status, the type and character set it says it is of, and its bytes.

    `retry_after` are the seconds that it asks to be left alone for, 0 where it does not.
    """

    status: int
    type: str
    body: bytes
    charset: str = ""
    retry_after: float = 0


def address_of(host: str, port: int) -> str:
    """The numeric address to connect to for `host`, judged.

    :raises Forbidden: it lies in a private range that is not allowed
    :raises Unreachable: there is no such name
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"{host}: there is no such name") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if is_allowed(address):
            return address
    raise Forbidden(f"{host}: {addresses[0]} is in a private network")


def is_allowed(address: str) -> bool:
    """Whether a numeric address is public, or in a network that the installation allows."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_global and not ip.is_multicast:
        return True
    allowed = [ipaddress.ip_network(text) for text in settings.KOPRU_ALLOWED_NETWORKS]
    return any(ip in network for network in allowed if network.version == ip.version)


def fetch(
    url: str, *, seconds: float, most_bytes: int, headers: Mapping[str, str] | None = None,
    login: tuple[str, str] | None = None, body: bytes | None = None,
) -> Fetched:  # fmt: skip
    """GET `url` within `seconds` in all, or POST `body` to it. Any status below 500 is an answer.

    To a POST, 500 is one, too: SOAP says so where it explains what went wrong. A POST is sent
    once and follows no redirect: what it did must not be done twice.

    `login` is sent by HTTP Basic. :raises Forbidden: private address, or a redirect elsewhere
    :raises TooSlow: :raises Unreachable: :raises TooBig: more than `most_bytes`
    :raises Garbled: not HTTP
    """
    ends = time.monotonic() + seconds
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refused("only http and https addresses are asked")
    with _Transport(ends) as transport, httpx2.Client(
        transport=transport, trust_env=False, timeout=seconds, auth=login,
        headers={"User-Agent": _AGENT, **(headers or {})},
    ) as client:  # fmt: skip
        for _ in range(_MOST_HOPS):
            answer = _got(client, url, body, most_bytes, ends)
            if isinstance(answer, Fetched):
                return answer
            url = _same_host(url, answer)
    raise Garbled("it redirects in circles")


def _got(
    client: httpx2.Client, url: str, asked: bytes | None, most: int, ends: float
) -> Fetched | str:
    """The answer, or where it says that the answer is."""
    method = "GET" if asked is None else "POST"
    with _troubles(ends), client.stream(method, url, content=asked) as answer:
        if answer.status_code in _REDIRECTS and answer.headers.get("location"):
            if asked is not None:
                raise Refused("it sends us on to another address")
            return str(answer.headers["location"])
        if answer.status_code >= (500 if asked is None else 501):
            raise Busy(f"HTTP {answer.status_code}", after=_retry_after(answer))
        body = _read(answer, most)
        kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(
            answer.status_code, kind, body, answer.charset_encoding or "", _retry_after(answer)
        )


def _read(answer: httpx2.Response, most: int) -> bytes:
    body = bytearray()
    for block in answer.iter_bytes(1 << 14):
        body += block
        if len(body) > most:
            raise TooBig(f"more than {most} bytes")
    return bytes(body)


def _retry_after(answer: httpx2.Response) -> float:
    """Seconds to wait (RFC 9110 10.2.3); a date, which few send, counts as a minute."""
    said = str(answer.headers.get("retry-after", "")).strip()
    if said.isdecimal():
        return float(said)
    return 60.0 if said else 0.0


@contextmanager
def _troubles(ends: float) -> Iterator[None]:
    """What the library raises, as ours."""
    try:
        yield
    except httpx2.TimeoutException as error:
        raise TooSlow("not done in time") from error
    except (httpx2.RemoteProtocolError, httpx2.DecodingError) as error:
        raise Garbled(_plainly(error)) from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise (TooSlow if time.monotonic() >= ends else Unreachable)(_plainly(error)) from error


def _plainly(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:200]


def _same_host(url: str, location: str) -> str:
    there = urljoin(url, location)
    host = urlsplit(there).hostname
    if host != urlsplit(url).hostname or urlsplit(there).scheme not in ("http", "https"):
        raise Refused(f"it sends us on to {host}")
    return there


class _Transport(httpx2.HTTPTransport):
    """HTTP over connections that know the judged address and when the time is over."""

    def __init__(self, ends: float) -> None:
        super().__init__(verify=_trust(), trust_env=False)
        self._pool.close()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_trust(), max_connections=1, network_backend=_Backend(ends)
        )


@cache
def _trust() -> ssl.SSLContext:
    """The system's certificates, read once: it takes 20 ms."""
    return ssl.create_default_context()


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time is over")
    return left


class _Backend(httpcore2.NetworkBackend):
    def __init__(self, ends: float) -> None:
        self._ends = ends
        self._under = httpcore2.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        address = address_of(host, port)
        stream = self._under.connect_tcp(
            address, port, _left(self._ends), local_address, socket_options
        )
        return _Stream(stream, self._ends)


class _Stream(httpcore2.NetworkStream):
    """Every wait on it ends with the whole talk's time."""

    def __init__(self, under: httpcore2.NetworkStream, ends: float) -> None:
        self._under, self._ends = under, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._under.read(max_bytes, _left(self._ends))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._under.write(buffer, _left(self._ends))

    def close(self) -> None:
        self._under.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:  # fmt: skip
        # the certificate is checked against the name, whatever address it has
        under = self._under.start_tls(ssl_context, server_hostname, _left(self._ends))
        return _Stream(under, self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._under.get_extra_info(info)
