"""A condition, a retry, silence, a cancellation: what stands between asking and sending."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kopru.requests.actions import arrivals, conditions, losses, requester, supplier
from kopru.requests.actions.steps import Refused
from kopru.requests.models import LendingRequest

pytestmark = pytest.mark.django_db


@pytest.mark.row("Conditional supply")
def test_a_condition_accepted_by_the_reader(stage):
    stage.sent()
    stage.at_birch(
        conditions.offer_condition, stage.lending.pk, code="NoReproduction", cost=Decimal("75.50")
    )
    assert stage.states == ("condition_offered", "conditional", "conditional")
    heard = stage.loan.offered
    assert (heard.code, heard.cost, heard.currency) == ("NoReproduction", Decimal("75.50"), "TRY")
    assert heard.said().tr == "Kopyası çekilmez; bedeli 75,50 TL."
    assert stage.mails[-1] == "condition_offered"
    stage.by_reader(conditions.accept_condition, stage.asked.pk)
    assert stage.states == ("requested", "expected", "searching")
    for do in (supplier.promise, supplier.pack, supplier.ship):
        stage.at_birch(do, stage.lending.pk)
    assert stage.states == ("on_its_way", "shipped", "shipped")


@pytest.mark.row("Conditional supply")
def test_a_condition_declined_goes_to_the_next_library(stage, third):
    cedar = third()
    stage.sent()
    first, theirs = stage.loan, stage.lending
    stage.at_birch(conditions.offer_condition, theirs.pk, code="LibraryUseOnly")
    stage.by_reader(conditions.decline_condition, stage.asked.pk)
    stage.asked.refresh_from_db()
    assert stage.asked.current.supplier == cedar
    for row in (first, theirs):
        row.refresh_from_db()
    assert (first.state, theirs.state) == ("cancelled", "cancelled")


@pytest.mark.row("Conditional supply")
def test_a_condition_that_nobody_answers_lapses(stage, third):
    cedar = third()
    stage.sent()
    theirs = stage.lending
    stage.at_birch(conditions.offer_condition, theirs.pk, text="2. baskısı var", days=10)
    assert "10 gün" in stage.loan.offered.said().tr
    stage.days(5)
    stage.asked.refresh_from_db()
    assert stage.asked.current.supplier == cedar
    theirs.refresh_from_db()
    assert theirs.state == "cancelled"
    assert "condition_lapsed" in stage.mails


@pytest.mark.row("Conditional supply")
def test_a_condition_without_content_is_refused_by_name(stage):
    stage.sent()
    with pytest.raises(Refused, match="condition_missing"):
        stage.at_birch(conditions.offer_condition, stage.lending.pk)
    with pytest.raises(Refused, match="unknown_reason: Never"):
        stage.at_birch(conditions.offer_condition, stage.lending.pk, code="Never")


@pytest.mark.row("Unfilled")
def test_not_now_but_later_goes_on_and_keeps_the_day(stage, third):
    cedar = third()
    stage.sent()
    first = stage.loan
    after = stage.clock.now.date() + timedelta(days=40)
    stage.at_birch(conditions.offer_retry, stage.lending.pk, reason="OnLoan", retry_after=after)
    first.refresh_from_db()
    assert (first.state, first.reason_unfilled, first.retry_after) == (
        "retry_offered",
        "OnLoan",
        after,
    )
    stage.asked.refresh_from_db()
    assert stage.asked.current.supplier == cedar


@pytest.mark.row("Unfilled")
def test_a_no_goes_on_and_the_reader_hears_only_at_the_end(stage):
    stage.sent()
    stage.at_birch(supplier.decline, stage.lending.pk, reason="NotOnShelf")
    assert stage.states == ("sourcing", "unfilled", "unfilled")
    assert stage.mails == ["acknowledged"]
    stage.at_ash(requester.give_up, stage.asked.pk)
    assert stage.mails[-1] == "unfilled"


@pytest.mark.row("No answer")
def test_silence_is_reminded_withdrawn_and_a_late_yes_refused(stage, third):
    cedar = third()
    stage.sent()
    first, theirs = stage.loan, stage.lending
    stage.days(10)
    first.refresh_from_db()
    assert first.reminded_at is not None
    assert first.state == "cancelled"
    stage.asked.refresh_from_db()
    assert cedar.pk in stage.asked.borrowing_requests.values_list("supplier", flat=True)
    theirs.refresh_from_db()
    assert theirs.state == "cancelled"
    with pytest.raises(Exception, match="cannot promise"):
        stage.at_birch(supplier.promise, theirs.pk)


@pytest.mark.row("Cancel by patron")
def test_before_a_promise_a_cancellation_is_done_at_once(stage):
    stage.sent()
    stage.by_reader(requester.cancel, stage.asked.pk)
    assert stage.states == ("cancelled", "cancelled", "cancelled")
    assert stage.mails[-1] == "cancelled"


@pytest.mark.row("Cancel by patron")
def test_posted_meanwhile_the_loan_runs_on(stage):
    stage.sent()
    theirs = stage.lending.pk
    for do in (supplier.promise, supplier.pack):
        stage.at_birch(do, theirs)
    # both at the same time: neither has heard of the other
    requester.cancel(stage.asked.pk, act=stage.clock.reader(stage.reader.user))
    supplier.ship(theirs, act=stage.clock.staff(stage._birch))
    stage.clock.later(minutes=2)
    assert stage.states == ("on_its_way", "shipped", "shipped")
    assert "cancel_refused" in stage.mails
    stage.at_ash(arrivals.arrive, stage.loan.pk)
    assert stage.states == ("ready", "received", "out")


@pytest.mark.row("Cancel by patron")
def test_a_cancellation_without_an_answer_does_not_keep_the_reader(stage):
    stage.sent()
    theirs = stage.lending.pk
    stage.at_birch(supplier.promise, theirs)
    stage.by_reader(requester.cancel, stage.asked.pk)
    assert stage.states == ("cancel_asked", "cancel_asked", "cancel_asked")
    stage.days(9)
    assert stage.states == ("cancelled", "withdrawn", "cancel_asked")
    stage.at_birch(supplier.answer_cancel, theirs, accept=True)
    assert stage.states == ("cancelled", "cancelled", "cancelled")


@pytest.mark.row("Local copy or open access")
def test_a_copy_of_our_own_turns_up(stage):
    stage.sent()
    stage.at_ash(losses.found_here, stage.asked.pk, reason="held_and_in")
    assert stage.states == ("refused", "cancelled", "cancelled")
    assert stage.asked.reason == "held_and_in"
    assert stage.mails[-1] == "refused"


@pytest.mark.row("Conditional supply")
def test_the_desk_may_answer_for_the_reader(stage):
    stage.sent()
    stage.at_birch(conditions.offer_condition, stage.lending.pk, code="SignatureRequired")
    stage.at_ash(conditions.accept_condition, stage.asked.pk)
    assert LendingRequest.objects.get().state == "searching"
