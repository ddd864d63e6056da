"""Deadlines and due dates. Pure: days in, days out.

Source: domain.md 2.1 (rows 1 to 3, 21 to 25), 3.8; pain 5, the chain of dates.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kopru.common.words import Words
from kopru.libraries.calendar import OpenDays
from kopru.libraries.policy.terms import Terms


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def answer_by(sent: date, *, terms: Terms, open_days: OpenDays) -> date:
    """The day by which a supplier with these terms answers a request sent on `sent`."""
    return open_days.after(sent, terms.answer_days)


def remind_from(sent: date, due: date) -> date:
    """The day from which a silent supplier is reminded: half of its time (domain.md 3.6)."""
    return sent + timedelta(days=max(1, (due - sent).days // 2))


def ship_by(promised: date, *, terms: Terms, open_days: OpenDays) -> date:
    """The day by which a promised item leaves."""
    return open_days.after(promised, terms.ship_days)


def lender_due(shipped: date, *, terms: Terms, open_days: OpenDays) -> date:
    """The day on which the supplier wants its item back.

    Counted in calendar days from dispatch, or from the expected arrival where the
    terms say so and do not include the way; moved off closed days backwards.
    """
    start = shipped
    if terms.counts_from == "arrival" and not terms.includes_transit:
        start = open_days.after(shipped, terms.transit_days)
    return open_days.on_or_before(start + timedelta(days=terms.loan_days))


def renewed_due(due: date, *, today: date, terms: Terms, open_days: OpenDays) -> date:
    """The due date after a renewal: so many days more, from the old date or from today if that is past.

    Where the terms name no length of a renewal it is that of a loan (domain.md 2.1, row 5).
    """
    days = terms.renewal_days or terms.loan_days
    return open_days.on_or_before(max(due, today) + timedelta(days=days))


def recalled_due(due: date | None, *, today: date, terms: Terms, open_days: OpenDays) -> date:
    """The due date after a recall: so many days from today, on an open day; never later than it was."""
    called = open_days.on_or_after(today + timedelta(days=terms.recall_days))
    return min(called, due) if due and due > today else called


def expected_on(sent: date, *, terms: Terms, open_days: OpenDays) -> date:
    """The day by which a parcel sent on `sent` is here, by the receiver's terms and open days."""
    return open_days.after(sent, terms.transit_days)


def collect_by(arrived: date, *, terms: Terms, open_days: OpenDays) -> date:
    """The last day on which the reader may collect an item that arrived on `arrived`."""
    return open_days.after(arrived, terms.collect_days)


def collect_by_again(called: date, *, terms: Terms, open_days: OpenDays) -> date:
    """The last day to collect after the second notice of `called` (domain.md 3.8)."""
    return open_days.after(called, terms.second_collect_days)


@dataclass(frozen=True, slots=True)
class Chain:
    """The reader's due date and how it came about.

    `short`: the lender's date is so near that the reader gets only the least time.
    """

    due: date
    lender_due: date
    transit_days: int
    buffer_days: int
    skipped: int
    short: bool

    def explained(self) -> Words:
        """One line that a reader and a librarian can check."""
        if self.short:
            return Words(
                f"Veren kütüphanenin tarihi {_day(self.lender_due)}; yol ve pay için gün kalmadığından "
                f"ilk açık gün: {_day(self.due)}.",
                f"The lender's date is {_day(self.lender_due)}; no days are left for the way back, "
                f"so the first open day: {_day(self.due)}.",
            )
        closed_tr = f", {self.skipped} kapalı gün atlandı" if self.skipped else ""
        closed_en = f", {self.skipped} closed days skipped" if self.skipped else ""
        return Words(
            f"Veren kütüphanenin tarihi {_day(self.lender_due)}; dönüş yolu {self.transit_days} iş günü, "
            f"hazırlık {self.buffer_days} iş günü{closed_tr}: {_day(self.due)}.",
            f"The lender's date is {_day(self.lender_due)}; {self.transit_days} open days for the way back, "
            f"{self.buffer_days} to prepare{closed_en}: {_day(self.due)}.",
        )


def patron_due(lender: date, *, today: date, terms: Terms, open_days: OpenDays) -> Chain:
    """The reader's due date: the lender's less transit, buffer and closed days, on an open day.

    Never before the first open day after `today`: a reader gets at least that.
    """
    last = open_days.on_or_before(lender)
    posted = open_days.before(last, terms.transit_days)
    due = open_days.before(posted, terms.buffer_days)
    least = open_days.on_or_after(today + timedelta(days=1))
    spent = terms.transit_days + terms.buffer_days
    skipped = (lender - due).days - spent
    if due < least:
        return Chain(least, lender, terms.transit_days, terms.buffer_days, 0, short=True)
    return Chain(due, lender, terms.transit_days, terms.buffer_days, skipped, short=False)
