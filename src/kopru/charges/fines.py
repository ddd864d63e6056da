"""What a delay costs. Pure: days in, a sum out.

Source: domain.md 2.1 (rows 30 to 32), 3.6 (renewal, overdue, force majeure).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kopru.libraries.calendar import OpenDays
from kopru.libraries.policy.terms import Rate, Terms

_ONE_DAY = timedelta(days=1)
NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both in it; no last day: without end."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class FineRule:
    """How one side reckons: rates by day of delay, days that cost nothing, the most for one item.

    Sums are in `currency`; `limit` of nought: no limit.
    """

    rates: tuple[Rate, ...]
    grace_days: int
    on_open_days: bool
    limit: Decimal
    currency: str

    @classmethod
    def of_readers(cls, terms: Terms) -> "FineRule":
        """A library's rule for its own readers."""
        return cls(
            terms.reader_fines, terms.reader_grace_days, terms.reader_fines_on_open_days,
            terms.reader_fine_limit, terms.currency,
        )  # fmt: skip

    @classmethod
    def of_partners(cls, terms: Terms) -> "FineRule":
        """A supplier's rule for libraries that borrow of it."""
        return cls(
            terms.fines, terms.grace_days, terms.fines_on_open_days, terms.fine_limit, terms.currency
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fine:
    """A delay reckoned: days late by the calendar, those that count, and the sum.

    `counted` are the days behind the grace that cost something; `capped`: the limit was reached.
    """

    due: date
    until: date
    days_late: int
    counted: int
    amount: Decimal
    currency: str
    capped: bool = False

    def as_facts(self) -> dict[str, object]:
        """How it was reckoned, for the books."""
        return {
            "due": self.due.isoformat(), "until": self.until.isoformat(), "days_late": self.days_late,
            "counted": self.counted, "capped": self.capped,
        }  # fmt: skip


def reckon(
    due: date, until: date, rule: FineRule, *, open_days: OpenDays, free: Iterable[Span] = ()
) -> Fine:
    """What an item due on `due` and given back on `until` costs; nothing where it is not late.

    Days of `free` do not count: while an answer to a renewal is awaited, while the network stands
    still. A due date on a closed day is one on the next open day.
    """
    spans = tuple(free)
    day, delay, counted, total = open_days.on_or_after(due), 0, 0, NOUGHT
    late = max(0, (until - day).days)
    while day < until:
        day += _ONE_DAY
        if any(span.holds(day) for span in spans) or (
            rule.on_open_days and not open_days.is_open(day)
        ):
            continue
        delay += 1
        if delay > rule.grace_days:
            counted += 1
            total += _rate(rule.rates, delay)
    capped = NOUGHT < rule.limit < total
    return Fine(due, until, late, counted, rule.limit if capped else total, rule.currency, capped)


def _rate(rates: Sequence[Rate], delay: int) -> Decimal:
    """What that day of delay costs."""
    begun = [rate for rate in rates if rate.from_day <= delay]
    return max(begun, key=lambda rate: rate.from_day).per_day if begun else NOUGHT


def within(fine: Decimal, *, unpaid: Decimal, limit: Decimal) -> Decimal:
    """As much of a fine as a reader's limit for all unpaid fines leaves room for; nought: no limit."""
    return min(fine, max(NOUGHT, limit - unpaid)) if limit else fine
