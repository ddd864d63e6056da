"""What people decide about editions stays decided, whatever is loaded afterwards."""

import pytest

from catalogue.building import marc
from kopru.catalogue.models import Doubt, Edition, Holding, Record, Ruling
from kopru.catalogue.rulings import NotPossible, decide, join, split, standing
from kopru.catalogue.search.index import find, index_all_changed

pytestmark = pytest.mark.django_db

ISBN, OTHER_ISBN = "9789759955854", "9789750802942"


@pytest.fixture
def two(load, ash, birch):
    """Two editions of one title, one at each library."""
    load(marc("a", isbn=ISBN), library=ash)
    load(marc("b", isbn=OTHER_ISBN, publisher="İletişim", year="2004"), library=birch)
    one, other = Edition.objects.order_by("pk")
    return one, other


def editions():
    return {r.control_number: r.edition_id for r in Record.objects.living()}


def test_joined_editions_are_one_and_stay_so_when_both_are_loaded_again(
    two, load, ash, birch, ash_staff, now
):
    one, other = two
    assert join(one, other, by=ash_staff, now=now) == one
    assert set(editions().values()) == {one.pk}
    assert set(Holding.objects.values_list("edition", flat=True)) == {one.pk}
    other.refresh_from_db()
    assert standing(other) == one
    one.refresh_from_db()
    assert one.isbns == [ISBN, OTHER_ISBN]
    index_all_changed()
    assert find("kara kitap").ids == (one.pk,)

    load(
        marc("b", "Kara kitap!", isbn=OTHER_ISBN, publisher="İletişim", year="2004"), library=birch
    )
    load(marc("a", "KARA KİTAP", isbn=ISBN), library=ash)
    assert set(editions().values()) == {one.pk}


def test_split_records_stay_apart_when_they_are_loaded_again(load, ash, birch, ash_staff, now):
    load(marc("a", isbn=ISBN), library=ash)
    load(marc("b", isbn=ISBN), library=birch)
    edition = Edition.objects.get()
    new = split(edition, [Record.objects.get(control_number="b")], by=ash_staff, now=now)
    assert editions() == {"a": edition.pk, "b": new.pk}
    assert (new.title, new.isbns, new.author) == ("Kara kitap", [ISBN], "Orhan Pamuk")
    load(marc("b", isbn=ISBN, publisher="Can Yayınları"), library=birch)
    load(marc("a", isbn=ISBN, publisher="Can Yay."), library=ash)
    assert editions() == {"a": edition.pk, "b": new.pk}


def test_a_doubt_answered_and_answered_anew(two, ash_staff, now):
    one, other = two
    record = Record.objects.get(control_number="b")
    doubt = Doubt.objects.create(record=record, edition=one, score=0.5, created_at=now)
    assert list(Doubt.objects.waiting()) == [doubt]
    assert decide(doubt, is_same=True, by=ash_staff, now=now) == one
    assert set(editions().values()) == {one.pk}
    assert not Doubt.objects.waiting().exists()

    doubt.refresh_from_db()
    assert decide(doubt, is_same=False, by=ash_staff, now=now) == other, "back in its own edition"
    assert editions() == {"a": one.pk, "b": other.pk}
    other.refresh_from_db()
    assert other.moved_to is None
    assert list(Ruling.objects.values_list("is_same", flat=True)) == [False]


def test_different_is_kept_for_every_load(load, two, birch, ash_staff, now):
    one, other = two
    record = Record.objects.get(control_number="b")
    doubt = Doubt.objects.create(record=record, edition=one, score=0.5, created_at=now)
    decide(doubt, is_same=False, by=ash_staff, now=now)
    load(marc("b", isbn=ISBN), library=birch)
    assert editions() == {"a": one.pk, "b": other.pk}


def test_what_makes_no_sense_is_refused_by_its_name(load, two, ash, birch, ash_staff, now):
    one, other = two
    record = Record.objects.get(control_number="b")
    with pytest.raises(NotPossible) as refused:
        join(one, one, by=ash_staff, now=now)
    assert refused.value.code == "same"
    with pytest.raises(NotPossible) as refused:
        split(one, [record], by=ash_staff, now=now)
    assert refused.value.code == "not_its"
    with pytest.raises(NotPossible) as refused:
        split(other, [record], by=ash_staff, now=now)
    assert refused.value.code == "all"
    doubt = Doubt.objects.create(record=record, edition=one, score=0.5, created_at=now)
    load(marc("a", deleted=True), library=ash)
    with pytest.raises(NotPossible) as refused:
        decide(doubt, is_same=True, by=ash_staff, now=now)
    assert refused.value.code == "gone"


def test_of_shows_doubts_to_both_sides_and_to_nobody_else(two, ash, birch, cedar, now):
    one, _ = two
    record = Record.objects.get(control_number="b")
    Doubt.objects.create(record=record, edition=one, score=0.5, created_at=now)
    assert [Doubt.objects.of(library).count() for library in (ash, birch, cedar)] == [1, 1, 0]
