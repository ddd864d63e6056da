"""The net statement of a month between two libraries: opening balance, entries, closing balance.

It is drawn from the books each time: they are only added to, and what is booked counts for its own
day, so a month that is over never changes. Seen from the other end every sum is the opposite.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max, Min, Sum

from kopru.charges.books import CENT, Place
from kopru.charges.models import AccountKind, Entry
from kopru.libraries.models import Library


@dataclass(frozen=True, slots=True)
class Statement:
    """One month in one currency, by the books of `library`; above nought the partner owes it."""

    library: Library
    partner: Library
    month: date
    currency: str
    opening: Decimal
    entries: tuple[Entry, ...]

    @property
    def closing(self) -> Decimal:
        """The balance at the end of the month."""
        return self.opening + sum((entry.amount for entry in self.entries), Decimal(0))

    @property
    def number(self) -> str:
        """The same at both ends."""
        one, other = sorted((self.library.symbol, self.partner.symbol))
        return f"{one}/{other}/{self.month:%Y-%m}/{self.currency}"


def month_after(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def statements(library: Library, partner: Library, month: date) -> list[Statement]:
    """The statements of a month (its first day), one a currency that was ever used until then."""
    place = Place(AccountKind.PARTNER, partner=partner)
    rows = Entry.objects.filter(
        account__key=place.key(library), transaction__day__lt=month_after(month)
    )
    before = rows.filter(transaction__day__lt=month).values("currency")
    opening = {
        r["currency"]: r["total"].quantize(CENT)
        for r in before.annotate(total=Sum("amount")).order_by()
    }
    inside = list(
        rows.filter(transaction__day__gte=month)
        .select_related("transaction__reverses", "transaction__reversed_by")
        .order_by("transaction__day", "transaction__at", "pk")
    )
    currencies = sorted({*opening, *(entry.currency for entry in inside)})
    return [
        Statement(
            library, partner, month, currency, opening.get(currency, Decimal(0)),
            tuple(entry for entry in inside if entry.currency == currency),
        )
        for currency in currencies
    ]  # fmt: skip


def months(library: Library, partner: Library) -> list[date]:
    """The months between two libraries, from the first entry to the last; the latest first."""
    place = Place(AccountKind.PARTNER, partner=partner)
    span = Entry.objects.filter(account__key=place.key(library)).aggregate(
        first=Min("transaction__day"), last=Max("transaction__day")
    )
    if span["first"] is None:
        return []
    month, found = span["first"].replace(day=1), []
    while month <= span["last"]:
        found.append(month)
        month = month_after(month)
    return found[::-1]
