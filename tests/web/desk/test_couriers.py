"""Couriers at the desk: a contract entered and tried, a parcel announced, its story shown."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import person
from kopru.connections.carriers import following
from kopru.connections.carriers.models import Contract, Following
from kopru.libraries.models import Role
from kopru.requests.actions import packing
from kopru.requests.actions.packing import Chosen
from kopru.requests.actions.parcels import Way
from ptt_stand_in import CUSTOMER, PASSWORD, ptt_serving

pytestmark = pytest.mark.django_db
SHOW = reverse("desk_couriers")
EDIT, TRY, REMOVE = (
    reverse(f"desk_courier_{do}", args=["ptt"]) for do in ("edit", "try", "remove")
)
NUMBER = "2791727900008"


@pytest.fixture(autouse=True)
def _this_machine(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def served():
    with ptt_serving() as both:
        yield both


@pytest.fixture
def firm(served):
    return served[1]


@pytest.fixture
def admin(birch, client):
    """Birch's administrator."""
    at = type(client)(headers={"accept-language": "en"})
    at.force_login(person(birch, Role.LIBRARY_ADMIN))
    return at


@pytest.fixture
def contract(admin, served):
    said = {
        "customer": CUSTOMER, "password": PASSWORD, "address": served[0], "is_on": "on",
        "block_first": "279172790000", "block_last": "279172790009",
    }  # fmt: skip
    page = admin.post(EDIT, said, follow=True).content.decode()
    assert "Now try whether the courier knows us" in page
    return Contract.objects.get()


@pytest.fixture
def parcel(lending, birch, ash, birch_staff, clock):
    return packing.post_together(
        birch, ash, Chosen([lending.pk]), way=Way(), act=clock.staff(birch_staff)
    )


def _page(desk, parcel):
    return desk.get(reverse("desk_parcel", args=[parcel.pk])).content.decode()


def _announce(desk, parcel):
    address = reverse("desk_parcel_announce", args=[parcel.pk])
    return desk.post(address, follow=True).content.decode()


def test_without_a_contract_everything_is_by_hand(admin, birch_desk, parcel):
    assert "Numbers are typed by hand" in admin.get(SHOW).content.decode()
    page = _page(birch_desk, parcel)
    assert "Announce it" not in page
    assert "<details open" in page
    assert SHOW in admin.get(reverse("desk_library")).content.decode()
    assert "There is no contract" in _announce(birch_desk, parcel)


def test_a_contract_is_entered_tried_and_its_password_never_shown(admin, contract, firm):
    for page in (SHOW, EDIT):
        text = admin.get(page).content.decode()
        assert PASSWORD not in text
        assert "gizli" not in text
    assert "the courier knows us" in admin.post(TRY, follow=True).content.decode()
    firm.mood = "down"
    assert "could not be reached" in admin.post(TRY, follow=True).content.decode()
    # an empty password keeps the one there is
    said = {"customer": CUSTOMER, "block_first": "279172790000", "block_last": "279172790099"}
    admin.post(EDIT, said)
    kept = Contract.objects.get()
    assert (kept.password, kept.numbers_left, kept.is_on) == (PASSWORD, 100, False)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(admin):
    said = {"customer": "7 00", "password": "x", "block_first": "12", "block_last": "3"}
    answer = admin.post(EDIT, said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "digits and letters only" in page
    assert "smaller than the first" in page
    assert 'value="7 00"' in page
    assert not Contract.objects.exists()


def test_announced_with_one_press_followed_and_taken_back(birch_desk, contract, firm, parcel):
    assert "Announce it to PTT Kargo" in _page(birch_desk, parcel)
    page = _announce(birch_desk, parcel)
    assert "Announced. The number is told" in page
    assert NUMBER in page
    assert list(firm.parcels) == [NUMBER]
    back = reverse("desk_parcel_take_back", args=[parcel.pk])
    assert back in page
    page = birch_desk.post(back, follow=True).content.decode()
    assert "no longer expects this parcel" in page
    assert firm.parcels == {}
    assert "Announce it to PTT Kargo" in page


def test_a_firm_that_fails_is_named_and_the_number_typed_by_hand(
    birch_desk, contract, firm, parcel
):
    firm.mood = "web page"
    page = _announce(birch_desk, parcel)
    assert "The parcel is as it was" in page
    assert "could not be understood" in page
    assert "Announcing it again is safe" in page
    typed = {"carrier": "Aras Kargo", "tracking": "A-1"}
    page = birch_desk.post(reverse("desk_parcel", args=[parcel.pk]), typed, follow=True)
    assert "A-1" in page.content.decode()


def test_the_story_stands_on_the_page_and_what_nobody_took_in_is_marked(
    birch_desk, contract, firm, parcel
):
    _announce(birch_desk, parcel)
    day = timezone.now() - timedelta(days=3)
    firm.story[NUMBER] = [
        (day.strftime("%d/%m/%Y %H:%M:%S"), "Çankaya", "Kabul Edildi <b>"),
        (day.strftime("%d/%m/%Y %H:%M:%S"), "Konak", "Teslim Edildi"),
    ]
    following.follow_due(clock=timezone.now)
    page = _page(birch_desk, parcel)
    assert "Konak" in page
    assert "Kabul Edildi &lt;b&gt;" in page
    assert "the other library has not taken it in yet" in page
    firm.mood = "down"
    Following.objects.update(next_at=timezone.now())
    following.follow_due(clock=timezone.now)
    page = _page(birch_desk, parcel)
    assert "could not be reached" in page
    assert "Konak" in page


@pytest.mark.parametrize("who", ["birch_desk", "cedar_desk"])
def test_only_the_library_s_own_administrators_change_it(request, contract, parcel, who, cedar_staff, client):  # fmt: skip
    if who == "cedar_desk":
        desk = type(client)(headers={"accept-language": "en"})
        desk.force_login(cedar_staff)
        # another library's parcel and contract are not there at all
        for name in ("announce", "take_back"):
            assert desk.post(reverse(f"desk_parcel_{name}", args=[parcel.pk])).status_code == 404
        assert desk.post(TRY).status_code == 404
    else:
        desk = request.getfixturevalue(who)
    for address in (EDIT, REMOVE):
        assert desk.post(address, {}).status_code in (302, 403)
    assert Contract.objects.filter(pk=contract.pk).exists()


def test_forgotten_it_goes_on_by_hand(admin, contract, birch_desk, parcel):
    _announce(birch_desk, parcel)
    admin.post(REMOVE)
    page = _page(birch_desk, parcel)
    assert NUMBER in page
    assert "Number by hand" in page
