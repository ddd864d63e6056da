"""What concerns the reader rather than the loan."""

import pytest

from kopru.patrons.models import Standing
from kopru.requests.actions import arrivals, requester
from kopru.requests.actions.leaving import holding_up, leave
from kopru.requests.queries import same_work
from support import reads_at

pytestmark = pytest.mark.django_db


@pytest.mark.row("Patron leaves")
def test_who_leaves_while_it_is_looked_for_wants_it_no_more(stage):
    stage.sent()
    left = stage.at_ash(leave, stage.reader)
    assert (left.cancelled, left.holding_up) == (1, ())
    assert stage.states == ("cancelled", "cancelled", "cancelled")
    stage.reader.refresh_from_db()
    assert stage.reader.standing == Standing.LEFT
    assert not stage.reader.may_ask(on=stage.clock.now.date())


@pytest.mark.row("Patron leaves")
def test_what_waits_on_the_hold_shelf_goes_home(stage):
    stage.arrived()
    left = stage.at_ash(leave, stage.reader)
    assert left.sent_home == 1
    assert stage.states[0] == "not_collected"


@pytest.mark.row("Patron leaves")
def test_what_is_out_holds_up_the_clearance_until_it_is_back(stage):
    stage.with_reader()
    left = stage.at_ash(leave, stage.reader)
    assert [one.pk for one in left.holding_up] == [stage.asked.pk]
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    assert holding_up(stage.reader) == ()


@pytest.mark.row("Same work on loan already")
def test_staff_see_that_another_reader_has_it_already(stage, ash, edition, cited):
    stage.with_reader()
    second = stage.by_reader(
        lambda act: requester.ask(
            patron=reads_at(ash), citation=cited, door="portal", edition=edition, act=act
        )
    )
    assert [one.pk for one in same_work(second)] == [stage.asked.pk]
    assert [one.pk for one in same_work(stage.asked)] == [second.pk]
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    stage.at_ash(arrivals.close_by_hand, stage.loan.pk, reason="PTT 1")
    assert same_work(second) == []
