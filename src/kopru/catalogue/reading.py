"""Files of MARC records to items: what each record says, or why it cannot be read."""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kopru.catalogue.described import Copy, Described, Facts
from kopru.catalogue.fates import Item
from kopru.catalogue.numbers import number_of
from kopru.protocols.marc import (
    Description,
    HoldingData,
    MarcRecord,
    Unreadable,
    as_marcxml,
    describe,
    read_iso2709,
    read_marcxml,
    split,
)

ISO2709, MARCXML = "iso2709", "marcxml"
#: for bytes in which nothing ends a field, whatever else they are
NOT_MARC = "not_marc"
_FIELD_END = b"\x1e"
_LONGEST_CONTROL_NUMBER = 120
_MOST_COPIES = 30_000
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xfe\xff", b"\xff\xfe")
_NUMBER = re.compile(r"[0-9][0-9Xx -]{7,20}")


def digest_of(raw: bytes) -> str:
    """What tells one record's bytes from another's."""
    return blake2b(raw, digest_size=16).hexdigest()


def is_iso2709(path: Path) -> bool:
    """Whether a file has to be read as ISO 2709: everything that does not begin like XML."""
    with path.open("rb") as stream:
        return not stream.read(512).lstrip(b" \t\r\n").startswith(_XML_STARTS)


def read_file(path: Path, *, code_page: str = "") -> Iterator[Item]:
    """The records of a file in ISO 2709 or MARCXML (seen by its beginning), each on its own.

    What cannot be read is an item with its reason; a file that is no MARC at all is one.
    """
    read = _read_iso2709 if is_iso2709(path) else _read_xml
    with path.open("rb") as stream:
        yield from read(stream, path.name, code_page)


def read_stored(raw: bytes, format_: str, code_page: str) -> Described | None:
    """A stored record read again; None where today's reader no longer accepts it."""
    try:
        if format_ == MARCXML:
            record = next(read_marcxml(BytesIO(raw)), None)
        else:
            record = read_iso2709(raw, code_page=code_page or None)
    except Unreadable:
        return None
    return described(record, digest_of(raw)) if isinstance(record, MarcRecord) else None


def _read_iso2709(stream: BinaryIO, name: str, code_page: str) -> Iterator[Item]:
    for position, raw in split(stream):
        yield read_piece(name, position, raw, code_page=code_page)


def read_piece(name: str, position: int, raw: bytes, *, code_page: str = "") -> Item:
    """One piece of an ISO 2709 file, with what it says or why it cannot be read."""
    digest = digest_of(raw)
    try:
        record = read_iso2709(raw, code_page=code_page or None)
    except Unreadable as trouble:
        reason = str(trouble.reason) if _FIELD_END in raw else NOT_MARC
        return Item(name, position, raw, digest, ISO2709, None, reason, trouble.words)
    return Item(name, position, raw, digest, ISO2709, described(record, digest))


def _read_xml(stream: BinaryIO, name: str, _code_page: str) -> Iterator[Item]:
    for record in read_marcxml(stream):
        position = stream.tell()
        if isinstance(record, Unreadable):
            # where the XML itself breaks there are no bytes of one record to tell it by
            digest = digest_of(record.data or f"{name}\n{record}".encode())
            yield Item(
                name, position, record.data, digest, MARCXML, None, str(record.reason), record.words
            )
        else:
            raw = as_marcxml(record)
            digest = digest_of(raw)
            yield Item(name, position, raw, digest, MARCXML, described(record, digest))


def described(record: MarcRecord, digest: str) -> Described:
    """What the catalogue knows of a record; `digest` names one that has no control number."""
    said = describe(record)
    number = said.control_number
    if not number:
        number = f"~{digest}"
    elif len(number) > _LONGEST_CONTROL_NUMBER:
        number = f"{number[:80]}~{digest_of(number.encode())}"
    return Described(
        number, said.is_deleted, _facts(said, record), tuple(map(_copy, said.holdings))
    )


def _facts(said: Description, record: MarcRecord) -> Facts:
    return Facts(
        title=said.title,
        subtitle=said.subtitle,
        authors=said.authors,
        responsibility=said.responsibility,
        publisher=said.publisher,
        place=said.place,
        year=said.year,
        year_text=said.year_text,
        edition_statement=said.edition,
        volume=said.volume,
        pages=said.pages,
        kind=str(said.kind),
        language=said.language,
        is_online=said.online,
        isbns=(*said.isbns, *_flawed_isbns(record, said)),
        issns=said.issns,
        subjects=said.subjects,
        series=said.series,
        isbn_qualifiers=said.isbn_qualifiers,
        work_titles=said.work_titles,
        original_language=said.original_language,
        form=str(said.form),
        coded_years=said.coded_years,
    )


def _flawed_isbns(record: MarcRecord, said: Description) -> list[str]:
    """Numbers with a wrong check digit, as typed: they are what stands in the book (domain.md 4.3)."""
    texts = [text for field in record.fields if field.tag == "020" for text in field.values("a")]
    if len(texts) == len(said.isbns):
        return []
    typed = [found.group().strip(" -") for text in texts if (found := _NUMBER.search(text))]
    return [
        text
        for text in dict.fromkeys(typed)
        if number_of(text) and number_of(text) not in said.isbns
    ]


def _copy(holding: HoldingData) -> Copy:
    return Copy(
        branch_code=holding.branch,
        location=holding.location,
        call_number=holding.call_number,
        barcode=holding.barcode,
        copies=min(max(holding.copies, 1), _MOST_COPIES),
        status=_status(holding),
        due_back=_day(holding.due_back),
        note=holding.note,
    )


def _status(holding: HoldingData) -> str:
    """What the record itself says of the copy, as of the day it was written out."""
    if holding.not_for_loan:
        return "not_for_loan"
    return {True: "available", False: "on_loan", None: "unknown"}[holding.is_in]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
