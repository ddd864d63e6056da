"""Paper that travels with a loan: slips, labels, straps and receipts, as PDF or SVG codes."""

from kopru.shipping.papers.codes import Unprintable, barcode_svg, qr_svg
from kopru.shipping.papers.letters import (
    HandOverRecord,
    Head,
    ListedItem,
    NetStatement,
    OverdueLetter,
    PullLine,
    PullList,
    ReportLine,
    YearReport,
)
from kopru.shipping.papers.render import render
from kopru.shipping.papers.sheets import (
    AddressLabel,
    BookStrap,
    LoanSlip,
    PackedItem,
    PackingList,
    Paper,
    PickupReceipt,
    PostalAddress,
    PullSlip,
    ReturnLabel,
    ReturnReceipt,
    shelf_mark,
)

__all__ = [
    "AddressLabel",
    "BookStrap",
    "HandOverRecord",
    "Head",
    "ListedItem",
    "LoanSlip",
    "NetStatement",
    "OverdueLetter",
    "PackedItem",
    "PackingList",
    "Paper",
    "PickupReceipt",
    "PostalAddress",
    "PullLine",
    "PullList",
    "PullSlip",
    "ReportLine",
    "ReturnLabel",
    "ReturnReceipt",
    "Unprintable",
    "YearReport",
    "barcode_svg",
    "qr_svg",
    "render",
    "shelf_mark",
]
