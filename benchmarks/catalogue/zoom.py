"""A client for Z39.50 through libyaz (ZOOM), only as much as measuring needs.

Köprü itself keeps libyaz in a process of its own (`protocols/zoom`); here nothing may stand
between the clock and the server.
"""

import ctypes
from ctypes.util import find_library
from types import TracebackType
from typing import Self

_PLAIN = ctypes.c_void_p


class NoAnswer(Exception):
    """The server or the library said that a question cannot be answered."""


def _library() -> ctypes.CDLL:
    name = find_library("yaz")
    if name is None:
        raise NoAnswer("libyaz is missing (Debian: libyaz5)")
    zoom = ctypes.CDLL(name)
    for made in (
        "connection_create",
        "options_create",
        "connection_search_pqf",
        "resultset_record",
    ):
        getattr(zoom, f"ZOOM_{made}").restype = _PLAIN
    zoom.ZOOM_connection_create.argtypes = [_PLAIN]
    zoom.ZOOM_connection_connect.argtypes = [_PLAIN, ctypes.c_char_p, ctypes.c_int]
    zoom.ZOOM_connection_option_set.argtypes = [_PLAIN, ctypes.c_char_p, ctypes.c_char_p]
    zoom.ZOOM_connection_search_pqf.argtypes = [_PLAIN, ctypes.c_char_p]
    zoom.ZOOM_connection_errcode.argtypes = [_PLAIN]
    zoom.ZOOM_connection_errmsg.argtypes = [_PLAIN]
    zoom.ZOOM_connection_errmsg.restype = ctypes.c_char_p
    zoom.ZOOM_connection_addinfo.argtypes = [_PLAIN]
    zoom.ZOOM_connection_addinfo.restype = ctypes.c_char_p
    zoom.ZOOM_resultset_size.argtypes = [_PLAIN]
    zoom.ZOOM_resultset_size.restype = ctypes.c_size_t
    zoom.ZOOM_resultset_option_set.argtypes = [_PLAIN, ctypes.c_char_p, ctypes.c_char_p]
    zoom.ZOOM_resultset_records.argtypes = [_PLAIN, _PLAIN, ctypes.c_size_t, ctypes.c_size_t]
    zoom.ZOOM_resultset_record.argtypes = [_PLAIN, ctypes.c_size_t]
    zoom.ZOOM_record_get.argtypes = [_PLAIN, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    zoom.ZOOM_record_get.restype = ctypes.c_char_p
    zoom.ZOOM_resultset_destroy.argtypes = [_PLAIN]
    zoom.ZOOM_connection_destroy.argtypes = [_PLAIN]
    return zoom


class Connection:
    """One open connection. Errors of the server are NoAnswer with its words."""

    def __init__(self, address: str) -> None:
        self._zoom = _library()
        self._open = self._zoom.ZOOM_connection_create(None)
        self._set("charset", "UTF-8")
        self._set("preferredRecordSyntax", "xml")
        self._set("elementSetName", "F")
        self._set("timeout", "60")
        self._zoom.ZOOM_connection_connect(self._open, address.encode(), 0)
        self._check()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zoom.ZOOM_connection_destroy(self._open)

    def search(self, query: str, *, take: int = 0, facets: str = "") -> tuple[int, list[str]]:
        """How many hits a query in prefix notation has, and the first `take` records; with
        `facets` (an element set of Zebra) instead of them one record of counts."""
        found = self._zoom.ZOOM_connection_search_pqf(self._open, query.encode())
        try:
            self._check()
            size = int(self._zoom.ZOOM_resultset_size(found))
            taken = self._records(found, min(take, size)) if take else []
            if facets and size:
                self._zoom.ZOOM_resultset_option_set(found, b"elementSetName", facets.encode())
                taken = [*taken, *self._records(found, 1)]
            return size, taken
        finally:
            self._zoom.ZOOM_resultset_destroy(found)

    def _records(self, found: int, count: int) -> list[str]:
        if not count:
            return []
        self._zoom.ZOOM_resultset_records(found, None, 0, count)
        self._check()
        texts = []
        for place in range(count):
            record = self._zoom.ZOOM_resultset_record(found, place)
            if not record:
                raise NoAnswer(f"record {place} of {count} did not come")
            raw: bytes | None = self._zoom.ZOOM_record_get(record, b"raw", None)
            if not raw:
                raise NoAnswer(f"record {place} of {count} came without text")
            texts.append(raw.decode())
        return texts

    def _set(self, name: str, value: str) -> None:
        self._zoom.ZOOM_connection_option_set(self._open, name.encode(), value.encode())

    def _check(self) -> None:
        if code := self._zoom.ZOOM_connection_errcode(self._open):
            said = self._zoom.ZOOM_connection_errmsg(self._open) or b""
            more = self._zoom.ZOOM_connection_addinfo(self._open) or b""
            raise NoAnswer(f"{code} {said.decode()} {more.decode('utf-8', 'replace')}".strip())
