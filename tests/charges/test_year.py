"""A year of a small network: every statement of every pair reconciles to the kuruş, from both ends."""

import random
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

import pytest
from django.db import transaction

from kopru.charges import between, books
from kopru.charges.books import Made, NotBooked
from kopru.charges.checks import faults
from kopru.charges.models import AccountKind, Purpose, Transaction
from kopru.charges.queries import partner_owes
from kopru.charges.readers import Paid, Sum
from kopru.charges.statements import month_after, months, statements
from kopru.libraries.models import Library

pytestmark = pytest.mark.django_db
EVENTS = 600


def _kurus(amount):
    return int(amount * 100)


def _play(libraries, now, chance):
    """A year of events; what each pair owes by month in whole kuruş, reckoned apart from the books."""
    own = defaultdict(int)
    for n in range(EVENTS):
        at = now + timedelta(days=365 * n / EVENTS)
        one, other = chance.sample(libraries, 2)
        made, currency = Made(at, one), chance.choice(["TRY", "TRY", "TRY", "EUR"])
        amount = Decimal(chance.randrange(1, 90_000)) / 100
        what = Sum(amount, currency, chance.choice(list(Purpose)))
        month = made.day.replace(day=1)
        try:
            with transaction.atomic():
                match chance.randrange(6):
                    case 0:
                        between.pay(
                            other, one, Paid(amount, AccountKind.BANK, f"D{n}", currency), made=made
                        )
                        own[one, other, month, currency] -= _kurus(amount)
                    case 1:
                        between.waive(one, other, what, reason="Sayım", made=made)
                        own[one, other, month, currency] -= _kurus(amount)
                    case 2:
                        row = chance.choice(
                            list(
                                Transaction.objects.of(one)
                                .standing()
                                .filter(booked_by=one, kind="charge")[:9]
                            )
                        )
                        entry = row.entries.get(account__kind="partner")
                        books.reverse(row.pk, reason="Yanlış", made=made)
                        own[one, entry.account.partner, month, entry.currency] -= _kurus(
                            entry.amount
                        )
                    case _:
                        between.charge(one, other, what, reference=f"c{n}", made=made)
                        own[one, other, month, currency] += _kurus(amount)
        except (NotBooked, IndexError):
            continue
    return own


def test_a_years_statements_reconcile_to_the_kurus_from_both_ends(ash, birch, cedar, now):
    elm = Library.objects.create(symbol="TR-ELM", name_tr="Elm Kütüphanesi")
    libraries, chance = [ash, birch, cedar, elm], random.Random(2026)
    own = _play(libraries, now, chance)
    seen = 0
    for one, other in combinations(libraries, 2):
        closings = defaultdict(Decimal)
        for month in reversed(months(one, other)):
            ours, theirs = statements(one, other, month), statements(other, one, month)
            assert [s.number for s in ours] == [s.number for s in theirs]
            for mine, yours in zip(ours, theirs, strict=True):
                key = (month, mine.currency)
                moved = own[one, other, *key] - own[other, one, *key]
                assert mine.opening == closings[mine.currency] == -yours.opening
                assert mine.closing == -yours.closing
                assert _kurus(mine.closing - mine.opening) == moved
                refs = [e.transaction.reference for e in mine.entries]
                assert refs == [e.transaction.reference for e in yours.entries]
                closings[mine.currency] = mine.closing
                seen += len(refs)
        assert {c: total for c, total in closings.items() if total} == partner_owes(one, other)
    assert seen > EVENTS / 2
    assert faults() == []


def test_a_month_that_is_over_does_not_change_and_an_empty_one_carries_on(ash, birch, now):
    between.charge(
        ash,
        birch,
        Sum(Decimal("12.50"), "TRY", Purpose.FREIGHT),
        reference="a",
        made=Made(now, ash),
    )
    november = date(2026, 11, 1)
    [before] = statements(ash, birch, november)
    later = Made(now + timedelta(days=70), ash)
    with transaction.atomic():
        books.reverse(Transaction.objects.get(library=ash).pk, reason="Yanlış", made=later)
    [after], [december], [february] = (
        statements(ash, birch, month)
        for month in (november, month_after(november), date(2027, 2, 1))
    )
    assert (before.closing, after.closing) == (Decimal("12.50"), Decimal("12.50"))
    assert (december.opening, december.entries, december.closing) == (
        Decimal("12.50"),
        (),
        Decimal("12.50"),
    )
    assert february.closing == 0
    assert months(ash, birch) == [date(2027, 2, 1), date(2027, 1, 1), date(2026, 12, 1), november]
