"""What was put aside, tried again: in another code page, by a better reader, and never backwards."""

import pytest

from catalogue.building import marc
from kopru.catalogue.loading import retrying
from kopru.catalogue.loading.retrying import CODE_PAGES, Outcome, retry
from kopru.catalogue.models import Edition, Holding, Load, Quarantined, Record
from kopru.protocols.marc import knows

pytestmark = pytest.mark.django_db


def in_1254(number="1", title="Ağaçların gölgesi ışık", **more):
    """A record whose letters are windows-1254, without saying so."""
    right = marc(number, title, **more)
    # the same length in the leader and directory is not right any more, which is mended
    return right.decode().encode("cp1254")


def test_in_the_right_code_page_it_is_read_stored_and_leaves_quarantine(load, ash, now):
    load(in_1254("1"), in_1254("2", "Şiirler ve ışıklar"))
    assert Quarantined.objects.count() == 2
    outcome = retry(Quarantined.objects.all(), library=ash, code_page="cp1254", now=now)
    assert outcome == Outcome(read=2)
    assert not Quarantined.objects.exists()
    titles = {edition.title for edition in Edition.objects.all()}
    assert titles == {"Ağaçların gölgesi ışık", "Şiirler ve ışıklar"}
    made = Load.objects.first()
    assert (made.encoding, made.read, made.stored, made.state) == ("cp1254", 2, 2, "done")
    assert {record.encoding for record in Record.objects.all()} == {"cp1254"}
    assert Holding.objects.filter(library=ash).count() == 2


def test_what_still_cannot_be_read_stays_with_its_bytes(load, ash, now):
    broken = marc("9")[:12] + b"xxxxx" + marc("9")[17:]
    load(in_1254("1"), broken)
    outcome = retry(Quarantined.objects.all(), library=ash, code_page="cp1254", now=now)
    assert outcome == Outcome(read=1, aside=1)
    (left,) = Quarantined.objects.all()
    assert left.raw == broken


def test_a_wrong_code_page_changes_nothing(load, ash, now):
    load(in_1254("1"))
    before = Quarantined.objects.get()
    assert retry(Quarantined.objects.all(), library=ash, now=now) == Outcome(aside=1)
    assert Quarantined.objects.get().raw == before.raw
    assert Load.objects.count() == 1
    with pytest.raises(LookupError):
        retry(Quarantined.objects.all(), library=ash, code_page="cp-none", now=now)
    assert Quarantined.objects.count() == 1


def test_a_newer_version_is_not_overwritten(load, ash, now):
    load(in_1254("1", "Işıklar, ilk baskı"))
    load(marc("1", "Işıklar, ikinci baskı"))
    outcome = retry(Quarantined.objects.all(), library=ash, code_page="cp1254", now=now)
    assert outcome == Outcome(overtaken=1)
    assert not Quarantined.objects.exists()
    assert Edition.objects.get().title == "Işıklar, ikinci baskı"


def test_pieces_of_xml(load, ash, now):
    wrong = (
        "<record><leader>00000nam a2200000 a 4500</leader><controlfield tag='001'>x1</controlfield>"
        "<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>Gölge ve ışık</subfield></datafield></record>"
    ).encode("cp1254")
    load(b"<collection>" + wrong + b"</collection>")
    assert retry(Quarantined.objects.all(), library=ash, code_page="cp1254", now=now).read == 1
    assert Record.objects.get().control_number == "x1"


def test_only_pieces_of_the_library_are_touched(load, ash, birch, now):
    load(in_1254("1"), library=birch)
    assert retry(Quarantined.objects.all(), library=ash, code_page="cp1254", now=now) == Outcome()
    assert Quarantined.objects.count() == 1


def test_more_than_are_tried_at_once_are_told(load, ash, now, monkeypatch):
    monkeypatch.setattr(retrying, "MOST", 2)
    load(*[in_1254(str(n), f"Işık {n}. kitap") for n in range(5)])
    outcome = retry(Quarantined.objects.all(), library=ash, code_page="cp1254", now=now)
    assert outcome == Outcome(read=2, left=3)
    assert Quarantined.objects.count() == 3


def test_every_code_page_that_is_offered_is_known():
    assert all(knows(name) for name in CODE_PAGES if name)
