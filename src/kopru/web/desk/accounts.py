"""An account as a page shows it: what is owed, line by line, with why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from kopru.charges.books import NotBooked, Place
from kopru.charges.models import Entry, TransactionKind
from kopru.charges.queries import lines_of, open_of
from kopru.common.words import Words
from kopru.libraries.models import Library
from kopru.requests.models import BorrowingRequest, PatronRequest
from kopru.web.desk.here import say
from kopru.web.desk.saying import money_words
from kopru.web.frame.flash import flash
from kopru.web.frame.moneysaid import is_standing, running, what_words, why_words
from kopru.web.frame.sight import KopruRequest

T = TypeVar("T")


#: what a reader may have to answer for
_PASSED_ON = ("fine", "replacement", "damage", "other")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an account: newest first on the page, with the balance after it."""

    entry: Entry
    what: Words
    why: Words
    balance: Decimal
    stands: bool
    may_reverse: bool

    @property
    def number(self) -> str:
        """The request that it is about."""
        return self.entry.transaction.request_number


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A charge that is still open, and what is left of it."""

    line: Line
    left: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """All of an account: sums by currency, what is open, and the lines."""

    sums: dict[str, Decimal]
    open: list[OpenLine]
    lines: list[Line]


def account_view(library: Library, place: Place) -> AccountView:
    """The account of a reader or partner in the books of `library`."""
    entries = lines_of(library, place)
    lines = {one.entry.transaction_id: one for one in _lines(entries, library)}
    sums: dict[str, Decimal] = {}
    for entry in entries:
        sums[entry.currency] = sums.get(entry.currency, Decimal(0)) + entry.amount
    still = [
        OpenLine(lines[one.charge.key], one.left, currency)
        for currency in sorted(sums)
        for one in open_of(entries, currency=currency, we_owe=sums[currency] < 0)[0]
    ]
    owed = {currency: total for currency, total in sums.items() if total}
    return AccountView(owed, still, list(reversed(lines.values())))


def _lines(entries: list[Entry], library: Library) -> list[Line]:
    return [
        Line(
            entry, what_words(entry.transaction), why_words(entry.transaction), balance,
            is_standing(entry), is_standing(entry) and entry.transaction.booked_by_id == library.pk,
        )
        for entry, balance in running(entries)
    ]  # fmt: skip


def of_number(library: Library, *numbers: str) -> list[Line]:
    """What the books say of a loan: asked of a reader or between libraries, and paid at the door."""
    kinds = ("reader", "partner", "cash")
    rows = Entry.objects.filter(
        account__library=library, account__kind__in=kinds, transaction__request_number__in=numbers
    ).exclude(account__kind="cash", transaction__kind=TransactionKind.PAYMENT)  # fmt: skip
    known = rows.select_related(
        "account__partner", "transaction__reversed_by", "transaction__booked_by"
    )
    return _lines(list(known.order_by("transaction__at", "pk")), library)


def booked(request: KopruRequest, do: Callable[[], T]) -> T | None:
    """What `do` gives, or None where it was not booked; the reason is then shown on the next page."""
    try:
        return do()
    except NotBooked as refused:
        flash(request, say(money_words(refused)), tone="bad")
    return None


def money_of(wanted: PatronRequest, loans: Sequence[BorrowingRequest]) -> dict[str, object]:
    """What the books say of a reader's request, and which of it may be asked of the reader still."""
    lines = of_number(wanted.library, wanted.number, *(loan.request_id for loan in loans))
    asked = {str(one.entry.transaction.reference) for one in lines}
    charged = (
        one.entry
        for one in lines
        if one.stands and one.entry.account.kind == "partner" and one.entry.amount < 0
        and one.entry.transaction.purpose in _PASSED_ON
    )  # fmt: skip
    open_ones = [e.transaction_id for e in charged if f"passed-on:{e.transaction_id}" not in asked]
    return {"money": lines, "may_pass_on": open_ones if wanted.patron_id else []}
