"""How warnings bar a library, and what ends a block."""

from datetime import date, timedelta

import pytest

from kopru.libraries.policy.case import Case
from kopru.libraries.policy.deciding import borrowing
from kopru.libraries.policy.terms import Terms
from kopru.requests.blocking import bar_by_warnings, blocks

DAY = date(2026, 11, 24)


def on(*days):
    return [DAY + timedelta(days=day) for day in days]


@pytest.mark.parametrize(
    ("warned", "counting", "until"),
    [
        ([], 0, None),
        ([0], 1, None),
        ([0, 0, 0], 1, None),  # three items on one day are one warning
        ([0, 7], 0, 7 + 29),
        ([7, 0], 0, 7 + 29),
        ([0, 40], 1, None),  # too long ago to count
        ([0, 7, 20], 0, 7 + 29),  # said while barred
        ([0, 7, 50], 1, 7 + 29),  # over, and the first of a new count
        ([0, 7, 50, 60], 0, 60 + 29),
    ],
)
def test_so_many_warnings_bar_for_so_many_days(warned, counting, until):
    last = DAY + timedelta(days=until) if until is not None else None
    assert bar_by_warnings(on(*warned), warnings=2, days=30) == (counting, last)


def test_a_block_says_why_and_how_it_ends():
    terms = Terms.model_validate({"reader_debt_limit": "10", "patron_limit": 1})
    case = Case(group="academic", reader_debt=20, open_requests=5)
    [block] = blocks(borrowing(terms, case).against)
    assert block.code == "reader_debt"  # too many requests are no block
    assert "10" in block.why.tr
    assert block.ends.en.startswith("It ends")
