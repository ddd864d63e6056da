"""There and back: both sides, by scans and messages."""

import pytest

from kopru.connections.errands.models import Errand
from kopru.connections.iso18626.models import Message
from kopru.connections.notices.models import Notice
from kopru.requests.actions import requester, supplier
from kopru.requests.actions.scanning import scan
from kopru.requests.actions.steps import Refused
from kopru.requests.actions.undoing import undo
from kopru.requests.models import Happening, LendingRequest
from kopru.requests.queries import broken_chains
from support import held_by

pytestmark = pytest.mark.django_db


def test_five_scans_bring_a_book_there_and_back(sent, ash, birch, ash_staff, birch_staff, clock):
    request, code = sent.patron_request, sent.request_id
    for library, user, days in (
        (birch, birch_staff, 2), (ash, ash_staff, 1), (ash, ash_staff, 10), (ash, ash_staff, 2), (birch, birch_staff, 0),
    ):  # fmt: skip
        scan(library, code, act=clock.staff(user))
        clock.later(days=days, minutes=1)
    sent.refresh_from_db()
    request.refresh_from_db()
    lending = LendingRequest.objects.get(request_id=code)
    assert (request.state, sent.state, lending.state) == ("completed", "closed", "closed")
    assert sent.due_date == lending.due_date
    assert request.due_date < sent.due_date
    assert not Errand.objects.waiting().exists()
    assert not Errand.objects.dead().exists()
    assert broken_chains() == []


def test_both_sides_keep_every_message(sent, birch, birch_staff, clock):
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    said = list(Message.objects.of(birch).about(sent.request_id).values_list("says", flat=True))
    assert said == [
        "New",
        "RequestResponse · RequestReceived",
        "StatusChange · WillSupply",
        "StatusChange · Loaned",
    ]
    heard = Message.objects.of(sent.library).about(sent.request_id)
    assert [m.says for m in heard] == said
    assert all(m.confirmed_at for m in heard)


def test_the_readers_name_never_leaves_the_requesting_library(
    sent, reader, birch, birch_staff, clock
):
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    bodies = b"".join(bytes(m.body) + bytes(m.confirmation) for m in Message.objects.all())
    for private in (reader.name, reader.number, reader.email, "Işık", "Gökçe"):
        assert private.encode() not in bodies
    log = str(list(Happening.objects.values_list("facts", "changed")))
    assert reader.name not in log
    assert reader.email not in log


def test_the_reader_hears_of_each_stage(sent, ash, birch, ash_staff, birch_staff, clock, reader):
    for library, user in (
        (birch, birch_staff),
        (ash, ash_staff),
        (ash, ash_staff),
        (ash, ash_staff),
        (birch, birch_staff),
    ):
        scan(library, sent.request_id, act=clock.staff(user))
        clock.later(days=1)
    events = list(Notice.objects.order_by("pk").values_list("event", flat=True))
    assert events == [
        "acknowledged",
        "on_its_way",
        "ready",
        "handed_over",
        "taken_back",
        "completed",
    ]
    assert all(n.to == reader.email and n.sent_at for n in Notice.objects.all())


def test_one_copy_is_not_promised_twice(sent, asked, birch, birch_staff, clock, cited):
    other = LendingRequest.objects.get(request_id=sent.request_id)
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    other.pk, other.request_id, other.state = None, "ASH-26-99999-1", "new"
    other.happenings_count, other.chain = 0, ""
    other.save(force_insert=True)
    with pytest.raises(Refused, match="item_promised"):
        supplier.promise(other.pk, act=clock.staff(birch_staff))


def test_an_unknown_code_is_said_to_be_unknown(birch, birch_staff, clock):
    with pytest.raises(Refused, match="unknown_code"):
        scan(birch, "ASH-26-00000-1", act=clock.staff(birch_staff))


def test_a_stranger_cannot_scan_anothers_loan(sent, cedar, cedar_staff, clock):
    with pytest.raises(Refused, match="unknown_code"):
        scan(cedar, sent.request_id, act=clock.staff(cedar_staff))


def test_a_beep_too_many_moves_nothing_on(sent, birch, birch_staff, clock, settings):
    settings.KOPRU_REPEAT_SECONDS = 10
    clock.later(minutes=1)
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(seconds=3)
    with pytest.raises(Refused, match="just_done: ship"):
        scan(birch, sent.request_id, act=clock.staff(birch_staff))
    assert LendingRequest.objects.get(request_id=sent.request_id).state == "shipped"


def test_undone_and_scanned_again_at_once(sent, birch, birch_staff, clock, settings):
    settings.KOPRU_REPEAT_SECONDS = settings.KOPRU_UNDO_SECONDS = 10
    done = scan(birch, sent.request_id, act=clock.staff(birch_staff))
    undo(done.act.deed, library=birch, act=clock.staff(birch_staff))
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    assert LendingRequest.objects.get(request_id=sent.request_id).state == "shipped"


def test_two_requests_for_one_work_are_given_two_copies(
    sent, edition, birch, ash_staff, clock, reader, cited
):
    held_by(edition, birch, "B2")
    again = requester.ask(
        patron=reader, citation=cited, door="portal", edition=edition, act=clock.reader(reader.user)
    )
    requester.send(again.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    given = LendingRequest.objects.order_by("pk").values_list("item_barcode", flat=True)
    assert list(given) == ["B1", "B2"]
