"""A library that moves takes its editions along."""

import pytest

from catalogue.building import marc
from kopru.catalogue.search.asked import Narrowed
from kopru.catalogue.search.index import find, index_all_changed
from kopru.catalogue.search.places import note_moved_libraries

pytestmark = pytest.mark.django_db


def in_city(city):
    return find("kar ", narrowed=Narrowed(cities=(city,))).total


def test_editions_are_found_in_the_new_city_and_under_the_new_symbol(load, ash, birch):
    load(marc("1", "Kar"), marc("2", "Kar taneleri"))
    load(marc("3", "Kar suyu"), library=birch)
    assert note_moved_libraries() == 0, "the first look only remembers"
    assert note_moved_libraries() == 0
    ash.city, ash.symbol = "Kars", "TR-KARS"
    ash.save()
    assert note_moved_libraries() == 1
    assert index_all_changed() == 2
    assert (in_city("Kars"), in_city("Ankara"), in_city("İzmir")) == (2, 0, 1)
    assert find("kar ", narrowed=Narrowed(libraries=("TR-KARS",))).total == 2
    assert note_moved_libraries() == 0
