"""What each library's record says, field by field."""

import pytest

from catalogue.building import marc
from kopru.catalogue.models import Edition, Record
from kopru.catalogue.statements import said_of

pytestmark = pytest.mark.django_db
ISBN = "9789759955854"


def said(edition):
    """Label to (text, symbols), and whether the records agree."""
    fields = {}
    for field in said_of(edition):
        texts = [
            (getattr(s.text, "en", s.text), "".join(lib.symbol[3] for lib in s.libraries))
            for s in field.statements
        ]
        fields[field.label.en] = (texts, field.agreed)
    return fields


@pytest.fixture
def edition(load, ash, birch, cedar):
    load(marc("1", isbn=ISBN, publisher="YKY"))
    load(marc("5", isbn=ISBN, publisher="Yapı Kredi Yayınları"), library=cedar)
    load(marc("9", "KARA KİTAP", isbn=ISBN, publisher="YKY", subtitle="roman"), library=birch)
    return Edition.objects.get()


def test_differing_statements_stand_with_their_libraries(edition):
    fields = said(edition)
    assert fields["Publisher"] == ([("YKY", "AB"), ("Yapı Kredi Yayınları", "C")], False)
    assert fields["ISBN"] == ([(ISBN, "ABC")], True)
    assert fields["Language"] == ([("Turkish", "ABC")], True)


def test_capitals_and_accents_alone_are_no_difference(edition):
    assert said(edition)["Title"] == ([("Kara kitap", "ABC")], True)


def test_who_is_silent_does_not_disagree(edition):
    assert said(edition)["Subtitle"] == ([("roman", "B")], True)


def test_deleted_and_unreadable_records_say_nothing(edition, now):
    Record.objects.filter(control_number="1").update(deleted_at=now)
    Record.objects.filter(control_number="5").update(packed=b"")
    assert said(edition)["Publisher"] == ([("YKY", "B")], True)
