"""No exception of real life is without its journey."""

from journeys.exceptions.rows import journeys


def test_every_row_has_a_journey():
    assert [row for row, tests in journeys().items() if not tests] == []
