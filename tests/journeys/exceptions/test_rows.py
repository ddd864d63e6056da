"""No exception of real life is without its journey."""

from journeys.exceptions.rows import COMING, journeys


def test_every_row_has_a_journey_or_is_named_as_coming():
    assert {row for row, tests in journeys().items() if not tests} == set(COMING)
