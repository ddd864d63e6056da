"""What is written on each paper. Every text may be empty: an empty field takes no room."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kopru.common.text import nfc, upper
from kopru.shipping.papers.letters import (
    HandOverRecord,
    NetStatement,
    OverdueLetter,
    PullList,
    YearReport,
)

Payer = Literal["sender", "recipient"]


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where a parcel goes; `lines` are street, number, building (domain.md 4.8)."""

    name: str
    lines: tuple[str, ...] = ()
    district: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PullSlip:
    """Sends the lender's staff to the shelf: what, where, for whom, until when."""

    code: str
    title: str
    author: str = ""
    year: str = ""
    publisher: str = ""
    isbn: str = ""
    volume: str = ""
    call_number: str = ""
    location: str = ""
    item_barcode: str = ""
    requester_name: str = ""
    requester_symbol: str = ""
    needed_by: date | None = None
    ship_by: date | None = None
    note: str = ""
    patron_group: str = ""


@dataclass(frozen=True, slots=True)
class AddressLabel:
    """The outside of a parcel.

    `payer` "recipient" prints "Ücreti alıcıdan", the freight alone; it never
    means cash on delivery, which cargo firms keep apart (domain.md 4.8).
    """

    code: str
    sender: PostalAddress
    recipient: PostalAddress
    payer: Payer
    carrier: str = ""
    tracking: str = ""
    request_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnLabel:
    """Lies in the parcel for the way back; `send_back_by` is the last day to post it."""

    code: str
    sender: PostalAddress
    recipient: PostalAddress
    payer: Payer
    carrier: str = ""
    tracking: str = ""
    request_codes: tuple[str, ...] = ()
    send_back_by: date | None = None


@dataclass(frozen=True, slots=True)
class LoanSlip:
    """Handed to the reader with the book; `due_on` is the requester's own, earlier date."""

    code: str
    title: str
    author: str = ""
    due_on: date | None = None
    lender: str = ""
    conditions: str = ""
    library: str = ""


@dataclass(frozen=True, slots=True)
class BookStrap:
    """The strap round a borrowed book on the hold shelf.

    `shelf_mark` stands in for the reader's name, since anybody passing the shelf
    can read it: build it by `shelf_mark()`.
    """

    code: str
    title: str
    shelf_mark: str = ""
    due_on: date | None = None
    lender: str = ""
    conditions: str = ""
    library: str = ""


@dataclass(frozen=True, slots=True)
class PickupReceipt:
    """Tells the reader what was handed over and when it is due."""

    code: str
    title: str
    author: str = ""
    picked_up_on: date | None = None
    due_on: date | None = None
    shelf_mark: str = ""
    library: str = ""


@dataclass(frozen=True, slots=True)
class ReturnReceipt:
    """The reader's proof that the book was taken back on that day."""

    code: str
    title: str
    author: str = ""
    taken_back_on: date | None = None
    shelf_mark: str = ""
    library: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PackedItem:
    """One line of a packing list: `way` "out" is lent, "home" goes back to its owner."""

    code: str
    title: str
    way: Literal["out", "home"]
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class PackingList:
    """Lies in a parcel of several items: what must be in it, to be ticked off or scanned."""

    code: str
    sender: str
    recipient: str
    items: tuple[PackedItem, ...]
    carrier: str = ""
    tracking: str = ""
    packed_on: date | None = None


Written = OverdueLetter | HandOverRecord | PullList | YearReport | NetStatement
Label = AddressLabel | ReturnLabel
Paper = (
    PullSlip | Label | LoanSlip | BookStrap | PickupReceipt | ReturnReceipt | PackingList | Written
)


def shelf_mark(name: str, number: str) -> str:
    """Initials and the card number's last three signs: ("ışıl çelik", "20191234") -> "IÇ 234"."""
    initials = "".join(upper(word[0]) for word in nfc(name).split())
    tail = "".join(sign for sign in number if sign.isalnum())[-3:]
    return " ".join(part for part in (initials, tail) if part)
