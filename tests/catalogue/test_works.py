"""Editions of one work find each other; its other volumes are kept apart from them."""

import pytest
from pymarc import Field, Indicators, MARCReader, Subfield

from catalogue.building import marc
from kopru.catalogue.models import Edition
from kopru.catalogue.works import Family, family_of

pytestmark = pytest.mark.django_db
ITEMS = [("MRK", "813", "B1", False)]


def translated_from(raw, title):
    """The record with a uniform title."""
    record = next(iter(MARCReader(raw)))
    record.add_field(Field("240", Indicators("1", "0"), [Subfield("a", title)]))
    return record.as_marc()


def titles(others):
    return [(other.edition.title, other.edition.year) for other in others]


def test_a_translation_and_its_original_are_one_work(load):
    load(
        translated_from(marc("1", "The black book", language="eng", year="2006", items=ITEMS), "Kara kitap"),
        marc("2", "Kara kitap", year="1990", items=ITEMS),
        marc("3", "Kara kitap", year="2013", publisher="İletişim", isbn="9789750812347"),
        marc("4", "Kara kitap", author="Başka, Biri", year="1999", items=ITEMS),
    )  # fmt: skip
    english = Edition.objects.get(language="eng")
    assert titles(family_of(english).editions) == [("Kara kitap", 1990), ("Kara kitap", 2013)]
    newest = family_of(Edition.objects.get(year=2013))
    assert titles(newest.editions) == [("Kara kitap", 1990), ("The black book", 2006)]
    assert [(o.libraries, o.here) for o in newest.editions] == [(1, 1), (1, 1)]


def test_another_volume_is_no_other_edition(load):
    load(
        marc("1", "İnce Memed", author="Kemal, Yaşar", volume="1. cilt", year="2004"),
        marc("2", "İnce Memed", author="Kemal, Yaşar", volume="10. cilt", year="2004"),
        marc("3", "İnce Memed", author="Kemal, Yaşar", volume="2. cilt", year="2004"),
        marc("4", "İnce Memed", author="Kemal, Yaşar", volume="1. cilt", year="1955", publisher="Çağlayan"),
    )  # fmt: skip
    first = family_of(Edition.objects.get(year=2004, volume="1. cilt"))
    assert [o.edition.year for o in first.editions] == [1955]
    assert [o.edition.volume for o in first.volumes] == ["2. cilt", "10. cilt"]


def test_a_journal_or_a_work_without_author_has_no_family(load):
    load(marc("1", "Belleten", author="", kind="as"), marc("2", "Belleten", author="", year="1999"))
    assert [bool(family_of(edition)) for edition in Edition.objects.all()] == [False, False]
    assert family_of(Edition.objects.first()) == Family()


def test_two_queries_however_many_editions(load, django_assert_num_queries):
    load(
        *(
            marc(str(n), "Kara kitap", year=str(1980 + 3 * n), publisher=f"P{n}")
            for n in range(1, 9)
        )
    )
    edition = Edition.objects.first()
    with django_assert_num_queries(2):
        assert len(family_of(edition).editions) == 7
