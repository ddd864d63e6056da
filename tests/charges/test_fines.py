"""What a delay costs: rates, grace, open days, limits, days that do not count."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.charges.fines import FineRule, Span, reckon, within
from kopru.libraries.calendar import OpenDays
from kopru.libraries.policy.terms import Rate, Terms

D = Decimal
TUESDAY = date(2026, 11, 24)
WEEK = OpenDays()


def rule(*rates, grace=0, on_open_days=False, limit="0"):
    stated = tuple(Rate(from_day=day, per_day=D(per)) for day, per in rates)
    return FineRule(stated, grace, on_open_days, D(limit), "TRY")


def later(days):
    return TUESDAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "of", "amount", "counted"),
    [
        (0, rule((1, "0.25")), "0", 0),
        (-3, rule((1, "0.25")), "0", 0),
        (1, rule((1, "0.25")), "0.25", 1),
        (10, rule((1, "0.30"), (8, "0.60")), "3.90", 10),  # METU's steps: 7 at 0.30, 3 at 0.60
        (3, rule((1, "2.50"), grace=3), "0", 0),  # Koç's three days
        (4, rule((1, "2.50"), grace=3), "2.50", 1),
        (7, rule((1, "1"), on_open_days=True), "5", 5),  # a week has five open days
        (30, rule((1, "5"), limit="40"), "40", 30),
        (5, rule(), "0", 5),
        (5, rule((3, "1")), "3", 5),
    ],
)
def test_a_delay_costs_what_the_terms_say(days, of, amount, counted):
    fine = reckon(TUESDAY, later(days), of, open_days=WEEK)
    assert (fine.amount, fine.counted) == (D(amount), counted)


def test_days_that_the_network_stands_still_or_an_answer_is_awaited_do_not_count():
    free = [Span(later(1), later(2)), Span(later(5))]
    fine = reckon(TUESDAY, later(30), rule((1, "1")), open_days=WEEK, free=free)
    assert (fine.amount, fine.days_late) == (D(2), 30)


def test_what_is_due_on_a_closed_day_is_due_on_the_next_open_one():
    saturday, monday = date(2026, 11, 28), date(2026, 11, 30)
    assert reckon(saturday, monday, rule((1, "1")), open_days=WEEK).amount == 0


def test_unpaid_fines_have_a_limit_of_their_own():
    assert within(D(10), unpaid=D(95), limit=D(100)) == D(5)
    assert within(D(10), unpaid=D(120), limit=D(100)) == 0
    assert within(D(10), unpaid=D(120), limit=D(0)) == D(10)


@given(
    days=st.integers(0, 200), grace=st.integers(0, 20), open_only=st.booleans(),
    per=st.decimals("0.01", "9.99", places=2), limit=st.decimals("0", "50", places=2),
)  # fmt: skip
def test_another_day_never_costs_less_and_never_more_than_the_limit(
    days, grace, open_only, per, limit
):
    of = rule((1, per), grace=grace, on_open_days=open_only, limit=limit)
    today = reckon(TUESDAY, later(days), of, open_days=WEEK)
    tomorrow = reckon(TUESDAY, later(days + 1), of, open_days=WEEK)
    assert 0 <= today.amount <= tomorrow.amount <= today.amount + per
    assert not limit or tomorrow.amount <= limit


def test_readers_and_partners_have_each_their_own_rule():
    terms = Terms.model_validate({"fines": [{"per_day": "5"}], "grace_days": 2, "reader_fines": [{"per_day": "1"}], "reader_fine_limit": "9"})  # fmt: skip
    assert FineRule.of_partners(terms).grace_days == 2
    assert FineRule.of_readers(terms).limit == D(9)
