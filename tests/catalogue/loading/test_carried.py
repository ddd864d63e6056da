"""Copies that come in MARC holdings records of their own."""

import pytest
from pymarc import Field, Indicators, Record, Subfield

from catalogue.building import marc
from kopru.catalogue.models import Edition, Holding
from kopru.catalogue.models import Record as Kept

pytestmark = pytest.mark.django_db

ISBN = "9789759955854"


def copies(number, belongs_to, *items, deleted=False):
    """A holdings record with a copy for each (branch, call number, barcode)."""
    record = Record(force_utf8=True)
    leader = list(str(record.leader))
    leader[5], leader[6] = "d" if deleted else "n", "x"
    record.leader = "".join(leader)
    record.add_field(Field("001", data=number), Field("004", data=belongs_to))
    for branch, call_number, barcode in items:
        parts = [Subfield("b", branch), Subfield("h", call_number), Subfield("p", barcode)]
        record.add_field(Field("852", Indicators("0", " "), parts))
    return record.as_marc()


def held():
    return {
        (h.library.symbol, h.branch_code, h.barcode, h.record.control_number, h.edition_id)
        for h in Holding.objects.select_related("library", "record")
    }


@pytest.mark.parametrize("order", ["work first", "copies first", "together"])
def test_whichever_comes_first_they_meet(load, fates, ash, order):
    work, copy = marc("1", isbn=ISBN), copies("1", "1", ("MRK", "813 PAM", "B1"))
    loads = {
        "work first": [(work,), (copy,)],
        "copies first": [(copy,), (work,)],
        "together": [(copy + work,)],
    }[order]
    for files in loads:
        load(*files)
    edition = Edition.objects.get()
    assert held() == {(ash.symbol, "MRK", "B1", "1", edition.pk)}, "and none that is only implied"
    assert fates(load(work + copy)) == {"unchanged": 2}


def test_copies_change_and_go(load, ash):
    load(marc("1") + copies("h", "1", ("MRK", "813", "B1"), ("EK", "813", "B2")))
    kept = Holding.objects.get(barcode="B1").pk
    load(copies("h", "1", ("MRK", "813 P", "B1")))
    assert list(Holding.objects.values_list("pk", "call_number")) == [(kept, "813 P")]
    load(copies("h", "1", deleted=True))
    implied = Holding.objects.get()
    assert (implied.barcode, implied.source) == ("", None), (
        "the work's record still says it is held"
    )
    load(copies("h", "1", ("MRK", "813 P", "B1")))
    assert Holding.objects.get().barcode == "B1"


def test_carried_copies_go_where_their_work_goes(load, ash, birch):
    load(marc("1", isbn=ISBN) + copies("h", "1", ("MRK", "813", "B1")))
    load(marc("9", "Kar", isbn="9789750802942"), library=birch)
    kar = Edition.objects.get(title="Kar")
    load(marc("1", "Kar", isbn="9789750802942"))
    assert Holding.objects.get(barcode="B1").edition == Kept.objects.get(control_number="1").edition
    load(marc("1", deleted=True))
    assert not Holding.objects.of(ash).exists()
    load(marc("1", "Kar", isbn="9789750802942"))
    assert Holding.objects.of(ash).get().barcode == "B1"
    assert Holding.objects.of(ash).get().edition == kar


def test_a_holdings_record_of_another_library_is_not_ours(load, ash, birch):
    load(marc("1"))
    load(copies("h", "1", ("MRK", "813", "B1")), library=birch)
    assert not Holding.objects.of(birch).exists()
    assert not Holding.objects.filter(barcode="B1").exists()
