"""Whom to ask: the order, its reasons, and what forbids asking."""

from dataclasses import replace
from datetime import date

import pytest

from kopru.common.words import Words
from kopru.requests.routing import Candidate, rank

TODAY = date(2026, 11, 24)
PLAIN = Candidate(
    library_id=1, symbol="ASH", copies=1, available=1, takes_part=True, same_city=False,
    closed_until=None, not_for_loan=False, open_asks=0, loan_days=30,
)  # fmt: skip


def _order(*candidates):
    return [r.candidate.symbol for r in rank(candidates, today=TODAY)]


@pytest.mark.parametrize(
    "better",
    [
        pytest.param({"available": 1}, id="in before out"),
        pytest.param({"same_city": True}, id="same city first"),
        pytest.param({"open_asks": 0}, id="the less asked first"),
        pytest.param({"loan_days": 60}, id="the longer loan first"),
    ],
)
def test_the_better_library_comes_first(better):
    birch = replace(PLAIN, symbol="BIRCH", **better)
    ash = (
        replace(PLAIN, available=0, open_asks=2, loan_days=15)
        if "available" in better
        else replace(PLAIN, open_asks=2, loan_days=15)
    )
    assert _order(ash, birch) == ["BIRCH", "ASH"]


@pytest.mark.parametrize(
    "obstacle",
    [
        {"takes_part": False}, {"not_for_loan": True}, {"is_home": True},
        {"against": (Words("Bu türü ödünç vermiyor.", "Does not lend this kind."),)},
    ],
    ids=lambda o: next(iter(o)),
)  # fmt: skip
def test_an_obstacle_is_named_and_puts_a_library_last(obstacle):
    ranked = rank(
        [replace(PLAIN, symbol="A", **obstacle), replace(PLAIN, symbol="Z", available=0)],
        today=TODAY,
    )
    assert [r.candidate.symbol for r in ranked] == ["Z", "A"]
    assert ranked[1].obstacle
    assert ranked[0].obstacle is None


def test_the_same_facts_give_the_same_order():
    birch = replace(PLAIN, symbol="BIRCH")
    assert _order(birch, PLAIN) == _order(PLAIN, birch) == ["ASH", "BIRCH"]


def test_the_reasons_are_said():
    said = [w.en for w in rank([replace(PLAIN, same_city=True)], today=TODAY)[0].because]
    assert "On the shelf, by its catalogue." in said
    assert "In the same city." in said
