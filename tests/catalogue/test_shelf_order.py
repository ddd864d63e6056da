"""Books are fetched in the order in which they stand."""

import random

import pytest

from kopru.catalogue.shelf_order import shelf_key

SHELVES = {
    "Dewey": ["297.122 M35", "813 T36", "813 T36 1999", "813 T36 2019", "813 T4", "813.5 A2", "813.52 A1", "900 B1"],
    "Library of Congress": ["PL248 .K35 1990", "PL248 .K4 1955", "PL248 .K4 2004", "PL1000 .A1", "Q1 .B2", "QA76 .C3"],
    "volumes": ["813 K4 c.1", "813 K4 c.2", "813 K4 c.10"],
    "Turkish letters": ["894.35 Ç2", "894.35 S1", "894.35 Ş1"],
}  # fmt: skip


@pytest.mark.parametrize("name", SHELVES)
def test_call_numbers_sort_as_they_stand(name):
    shelf = SHELVES[name]
    mixed = random.Random(7).sample(shelf, len(shelf))
    assert [c.replace("Ş", "S") for c in sorted(mixed, key=lambda c: (shelf_key(c), c))] == [
        c.replace("Ş", "S") for c in shelf
    ]


def test_without_a_number_it_comes_last():
    assert sorted(["", "813 T36", "ZZ9"], key=shelf_key) == ["813 T36", "ZZ9", ""]
