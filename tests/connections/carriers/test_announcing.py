"""Parcels announced to PTT's stand-in, over real SOAP; whatever it does, the parcel is not lost."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from kopru.connections.carriers import announcing, contracts, numbers, ptt, registry
from kopru.connections.carriers.models import Announcement, Contract
from kopru.connections.carriers.shape import Adapter
from kopru.connections.errors import ConnectionTrouble
from kopru.requests.actions import parcels
from kopru.requests.actions.parcels import Way
from kopru.requests.actions.steps import Refused
from kopru.requests.models import BorrowingRequest
from kopru.shipping.models import Parcel
from ptt_stand_in import PASSWORD

pytestmark = pytest.mark.django_db

FIRST = "2791727900008"


def test_check_digit_is_that_of_bar_codes_in_use():
    assert numbers.with_check_digit(279172790000) == FIRST
    assert numbers.with_check_digit(275036569845) == "2750365698456"


def test_an_announced_parcel_has_a_number_that_the_other_library_hears(
    firm, contract, parcel, birch_staff, clock
):
    done = announcing.announce(parcel.pk, act=clock.staff(birch_staff))
    assert (done.state, done.number) == ("announced", FIRST)
    clock.later(minutes=1)
    loan = BorrowingRequest.objects.get()
    assert (loan.carrier, loan.tracking) == ("PTT Kargo", FIRST)
    told = firm.parcels[FIRST]
    assert told["aliciIlAdi"] == "Ankara"
    assert told["aAdres"] == "Ihlamur Sok. 3 06000"
    # ücreti alıcıdan where the recipient pays, never cash on delivery
    assert told.get("ekhizmet") == ("UA" if parcel.payer == "recipient" else None)


def test_the_sender_pays_without_ua(firm, contract, parcel, birch_staff, clock):
    Parcel.objects.update(payer="sender")
    announcing.announce(parcel.pk, act=clock.staff(birch_staff))
    assert "ekhizmet" not in firm.parcels[FIRST]
    assert firm.parcels[FIRST]["odemesekli"] == "MH"


def test_announcing_again_announces_nothing(firm, contract, parcel, birch_staff, clock):
    for _ in range(2):
        announcing.announce(parcel.pk, act=clock.staff(birch_staff))
    assert firm.calls == ["kabulEkle2"]


@pytest.mark.parametrize(
    ("mood", "state", "trouble"),
    [("fault", "refused", "refused"), ("web page", "unsure", "garbled"), ("empty", "unsure", "garbled"),
     ("nothing in it", "unsure", "garbled"), ("bomb", "unsure", "garbled"), ("flood", "unsure", "garbled"),
     ("down", "unsure", "unreachable"), ("elsewhere", "refused", "refused"), ("deaf", "unsure", "garbled")],
)  # fmt: skip
def test_a_firm_that_fails_costs_neither_parcel_nor_number(
    firm, contract, parcel, birch_staff, clock, mood, state, trouble
):
    firm.mood = mood
    act = clock.staff(birch_staff)
    kept = announcing.announce(parcel.pk, act=act)
    assert (kept.state, kept.trouble, kept.number) == (state, trouble, FIRST)
    parcel.refresh_from_db()
    assert parcel.tracking == ""
    # the next try takes the same number
    firm.mood = "well"
    assert announcing.announce(parcel.pk, act=act).state == "announced"
    assert list(firm.parcels) == [FIRST]
    contract.refresh_from_db()
    assert contract.numbers_left == 9


def test_a_firm_that_hangs_is_let_go_in_time(
    firm, contract, parcel, birch_staff, clock, monkeypatch
):
    monkeypatch.setattr(ptt, "_SECONDS", 0.4)
    firm.mood = "hangs"
    kept = announcing.announce(parcel.pk, act=clock.staff(birch_staff))
    assert (kept.state, kept.trouble) == ("unsure", "slow")


def test_by_hand_works_whatever_the_firm_does(firm, contract, parcel, birch_staff, clock):
    firm.mood = "down"
    act = clock.staff(birch_staff)
    announcing.announce(parcel.pk, act=act)
    parcels.told(parcel.pk, way=Way("Yurtiçi Kargo", "99"), act=act)
    clock.later(minutes=1)
    assert BorrowingRequest.objects.get().tracking == "99"


def test_a_wrong_password_is_said_and_never_shown(firm, contract, parcel, birch_staff, clock):
    Contract.objects.update(password="yanlis-parola")
    kept = announcing.announce(parcel.pk, act=clock.staff(birch_staff))
    assert kept.state == "refused"
    assert "Kullanıcı Şifre Hatalı" in kept.detail
    assert "yanlis-parola" not in kept.detail
    contract.refresh_from_db()
    with pytest.raises(ConnectionTrouble, match="Kullanıcı Şifre Hatalı"):
        contracts.try_out(contract)
    assert PASSWORD not in repr(contract.account)


def test_a_contract_that_works_is_said_to_work(firm, contract):
    contracts.try_out(contract)
    assert firm.calls == ["gonderiSorgu2"]


def test_taken_back_it_is_free_for_another_number(firm, contract, parcel, birch_staff, clock):
    act = clock.staff(birch_staff)
    announcing.announce(parcel.pk, act=act)
    announcing.take_back(parcel.pk)
    parcel.refresh_from_db()
    assert (parcel.tracking, firm.parcels) == ("", {})
    # a number that a firm has had is never used again
    assert announcing.announce(parcel.pk, act=act).number == "2791727900015"


def test_an_announcement_whose_parcel_is_no_more_is_taken_back_by_itself(
    firm, contract, parcel, birch_staff, clock
):
    announcing.announce(parcel.pk, act=clock.staff(birch_staff))
    Announcement.objects.update(parcel=None)
    assert announcing.take_back_left_over(now=clock.now) == 0
    firm.mood = "down"
    later = clock.now + timedelta(hours=2)
    assert announcing.take_back_left_over(now=later) == 0
    assert Announcement.objects.get().state == "announced"
    firm.mood = "well"
    assert announcing.take_back_left_over(now=later) == 0  # not again at once
    assert announcing.take_back_left_over(now=later + timedelta(hours=2)) == 1
    assert (Announcement.objects.get().state, firm.parcels) == ("cancelled", {})


def test_what_the_courier_has_cannot_be_taken_back(firm, contract, parcel, birch_staff, clock):
    announcing.announce(parcel.pk, act=clock.staff(birch_staff))
    firm.story[FIRST] = [("27/11/2026", "Çankaya", "Kabul Edildi")]
    with pytest.raises(Refused, match="silinemez"):
        announcing.take_back(parcel.pk)
    assert Announcement.objects.get().state == "announced"


def test_without_a_contract_or_numbers_there_is_a_plain_no(
    firm, parcel, birch, contract, birch_staff, clock
):
    act = clock.staff(birch_staff)
    Contract.objects.update(block_next=279172790010)
    with pytest.raises(Refused, match="no_bar_codes"):
        announcing.announce(parcel.pk, act=act)
    Parcel.objects.update(carrier="Aras Kargo")
    with pytest.raises(Refused, match="no_contract"):
        announcing.announce(parcel.pk, act=act)
    Parcel.objects.update(carrier="", tracking="typed")
    with pytest.raises(Refused, match="has_a_number"):
        announcing.announce(parcel.pk, act=act)


def test_a_refused_number_whose_parcel_is_gone_is_the_next(contract, birch, ash, now):
    Announcement.objects.create(
        contract=contract, number=numbers.take(contract), state="refused", asked_at=now
    )
    assert numbers.take(contract) == FIRST
    assert numbers.take(contract) == "2791727900015"


@pytest.mark.parametrize(
    ("field", "value"),
    [("customer", "7 0"), ("block_first", None), ("block_last", 1), ("block_first", 10**12),
     ("address", "ptt.gov.tr"), ("password", "")],
)  # fmt: skip
def test_what_cannot_be_is_named(contract, birch, field, value):
    said = {"customer": "7", "block_first": 5, "block_last": 9, "password": "x", field: value}
    with pytest.raises(ValidationError) as wrong:
        contracts.save_contract(library=birch, carrier="ptt", **said)
    named = "block_last" if (field, value) == ("block_last", 1) else field
    assert named in wrong.value.message_dict


def test_a_block_that_grew_goes_on_and_another_begins_anew(contract, birch):
    numbers.take(contract)
    grown = contracts.save_contract(library=birch, carrier="ptt", block_last=279172790099)
    assert grown.block_next == 279172790001
    other = contracts.save_contract(
        library=birch, carrier="ptt", block_first=280000000000, block_last=280000000009
    )
    assert other.block_next == 280000000000


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
def test_many_at_once_take_each_number_once_and_leave_none_out(served, tmp_path, request, engine):
    address, firm = served
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here.parents[2] / "src"), str(here.parents[1])])
    env = {**os.environ, "KOPRU_DATA": str(tmp_path), "PYTHONPATH": paths}
    if engine == "postgres":
        env["DATABASE_URL"] = request.getfixturevalue("postgres")("couriers_racing")
    ran = subprocess.run(
        [sys.executable, str(here / "racing.py"), address],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    taken = [numbers.with_check_digit(279172790000 + n) for n in range(8)]
    assert ran.stdout.split("\n")[:-1] == [f"{number} announced" for number in taken]
    assert sorted(firm.parcels) == taken


def test_adapters_of_other_packages_are_found_and_broken_ones_left_out(monkeypatch):
    class Point:
        def __init__(self, name, made):
            self.name, self._made = name, made

        def load(self):
            return self._made

    class Bike(ptt.Ptt):
        key, name = "bisiklet", "Bisiklet Kurye"

    found = [Point("bike", Bike), Point("broken", lambda: 1 / 0), Point("none", object)]
    monkeypatch.setattr(registry, "entry_points", lambda group: found)
    registry.adapters.cache_clear()
    try:
        assert list(registry.adapters()) == ["ptt", "bisiklet"]
        assert isinstance(registry.adapter_for("BİSİKLET kurye"), Adapter)
        assert registry.adapter_for("Özel kurye") is None
    finally:
        registry.adapters.cache_clear()
