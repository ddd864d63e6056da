"""The one shape of every courier we speak with: what it is told, asked, and answers. Pure.

An adapter is a class with the methods of `Adapter`; it is found by its key in the entry points
`kopru.carriers` or among the built-in ones (`registry`). It never sees the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Account:
    """A library's contract as an adapter needs it. `address` "" means the firm's own service.

    `payer_account` is the postal cheque account that the freight is charged to, where the firm has such.
    """

    customer: str
    password: str = field(repr=False)
    user: str = ""
    payer_account: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A library's address as couriers want it: province (il) and district (ilçe) apart."""

    name: str
    address: str
    city: str
    district: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Shipment:
    """One parcel to be announced. `reference` is our own number for it, the same at every try.

    `freight_from_recipient`: ücreti alıcıdan, never cash on delivery (domain.md 4.8).
    """

    reference: str
    barcode: str
    sender: Place
    recipient: Place
    freight_from_recipient: bool
    grams: int = 1000


class MoveState(StrEnum):
    """What a courier says happened, as far as we must know it."""

    ANNOUNCED = "announced"
    ACCEPTED = "accepted"
    MOVING = "moving"
    OUT_FOR_DELIVERY = "out_for_delivery"
    WAITS = "waits"
    DELIVERED = "delivered"
    GOES_BACK = "goes_back"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a courier's story of a parcel, in its own words. `at` is aware."""

    at: datetime
    place: str
    words: str
    state: MoveState


class NoSuchParcel(Exception):
    """The firm does not know this number (yet)."""


@runtime_checkable
class Adapter(Protocol):
    """A firm we can speak with.

    Every call raises `kopru.connections.errors.ConnectionTrouble`: `Refused` with the firm's own
    reason (nothing was done), `Unreachable` or `Garbled` where it is not known what was done.
    """

    #: as contracts name it, and as people do
    key: str
    name: str
    #: whether the firm gives a block of bar codes that we number parcels from
    has_block: bool

    def announce(self, account: Account, shipment: Shipment) -> str:
        """The firm's number of the parcel. The same shipment again is the same parcel."""
        ...

    def cancel(self, account: Account, number: str) -> None:
        """Take back what was announced."""
        ...

    def moves(self, account: Account, number: str) -> Sequence[Move]:
        """What happened to a parcel, oldest first. :raises NoSuchParcel:"""
        ...
