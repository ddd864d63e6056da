"""Several volumes or copies: each its own way, over several libraries, one story for the reader."""

from collections import Counter

import pytest

from kopru.connections.notices.models import Notice
from kopru.requests.actions import arrivals, requester, sets, supplier
from kopru.requests.models import LendingRequest, PatronRequest
from kopru.requests.sets import Part, story
from support import held_by

pytestmark = pytest.mark.django_db


def _parts(whole):
    return list(PatronRequest.objects.filter(part_of=whole).order_by("pk"))


def _told(whole):
    return story(whole.kind, [Part(p.part, p.state) for p in _parts(whole)]).tr


def _post(stage, lending):
    for do in (supplier.promise, supplier.pack, supplier.ship):
        stage.at_birch(do, lending.pk)


@pytest.fixture
def two_volumes(stage):
    """The stage's request, for volumes 1 and 2."""
    volumes = sets.Parting.into_volumes("1-2")
    return stage.at_ash(sets.part, stage.asked.pk, volumes)


@pytest.mark.row("Partial fill")
def test_of_two_volumes_one_arrives_and_one_is_not_to_be_had(stage, two_volumes):
    stage.at_ash(sets.send_all, two_volumes.pk)
    first, second = _parts(two_volumes)
    theirs = {one.citation.volume: one for one in LendingRequest.objects.all()}
    assert {one.set_number for one in theirs.values()} == {two_volumes.number}
    _post(stage, theirs["1"])
    stage.at_birch(supplier.decline, theirs["2"].pk, reason="NotOnShelf")
    assert _told(two_volumes) == "1. cilt yolda, 2. cilt aranıyor."
    stage.at_ash(requester.give_up, second.pk)
    stage.at_ash(arrivals.arrive, first.current_id or _parts(two_volumes)[0].current_id)
    assert _told(two_volumes) == "1. cilt geldi, 2. cilt yok."
    stage.clock.later(minutes=5)
    mail = Notice.objects.get(event="ready")
    assert "(1. cilt geldi, 2. cilt yok.)" in mail.body
    # the volume that came goes its way to the end
    stage.at_ash(arrivals.hand_over, first.pk)
    stage.at_ash(arrivals.take_back, first.pk)
    stage.at_birch(supplier.check_in, theirs["1"].pk)
    stage.at_birch(supplier.close, theirs["1"].pk)
    assert _told(two_volumes) == "1. cilt tamamlandı, 2. cilt yok."
    assert all(p.is_final for p in _parts(two_volumes))


@pytest.mark.row("Partial fill")
def test_the_volume_that_one_library_lacks_comes_from_another(stage, two_volumes, third):
    cedar = third()
    stage.at_ash(sets.send_all, two_volumes.pk)
    lacking = LendingRequest.objects.get(library=stage.loan.supplier, cited__volume="2")
    stage.at_birch(supplier.decline, lacking.pk, reason="NotHeld")
    first, second = _parts(two_volumes)
    assert first.current.supplier != cedar
    assert second.current.supplier == cedar
    assert LendingRequest.objects.get(library=cedar).set_number == two_volumes.number


@pytest.mark.row("Partial fill")
def test_only_the_first_volume_comes_of_what_was_asked_for_whole(stage):
    stage.arrived()
    volumes = sets.Parting.into_volumes("1-2")
    whole = stage.at_ash(sets.part, stage.asked.pk, volumes)
    assert _told(whole) == "1. cilt geldi, 2. cilt sırada."
    came, missing = _parts(whole)
    assert came.current == stage.loan
    assert missing.number != came.number
    stage.clock.later(minutes=5)
    mail = Notice.objects.filter(event="acknowledged").order_by("pk").last()
    assert "2. cilt" in mail.body


@pytest.mark.row("Partial fill")
def test_twenty_copies_for_a_class_come_from_two_libraries(
    stage, reader, edition, birch, birch_staff, cedar, cited, clock
):
    for n in range(2, 16):
        held_by(edition, birch, f"B{n}")
    for n in range(10):
        held_by(edition, cedar, f"C{n}")
    stage.at_ash(requester.cancel, stage.asked.pk)

    def ask(*, act):
        return sets.ask(
            patron=reader, citation=cited, copies=20, door="staff", edition=edition, act=act
        )

    whole = stage.at_ash(ask).part_of
    sent = stage.at_ash(sets.send_all, whole.pk)
    assert (sent.sent, sent.left) == (20, ())
    by = Counter(LendingRequest.objects.values_list("library__symbol", flat=True))
    # Birch holds fifteen, but by its rules lends one library ten at most
    assert by == {"TR-BIRCH": 10, "TR-CEDAR": 10}
    barcodes = LendingRequest.objects.values_list("item_barcode", flat=True)
    assert len(set(barcodes)) == 20
    for one in LendingRequest.objects.filter(library__symbol="TR-BIRCH"):
        for do in (supplier.promise, supplier.pack, supplier.ship):
            do(one.pk, act=clock.staff(birch_staff))
    clock.later(minutes=5)
    clock.later(minutes=5)
    assert _told(whole) == "10 nüsha yolda, 10 nüsha aranıyor."
    (mail,) = Notice.objects.filter(event="on_its_way")
    assert "10 nüsha" in mail.body
