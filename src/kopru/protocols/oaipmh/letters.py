"""What a provider's bytes say: by themselves first, then by what we know of it, then by what it declares.

The ladder of the catalogue's other readers, for XML:

1. valid UTF-8 is UTF-8, whatever stands in declaration or header;
2. the code page that the source is known to write, since systems that write
   windows-1254 often declare something else, or nothing;
3. the encoding that the XML declaration names, then that of the HTTP header. ISO 8859-9
   and 8859-1 are read as their Windows supersets, as browsers do (WHATWG Encoding 4.2);
4. else it cannot be read: no byte is ever replaced.
"""

import codecs
import re
from collections.abc import Iterator
from html.entities import name2codepoint

_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?\bencoding\s*=\s*[\"']([A-Za-z0-9._:\-]+)[\"'][^>]*\?>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_BARE = re.compile(r"&(?!(?:[A-Za-z_][\w.\-]*|#[0-9]+|#x[0-9A-Fa-f]+);)")
_OF_XML = {"amp", "lt", "gt", "quot", "apos"}
_SUPERSETS = {"iso8859-9": "cp1254", "iso8859-1": "cp1252"}
_TURKISH = frozenset("ĞğİıŞş")
#: what a Turkish word has in its place where windows-1254 is read as windows-1252
_NOT_TURKISH = frozenset("ÐðÝýÞþ")


def as_utf8(data: bytes) -> bytes:
    """The bytes without a byte order mark; UTF-16, which its mark tells, as UTF-8.

    :raises UnicodeDecodeError: a UTF-16 mark before what is none
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16").encode("utf-8")
    return data.removeprefix(codecs.BOM_UTF8)


def declared(data: bytes) -> str:
    """The encoding that the XML declaration names, or ""."""
    found = _DECLARED.match(data[:300])
    return found[1].decode("ascii") if found else ""


def decoded(data: bytes, *, code_page: str, named: tuple[str, ...]) -> tuple[str, str] | None:
    """The text and the encoding it was in; None where no step of the ladder fits.

    `named` are the encodings that declaration and header name, in this order.
    """
    for encoding in _ladder(code_page, named):
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return None


def _ladder(code_page: str, named: tuple[str, ...]) -> Iterator[str]:
    yield "utf-8"
    if code_page:
        yield code_page
    for name in named:
        try:
            known = codecs.lookup(name).name
            "a".encode(known)  # not every codec is one of text
        except (LookupError, ValueError):
            continue
        if known in _SUPERSETS:
            yield _SUPERSETS[known]
        yield known


def undeclared(text: str) -> str:
    """The document without its XML declaration, which would name another encoding than it has now."""
    return _DECLARATION.sub("", text, count=1)


def without_controls(text: str) -> str:
    """Without the characters that no XML may have, as such or by number; they carry no text."""
    clean = text if text.isprintable() else _NOT_XML.sub("", text)
    return _NUMBERED.sub(_lawful, clean) if "&#" in clean else clean


def _lawful(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code < 0x110000 and not _NOT_XML.match(chr(code)) else ""


def mended(text: str) -> str:
    """With HTML's named letters (`&uuml;`) as letters, and a bare & as `&amp;`: nothing is guessed."""
    return _BARE.sub("&amp;", _NAMED.sub(_letter, text))


def _letter(entity: re.Match[str]) -> str:
    name = entity[1]
    if name in _OF_XML or name not in name2codepoint:
        return entity[0] if name in _OF_XML else f"&amp;{name};"
    return chr(name2codepoint[name])


def code_page_for(data: bytes) -> str:
    """The code page to advise for a source: "cp1254" where its bytes make Turkish letters only so.

    Empty where they are UTF-8 or say nothing. Advice for a person, never taken by itself.
    """
    if decoded(data, code_page="", named=()) is not None:
        return ""
    try:
        text = data.decode("cp1254")
    except UnicodeDecodeError:
        return ""
    return "cp1254" if _TURKISH & set(text) else ""


def looks_misread(text: str) -> bool:
    """Whether the text has Icelandic letters and no Turkish ones: read in the wrong code page."""
    letters = set(text)
    return bool(letters & _NOT_TURKISH) and not letters & _TURKISH
