"""What encoding a record is in: judged by its bytes, since leader/09 is often wrong.

The ladder (search-lab.md C):

1. ASCII alone, without escapes: text as it is.
2. Valid UTF-8 with letters beyond ASCII: UTF-8, whatever leader/09 says.
3. A code page that the source declares. It stands before MARC-8, since the systems that
   write windows-1254 leave leader/09 blank, and MARC-8 would take most of it.
4. Leader/09 blank, or escape sequences: MARC-8, strictly.
5. Else the record goes to quarantine: no byte is ever replaced.
"""

from . import marc8
from .records import Reason, Repair, Unreadable

_ESCAPE = b"\x1b"


def decode_fields(
    data: bytes, leader_09: str, code_page: str | None, repairs: set[Repair]
) -> tuple[list[str], str]:
    """The text of each field of `data`, which field terminators part, and the encoding's
    name. Raises Unreadable (ENCODING)."""
    has_escapes = _ESCAPE in data
    if data.isascii() and not has_escapes:
        return data.decode("ascii").split("\x1e"), "ascii"
    if not has_escapes or (leader_09 == "a" and not data.isascii()):
        texts = _strictly(data, "utf-8")
        if texts is not None:
            if leader_09 != "a":
                repairs.add(Repair.ENCODING)
            return texts, "utf-8"
    if code_page and not has_escapes:
        texts = _strictly(data, code_page)
        if texts is not None:
            return texts, code_page
    return _from_marc8(data, leader_09, repairs, has_escapes=has_escapes), "marc-8"


def _strictly(data: bytes, encoding: str) -> list[str] | None:
    try:
        return data.decode(encoding).split("\x1e")
    except UnicodeDecodeError:
        return None


def _from_marc8(
    data: bytes, leader_09: str, repairs: set[Repair], *, has_escapes: bool
) -> list[str]:
    if leader_09 == "a" and not has_escapes:
        raise Unreadable(Reason.ENCODING, "leader/09 says UTF-8, the bytes are not")
    if leader_09 == "a":
        repairs.add(Repair.ENCODING)
    try:
        return [_marc8_field(piece) for piece in data.split(b"\x1e")]
    except UnicodeDecodeError as error:
        raise Unreadable(
            Reason.ENCODING, f"neither UTF-8 nor MARC-8: {error.reason} in {_around(error)!r}"
        ) from error


def _marc8_field(piece: bytes) -> str:
    # character sets fall back to their defaults at each subfield
    return "\x1f".join(marc8.decode(part) for part in piece.split(b"\x1f"))


def _around(error: UnicodeDecodeError) -> bytes:
    return error.object[max(0, error.start - 10) : error.start + 10]
