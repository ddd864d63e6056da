"""A library's year of interlibrary loan, counted. Pure.

The terms are ISO 2789's for interlibrary lending: requests received from other libraries and
requests sent to them, and how many of them were met ("positively answered"). A request counts in
the year, and the month, in which it was sent, whatever becomes of it later; one that has not come to
an end is in no rate.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import TypeVar

from kopru.requests.lifecycle import BorrowingState, LendingState, PatronRequestState

B, L, P = BorrowingState, LendingState, PatronRequestState
K = TypeVar("K", str, int)
_TENTH = Decimal("0.1")


class Outcome(StrEnum):
    """What became of a request."""

    MET = "met"
    UNMET = "unmet"
    CANCELLED = "cancelled"
    OPEN = "open"


#: a request sent is met once the item, or its copy, has left its library
_BORROWED = {
    **dict.fromkeys(
        (B.SHIPPED, B.NOT_ARRIVED, B.RECEIVED, B.RENEWAL_ASKED, B.RECALLED, B.OVERDUE, B.LOST,
         B.DAMAGED, B.RETURNED, B.DISPUTED, B.CLOSED), Outcome.MET),
    **dict.fromkeys((B.UNFILLED, B.WITHDRAWN, B.RETRY_OFFERED), Outcome.UNMET),
    B.CANCELLED: Outcome.CANCELLED,
}  # fmt: skip
_LENT = {
    **dict.fromkeys(
        (L.SHIPPED, L.OUT, L.RENEWAL_ASKED, L.RECALLED, L.OVERDUE, L.RETURNING, L.CHECKED_IN,
         L.CLOSED, L.CLAIMED, L.DELIVERED, L.DAMAGED), Outcome.MET),
    L.UNFILLED: Outcome.UNMET,
    L.CANCELLED: Outcome.CANCELLED,
}  # fmt: skip
#: a reader's request is met once the item was there to be collected, or the copy to be read
_READ = {
    **dict.fromkeys(
        (P.READY, P.WITH_READER, P.TAKEN_BACK, P.COMPLETED, P.RENEWAL_ASKED, P.RECALLED, P.OVERDUE,
         P.NOT_COLLECTED, P.LOST, P.DAMAGED, P.COPY_READY, P.DELIVERED), Outcome.MET),
    **dict.fromkeys((P.REFUSED, P.UNFILLED), Outcome.UNMET),
    P.CANCELLED: Outcome.CANCELLED,
}  # fmt: skip
_TABLES: Mapping[str, Mapping[str, Outcome]] = {
    "borrowing": {str(state): outcome for state, outcome in _BORROWED.items()},
    "lending": {str(state): outcome for state, outcome in _LENT.items()},
    "patron": {str(state): outcome for state, outcome in _READ.items()},
}


def outcome_of(kind: str, state: str) -> Outcome:
    """What a state means to the count; `kind` is "borrowing", "lending" or "patron"."""
    return _TABLES[kind].get(state, Outcome.OPEN)


@dataclass(frozen=True, slots=True)
class Counted:
    """One request of the year. Days are of 24 hours from when it was sent; None where it never came so far.

    `partner` is the other library's symbol; `freight` what the parcel cost, with its currency.
    """

    month: int
    partner: str
    kind: str
    service: str
    outcome: Outcome
    reason: str = ""
    days_to_shipment: float | None = None
    days_to_arrival: float | None = None
    renewals: int = 0
    is_lost: bool = False
    freight: tuple[Decimal, str] | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """Requests of one kind, counted. Days are medians to one decimal; `fill_rate` is in percent.

    None where there is nothing to reckon with.
    """

    requests: int = 0
    met: int = 0
    unmet: int = 0
    cancelled: int = 0
    open: int = 0
    fill_rate: Decimal | None = None
    days_to_shipment: Decimal | None = None
    days_to_arrival: Decimal | None = None
    renewals: int = 0
    lost: int = 0
    freight: Mapping[str, Decimal] = field(default_factory=dict)


def figures(rows: Iterable[Counted]) -> Figures:
    """The figures of some requests."""
    found = list(rows)
    number = Counter(row.outcome for row in found)
    met, unmet = number[Outcome.MET], number[Outcome.UNMET]
    done = met + unmet
    freight: dict[str, Decimal] = defaultdict(Decimal)
    for row in found:
        if row.freight:
            freight[row.freight[1]] += row.freight[0]
    return Figures(
        requests=len(found), met=met, unmet=unmet, cancelled=number[Outcome.CANCELLED],
        open=number[Outcome.OPEN],
        fill_rate=(Decimal(100 * met) / done).quantize(_TENTH) if done else None,
        days_to_shipment=_middle(row.days_to_shipment for row in found),
        days_to_arrival=_middle(row.days_to_arrival for row in found),
        renewals=sum(row.renewals for row in found), lost=sum(row.is_lost for row in found),
        freight=dict(sorted(freight.items())),
    )  # fmt: skip


def _middle(days: Iterable[float | None]) -> Decimal | None:
    known = [day for day in days if day is not None]
    return Decimal(str(median(known))).quantize(_TENTH) if known else None


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a library's year: all of it, and by what it is looked at."""

    all: Figures
    by_month: Sequence[tuple[int, Figures]]
    by_partner: Sequence[tuple[str, Figures]]
    by_kind: Sequence[tuple[str, Figures]]
    by_service: Sequence[tuple[str, Figures]]
    #: why requests were not met, most frequent first
    reasons: Sequence[tuple[str, int]]


def side_of(rows: Iterable[Counted]) -> Side:
    """All the figures of one side. Partners and kinds with most requests come first."""
    found = list(rows)
    why = Counter(row.reason or "" for row in found if row.outcome == Outcome.UNMET)
    return Side(
        all=figures(found),
        by_month=sorted(_by(found, lambda row: row.month), key=lambda pair: pair[0]),
        by_partner=_most_first(_by(found, lambda row: row.partner)),
        by_kind=_most_first(_by(found, lambda row: row.kind)),
        by_service=_most_first(_by(found, lambda row: row.service)),
        reasons=sorted(why.items(), key=lambda pair: (-pair[1], pair[0])),
    )


def _by(rows: Iterable[Counted], key: Callable[[Counted], K]) -> list[tuple[K, Figures]]:
    piles: dict[K, list[Counted]] = defaultdict(list)
    for row in rows:
        piles[key(row)].append(row)
    return [(name, figures(pile)) for name, pile in piles.items()]


def _most_first(pairs: list[tuple[str, Figures]]) -> list[tuple[str, Figures]]:
    return sorted(pairs, key=lambda pair: (-pair[1].requests, pair[0]))


@dataclass(frozen=True, slots=True)
class Year:
    """A library's year: what its readers asked for, what it asked of others, what others asked of it."""

    year: int
    readers: Figures
    requester: Side
    supplier: Side

    @property
    def is_empty(self) -> bool:
        """Nothing was asked on any side."""
        return not (
            self.readers.requests or self.requester.all.requests or self.supplier.all.requests
        )
