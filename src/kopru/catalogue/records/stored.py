"""Stored records read again as MARC, for those who want to see what came."""

from io import BytesIO

from kopru.catalogue.models import Record
from kopru.catalogue.records.reading import MARCXML
from kopru.protocols.marc import MarcRecord, Unreadable, read_iso2709, read_marcxml


def marc_of(record: Record) -> MarcRecord | None:
    """The record with its encoding and repairs; None where today's reader no longer accepts it.

    A record that came without its bytes (none was ever loaded) is none either.
    """
    raw = record.raw
    if not raw:
        return None
    try:
        if record.format == MARCXML:
            first = next(read_marcxml(BytesIO(raw)), None)
            return first if isinstance(first, MarcRecord) else None
        return read_iso2709(raw, code_page=record.encoding or None)
    except Unreadable:
        return None
