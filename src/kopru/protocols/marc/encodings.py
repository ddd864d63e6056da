"""What encoding a record is in: judged by its bytes, since leader/09 is often wrong.

The ladder (search-lab.md C):

1. ASCII alone, without escapes: text as it is.
2. Valid UTF-8 with letters beyond ASCII: UTF-8, whatever leader/09 says.
3. A code page that the source declares. It stands before MARC-8, since the systems that
   write windows-1254 leave leader/09 blank, and MARC-8 would take most of it.
4. The character sets that a UNIMARC record declares in field 100.
5. Leader/09 blank, or escape sequences: MARC-8, strictly, unless its marks find no letters.
6. Leader/09 says UTF-8, and not one letter is: MARC-8 where the letters so read leave no
   doubt (`tells_marc8`). This is noted (Repair.ENCODING).
7. Else the record goes to quarantine: no byte is ever replaced. What it would read well in
   (`likely`) is for a person to say.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from . import iso5426, marc8
from .alphabets import is_torn, reads_well, tells_marc8
from .records import Reason, Repair, Unreadable

#: encodings that a source may declare beside those that Python knows
MARC8, ISO5426 = "marc-8", "iso5426"
_OWN: dict[str, Callable[[bytes], str]] = {ISO5426: iso5426.decode}
_ESCAPE = b"\x1b"
#: UNIMARC 100 $a/26-29 (UNIMARC manual; from 79 on RUSMARC). The basic Cyrillic set, ISO-IR
#: 37, lies in the right half as the letters of KOI8-R do
_SETS = {
    "01": "ascii", "02": "koi8-r", "03": ISO5426, "50": "utf-8",
    "79": "cp866", "89": "cp1251", "99": "koi8-r",
}  # fmt: skip
_CANDIDATES = ("cp1254", "cp1252", ISO5426, MARC8, "cp857", "koi8-r", "cp1251", "cp866",
               "iso8859-7", "cp1253", "cp1255", "cp1256", "iso8859-2", "cp1250")  # fmt: skip
_LIKELY = 0.8
_MANY_BYTES = re.compile(
    rb"[\xc3-\xdf][\x80-\xbf]|\xc2[\xa0-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a record and its source say of its encoding; empty is nothing said.

    `sets` are UNIMARC's four figures, `languages` codes of MARC in lower case.
    """

    leader_09: str = " "
    code_page: str = ""
    sets: str = ""
    languages: frozenset[str] = field(default_factory=frozenset)


def knows(name: str) -> bool:
    """Whether `name` can be declared as a source's encoding."""
    try:
        b"a".decode(name)
    except (LookupError, ValueError):
        return name in (MARC8, ISO5426)
    return True


def decode_fields(
    data: bytes, leader_09: str, ask: Callable[[], Said], repairs: set[Repair]
) -> tuple[list[str], str]:
    """The text of each field of `data`, which field terminators part, and the encoding's name.

    `ask` tells what else is said; it is asked where the bytes alone do not decide. Raises
    Unreadable with the place of the first byte that is no letter, LookupError for an unknown
    code page.
    """
    has_escapes = _ESCAPE in data
    if data.isascii() and not has_escapes:
        return data.decode("ascii").split("\x1e"), "ascii"
    texts = None
    if not has_escapes or (leader_09 == "a" and not data.isascii()):
        texts = _strictly(data, "utf-8")
    if texts is None:
        return _declared(data, ask(), repairs, has_escapes=has_escapes)
    if leader_09 != "a" and not ask().sets:
        repairs.add(Repair.ENCODING)
    return texts, "utf-8"


def _declared(
    data: bytes, said: Said, repairs: set[Repair], *, has_escapes: bool
) -> tuple[list[str], str]:
    """What is not UTF-8, by what is said of it: the rungs from the third on."""
    named = said.code_page or _of_sets(said.sets)
    if named and (not has_escapes or named == MARC8):
        texts = _strictly(data, named)
        if texts is not None:
            return texts, named
    if said.leader_09 == "a" and not has_escapes:
        return _misnamed(data, said, repairs), MARC8
    if said.leader_09 == "a":
        repairs.add(Repair.ENCODING)
    texts = _from_marc8(data)
    if not has_escapes and is_torn(texts, said.languages):
        first = next(place for place, code in enumerate(data) if code > 0x7F)
        words = "as MARC-8 its letters are none, or none of its language"
        raise Unreadable(Reason.ENCODING, words, place=first)
    return texts, MARC8


def likely(data: bytes, languages: Iterable[str]) -> tuple[str, ...]:
    """The encodings that `data` reads well in, best first; none where none does."""
    codes = frozenset(languages)
    found: list[tuple[float, int, str]] = []
    for order, name in enumerate(_CANDIDATES):
        texts = _strictly(data, name)
        if texts is not None and (well := reads_well(texts, codes)) >= _LIKELY:
            found.append((-well, order, name))
    return tuple(name for _, _, name in sorted(found))


def _of_sets(sets: str) -> str:
    """The one encoding that the sets of both halves make; "" where they name none we know."""
    left, right = sets[:2], sets[2:4].strip()
    if left in ("50", "79", "89", "99"):
        return _SETS[left]
    return _SETS.get(right or "03", "") if left == "01" else ""


def _strictly(data: bytes, encoding: str) -> list[str] | None:
    try:
        if encoding == MARC8:
            return [_marc8_field(piece) for piece in data.split(b"\x1e")]
        decode = _OWN.get(encoding)
        return (decode(data) if decode else data.decode(encoding)).split("\x1e")
    except UnicodeDecodeError:
        return None


def _misnamed(data: bytes, said: Said, repairs: set[Repair]) -> list[str]:
    """MARC-8 that calls itself UTF-8."""
    several = len(_MANY_BYTES.findall(data))
    texts = None if several else _strictly(data, MARC8)
    if texts is not None and tells_marc8(texts, said.languages):
        repairs.add(Repair.ENCODING)
        return texts
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        single = len(_MANY_BYTES.sub(b"", data).translate(None, bytes(range(0x80))))
        reason = Reason.BROKEN_UTF8 if several > single else Reason.ENCODING
        words = f"leader/09 says UTF-8, the bytes are not: {_around(error)!r}"
        raise Unreadable(reason, words, place=error.start) from error
    raise AssertionError("what is UTF-8 was read as such")


def _from_marc8(data: bytes) -> list[str]:
    texts: list[str] = []
    start = 0
    for piece in data.split(b"\x1e"):
        try:
            texts.append(_marc8_field(piece))
        except UnicodeDecodeError as error:
            words = f"neither UTF-8 nor MARC-8: {error.reason} in {_around(error)!r}"
            reason = Reason.BROKEN_MARC8 if _ESCAPE in data else Reason.ENCODING
            place = start + _place_in(piece, error)
            raise Unreadable(reason, words, place=place) from error
        start += len(piece) + 1
    return texts


def _marc8_field(piece: bytes) -> str:
    # character sets fall back to their defaults at each subfield
    return "\x1f".join(marc8.decode(part) for part in piece.split(b"\x1f"))


def _place_in(piece: bytes, error: UnicodeDecodeError) -> int:
    """Where in the field the byte stands that a subfield's error names."""
    start = 0
    for part in piece.split(b"\x1f"):
        if part == error.object:
            break
        start += len(part) + 1
    return start + error.start


def _around(error: UnicodeDecodeError) -> bytes:
    return error.object[max(0, error.start - 10) : error.start + 10]
