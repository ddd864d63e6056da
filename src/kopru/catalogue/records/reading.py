"""Files of MARC records to items: what each record says, or why it cannot be read.

MARC 21 and UNIMARC, ISO 2709 and MARCXML. What a file is in is seen by its beginning, what
a record is in by its fields, unless the delivery declares its dialect.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kopru.catalogue.loading.fates import Item
from kopru.catalogue.records.described import Described
from kopru.catalogue.records.facts import NoWork, described, digest_of
from kopru.protocols.marc import (
    MarcRecord,
    Unreadable,
    as_marcxml,
    is_unimarc,
    read_iso2709,
    read_marcxml,
    read_marcxml_file,
    read_marcxml_piece,
    split,
)

__all__ = [
    "DIALECTS", "ISO2709", "MARCXML", "NoWork", "described", "digest_of", "is_iso2709", "read_file", "read_piece",
    "read_stored", "read_xml_piece", "record_of",
]  # fmt: skip

#: how a record is kept: the last two where only the delivery says that it is UNIMARC
ISO2709, MARCXML, UNIMARC, UNIMARCXML = "iso2709", "marcxml", "unimarc", "unimarcxml"
#: what a delivery can declare (`Load.format`); empty leaves it to each record
DIALECTS = ("marc21", "unimarc")
#: for bytes in which nothing ends a field, whatever else they are
NOT_MARC = "not_marc"
_FIELD_END = b"\x1e"
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xfe\xff", b"\xff\xfe")


def is_iso2709(path: Path) -> bool:
    """Whether a file has to be read as ISO 2709: everything that does not begin like XML."""
    with path.open("rb") as stream:
        return not stream.read(512).lstrip(b" \t\r\n").startswith(_XML_STARTS)


def read_file(path: Path, *, code_page: str = "", dialect: str = "") -> Iterator[Item]:
    """The records of a file in ISO 2709 or MARCXML (seen by its beginning), each on its own.

    `code_page` and `dialect` (one of DIALECTS) are what the source is known to write. What
    cannot be read is an item with its reason; a file that is no MARC at all is one.
    """
    in_pieces = is_iso2709(path)
    with path.open("rb") as stream:
        if not in_pieces:
            yield from _read_xml(stream, path.name, code_page, dialect)
            return
        for position, raw in split(stream):
            yield read_piece(path.name, position, raw, code_page=code_page, dialect=dialect)


def read_piece(
    name: str, position: int, raw: bytes, *, code_page: str = "", dialect: str = ""
) -> Item:
    """One piece of an ISO 2709 file, with what it says or why it cannot be read."""
    try:
        record = read_iso2709(raw, code_page=code_page or None)
    except Unreadable as trouble:
        reason = str(trouble.reason) if _FIELD_END in raw else NOT_MARC
        return Item(
            name, position, raw, digest_of(raw), ISO2709, None, reason, trouble.words
        )  # fmt: skip
    return _item(name, position, raw, record, dialect)


def read_xml_piece(
    name: str, position: int, raw: bytes, *, code_page: str = "", dialect: str = ""
) -> Item:
    """One `record` element that was cut out of a file of MARCXML."""
    try:
        record = read_marcxml_piece(raw, code_page=code_page)
    except Unreadable as trouble:
        return _unread_xml(name, position, trouble)
    return _item(name, position, as_marcxml(record), record, dialect, is_xml=True)


def read_stored(raw: bytes, format_: str, code_page: str) -> Described | None:
    """A stored record read again; None where today's reader no longer accepts it."""
    record = record_of(raw, format_, code_page)
    if record is None:
        return None
    try:
        return described(record, digest_of(raw), as_unimarc=_as_unimarc(record, format_))
    except NoWork:
        return None


def record_of(raw: bytes, format_: str, code_page: str) -> MarcRecord | None:
    """The fields of a stored record; None where today's reader no longer accepts its bytes."""
    try:
        if format_ in (MARCXML, UNIMARCXML):
            record = next(read_marcxml(BytesIO(raw)), None)
        else:
            record = read_iso2709(raw, code_page=code_page or None)
    except Unreadable:
        return None
    return record if isinstance(record, MarcRecord) else None


def _as_unimarc(record: MarcRecord, said: str) -> bool:
    """Whether to read a record as UNIMARC, by what its delivery or its stored format said."""
    if said in (UNIMARC, UNIMARCXML):
        return True
    return said != "marc21" and is_unimarc(record)


def _item(
    name: str, position: int, raw: bytes, record: MarcRecord, dialect: str, *, is_xml: bool = False
) -> Item:
    digest = digest_of(raw)
    as_unimarc = _as_unimarc(record, dialect)
    formats = (UNIMARC, UNIMARCXML) if as_unimarc and not is_unimarc(record) else (ISO2709, MARCXML)
    try:
        said = described(record, digest, as_unimarc=as_unimarc)
    except NoWork as other:
        return Item(
            name, position, raw, digest, formats[is_xml], None, other.reason, other.words
        )  # fmt: skip
    return Item(name, position, raw, digest, formats[is_xml], said)


def _read_xml(stream: BinaryIO, name: str, code_page: str, dialect: str) -> Iterator[Item]:
    for position, record in read_marcxml_file(stream, code_page=code_page):
        if isinstance(record, Unreadable):
            yield _unread_xml(name, position, record)
        else:
            yield _item(name, position, as_marcxml(record), record, dialect, is_xml=True)


def _unread_xml(name: str, position: int, trouble: Unreadable) -> Item:
    # where the XML itself breaks there may be no bytes of one record to tell it by
    digest = digest_of(trouble.data or f"{name}\n{trouble}".encode())
    return Item(
        name, position, trouble.data, digest, MARCXML, None, str(trouble.reason), trouble.words
    )
