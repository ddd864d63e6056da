"""Renewed, recalled, overdue, not collected: the time of a loan, at both ends."""

from dataclasses import replace
from datetime import timedelta

import pytest

from kopru.libraries.models import Policy
from kopru.requests.actions import arrivals, loan_time, reader_time, supplier
from kopru.requests.actions.from_supplier import SupplierSays, supplier_says
from kopru.requests.actions.steps import Act, Actor, Refused
from kopru.requests.lifecycle import NotAllowed

pytestmark = pytest.mark.django_db


def _rules(library, **stated):
    Policy.objects.create(library=library, valid_from="2020-01-01", stated=stated)


@pytest.mark.row("Renewal")
def test_a_reader_renews_and_gets_a_new_date(stage):
    stage.with_reader()
    stage.asked.refresh_from_db()
    before, lender_before = stage.asked.due_date, stage.loan.due_date
    stage.by_reader(reader_time.ask_renewal, stage.asked.pk)
    assert stage.states == ("renewal_asked", "renewal_asked", "renewal_asked")
    stage.at_birch(loan_time.renew, stage.lending.pk)
    assert stage.states == ("with_reader", "received", "out")
    assert stage.loan.due_date == stage.lending.due_date > lender_before
    assert stage.asked.due_date > before
    assert stage.loan.renewals == stage.lending.renewals == 1
    assert stage.mails[-1] == "renewed"
    assert stage.said()[-2:] == ["Renew", "Loaned"]


@pytest.mark.row("Renewal")
def test_a_no_leaves_the_date_and_is_told(stage):
    stage.with_reader()
    stage.asked.refresh_from_db()
    before = stage.asked.due_date
    stage.by_reader(reader_time.ask_renewal, stage.asked.pk)
    stage.at_birch(loan_time.refuse_renewal, stage.lending.pk)
    assert stage.states == ("with_reader", "received", "out")
    assert stage.asked.due_date == before
    assert stage.mails[-1] == "renewal_refused"


@pytest.mark.row("Renewal")
def test_what_the_rules_do_not_give_is_refused_at_once(stage, birch):
    _rules(birch, renewals=0)
    stage.with_reader()
    with pytest.raises(Refused, match="no_renewal"):
        stage.by_reader(reader_time.ask_renewal, stage.asked.pk)
    stage.at_ash(reader_time.ask_renewal, stage.asked.pk)  # staff may try
    assert stage.states == ("with_reader", "received", "out")
    assert stage.mails[-1] == "renewal_refused"


@pytest.mark.row("Renewal")
def test_nobody_is_late_while_the_answer_is_awaited(stage):
    stage.with_reader()
    stage.by_reader(reader_time.ask_renewal, stage.asked.pk)
    stage.until(stage.loan.due_date + timedelta(days=10))
    assert stage.states == ("renewal_asked", "renewal_asked", "renewal_asked")
    assert not {"overdue", "overdue_again"} & set(stage.mails)
    stage.at_birch(loan_time.refuse_renewal, stage.lending.pk)
    stage.days(1)
    assert stage.states == ("overdue", "overdue", "overdue")


@pytest.mark.row("Renewal")
def test_what_is_overdue_is_renewed_where_the_rules_let(stage, birch):
    _rules(birch, renews_overdue=True)
    stage.with_reader()
    stage.until(stage.loan.due_date + timedelta(days=2))
    assert stage.states[0] == "overdue"
    stage.by_reader(reader_time.ask_renewal, stage.asked.pk)
    stage.at_birch(loan_time.renew, stage.lending.pk)
    assert stage.states == ("with_reader", "received", "out")
    assert stage.asked.due_date > stage.clock.now.date()


@pytest.mark.row("Renewal")
def test_a_renewal_never_shortens_a_loan(stage):
    stage.with_reader()
    stage.by_reader(reader_time.ask_renewal, stage.asked.pk)
    early = stage.lending.due_date - timedelta(days=1)
    with pytest.raises(Refused, match="due_earlier"):
        stage.at_birch(loan_time.renew, stage.lending.pk, due_date=early)


@pytest.mark.row("Renewal")
def test_more_time_may_be_given_unasked(stage):
    stage.with_reader()
    stage.asked.refresh_from_db()
    before = stage.asked.due_date
    stage.at_birch(loan_time.extend, stage.lending.pk)
    assert stage.states == ("with_reader", "received", "out")
    assert stage.loan.due_date == stage.lending.due_date
    assert stage.asked.due_date > before


@pytest.mark.row("Recall")
def test_a_recall_brings_a_near_date_and_two_who_know_it(stage):
    stage.with_reader()
    stage.asked.refresh_from_db()
    before = stage.asked.due_date
    stage.at_birch(loan_time.recall, stage.lending.pk)
    assert stage.states == ("recalled", "recalled", "recalled")
    in_three_days = stage.clock.now.date() + timedelta(days=3)
    open_days = stage.lending.library.open_days()
    assert stage.loan.due_date == stage.lending.due_date == open_days.on_or_after(in_three_days)
    assert stage.asked.due_date < before
    assert stage.mails[-1] == "recalled"
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    stage.clock.later(days=1)
    stage.at_birch(supplier.check_in, stage.lending.pk)
    stage.at_birch(supplier.close, stage.lending.pk)
    assert stage.states == ("completed", "closed", "closed")


@pytest.mark.row("Recall")
def test_recalled_on_the_hold_shelf_the_next_library_is_asked(stage, third):
    cedar = third()
    stage.arrived()
    unread = stage.loan
    stage.at_birch(loan_time.recall, stage.lending.pk)
    stage.asked.refresh_from_db()
    assert stage.asked.state == "requested"
    assert stage.asked.current.supplier == cedar
    assert "recalled_unread" in stage.mails
    stage.at_ash(arrivals.post_back, unread.pk)
    unread.refresh_from_db()
    assert unread.state == "returned"


@pytest.mark.row("Recall")
def test_a_recall_may_be_put_off_and_stands(stage):
    stage.with_reader()
    stage.at_birch(loan_time.recall, stage.lending.pk)
    before, told = stage.lending.due_date, stage.mails.count("recalled")
    later = stage.lending.library.open_days().after(before, 3)
    stage.at_birch(loan_time.extend, stage.lending.pk, due_date=later)
    assert stage.states == ("recalled", "recalled", "recalled")
    assert stage.loan.due_date == stage.lending.due_date == later
    assert stage.mails.count("recalled") == told + 1


@pytest.mark.row("Recall")
def test_rules_may_promise_not_to_recall(stage, birch):
    _rules(birch, may_recall=False)
    stage.with_reader()
    with pytest.raises(Refused, match="no_recall"):
        stage.at_birch(loan_time.recall, stage.lending.pk)


@pytest.mark.row("Overdue")
def test_readers_and_libraries_hear_in_stages(stage):
    stage.with_reader()
    stage.asked.refresh_from_db()
    due, lender_due = stage.asked.due_date, stage.loan.due_date
    stage.until(due - timedelta(days=3))
    assert stage.mails[-1] == "due_soon"
    stage.until(due)
    assert stage.mails[-2:] == ["due_soon", "due_soon"]
    stage.until(due + timedelta(days=1))
    assert stage.mails[-1] == "overdue"
    assert stage.states[0] == "overdue"
    stage.until(max(due + timedelta(days=14), lender_due + timedelta(days=14)))
    assert stage.mails.count("overdue_again") == 2
    assert stage.states == ("overdue", "overdue", "overdue")
    assert stage.lending.warnings == 3
    assert stage.said().count("Overdue") == 3
    stage.at_birch(loan_time.write_letter, stage.lending.pk)
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    stage.at_birch(supplier.check_in, stage.lending.pk)
    stage.at_birch(supplier.close, stage.lending.pk)
    assert stage.states == ("completed", "closed", "closed")


@pytest.mark.row("Not collected")
def test_called_twice_and_sent_home_unread(stage):
    stage.arrived()
    stage.asked.refresh_from_db()
    first = stage.asked.collect_by
    stage.until(first + timedelta(days=1))
    assert stage.mails[-1] == "collect_again"
    stage.asked.refresh_from_db()
    assert stage.asked.collect_by > first
    stage.until(stage.asked.collect_by + timedelta(days=1))
    assert stage.states[0] == "not_collected"
    assert stage.mails[-1] == "not_collected"
    stage.at_ash(arrivals.post_back, stage.loan.pk)
    stage.at_birch(supplier.check_in, stage.lending.pk)
    stage.at_birch(supplier.close, stage.lending.pk)
    assert stage.states == ("completed", "closed", "closed")


@pytest.mark.row("Not collected")
def test_a_reader_who_comes_before_it_left_still_gets_it(stage):
    stage.arrived()
    stage.days(30)
    assert stage.states[0] == "not_collected"
    stage.at_ash(arrivals.hand_over, stage.asked.pk)
    assert stage.states[0] == "with_reader"


@pytest.mark.row("Not collected")
def test_without_a_second_notice_it_goes_home_at_once(stage, ash):
    _rules(ash, second_collect_days=0)
    stage.arrived()
    stage.asked.refresh_from_db()
    stage.until(stage.asked.collect_by + timedelta(days=1))
    assert stage.states[0] == "not_collected"
    assert "collect_again" not in stage.mails


def test_only_who_may_takes_a_step(stage):
    stage.with_reader()
    with pytest.raises(NotAllowed):
        stage.by_reader(arrivals.take_back, stage.asked.pk)


@pytest.mark.row("Renewal")
def test_a_status_that_only_repeats_is_no_yes_to_a_renewal(stage):
    stage.with_reader()
    stage.by_reader(reader_time.ask_renewal, stage.asked.pk)
    loan, late = (
        stage.loan,
        SupplierSays(("shipped", "due_told", "renewed"), due_date=stage.loan.due_date),
    )
    act = Act(Actor.partner(loan.supplier_id), stage.clock.now)
    assert not supplier_says(loan.pk, late, act=act)
    assert stage.states[:2] == ("renewal_asked", "renewal_asked")
    assert supplier_says(loan.pk, replace(late, what=("renewed",)), act=act)
    assert stage.states[:2] == ("with_reader", "received")
