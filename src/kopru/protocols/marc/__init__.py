"""MARC 21 from bytes to values: ISO 2709 and MARCXML, read record by record.

`split` a stream and `read_iso2709` each piece, or `read_marcxml` a stream; `describe`
what a record says. What cannot be read is an Unreadable that says why and keeps the bytes.
"""

from .describing import Description, describe
from .display import as_lines
from .holdings import HoldingData
from .iso2709 import read_iso2709, split
from .marcxml import as_marcxml, read_marcxml, read_marcxml_element
from .material import Kind
from .records import Field, MarcRecord, Reason, Repair, Unreadable

__all__ = [
    "Description", "Field", "HoldingData", "Kind", "MarcRecord", "Reason", "Repair",
    "Unreadable", "as_lines", "as_marcxml", "describe", "read_iso2709", "read_marcxml",
    "read_marcxml_element", "split",
]  # fmt: skip
