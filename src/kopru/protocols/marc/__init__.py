"""MARC from bytes to values: ISO 2709 and MARCXML, MARC 21 and UNIMARC, record by record.

`split` a stream and `read_iso2709` each piece, or `read_marcxml` a stream; `describe`
(or `describe_unimarc`) what a record says. What cannot be read is an Unreadable that says
why and keeps the bytes.
"""

from .describing import Description, describe
from .display import as_lines
from .encodings import ISO5426, MARC8, knows
from .holdings import HoldingData, held_of, is_holdings_record, read_holdings
from .iso2709 import likely_encodings, read_iso2709, split
from .marcxml import as_marcxml, read_marcxml, read_marcxml_element
from .material import Kind
from .records import Field, MarcRecord, Reason, Repair, Unreadable
from .unimarc import describe_unimarc, is_unimarc
from .xml_files import read_marcxml_file, read_marcxml_piece

__all__ = [
    "ISO5426", "MARC8", "Description", "Field", "HoldingData", "Kind", "MarcRecord", "Reason",
    "Repair", "Unreadable", "as_lines", "as_marcxml", "describe", "describe_unimarc", "held_of",
    "is_holdings_record", "is_unimarc", "knows", "likely_encodings", "read_holdings",
    "read_iso2709", "read_marcxml", "read_marcxml_element",
    "read_marcxml_file", "read_marcxml_piece", "split",
]  # fmt: skip
