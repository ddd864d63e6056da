"""ISO 2709 bytes to records, each alone, so that one bad record costs no other.

Readers that follow the length in the leader lose the rest of a file at its first fault;
this one trusts the terminators (search-lab.md C, with the faults that occur).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .encodings import decode_fields
from .records import MarcRecord, Reason, Repair, Unreadable, checked_fields

RECORD_END = b"\x1d"
FIELD_END = b"\x1e"
_BLOCK = 1 << 18
#: ISO 2709 ends at 99,999 bytes; what is far longer is no record, and is cut into pieces
MAX_PIECE = 1 << 23
_ENTRY = re.compile(r"(...)(....)(.....)", re.DOTALL)
_BLANKS = b" \t\r\n"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_Entry = tuple[str, int, int]


def split(stream: BinaryIO, *, max_piece: int = MAX_PIECE) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes) of each piece up to and with its record terminator, block by block.

    Blanks and line ends between records are skipped, nothing else: a piece at the end
    without terminator is given too. More than `max_piece` bytes without a terminator are
    given in pieces of about that size, so that memory stays bounded.
    """
    offset = 0
    rest = b""
    while block := stream.read(_BLOCK):
        *whole, rest = (rest + block).split(RECORD_END)
        for piece in whole:
            yield from _unless_blank(offset, piece + RECORD_END)
            offset += len(piece) + 1
        if len(rest) > max_piece:
            yield from _unless_blank(offset, rest)
            offset += len(rest)
            rest = b""
    yield from _unless_blank(offset, rest)


def _unless_blank(offset: int, piece: bytes) -> Iterator[tuple[int, bytes]]:
    record = piece.lstrip(_BLANKS)
    if record:
        yield offset + len(piece) - len(record), record


def read_iso2709(chunk: bytes, *, code_page: str | None = None) -> MarcRecord:
    """One record from its own bytes, with or without terminator.

    `code_page` is what the source is known to write ("cp1254"); see `encodings` for when
    it counts. Raises Unreadable with reason, words and the bytes. LookupError where Python
    knows no such code page.
    """
    data = chunk.removeprefix(_BYTE_ORDER_MARK)
    repairs: set[Repair] = set()
    try:
        leader = _leader(data, repairs)
        base = _base_address(data, leader)
        entries = _directory(data[24 : base - 1])
        body = data[base:].removesuffix(RECORD_END)
        texts, encoding = decode_fields(body, leader[9], code_page, repairs)
        tagged = _tagged(entries, body.split(FIELD_END), texts, repairs)
        fields = checked_fields(tagged, repairs)
    except Unreadable as trouble:
        trouble.data = chunk
        raise
    return MarcRecord(leader, fields, encoding, tuple(sorted(repairs)))


def _leader(data: bytes, repairs: set[Repair]) -> str:
    head = data[:24]
    if len(head) < 24:
        raise Unreadable(Reason.BAD_LEADER, f"only {len(head)} bytes, a leader has 24")
    if not head.isascii():
        raise Unreadable(Reason.BAD_LEADER, f"characters that no leader holds: {head!r}")
    leader = head.decode("ascii")
    if not leader.isprintable():
        repairs.add(Repair.LEADER)
        leader = "".join(letter if letter.isprintable() else " " for letter in leader)
    if leader[:5] != f"{len(data):05}" and data.endswith(RECORD_END):
        repairs.add(Repair.RECORD_LENGTH)
    return leader


def _base_address(data: bytes, leader: str) -> int:
    written = leader[12:17]
    base = int(written) if written.isdigit() else 0
    if not 24 < base <= len(data) or data[base - 1 : base] != FIELD_END:
        raise Unreadable(Reason.BAD_BASE_ADDRESS, f"the directory does not end at {written!r}")
    return base


def _directory(directory: bytes) -> list[_Entry]:
    """(tag, length, start) of each field, as the directory has it."""
    if not directory:
        raise Unreadable(Reason.NO_FIELDS, "the directory is empty")
    if len(directory) % 12:
        raise Unreadable(
            Reason.BAD_DIRECTORY, f"{len(directory)} bytes are no whole entries of twelve"
        )
    try:
        text = directory.decode("ascii")
        return [(tag, int(length), int(start)) for tag, length, start in _ENTRY.findall(text)]
    except ValueError as error:
        raise Unreadable(Reason.BAD_DIRECTORY, "an entry is not tag, length, start") from error


def _tagged(
    entries: list[_Entry], pieces: list[bytes], texts: list[str], repairs: set[Repair]
) -> list[tuple[str, str]]:
    """Each directory entry's tag with its text.

    The common case first: fields lie in the directory's order and every length is right.
    """
    tagged: list[tuple[str, str]] = []
    position = 0
    if len(entries) == len(pieces) - 1 and not pieces[-1]:
        for (tag, length, start), piece, text in zip(entries, pieces, texts, strict=False):
            if start != position or length != len(piece) + 1:
                break
            position += length
            tagged.append((tag, text))
        else:
            return tagged
    return _tagged_by_position(entries, pieces, texts, repairs)


def _tagged_by_position(
    entries: list[_Entry], pieces: list[bytes], texts: list[str], repairs: set[Repair]
) -> list[tuple[str, str]]:
    starts: dict[int, int] = {}
    position = 0
    for number, piece in enumerate(pieces):
        starts[position] = number
        position += len(piece) + 1
    if any(start not in starts for _, _, start in entries):
        return _tagged_in_order(entries, pieces, texts, repairs)
    tagged: list[tuple[str, str]] = []
    used: set[int] = set()
    for tag, length, start in entries:
        first = starts[start]
        after = starts.get(start + length)
        if after is None or after <= first:
            repairs.add(Repair.FIELD_LENGTH)
            after = first + 1
        elif after > first + 1:
            repairs.add(Repair.STRAY_TERMINATOR)
        used.update(range(first, after))
        tagged.append((tag, " ".join(texts[first:after])))
    if any(piece for number, piece in enumerate(pieces) if number not in used):
        repairs.add(Repair.UNLISTED_FIELDS)
    return tagged


def _tagged_in_order(
    entries: list[_Entry], pieces: list[bytes], texts: list[str], repairs: set[Repair]
) -> list[tuple[str, str]]:
    """Wrong positions (counted in characters, say), but as many fields as entries."""
    ended = len(pieces) if pieces[-1] else len(pieces) - 1
    if ended != len(entries):
        raise Unreadable(
            Reason.BAD_DIRECTORY,
            f"the directory lists {len(entries)} fields at other places than the {ended} there are",
        )
    repairs.add(Repair.DIRECTORY)
    return [(tag, text) for (tag, _, _), text in zip(entries, texts, strict=False)]
