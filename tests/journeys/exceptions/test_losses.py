"""Lost, damaged, wrong, late, sent back: what happens to things."""

from datetime import timedelta

import pytest

from kopru.requests.actions import arrivals, claims, loan_time, losses, strays, supplier
from kopru.requests.actions.steps import Refused
from kopru.requests.queries import story
from kopru.shipping.models import Payer

pytestmark = pytest.mark.django_db


@pytest.mark.row("Lost by patron")
def test_a_lost_book_is_claimed_and_settled(stage):
    stage.with_reader()
    stage.at_ash(losses.lose, stage.loan.pk)
    assert stage.states == ("lost", "lost", "claimed")
    assert stage.mails[-1] == "lost"
    stage.at_birch(claims.settle, stage.lending.pk, note="Aynı baskısı verildi")
    assert stage.states == ("completed", "closed", "closed")
    assert stage.mails[-1] == "settled"
    assert stage.said()[-1] == "CompletedWithoutReturn"


@pytest.mark.row("Lost by patron")
def test_a_lost_book_that_turns_up_goes_home(stage):
    stage.with_reader()
    stage.at_ash(losses.lose, stage.loan.pk)
    stage.at_ash(losses.found, stage.loan.pk)
    stage.clock.later(minutes=1)
    assert stage.states == ("taken_back", "returned", "returning")
    stage.at_birch(supplier.check_in, stage.lending.pk)
    stage.at_birch(supplier.close, stage.lending.pk)
    assert stage.states == ("completed", "closed", "closed")


@pytest.mark.row("Lost by patron")
def test_the_supplier_may_take_it_for_lost(stage):
    stage.with_reader()
    stage.until(stage.loan.due_date + timedelta(days=20))
    stage.at_birch(claims.claim, stage.lending.pk, note="Piyasa bedeli")
    assert stage.lending.state == "claimed"
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    assert stage.states == ("taken_back", "returned", "returning")


@pytest.mark.row("Lost in transit")
def test_a_late_parcel_is_asked_after_and_the_reader_served_elsewhere(stage, third):
    cedar = third()
    stage.posted()
    first, theirs = stage.loan, stage.lending
    stage.days(9)
    first.refresh_from_db()
    assert first.state == "not_arrived"
    stage.at_ash(losses.lose, first.pk)
    for row in (first, theirs):
        row.refresh_from_db()
    assert (first.state, theirs.state) == ("lost", "claimed")
    stage.asked.refresh_from_db()
    assert stage.asked.current.supplier == cedar
    assert "lost_in_post" in stage.mails


@pytest.mark.row("Lost in transit")
def test_a_late_parcel_that_comes_after_all(stage):
    stage.posted()
    stage.days(9)
    stage.at_ash(arrivals.arrive, stage.loan.pk)
    assert stage.states == ("ready", "received", "out")


@pytest.mark.row("Lost in transit")
def test_lost_on_the_way_home_is_disputed_and_settled(stage):
    stage.with_reader()
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    assert stage.states == ("taken_back", "returned", "returning")
    stage.at_ash(losses.dispute, stage.loan.pk)
    assert stage.loan.state == "disputed"
    stage.at_ash(arrivals.close_by_hand, stage.loan.pk, reason="PTT 4411 teslim edildi")
    assert stage.states[:2] == ("completed", "closed")


@pytest.mark.row("Wrong item")
def test_a_wrong_item_goes_back_at_the_senders_cost(stage, third):
    cedar = third()
    stage.arrived()
    wrong, theirs = stage.loan, stage.lending
    with pytest.raises(Refused, match="note_missing"):
        stage.at_ash(losses.return_wrong, wrong.pk, note=" ")
    stage.at_ash(losses.return_wrong, wrong.pk, note="2. cilt geldi")
    for row in (wrong, theirs):
        row.refresh_from_db()
    assert (wrong.state, theirs.state) == ("returned", "returning")
    assert wrong.return_parcel.payer == Payer.RECIPIENT
    stage.asked.refresh_from_db()
    assert stage.asked.current.supplier == cedar
    assert "wrong_item" in stage.mails


@pytest.mark.row("Damaged on arrival")
def test_damage_on_arrival_is_told_before_the_reader_has_it(stage):
    stage.arrived()
    stage.at_ash(losses.arrived_damaged, stage.loan.pk, note="Kapağı yırtık geldi")
    assert stage.states == ("ready", "received", "out")
    noted = story(stage.lending).get(action="damage_reported")
    assert "Kapağı yırtık geldi" in noted.facts["note"]
    stage.at_ash(arrivals.hand_over, stage.asked.pk)
    assert stage.states[0] == "with_reader"


@pytest.mark.row("Damaged on arrival")
def test_damage_by_the_reader_is_settled(stage, ash):
    stage.with_reader()
    ash.policies.create(valid_from="2020-01-01", stated={"posts_back_at_once": False})
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    stage.at_ash(losses.damage, stage.loan.pk, note="Islanmış")
    assert stage.states == ("damaged", "damaged", "out")
    assert stage.mails[-1] == "damaged"
    stage.at_ash(arrivals.post_back, stage.loan.pk)
    stage.at_birch(supplier.check_in, stage.lending.pk)
    stage.at_birch(claims.find_damage, stage.lending.pk, note="Islak, ciltlenecek")
    assert stage.lending.state == "damaged"
    stage.at_birch(supplier.close, stage.lending.pk)
    assert stage.states == ("completed", "closed", "closed")
    assert stage.mails[-1] == "settled"


@pytest.mark.row("Parcel refused or unpaid")
def test_a_parcel_that_nobody_paid_for_is_sent_again(stage):
    stage.posted()
    stage.at_birch(claims.undelivered, stage.lending.pk)
    assert stage.states == ("requested", "promised", "packed")
    stage.at_birch(supplier.ship, stage.lending.pk)
    assert stage.states == ("on_its_way", "shipped", "shipped")
    assert stage.loan.due_date == stage.lending.due_date


@pytest.mark.row("Supplier forgets to close")
def test_a_supplier_that_forgets_is_closed_by_hand_with_proof(stage):
    stage.with_reader()
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    with pytest.raises(Refused, match="reason_missing"):
        stage.at_ash(arrivals.close_by_hand, stage.loan.pk, reason=" ")
    stage.at_ash(arrivals.close_by_hand, stage.loan.pk, reason="PTT 4411 teslim edildi")
    assert stage.states == ("completed", "closed", "returning")


@pytest.mark.row("Supplier forgets to close")
def test_overdue_by_the_suppliers_book_although_we_sent_it_back(stage):
    stage.with_reader()
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    assert stage.states == ("taken_back", "returned", "returning")
    stage.days(60)
    assert stage.states == ("taken_back", "returned", "returning"), "who was told does not warn"


@pytest.mark.row("Item came, request unknown")
def test_a_parcel_that_nobody_knows_finds_its_request(stage, ash, birch):
    stage.posted()
    came = stage.at_ash(
        lambda act: strays.note_stray(ash, title="Saatleri ayarlama enst.", sender=birch, act=act)
    )
    assert [loan.pk for loan in strays.likely(came)] == [stage.loan.pk]
    stage.at_ash(strays.place_stray, came.pk, stage.loan.pk)
    assert stage.states == ("ready", "received", "out")
    with pytest.raises(Refused, match="already_decided"):
        stage.at_ash(strays.send_stray_back, came.pk)


@pytest.mark.row("Item came, request unknown")
def test_a_parcel_that_is_not_ours_goes_back(stage, ash):
    stage.sent()
    came = stage.at_ash(lambda act: strays.note_stray(ash, barcode="X-1", act=act))
    assert strays.likely(came) == []
    stage.at_ash(strays.send_stray_back, came.pk)
    assert not ash.strays.open().exists()
    with pytest.raises(Refused, match="stray_unsaid"):
        stage.at_ash(lambda act: strays.note_stray(ash, act=act))


def test_a_recall_may_cross_the_way_home(stage):
    stage.with_reader()
    theirs = stage.lending.pk
    loan_time.recall(theirs, act=stage.clock.staff(stage._birch))
    arrivals.take_back(stage.asked.pk, act=stage.clock.staff(stage._ash))
    stage.clock.later(minutes=2)
    assert stage.states[0] == "taken_back"
    assert stage.loan.state in ("returned", "disputed")
    stage.at_birch(supplier.check_in, theirs)
    stage.at_birch(supplier.close, theirs)
    assert stage.states == ("completed", "closed", "closed")
