"""Undo: everything back, nobody told, and no undo once somebody knows."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kopru.charges.checks import faults
from kopru.charges.models import Transaction
from kopru.charges.queries import reader_owes
from kopru.connections.iso18626.models import Message
from kopru.requests.actions import arrivals, requester
from kopru.requests.actions.scanning import scan
from kopru.requests.actions.steps import Refused
from kopru.requests.actions.undoing import can_undo, undo
from kopru.requests.models import LendingRequest
from kopru.requests.queries import broken_chains
from kopru.shipping.models import Parcel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _undo_lasts_fifteen_seconds(settings):
    settings.KOPRU_UNDO_SECONDS = 15


@pytest.fixture
def sent(asked, ash_staff, clock):
    borrowing = requester.send(asked.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    return borrowing


def test_a_wrong_scan_is_taken_back_and_nobody_hears_of_it(sent, birch, birch_staff, clock):
    before = Message.objects.count()
    done = scan(birch, sent.request_id, act=clock.staff(birch_staff))
    lending = LendingRequest.objects.get(request_id=sent.request_id)
    assert (lending.state, bool(lending.due_date), Parcel.objects.count()) == ("shipped", True, 1)
    clock.later(seconds=5)
    assert can_undo(done.act.deed, birch)
    undo(done.act.deed, library=birch, act=clock.staff(birch_staff))
    lending.refresh_from_db()
    assert (lending.state, lending.due_date, lending.parcel, Parcel.objects.count()) == (
        "new",
        None,
        None,
        0,
    )
    clock.later(minutes=1)
    assert Message.objects.count() == before
    assert broken_chains() == []


def test_after_the_undo_the_scan_can_be_done_again(sent, birch, birch_staff, clock):
    done = scan(birch, sent.request_id, act=clock.staff(birch_staff))
    undo(done.act.deed, library=birch, act=clock.staff(birch_staff))
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    sent.refresh_from_db()
    assert sent.state == "shipped"


def test_once_told_it_cannot_be_undone(sent, birch, birch_staff, clock):
    done = scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(seconds=16)
    assert not can_undo(done.act.deed, birch)
    with pytest.raises(Refused, match="already_told"):
        undo(done.act.deed, library=birch, act=clock.staff(birch_staff))


def test_a_request_sent_by_mistake_comes_back_to_the_desk(asked, ash, ash_staff, clock):
    act = clock.staff(ash_staff)
    borrowing = requester.send(asked.pk, act=act)
    undo(act.deed, library=ash, act=clock.staff(ash_staff))
    asked.refresh_from_db()
    borrowing.refresh_from_db()
    assert (asked.state, asked.current, borrowing.state) == ("new", None, "cancelled")
    again = requester.send(asked.pk, act=clock.staff(ash_staff))
    assert again.request_id.endswith("-2")
    clock.later(minutes=1)
    assert LendingRequest.objects.get().request_id == again.request_id
    assert broken_chains() == []


def test_not_after_a_step_that_led_nowhere_else(asked, ash, ash_staff, clock):
    act = clock.staff(ash_staff)
    borrowing = requester.send(asked.pk, act=act)
    requester.remind(borrowing.pk, act=clock.system())
    with pytest.raises(Refused, match="moved_on"):
        undo(act.deed, library=ash, act=clock.staff(ash_staff))
    borrowing.refresh_from_db()
    assert borrowing.state == "sent"


def test_another_library_cannot_undo_it(sent, birch, birch_staff, cedar, cedar_staff, clock):
    done = scan(birch, sent.request_id, act=clock.staff(birch_staff))
    with pytest.raises(Refused, match="unknown_deed"):
        undo(done.act.deed, library=cedar, act=clock.staff(cedar_staff))
    assert timedelta(0) == clock.now - done.act.now


def test_freight_of_an_arrival_that_is_taken_back_is_out_of_the_books(
    sent, birch, ash, birch_staff, ash_staff, reader, clock
):
    ash.policies.create(valid_from="2020-01-01", stated={"reader_pays": "outbound"})
    scan(birch, sent.request_id, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    act = clock.staff(ash_staff)
    arrivals.arrive(sent.pk, act=act, freight=Decimal("84.50"))
    assert reader_owes(reader) == {"TRY": Decimal("84.50")}
    undo(act.deed, library=ash, act=clock.staff(ash_staff))
    assert reader_owes(reader) == {}
    assert Transaction.objects.filter(library=ash).count() == 4
    arrivals.arrive(sent.pk, act=clock.staff(ash_staff), freight=Decimal("48.50"))
    assert reader_owes(reader) == {"TRY": Decimal("48.50")}
    assert faults() == []
