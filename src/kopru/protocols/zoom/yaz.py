"""The few functions of libyaz that we use, with their types (yaz/zoom.h of YAZ 5).

For the process of `worker` only: what is wrong here takes the process with it.
"""

import ctypes
from ctypes import POINTER, byref, c_char_p, c_int, c_size_t, c_void_p
from dataclasses import dataclass
from typing import Any

#: Debian's package libyaz5; other systems link the plain name
NAMES = ("libyaz.so.5", "libyaz.5.dylib", "libyaz.so")

# errors that ZOOM itself reports, beside the diagnostics of Bib-1
CONNECT, MEMORY, ENCODE, DECODE = 10000, 10001, 10002, 10003
CONNECTION_LOST, INIT, TIMEOUT = 10004, 10005, 10007
#: masks of what a connection waits for
READ, WRITE, EXCEPT = 1, 2, 4

_NOTHING, _INT, _POINTER, _TEXT, _SIZE = None, c_int, c_void_p, c_char_p, c_size_t
_FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "ZOOM_options_create": (_POINTER, []),
    "ZOOM_options_destroy": (_NOTHING, [_POINTER]),
    "ZOOM_options_set": (_NOTHING, [_POINTER, _TEXT, _TEXT]),
    "ZOOM_connection_create": (_POINTER, [_POINTER]),
    "ZOOM_connection_connect": (_NOTHING, [_POINTER, _TEXT, _INT]),
    "ZOOM_connection_destroy": (_NOTHING, [_POINTER]),
    "ZOOM_connection_search_pqf": (_POINTER, [_POINTER, _TEXT]),
    "ZOOM_connection_process": (_INT, [_POINTER]),
    "ZOOM_connection_is_idle": (_INT, [_POINTER]),
    "ZOOM_connection_get_socket": (_INT, [_POINTER]),
    "ZOOM_connection_get_mask": (_INT, [_POINTER]),
    "ZOOM_connection_fire_event_socket": (_INT, [_POINTER, _INT]),
    "ZOOM_connection_error": (_INT, [_POINTER, POINTER(c_char_p), POINTER(c_char_p)]),
    "ZOOM_resultset_size": (_SIZE, [_POINTER]),
    "ZOOM_resultset_option_set": (_NOTHING, [_POINTER, _TEXT, _TEXT]),
    "ZOOM_resultset_records": (_NOTHING, [_POINTER, _POINTER, _SIZE, _SIZE]),
    "ZOOM_resultset_record_immediate": (_POINTER, [_POINTER, _SIZE]),
    "ZOOM_resultset_destroy": (_NOTHING, [_POINTER]),
    "ZOOM_record_get": (_POINTER, [_POINTER, _TEXT, POINTER(c_int)]),
    "ZOOM_record_error": (
        _INT, [_POINTER, POINTER(c_char_p), POINTER(c_char_p), POINTER(c_char_p)]
    ),
}  # fmt: skip


class NotInstalled(Exception):
    """There is no libyaz on this machine."""


@dataclass(frozen=True, slots=True)
class Said:
    """An error: its code, 0 where there is none, and words."""

    code: int
    words: str


class Yaz:
    """libyaz. Every handle is a plain number; 0 and None are none."""

    def __init__(self, names: tuple[str, ...] = NAMES) -> None:
        self.library = _loaded(names)
        for name, (result, arguments) in _FUNCTIONS.items():
            function = getattr(self.library, name)
            function.restype, function.argtypes = result, arguments

    def connection(self, **options: str) -> int:
        """A connection that is not opened yet and never blocks."""
        kept = self.library.ZOOM_options_create()
        for name, value in {**options, "async": "1"}.items():
            self.library.ZOOM_options_set(kept, name.encode(), value.encode())
        made: int = self.library.ZOOM_connection_create(kept)
        self.library.ZOOM_options_destroy(kept)
        return made

    def error_of(self, connection: int) -> Said:
        """What went wrong on a connection."""
        words, more = c_char_p(), c_char_p()
        code = self.library.ZOOM_connection_error(connection, byref(words), byref(more))
        return Said(code, _text(words, more))

    def error_in(self, record: int) -> Said:
        """What a server sent in a record's place."""
        words, more, diagnostics = c_char_p(), c_char_p(), c_char_p()
        code = self.library.ZOOM_record_error(record, byref(words), byref(more), byref(diagnostics))
        return Said(code, _text(words, more))

    def bytes_of(self, record: int, kind: bytes) -> bytes:
        """A record in the form `kind` ("raw", "syntax"); b"" where it has none."""
        length = c_int(-1)
        found = self.library.ZOOM_record_get(record, kind, byref(length))
        if not found:
            return b""
        return ctypes.string_at(found, length.value if length.value >= 0 else -1)


def _loaded(names: tuple[str, ...]) -> Any:
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise NotInstalled


def _text(*parts: c_char_p) -> str:
    said = [part.value.decode("utf-8", "replace").strip() for part in parts if part.value]
    return ": ".join(part for part in said if part)[:300]
