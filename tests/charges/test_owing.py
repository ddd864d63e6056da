"""What is still open of an account."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kopru.charges.owing import Booked, open_items

D = Decimal
DAY = date(2026, 11, 24)


def test_payments_go_to_the_charge_they_name_and_the_rest_to_the_oldest():
    lines = [
        Booked(1, D(10), DAY), Booked(2, D(20), DAY), Booked(3, D(5), DAY),
        Booked(4, D(-20), DAY, settles=2), Booked(5, D(-12), DAY),
    ]  # fmt: skip
    still, credit = open_items(lines)
    assert [(one.charge.key, one.left) for one in still] == [(3, D(3))]
    assert credit == 0


def test_more_than_a_named_charge_goes_on_to_the_others():
    still, credit = open_items(
        [Booked(1, D(10), DAY), Booked(2, D(5), DAY), Booked(3, D(-9), DAY, settles=2)]
    )
    assert [(one.charge.key, one.left) for one in still] == [(1, D(6))]
    assert credit == 0


sums = st.decimals(min_value=-500, max_value=500, places=2).filter(bool)


@given(st.lists(st.tuples(sums, st.none() | st.integers(0, 20)), max_size=20))
def test_what_is_open_less_the_credit_is_the_balance(said):
    lines = [
        Booked(key, amount, DAY, settles=whom if amount < 0 else None)
        for key, (amount, whom) in enumerate(said)
    ]
    still, credit = open_items(lines)
    assert sum(one.left for one in still) - credit == sum(amount for amount, _ in said)
    assert all(0 < one.left <= one.charge.amount for one in still)
    assert credit >= 0
    assert not (still and credit)
