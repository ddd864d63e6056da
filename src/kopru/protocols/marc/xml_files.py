"""Files of MARCXML, also those that no parser takes as a whole.

One wrong byte or tag ends an XML document, and libraries' exports of a million records have
such places, or encodings that the declaration does not name. A file that is UTF-8 is read
so, whatever it declares; where its XML breaks, and throughout where it is not UTF-8, records
are cut out of the bytes and each is decided by itself: UTF-8, else the source's code page,
else what the declaration says, else quarantine.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from .marcxml import MAX_RECORD, read_marcxml, read_marcxml_element
from .records import MarcRecord, Reason, Unreadable

#: a document's own words on its encoding
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_START = re.compile(rb"<(?:[\w.-]+:)?record(?=[\s>])")
_END = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_PREFIX = re.compile(rb"</?([\w.-]+):")
_ENTITY = re.compile(rb"&(?!amp;|lt;|gt;|quot;|apos;|#)[^;\s<]{1,40};")
_LOCAL_MARC = (b"leader", b"controlfield", b"datafield")
_WIDE = (b"\xfe\xff", b"\xff\xfe", b"\x00<", b"<\x00")
_BLOCK = 1 << 18
_UTF8 = ("utf-8", "utf8", "us-ascii", "ascii", "")
#: a DTD stands before the first element
_PROLOG = 4096

Found = tuple[int, MarcRecord | Unreadable]


def read_marcxml_file(
    stream: BinaryIO, *, code_page: str = "", max_record: int = MAX_RECORD
) -> Iterator[Found]:
    """(position, record) of each record, or why it cannot be read, in the document's order.

    `stream` can be sought. Positions are bytes from its start: of the record where it was
    cut out, else of the block that was read last. `code_page` is what the source is known
    to write. Raises LookupError where Python knows no such code page.
    """
    start = stream.read(_PROLOG)
    declared = _declared(start)
    stream.seek(0)
    if start.startswith(_WIDE) or b"<!DOCTYPE" in start:
        yield from ((stream.tell(), found) for found in read_marcxml(stream, max_record=max_record))
        return
    if not _is_utf8(stream):
        stream.seek(0)
        yield from _cut(stream, 0, code_page, declared, max_record)
        return
    stream.seek(0)
    encoding = None if declared in _UTF8 else "utf-8"
    yield from _as_utf8(stream, encoding, code_page, max_record)


def _as_utf8(
    stream: BinaryIO, encoding: str | None, code_page: str, max_record: int
) -> Iterator[Found]:
    count = 0
    for found in read_marcxml(stream, max_record=max_record, encoding=encoding):
        if isinstance(found, Unreadable) and found.reason is Reason.BROKEN_XML:
            whole = True
            stream.seek(0)
            for position, other in _cut(stream, count, code_page, "", max_record):
                whole = whole and isinstance(other, MarcRecord)
                yield position, other
            if whole:  # what broke it stands between records
                yield 0, found
            return
        count += isinstance(found, MarcRecord) or _is_marc(found.data)
        yield stream.tell(), found


def _cut(
    stream: BinaryIO, skip: int, code_page: str, declared: str, max_record: int
) -> Iterator[Found]:
    """Each record from the one numbered `skip`, parsed alone."""
    for number, (position, piece) in enumerate(pieces(stream, max_piece=max_record)):
        if number < skip:
            continue
        try:
            yield position, read_marcxml_element(_element(piece, code_page, declared))
        except Unreadable as trouble:
            trouble.data = piece
            yield position, trouble


def _declared(start: bytes) -> str:
    """What the XML declaration says, in lower case; "" where it says nothing."""
    found = _DECLARED.match(start.removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode("ascii").lower() if found else ""


def pieces(stream: BinaryIO, *, max_piece: int) -> Iterator[tuple[int, bytes]]:
    """(offset, bytes) of each innermost `record` element, and of what begins one without end.

    The envelopes of OAI-PMH, which are records too, are left out with what stands between.
    """
    base, rest = 0, b""
    while block := stream.read(_BLOCK):
        rest += block
        at = 0
        while end := _END.search(rest, at):
            starts = [found.start() for found in _START.finditer(rest, at, end.start())]
            if starts and _is_marc(rest[starts[-1] : end.end()]):
                yield base + starts[-1], rest[starts[-1] : end.end()]
            at = end.end()
        base, rest = base + at, rest[at:]
        if len(rest) > max_piece:
            yield base, rest[:max_piece]
            base, rest = base + len(rest), b""
    if (found := _START.search(rest)) and _is_marc(rest):
        yield base + found.start(), rest[found.start() :]


def _is_marc(piece: bytes) -> bool:
    return any(name in piece for name in _LOCAL_MARC)


def read_marcxml_piece(piece: bytes, *, code_page: str = "") -> MarcRecord:
    """One `record` element from its own bytes, as `read_marcxml_file` cuts it. Raises Unreadable."""
    try:
        return read_marcxml_element(_element(piece, code_page, ""))
    except Unreadable as trouble:
        trouble.data = piece
        raise


def _element(piece: bytes, code_page: str, declared: str) -> etree._Element:
    """The `record` element that `piece` is. Raises Unreadable."""
    text = _text_of(piece, code_page, declared)
    if found := _ENTITY.search(piece):
        words = f"an entity that XML does not know: {found[0]!r}"
        raise Unreadable(Reason.BROKEN_XML, words, place=found.start())
    # prefixes were declared further out, if at all; a name that is none breaks here
    prefixes = {found.decode("ascii", "replace") for found in _PREFIX.findall(piece)} - {"xml"}
    outer = " ".join(f'xmlns:{prefix}="urn:cut-out:{prefix}"' for prefix in sorted(prefixes))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(f"<cut {outer}>{text}</cut>".encode(), parser)[0]
    except etree.XMLSyntaxError as error:
        raise Unreadable(Reason.BROKEN_XML, str(error.msg)) from error


def _text_of(piece: bytes, code_page: str, declared: str) -> str:
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError as error:
        name = code_page or ("" if declared in _UTF8 else declared)
        words = f"not UTF-8: {piece[max(0, error.start - 10) : error.start + 10]!r}"
        place = error.start
    if name:
        try:
            return piece.decode(name)
        except UnicodeDecodeError as error:
            words, place = f"neither UTF-8 nor {name}: {error.reason}", error.start
        except LookupError:
            if name == code_page:
                raise
    raise Unreadable(Reason.ENCODING, words, place=place)


def _is_utf8(stream: BinaryIO) -> bool:
    """Whether all that is left of `stream` is UTF-8."""
    rest = b""
    while block := stream.read(_BLOCK):
        data = rest + block
        try:
            data.decode("utf-8")
            rest = b""
        except UnicodeDecodeError as error:
            rest = data[error.start :]
            # a letter that the next block ends
            if error.reason != "unexpected end of data" or len(rest) > 3:
                return False
    return not rest
