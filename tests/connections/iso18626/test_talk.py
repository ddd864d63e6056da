"""Two libraries talking: lost, doubled, late and wrong messages change nothing twice and nothing wrongly."""

import pytest

from kopru.connections.errands.models import Errand
from kopru.connections.iso18626 import server
from kopru.connections.iso18626.models import Message
from kopru.protocols import iso18626 as iso
from kopru.requests.actions.scanning import scan
from kopru.requests.models import Happening, LendingRequest

pytestmark = pytest.mark.django_db


def _received(says):
    return Message.objects.get(is_incoming=True, says=says)


def test_the_same_bytes_take_effect_once_and_get_the_same_answer(sent, clock):
    message = _received("New")
    before = Happening.objects.count()
    again = server.receive(bytes(message.body), now=clock.now)
    assert again == bytes(message.confirmation)
    assert Happening.objects.count() == before
    assert LendingRequest.objects.count() == 1


def test_a_request_sent_anew_with_the_same_number_is_the_same_request(sent, clock):
    first = iso.read(bytes(_received("New").body))
    header = iso.Header(
        supplying=first.header.supplying, requesting=first.header.requesting, timestamp=clock.now,
        requesting_agency_request_id=first.header.requesting_agency_request_id,
    )  # fmt: skip
    again = iso.Request(header=header, bibliographic_info=first.bibliographic_info)
    answer = iso.read(server.receive(iso.write(again), now=clock.now))
    assert answer.header.status == iso.MessageStatus.OK
    assert LendingRequest.objects.count() == 1


def test_a_late_message_is_confirmed_and_changes_nothing(sent, birch, birch_staff, clock):
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    willsupply = iso.read(bytes(_received("StatusChange · WillSupply").body))
    late = iso.SupplyingAgencyMessage(
        header=iso.Header(
            supplying=willsupply.header.supplying, requesting=willsupply.header.requesting,
            timestamp=clock.now, requesting_agency_request_id=sent.request_id,
        ),
        message_info=willsupply.message_info, status_info=willsupply.status_info,
    )  # fmt: skip
    answer = iso.read(server.receive(iso.write(late), now=clock.now))
    sent.refresh_from_db()
    assert answer.header.status == iso.MessageStatus.OK
    assert sent.state == "shipped"
    assert Message.objects.filter(
        says="StatusChange · WillSupply", took_effect=False, is_incoming=True
    ).exists()


def _cancel(requesting, supplying, request_id, now):
    header = iso.Header(
        supplying=iso.AgencyId(supplying, "KOPRU"), requesting=iso.AgencyId(requesting, "KOPRU"),
        timestamp=now, requesting_agency_request_id=request_id,
    )  # fmt: skip
    return iso.write(iso.RequestingAgencyMessage(header=header, action=iso.Action.CANCEL))


def test_a_stranger_cannot_cancel_anothers_request(sent, cedar, clock):
    answer = iso.read(
        server.receive(_cancel("TR-CEDAR", "TR-BIRCH", sent.request_id, clock.now), now=clock.now)
    )
    assert answer.header.status == iso.MessageStatus.ERROR
    assert answer.error.kind == iso.ErrorType.UNRECOGNISED_DATA_VALUE
    assert LendingRequest.objects.get().state == "new"


@pytest.mark.parametrize(
    ("requesting", "supplying", "number", "named"),
    [
        pytest.param("TR-NOBODY", "TR-BIRCH", "x", "requestingAgencyId", id="unknown requester"),
        pytest.param("TR-ASH", "TR-NOBODY", "x", "supplyingAgencyId", id="unknown supplier"),
        pytest.param(
            "TR-ASH", "TR-BIRCH", "ASH-26-404-1", "requestingAgencyRequestId", id="unknown request"
        ),
    ],
)
def test_what_is_not_known_is_named(sent, clock, requesting, supplying, number, named):
    answer = iso.read(
        server.receive(_cancel(requesting, supplying, number, clock.now), now=clock.now)
    )
    assert answer.error.value.startswith(named)


def test_an_action_we_do_not_know_is_said_to_be_unsupported(sent, clock):
    header = iso.Header(
        supplying=iso.AgencyId("TR-BIRCH", "KOPRU"), requesting=iso.AgencyId("TR-ASH", "KOPRU"),
        timestamp=clock.now, requesting_agency_request_id=sent.request_id,
    )  # fmt: skip
    data = iso.write(iso.RequestingAgencyMessage(header=header, action=iso.Action.STATUS_REQUEST))
    answer = iso.read(server.receive(data, now=clock.now))
    assert (answer.error.kind, answer.action) == (
        iso.ErrorType.UNSUPPORTED_ACTION_TYPE,
        iso.Action.STATUS_REQUEST,
    )


@pytest.mark.parametrize(
    "data", [b"", b"<a", b"<a/>", b"\xff\xfe", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_what_is_no_message_is_refused(db, clock, data):
    with pytest.raises(server.NotAMessage):
        server.receive(data, now=clock.now)


def test_a_crash_between_effect_and_answer_sends_the_same_message_again(
    sent, birch, birch_staff, clock
):
    """The partner has it, we do not know: the retry carries the same bytes and changes nothing."""
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    before = Message.objects.count(), Happening.objects.count()
    Message.objects.filter(is_incoming=False).update(confirmed_at=None)
    Errand.objects.filter(counterpart="iso18626").update(done_at=None)
    clock.later(minutes=1)
    assert (Message.objects.count(), Happening.objects.count()) == before
    assert not Errand.objects.waiting().exists()
    assert not Message.objects.filter(confirmed_at=None).exists()


def test_every_message_we_write_is_valid(sent, ash, birch, ash_staff, birch_staff, clock, shared):
    from lxml import etree  # noqa: PLC0415

    schema = etree.XMLSchema(etree.parse(shared / "iso18626/xsd/ISO-18626-v1_2.xsd"))
    for library, user in (
        (birch, birch_staff),
        (ash, ash_staff),
        (ash, ash_staff),
        (ash, ash_staff),
        (birch, birch_staff),
    ):
        scan(library, sent.request_id, act=clock.staff(user))
        clock.later(days=1)
    messages = list(Message.objects.filter(is_incoming=True))
    assert len(messages) == 7
    for message in messages:
        schema.assertValid(etree.fromstring(bytes(message.body)))
        schema.assertValid(etree.fromstring(bytes(message.confirmation)))
