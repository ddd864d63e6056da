"""Feasts, their eves, bridges, and a library's own week."""

from datetime import date

import pytest

from kopru.libraries.actions import close_days, set_week
from kopru.libraries.calendar import OpenDays

#: Kurban Bayramı 2027: its eve is a Saturday, its last day the 19th of May, a holiday of its own
EVE, FIRST, LAST = date(2027, 5, 15), date(2027, 5, 16), date(2027, 5, 19)
#: the afternoon before the Republic's day, a Thursday
REPUBLIC_EVE = date(2027, 10, 28)


def test_kurban_bayrami_2027_is_closed_and_the_day_after_open():
    calendar = OpenDays()
    assert not any(calendar.is_open(FIRST.replace(day=day)) for day in range(16, 20))
    assert calendar.on_or_after(FIRST) == date(2027, 5, 20)
    assert calendar.on_or_before(LAST) == date(2027, 5, 14)


def test_the_morning_of_an_eve_counts_unless_the_library_closes():
    assert OpenDays().is_open(REPUBLIC_EVE)
    assert not OpenDays(closes_on_eves=True).is_open(REPUBLIC_EVE)
    assert OpenDays(weekend=(6,)).is_open(EVE)
    assert not OpenDays(weekend=(6,), closes_on_eves=True).is_open(EVE)


def test_a_day_may_be_open_against_the_week_and_the_law():
    assert OpenDays(opened={FIRST}).is_open(FIRST)


def test_days_between_a_feast_and_a_weekend_are_bridges():
    found = OpenDays().bridges(date(2027, 5, 10), date(2027, 5, 31))
    assert found == [date(2027, 5, 20), date(2027, 5, 21)]
    assert OpenDays(closed=set(found)).bridges(date(2027, 5, 10), date(2027, 5, 31)) == []


def test_an_ordinary_week_has_none():
    assert OpenDays().bridges(date(2027, 6, 1), date(2027, 6, 30)) == []


@pytest.mark.django_db
def test_a_public_library_works_on_saturdays(ash):
    saturday = date(2027, 6, 5)
    assert not ash.open_days().is_open(saturday)
    set_week(library=ash, opens_saturday=True, opens_sunday=False, closes_on_eves=False)
    assert ash.open_days().is_open(saturday)
    assert not ash.open_days().is_open(date(2027, 6, 6))


@pytest.mark.django_db
def test_the_network_closes_and_a_library_opens(ash, birch):
    close_days(library=None, first=date(2027, 6, 7), reason="Seçim")
    close_days(library=ash, first=FIRST, opens=True, reason="Nöbet")
    assert not birch.open_days().is_open(date(2027, 6, 7))
    assert ash.open_days().is_open(FIRST)
    assert not birch.open_days().is_open(FIRST)
