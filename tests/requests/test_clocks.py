"""Due dates: the lender's, and the reader's made from it."""

from datetime import date

import pytest

from kopru.libraries.calendar import OpenDays
from kopru.libraries.policy.terms import Terms
from kopru.requests import clocks

OPEN = OpenDays()


def test_a_supplier_answers_in_open_days():
    friday = date(2026, 11, 20)
    assert clocks.answer_by(friday, terms=Terms(answer_days=3), open_days=OPEN) == date(
        2026, 11, 25
    )


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        pytest.param(Terms(loan_days=20, includes_transit=True), date(2026, 12, 14), id="20 days, post included"),
        pytest.param(Terms(loan_days=20, counts_from="dispatch"), date(2026, 12, 14), id="20 days from dispatch"),
        pytest.param(Terms(loan_days=20, transit_days=2), date(2026, 12, 16), id="20 days from arrival"),
        pytest.param(Terms(loan_days=19, counts_from="dispatch"), date(2026, 12, 11), id="a Sunday moves back to Friday"),
    ],
)  # fmt: skip
def test_the_lender_counts_as_its_terms_say(terms, due):
    assert clocks.lender_due(date(2026, 11, 24), terms=terms, open_days=OPEN) == due


@pytest.mark.parametrize(
    ("buffer", "due"),
    [
        pytest.param(1, date(2026, 12, 21), id="one working day"),
        pytest.param(2, date(2026, 12, 18), id="two"),
        pytest.param(3, date(2026, 12, 17), id="three"),
        pytest.param(7, date(2026, 12, 11), id="seven"),
    ],
)
def test_the_reader_gets_the_lenders_date_less_transit_and_buffer(buffer, due):
    terms = Terms(transit_days=2, buffer_days=buffer)
    chain = clocks.patron_due(
        date(2026, 12, 24), today=date(2026, 11, 30), terms=terms, open_days=OPEN
    )
    assert chain.due == due
    assert OPEN.is_open(chain.due)
    assert not chain.short


def test_kurban_bayrami_2027_is_skipped():
    """Arife is Saturday 15 May 2027, the feast 16 to 19 May, which is a holiday by itself."""
    terms = Terms(transit_days=1, buffer_days=1)
    chain = clocks.patron_due(
        date(2027, 5, 21), today=date(2027, 4, 20), terms=terms, open_days=OPEN
    )
    assert chain.due == date(2027, 5, 14)
    assert chain.skipped == 5
    assert "14.05.2027" in chain.explained().tr
    assert "5 kapalı gün" in chain.explained().tr


def test_a_reader_never_gets_less_than_the_next_open_day():
    chain = clocks.patron_due(
        date(2026, 12, 1), today=date(2026, 11, 27), terms=Terms(), open_days=OPEN
    )
    assert chain.short
    assert chain.due == date(2026, 11, 30)


def test_a_librarys_own_closing_day_counts():
    closed = OpenDays(closed={date(2026, 12, 18)})
    terms = Terms(transit_days=2, buffer_days=2)
    chain = clocks.patron_due(
        date(2026, 12, 24), today=date(2026, 11, 30), terms=terms, open_days=closed
    )
    assert chain.due == date(2026, 12, 17)


def test_a_silent_supplier_is_reminded_at_half_time():
    assert clocks.remind_from(date(2026, 11, 24), date(2026, 11, 30)) == date(2026, 11, 27)
