"""ISO 2709 bytes to records, each alone, so that one bad record costs no other.

Readers that follow the length in the leader lose the rest of a file at its first fault;
this one trusts the terminators (search-lab.md C, with the faults that occur).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from .encodings import Said, decode_fields, likely
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
    base = 0
    try:
        leader = _leader(data, repairs)
        end, base = _base_address(data, leader, repairs)
        entries = _directory(data[24:end])
        body = data[base:].removesuffix(RECORD_END)
        pieces = body.split(FIELD_END)
        texts, encoding = decode_fields(
            body, leader[9], lambda: said_of(leader[9], code_page or "", entries, pieces), repairs
        )
        tagged = _tagged(entries, pieces, texts, repairs)
        fields = checked_fields(tagged, repairs)
    except Unreadable as trouble:
        trouble.data = chunk
        if trouble.place >= 0:
            trouble.place += base + len(chunk) - len(data)
        raise
    return MarcRecord(leader, fields, encoding, tuple(sorted(repairs)))


def likely_encodings(chunk: bytes) -> tuple[str, ...]:
    """The encodings that a record's letters read well in, best first, for a person to choose."""
    data = chunk.removeprefix(_BYTE_ORDER_MARK)
    try:
        leader = _leader(data, set())
        end, base = _base_address(data, leader, set())
        entries = _directory(data[24:end])
    except Unreadable:
        return ()
    body = data[base:].removesuffix(RECORD_END)
    languages = said_of(leader[9], "", entries, body.split(FIELD_END)).languages
    # control fields hold no text, and what is no letter there says nothing of the encoding
    return likely(body, languages)


def said_of(leader_09: str, code_page: str, entries: list[_Entry], pieces: list[bytes]) -> Said:
    """What the undecoded fields say of their encoding and language (008, 041; UNIMARC 100, 101)."""
    found: dict[str, bytes] = {}
    for (tag, _, _), piece in zip(entries, pieces, strict=False):
        found.setdefault(tag, piece)
    is_unimarc = "200" in found and "245" not in found
    coded = found.get("100", b"").partition(b"\x1fa")[2][:36] if is_unimarc else b""
    languages = {found.get("008", b"")[35:38]}
    for part in found.get("101" if is_unimarc else "041", b"").split(b"\x1f")[1:]:
        languages |= {part[1:4]}
    return Said(
        leader_09,
        code_page,
        coded[26:30].decode("ascii", "ignore").strip() if coded[:8].isdigit() else "",
        frozenset(code.decode("ascii", "ignore").lower() for code in languages if code.isalpha()),
    )


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


def _base_address(data: bytes, leader: str, repairs: set[Repair]) -> tuple[int, int]:
    """Where the directory ends and where the fields begin.

    Where the leader points to another place in the record, the directory's own shape
    decides, if it leaves no doubt: entries of twelve digits up to the first field
    terminator; or whole entries up to where the leader has its end, with a few stray bytes,
    or a damaged terminator, behind them. A leader that points to no place is damaged itself.
    """
    written = leader[12:17]
    base = int(written) if written.isdigit() else 0
    if 24 < base <= len(data) and data[base - 1 : base] == FIELD_END:
        return base - 1, base
    first = data.find(FIELD_END)
    if 24 < base <= len(data) and first > 24 and _is_directory(data[24:first]):
        repairs.add(Repair.BASE_ADDRESS)
        return first, first + 1
    if 24 < base < first and _is_directory(data[24 : base - 1]):
        repairs.add(Repair.BASE_ADDRESS)
        stray = data[base - 1 : first]
        return base - 1, (first + 1 if stray.isdigit() else base)
    words = f"the directory does not end at {written!r}"
    raise Unreadable(Reason.BAD_BASE_ADDRESS, words, place=12)


def _is_directory(data: bytes) -> bool:
    return (
        len(data) % 12 == 0
        and data.isascii()
        and all(
            data[at : at + 3].isalnum() and data[at + 3 : at + 12].isdigit()
            for at in range(0, len(data), 12)
        )
    )


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
    """Wrong positions (counted in characters, say): fields are taken in their order.

    There may be more pieces than entries where a field holds a stray terminator; then one
    entry's length must be that of several pieces together.
    """
    ended = len(pieces) if pieces[-1] else len(pieces) - 1
    spare = ended - len(entries)
    tagged: list[tuple[str, str]] = []
    at = 0
    for tag, length, _ in entries:
        count = _pieces_of(pieces[at:ended], length, spare)
        spare -= count - 1
        tagged.append((tag, " ".join(texts[at : at + count])))
        at += count
    if spare or at != ended:
        raise Unreadable(
            Reason.BAD_DIRECTORY,
            f"the directory lists {len(entries)} fields at other places than the {ended} there are",
            place=0,
        )
    repairs.add(Repair.DIRECTORY)
    if ended > len(entries):
        repairs.add(Repair.STRAY_TERMINATOR)
    return tagged


def _pieces_of(pieces: list[bytes], length: int, spare: int) -> int:
    """How many pieces a field of `length` bytes is made of: one, unless several fit exactly."""
    if not pieces or spare <= 0 or len(pieces[0]) + 1 == length:
        return 1
    size = 0
    for count, piece in enumerate(pieces[: spare + 1], start=1):
        size += len(piece) + 1
        if size == length:
            return count
    return 1
