"""Letters that were read in the wrong encoding, put right where that is certain."""

import html
import quopri
import re

# cp1254 (Turkish) and latin-1 differ in these six letters only.
_ICELANDIC = str.maketrans("ðÐýÝþÞ", "ğĞıİşŞ")
_IS_ICELANDIC = re.compile(r"[ðÐýÝþÞ]")
_IS_TURKISH = re.compile(r"[ğĞıİşŞ]")
# Letters that Icelandic and Old English have and Turkish has not: leave such words alone.
_FOREIGN_WORD = re.compile(r"\b\w{0,30}(?:[æÆáÁóÓ]\w{0,30}[ðÐýÝþÞ]|[ðÐýÝþÞ]\w{0,30}[æÆáÁóÓ])")
_UTF8_PAIRS = re.compile(r"(?:[ÂÃÄÅ][\u0080-\u00bf\u0100-\u2122]|â€.)")
_ENTITY = re.compile(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[A-Za-z]{2,8});")
_QUOTED_PRINTABLE = re.compile(r"(?:=[0-9A-F]{2}){2}")


def repair(text: str) -> tuple[str, bool]:
    """`text` with mojibake undone line by line, and whether anything changed.

    Undone: UTF-8 read as cp1252, cp1254 or latin-1 ("Ã¼", "ÅŸ"); cp1254 read as
    latin-1 ("Yapý"); HTML entities; leftover quoted-printable. A line that also
    holds right Turkish letters is not taken for cp1254.
    """
    repaired = "\n".join(_repair_line(line) for line in text.split("\n"))
    return repaired, repaired != text


def _repair_line(line: str) -> str:
    if _QUOTED_PRINTABLE.search(line) and line.isascii():
        line = _decoded(quopri.decodestring(line.encode("ascii")), line)
    if _ENTITY.search(line):
        line = html.unescape(line)
    if _UTF8_PAIRS.search(line):
        line = _decoded(_bytes(line), line)
    if (
        _IS_ICELANDIC.search(line)
        and not _IS_TURKISH.search(line)
        and not _FOREIGN_WORD.search(line)
    ):
        line = line.translate(_ICELANDIC)
    return line


def _bytes(line: str) -> bytes:
    """`line` back as the bytes it was read from, letter by letter."""
    out = bytearray()
    for letter in line:
        for encoding in ("cp1252", "latin-1", "cp1254"):
            try:
                out += letter.encode(encoding)
                break
            except UnicodeEncodeError:
                continue
        else:
            return b"\xff"
    return bytes(out)


def _decoded(data: bytes, otherwise: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return otherwise
