"""What may go otherwise: no, silence, cancelling, missing detail, the home library's own no."""

from datetime import timedelta

import pytest

from kopru.jobs.schedule import CLOCKS
from kopru.requests.actions import requester, supplier
from kopru.requests.actions.steps import Refused
from kopru.requests.lifecycle import NotAllowed
from kopru.requests.models import LendingRequest
from support import held_by

pytestmark = pytest.mark.django_db


def _lending(borrowing):
    return LendingRequest.objects.get(request_id=borrowing.request_id)


def _fresh(*rows):
    for row in rows:
        row.refresh_from_db()
    return tuple(row.state for row in rows)


def test_a_no_goes_to_the_next_library_by_itself(
    sent, asked, edition, birch_staff, cedar, cedar_staff, clock, ash_staff
):
    held_by(edition, cedar, "C1")
    asked.rota.create(position=2, library=cedar)
    supplier.decline(_lending(sent).pk, reason="NotOnShelf", act=clock.staff(birch_staff))
    clock.later(minutes=1)
    asked.refresh_from_db()
    assert _fresh(sent) == ("unfilled",)
    assert sent.reason_unfilled == "NotOnShelf"
    assert asked.state == "requested"
    assert asked.current.supplier == cedar
    clock.later(minutes=1)
    assert _lending(asked.current).state == "new"


def test_at_the_end_of_the_rota_staff_decide(sent, asked, birch_staff, ash_staff, clock):
    supplier.decline(_lending(sent).pk, reason="NonCirculating", act=clock.staff(birch_staff))
    clock.later(minutes=1)
    assert _fresh(asked) == ("sourcing",)
    with pytest.raises(Refused, match="nobody_to_ask"):
        requester.send(asked.pk, act=clock.staff(ash_staff))
    requester.give_up(asked.pk, act=clock.staff(ash_staff))
    assert _fresh(asked) == ("unfilled",)


def test_an_unknown_reason_is_refused_by_name(sent, birch_staff, clock):
    with pytest.raises(Refused, match="unknown_reason: Lazy"):
        supplier.decline(_lending(sent).pk, reason="Lazy", act=clock.staff(birch_staff))


def test_before_sending_a_reader_cancels_at_once(asked, reader, clock):
    requester.cancel(asked.pk, act=clock.reader(reader.user))
    assert _fresh(asked) == ("cancelled",)


def test_a_supplier_that_promised_nothing_accepts_a_cancellation_by_itself(
    sent, asked, reader, clock
):
    requester.cancel(asked.pk, act=clock.reader(reader.user))
    clock.later(minutes=1)
    assert _fresh(asked, sent, _lending(sent)) == ("cancelled", "cancelled", "cancelled")


@pytest.mark.parametrize(
    ("accept", "ends"),
    [
        pytest.param(True, ("cancelled", "cancelled", "cancelled"), id="yes"),
        pytest.param(False, ("requested", "promised", "packed"), id="no"),
    ],
)
def test_after_a_promise_the_supplier_says_yes_or_no(
    sent, asked, reader, birch_staff, clock, accept, ends
):
    lending = _lending(sent)
    supplier.promise(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    requester.cancel(asked.pk, act=clock.reader(reader.user))
    clock.later(minutes=1)
    assert _fresh(asked, sent, lending) == ("cancel_asked", "cancel_asked", "cancel_asked")
    supplier.answer_cancel(lending.pk, accept=accept, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    assert _fresh(asked, sent, lending) == ends


def test_a_cancellation_that_meets_the_parcel_on_its_way(sent, asked, reader, birch_staff, clock):
    """Race of domain.md 8: the patron cancels while the supplier ships; the answer is no."""
    lending = _lending(sent)
    for step in (supplier.promise, supplier.pack, supplier.ship):
        step(lending.pk, act=clock.staff(birch_staff))
    requester.cancel(asked.pk, act=clock.reader(reader.user))
    clock.later(minutes=1)
    assert _fresh(asked, sent, lending) == ("on_its_way", "shipped", "shipped")
    assert sent.due_date


def test_silence_is_reminded_withdrawn_and_goes_on(sent, asked, edition, cedar, clock):
    held_by(edition, cedar, "C1")
    asked.rota.create(position=2, library=cedar)
    clock.now += timedelta(days=2)
    assert CLOCKS["remind_silent_suppliers"][0](clock.now) == 1
    assert CLOCKS["remind_silent_suppliers"][0](clock.now) == 0
    clock.now += timedelta(days=10)
    assert CLOCKS["withdraw_from_silent_suppliers"][0](clock.now) == 1
    clock.later(minutes=1)
    asked.refresh_from_db()
    assert asked.current.supplier == cedar
    assert _fresh(sent, _lending(sent)) == ("cancelled", "cancelled")
    assert sent.reason_unfilled == "NoAnswer"


def test_a_late_yes_after_a_withdrawal_is_refused_by_the_table(sent, asked, birch_staff, clock):
    clock.now += timedelta(days=12)
    CLOCKS["withdraw_from_silent_suppliers"][0](clock.now)
    clock.later(minutes=1)
    with pytest.raises(NotAllowed):
        supplier.promise(_lending(sent).pk, act=clock.staff(birch_staff))


def test_a_missing_detail_is_asked_and_given(asked, reader, ash_staff, clock, cited, edition):
    requester.ask_for_detail(asked.pk, question="Hangi baskı?", act=clock.staff(ash_staff))
    assert _fresh(asked) == ("needs_info",)
    requester.give_detail(asked.pk, citation=cited, edition=edition, act=clock.reader(reader.user))
    assert _fresh(asked) == ("new",)


def test_a_question_without_an_answer_closes(asked, ash_staff, clock):
    requester.ask_for_detail(asked.pk, question="Hangi baskı?", act=clock.staff(ash_staff))
    clock.now += timedelta(days=20)
    assert CLOCKS["close_unanswered_questions"][0](clock.now) == 1
    assert _fresh(asked) == ("cancelled",)


def test_the_home_library_refuses_with_a_reason(asked, ash_staff, clock):
    requester.refuse(asked.pk, reason="held_and_in", act=clock.staff(ash_staff))
    assert _fresh(asked) == ("refused",)
    assert asked.reason == "held_and_in"
