"""Parcels followed: the story kept, a silent courier left in peace, a parcel nobody took in missed."""

from datetime import timedelta

import pytest

from kopru.connections.carriers import contracts, following, ptt
from kopru.connections.carriers.models import Contract, Following
from kopru.jobs.schedule import CLOCKS
from kopru.requests.actions import parcels
from kopru.requests.actions.parcels import Way
from kopru.requests.models import BorrowingRequest
from kopru.shipping.models import Parcel
from ptt_stand_in import CUSTOMER, PASSWORD

pytestmark = pytest.mark.django_db

NUMBER = "2791727900008"


@pytest.fixture
def under_way(contract, parcel, birch_staff, clock):
    parcels.told(parcel.pk, way=Way("PTT Kargo", NUMBER), act=clock.staff(birch_staff))
    clock.later(minutes=1)
    return parcel


def _round(clock):
    return following.follow_due(clock=lambda: clock.now)


def _day(clock, days=0):
    return (clock.now + timedelta(days=days)).strftime("%d/%m/%Y %H:%M:%S")


def test_the_courier_s_story_is_kept_in_order(firm, under_way, clock):
    firm.story[NUMBER] = [
        (_day(clock), "Bornova", "Dağıtıma Çıkarıldı"), (_day(clock, -1), "Çankaya", "Kabul Edildi"),
        (_day(clock), "Ankara", "Özel bir hâl"),
    ]  # fmt: skip
    assert _round(clock) == 1
    story = Following.objects.get().story
    assert [move.state.value for move in story] == ["accepted", "out_for_delivery", "other"]
    assert story[0].place == "Çankaya"
    # asked again in two hours, not before
    assert _round(clock) == 0
    clock.later(hours=2, minutes=1)
    assert _round(clock) == 1


def test_a_number_not_known_yet_is_no_trouble_of_the_firm(firm, under_way, clock):
    _round(clock)
    kept = Following.objects.get()
    assert (kept.trouble, kept.moves) == ("unknown", [])
    assert Contract.objects.get().failures == 0


@pytest.mark.parametrize("mood", ["web page", "down", "no date", "flood"])
def test_a_firm_that_fails_is_asked_less_and_what_is_known_stays(firm, under_way, clock, mood):
    firm.story[NUMBER] = [(_day(clock), "Çankaya", "Kabul Edildi")]
    _round(clock)
    firm.mood = mood
    for _ in range(12):
        clock.later(hours=1)
        _round(clock)
    assert len(firm.calls) <= 7
    kept = Following.objects.get()
    assert kept.trouble
    assert len(kept.story) == 1
    assert Contract.objects.get().rests >= 1


def test_a_firm_that_hangs_rests_at_once(firm, under_way, clock, monkeypatch):
    monkeypatch.setattr(ptt, "_SECONDS", 0.3)
    firm.mood = "hangs"
    _round(clock)
    contract = Contract.objects.get()
    assert contract.is_resting(now=clock.now)
    assert Following.objects.get().trouble == "slow"


def test_a_resting_firm_s_parcels_do_not_stand_in_others_way(
    firm, under_way, contract, cedar, ash, clock
):
    """Thirty parcels of one library whose account is refused, one of another's that is well."""
    other = contracts.save_contract(
        library=cedar, carrier="ptt", customer=CUSTOMER, password=PASSWORD, address=contract.address,
        block_first=1, block_last=9,
    )  # fmt: skip
    Contract.objects.filter(pk=contract.pk).update(password="yanlis")
    for number in range(30):
        Parcel.objects.create(
            library=contract.library, partner=ash, payer="sender", carrier="PTT Kargo",
            tracking=f"B{number}", sent_at=clock.now,
        )  # fmt: skip
    Parcel.objects.create(
        library=cedar, partner=ash, payer="sender", carrier="PTT", tracking="C1", sent_at=clock.now
    )
    firm.story["C1"] = [(_day(clock), "Konya", "Kabul Edildi")]
    for _ in range(2):
        _round(clock)
    assert Following.objects.get(number="C1").moves
    # the refused account was tried once, and is left in peace
    assert firm.calls == ["gonderiSorgu2"] * 2
    assert not other.is_resting(now=clock.now)


def test_a_contract_switched_off_and_on_again_is_followed_again(firm, under_way, contract, clock):
    Contract.objects.update(is_on=False)
    following.begin_new(now=clock.now)
    Following.objects.get_or_create(
        parcel=under_way, defaults={"number": NUMBER, "next_at": clock.now}
    )
    assert _round(clock) == 0
    Contract.objects.update(is_on=True)
    clock.later(hours=2, minutes=1)
    assert _round(clock) == 1


def test_another_number_is_another_story(firm, under_way, birch_staff, clock):
    firm.story[NUMBER] = [(_day(clock), "Çankaya", "Kabul Edildi")]
    _round(clock)
    parcels.told(under_way.pk, way=Way("PTT Kargo", "555"), act=clock.staff(birch_staff))
    _round(clock)
    kept = Following.objects.get()
    assert (kept.number, kept.moves) == ("555", [])


def test_other_couriers_and_old_parcels_are_not_asked_after(
    firm, under_way, contract, birch_staff, clock
):
    parcels.told(under_way.pk, way=Way("Aras Kargo", "777"), act=clock.staff(birch_staff))
    assert _round(clock) == 0
    clock.later(minutes=1)
    parcels.told(under_way.pk, way=Way("PTT Kargo", NUMBER), act=clock.staff(birch_staff))
    clock.later(days=40)
    assert _round(clock) == 0
    assert firm.calls == []


@pytest.mark.parametrize(
    ("words", "after", "state"),
    [("Teslim Edildi", 1, "shipped"), ("Teslim Edildi", 3, "not_arrived"),
     ("Kabul Edildi", 4, "shipped"), ("Kabul Edildi", 6, "not_arrived"),
     ("Teslim Edilemedi", 3, "shipped")],
)  # fmt: skip
def test_delivered_and_not_scanned_or_standing_still_it_is_missed(
    firm, under_way, clock, words, after, state
):
    firm.story[NUMBER] = [(_day(clock), "Çankaya", words)]
    BorrowingRequest.objects.update(expected_on=None)
    _round(clock)
    clock.later(days=after)
    _round(clock)
    CLOCKS["miss_followed_parcels"][0](clock.now)
    assert BorrowingRequest.objects.get().state == state


def test_a_delivered_parcel_is_asked_after_no_more(firm, under_way, clock):
    firm.story[NUMBER] = [(_day(clock), "Çankaya", "Teslim Edildi")]
    _round(clock)
    clock.later(days=1)
    assert _round(clock) == 0
    assert Following.objects.get().delivered_at is not None
