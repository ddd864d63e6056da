"""Who pays for a parcel, and what each thing in it costs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.shipping.packing import payer_of, shares


@pytest.mark.parametrize(
    ("loans", "returns", "payer"),
    [
        (["recipient"], [], "recipient"),
        (["sender"], [], "sender"),
        (["sender", "recipient"], [], "recipient"),
        ([], ["sender"], "sender"),
        ([], ["recipient"], "recipient"),
        (["recipient"], ["sender", "sender"], "recipient"),
        (["sender"], ["recipient"], "sender"),
    ],
)
def test_the_loans_decide_who_pays_and_a_return_rides_along(loans, returns, payer):
    assert payer_of(loans, returns) == payer


@given(st.decimals(0, 10_000, places=2), st.integers(1, 40))
def test_shares_are_even_and_lose_no_kurus(total, parts):
    each = shares(total, parts)
    assert sum(each) == total
    assert len(each) == parts
    assert max(each) - min(each) <= Decimal("0.01")


@pytest.mark.parametrize("wrong", [(Decimal(-1), 1), (Decimal("0.001"), 1), (Decimal(1), 0)])
def test_what_cannot_be_shared_is_refused(wrong):
    with pytest.raises(ValueError, match=r"not a sum of money|nothing to share"):
        shares(*wrong)
