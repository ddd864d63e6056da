"""What a reader owes, and why; what it keeps them from; how it is paid."""

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.charges.models import Entry
from kopru.charges.queries import lines_of, open_of
from kopru.charges.readers import reader_place
from kopru.common.words import Words
from kopru.patrons.models import Patron
from kopru.requests.delays import late_fines
from kopru.requests.judging import reader_blocks
from kopru.requests.models import PatronRequest
from kopru.web.frame.moneysaid import is_standing, what_words, why_words
from kopru.web.frame.sight import KopruRequest, reader_only
from kopru.web.patron.asker import patron_of


@dataclass(frozen=True, slots=True)
class Owed:
    """One line as a reader reads it: what for, why, of which work. `amount` is what is left, or was paid."""

    what: Words
    why: Words
    title: str
    number: str
    amount: Decimal
    entry: Entry

    @property
    def currency(self) -> str:
        """Of the amount."""
        return self.entry.currency


@require_safe
@reader_only
def patron_money(request: KopruRequest) -> HttpResponse:
    """Everything the reader owes, on one page."""
    patron, today = patron_of(request), timezone.localdate()
    entries = lines_of(patron.library, reader_place(patron))
    titles = _titles(patron, entries)
    currencies = sorted({entry.currency for entry in entries})
    sums = {c: sum((e.amount for e in entries if e.currency == c), Decimal(0)) for c in currencies}
    by_row = {entry.transaction_id: entry for entry in entries}
    still = [
        _owed(by_row[one.charge.key], titles, one.left)
        for currency in currencies
        for one in open_of(entries, currency=currency)[0]
    ]
    context = {
        "patron": patron,
        "owes": {c: s for c, s in sums.items() if s > 0},
        "credit": {c: -s for c, s in sums.items() if s < 0},
        "open": still,
        "settled": [
            _owed(e, titles, -e.amount) for e in reversed(entries) if e.amount < 0 and is_standing(e)
        ][:20],
        "running": late_fines(patron, today=today),
        "blocks": reader_blocks(patron, today=today) if vars(patron)["may_owe"] else [],
        "terms": patron.library.terms(on=today),
    }  # fmt: skip
    return render(request, "patron/money.html", context)


def _titles(patron: Patron, entries: list[Entry]) -> dict[str, str]:
    """The works that the lines are about, by the number of the request."""
    numbers = {entry.transaction.request_number for entry in entries} - {""}
    if not numbers:
        return {}
    rows = PatronRequest.objects.filter(patron=patron, number__in=numbers)
    return {one.number: one.citation.short() for one in rows}


def _owed(entry: Entry, titles: dict[str, str], amount: Decimal) -> Owed:
    row = entry.transaction
    number = row.request_number if row.request_number in titles else ""
    return Owed(what_words(row), why_words(row), titles.get(number, ""), number, amount, entry)
