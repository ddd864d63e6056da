"""The scan box: one line on what was done, papers to print, the way back, wrong codes in words."""

import re

import pytest
from django.urls import reverse

from kopru.requests.actions import requester
from kopru.requests.models import LendingRequest, PatronRequest
from kopru.shipping.models import Parcel

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def _scan(desk, code, **more):
    return desk.post(reverse("desk_scan"), {"code": code, **more}, headers=HTMX).content.decode()


@pytest.fixture(autouse=True)
def _second_beeps_count_at_once(settings):
    settings.KOPRU_REPEAT_SECONDS = 0


def test_a_scan_says_what_was_done_and_offers_the_papers(birch_desk, lending, ash):
    page = _scan(birch_desk, lending.request_id.lower(), tracking="YK-1")
    lending.refresh_from_db()
    assert lending.state == "shipped"
    assert lending.parcel.tracking == "YK-1"
    assert f"Posted: {lending.title} → {ash.name_en}" in page
    for kind in ("address", "return"):
        assert f"{reverse('desk_paper', args=[kind])}?id={lending.pk}" in page


def test_it_works_without_htmx(birch_desk, lending):
    answer = birch_desk.post(reverse("desk_scan"), {"code": lending.request_id}, follow=True)
    assert answer.redirect_chain == [(reverse("desk_scan"), 302)]
    assert "Posted:" in answer.content.decode()


def test_another_copy_is_said_with_the_scan(birch_desk, lending):
    _scan(birch_desk, lending.request_id, item_barcode="B-77")
    lending.refresh_from_db()
    assert lending.item_barcode == "B-77"


def test_what_is_no_amount_is_said_and_nothing_happens(desk, birch_desk, lending, asked, clock):
    _scan(birch_desk, lending.request_id)
    clock.catch_up()
    page = _scan(desk, lending.request_id, freight="a lot")
    assert "Freight paid" in page
    asked.refresh_from_db()
    assert asked.state == "on_its_way"


def test_freight_paid_is_kept(desk, birch_desk, lending, asked, clock):
    _scan(birch_desk, lending.request_id)
    clock.catch_up()
    page = _scan(desk, lending.request_id, freight="84.50")
    assert "Arrived" in page
    assert asked.borrowing_requests.get().freight_cost == 84.5


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("ASH-99-1", "No request has the number"),
        ("  ", "No request has the number"),
        ("'; DROP", "DROP"),
    ],
)
def test_a_wrong_code_is_explained(desk, code, says):
    assert says in _scan(desk, code)


def test_where_nothing_is_to_be_done_the_state_is_said(desk, sent, asked):
    PatronRequest.objects.filter(pk=asked.pk).update(state="cancelled", current=None)
    type(sent).objects.filter(pk=sent.pk).update(state="cancelled")
    page = _scan(desk, sent.request_id)
    assert "stands at: Cancelled" in page
    assert reverse("desk_request", args=[asked.number]) in page


def test_a_strangers_scan_finds_nothing(cedar_desk, lending):
    assert "No request has the number" in _scan(cedar_desk, lending.request_id)
    lending.refresh_from_db()
    assert lending.state == "new"


class TestUndo:
    @pytest.fixture(autouse=True)
    def _undo_lasts(self, settings):
        settings.KOPRU_UNDO_SECONDS = 15

    @pytest.fixture
    def sent(self, asked, ash_staff, clock):
        borrowing = requester.send(asked.pk, act=clock.staff(ash_staff))
        clock.later(minutes=1)
        return borrowing

    def test_a_wrong_scan_is_taken_back(self, birch_desk, lending):
        page = _scan(birch_desk, lending.request_id)
        address = re.search(r'action="(/desk/undo/[^"]+)"', page).group(1)
        answer = birch_desk.post(
            address, headers={"Referer": "http://testserver/desk/scan/"}, follow=True
        )
        lending.refresh_from_db()
        assert lending.state == "new"
        assert Parcel.objects.count() == 0
        said = answer.content.decode()
        assert "Taken back: Posted" in said
        assert "/desk/undo/" not in said

    def test_nobody_else_can_take_it_back(self, birch_desk, cedar_desk, lending):
        page = _scan(birch_desk, lending.request_id)
        address = re.search(r'action="(/desk/undo/[^"]+)"', page).group(1)
        answer = cedar_desk.post(address, follow=True)
        assert "There is nothing to take back" in answer.content.decode()
        assert LendingRequest.objects.get(pk=lending.pk).state == "shipped"
        assert birch_desk.get(address).status_code == 405
