"""MARC-8 to Unicode, strictly: what has no meaning raises, and no letter is lost.

Two habits of real files are understood: a character that MARC-8 lacks as {u0654} or, by
its East Asian code, {6924f6}, which stays as it stands; and ASCII signs amid a script
that has none of its own at that place.

The tables are pymarc's. Its converter is not used, since it puts a blank for every byte
it does not know and drops the non-sort marks (search-lab.md C: windows-1254 taken for
MARC-8 lost its letters without a word). Rules: MARC 21 character sets, part 2.
"""

import re
import unicodedata

from pymarc import marc8_mapping

_ESCAPE = re.compile(rb"\x1b(?:([gbps])|(\$?)([(,)\-]?)(!?)([34BEPQSN12])|\$1)")
_NOTED = re.compile(rb"\{(?:u([0-9A-Fa-f]{4,5})|[0-9A-Fa-f]{6})\}")
_TABLES: dict[int, dict[int, tuple[int, int]]] = marc8_mapping.CODESETS
_BASIC_LATIN, _ANSEL, _EAST_ASIAN = 0x42, 0x45, 0x31
#: the short escapes: Greek symbols, subscript, superscript, and back to ASCII
_SHORT = {b"g": 0x67, b"b": 0x62, b"p": 0x70, b"s": _BASIC_LATIN}


def decode(data: bytes) -> str:
    """One subfield or control field as NFC text. UnicodeDecodeError where it is not MARC-8."""
    if data.isascii() and b"\x1b" not in data:
        return data.decode("ascii")
    letters: list[str] = []
    waiting: list[str] = []  # MARC-8 writes marks before their letter, Unicode after
    sets = [_BASIC_LATIN, _ANSEL]
    place = 0
    while place < len(data):
        if data[place] == 0x1B:
            place = _switch(data, place, sets)
            continue
        noted = _NOTED.match(data, place) if sets[0] != _BASIC_LATIN else None
        if noted:
            letters.append(_spelled_out(noted))
            place = noted.end()
            continue
        width = 3 if _is_east_asian(data, place, sets) else 1
        letter, is_mark = _look_up(data, place, width, sets)
        place += width
        if is_mark:
            waiting.append(letter)
        else:
            letters += [letter, *waiting]
            waiting.clear()
    return unicodedata.normalize("NFC", "".join(letters + waiting))


def _spelled_out(noted: re.Match[bytes]) -> str:
    number, text = noted[1], noted[0].decode("ascii")
    return text if number is None else chr(int(number, 16))


def _is_east_asian(data: bytes, place: int, sets: list[int]) -> bool:
    return sets[0] == _EAST_ASIAN and 0x21 <= data[place] <= 0x7E


def _switch(data: bytes, place: int, sets: list[int]) -> int:
    """Designate the set that the escape at `place` names; where the text goes on."""
    found = _ESCAPE.match(data, place)
    if found is None:
        raise UnicodeDecodeError("marc-8", data, place, place + 1, "unknown escape sequence")
    short, _, position, _, final = found.groups()
    if short:
        sets[0] = _SHORT[short]
    else:
        sets[1 if position in (b")", b"-") else 0] = final[0]
    return found.end()


def _look_up(data: bytes, place: int, width: int, sets: list[int]) -> tuple[str, bool]:
    code = int.from_bytes(data[place : place + width], "big")
    if width == 1 and code <= 0x20:
        return chr(code), False
    table = _TABLES.get(sets[1] if width == 1 and code >= 0x80 else sets[0], {})
    # a set may be designated to either half; its table is keyed by one of them
    found = table.get(code) or (table.get(code ^ 0x80) if width == 1 else None)
    if found is not None:
        return chr(found[0]), bool(found[1])
    if width == 1 and code < 0x7F:
        return chr(code), False
    odd = marc8_mapping.ODD_MAP.get(code)
    if odd is None:
        raise UnicodeDecodeError("marc-8", data, place, place + 1, "no MARC-8 character")
    return chr(odd), False
