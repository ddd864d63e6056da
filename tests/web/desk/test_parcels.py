"""Parcels at the desk: packed and unpacked in one go, found by their number, closed, labelled."""

import re

import pytest
from django.urls import reverse

from kopru.common.citation import Citation
from kopru.requests.actions import requester
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.shipping.models import Parcel
from support import held_by, reads_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(sent, edition, birch, ash, ash_staff, clock):
    """Birch is asked by Ash for two copies."""
    held_by(edition, birch, "B2")
    other = requester.ask(
        patron=reads_at(ash, "Ömer Şık"), citation=Citation(title="x", isbn="9789759955854"),
        door="staff", edition=edition, act=clock.staff(ash_staff),
    )  # fmt: skip
    requester.send(other.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    return list(LendingRequest.objects.order_by("pk"))


def _packed(birch_desk, ash, two, **data):
    said = {"lending": [one.pk for one in two], "carrier": "PTT Kargo", **data}
    return birch_desk.post(reverse("desk_pack", args=[ash.symbol]), said, follow=True)


def test_two_books_are_posted_with_one_click_and_unpacked_with_one(
    desk, birch_desk, two, ash, birch, clock
):
    offered = birch_desk.get(reverse("desk_parcels")).content.decode()
    assert "2 still on the shelf" in offered
    page = _packed(birch_desk, ash, two, tracking="276001").content.decode()
    assert "in one parcel" in page
    parcel = Parcel.objects.get()
    assert (
        reverse("desk_parcel", args=[parcel.pk])
        in birch_desk.get(reverse("desk_parcels")).content.decode()
    )
    clock.catch_up()
    # the number on the parcel leads to what is in it, ticked
    for code in (parcel.code, "276001"):
        answer = desk.get(reverse("desk_parcel_in"), {"code": code}, follow=True)
        ticked = re.findall(r'name="borrowing" value="\d+" checked', answer.content.decode())
        assert len(ticked) == 2
    loans = list(BorrowingRequest.objects.values_list("pk", flat=True))
    done = desk.post(
        reverse("desk_unpack", args=[birch.symbol]), {"borrowing": loans, "freight": "90,50"},
        headers={"accept-language": "tr"}, follow=True,
    )  # fmt: skip
    assert "2 yayın teslim alındı." in done.content.decode()
    assert set(BorrowingRequest.objects.values_list("state", flat=True)) == {"received"}


def test_scanning_the_number_of_a_full_parcel_leads_to_unpacking_it(
    desk, birch_desk, two, ash, clock
):
    _packed(birch_desk, ash, two)
    clock.catch_up()
    code = Parcel.objects.get().code
    page = desk.post(reverse("desk_scan"), {"code": code}, follow=True).content.decode()
    assert "is the number of a parcel with several items" in page
    assert f"{reverse('desk_parcel_in')}?code={code}" in page
    assert set(BorrowingRequest.objects.values_list("state", flat=True)) == {"shipped"}


def test_scanning_the_number_of_a_parcel_with_one_book_takes_it_in(
    desk, birch_desk, two, ash, clock
):
    _packed(birch_desk, ash, two[:1], tracking="276009")
    clock.catch_up()
    page = desk.post(reverse("desk_scan"), {"code": "276009"}, follow=True).content.decode()
    assert "Arrived" in page


def test_the_couriers_number_is_added_later(birch_desk, two, ash, clock):
    _packed(birch_desk, ash, two)
    clock.catch_up()
    parcel = Parcel.objects.get()
    address = reverse("desk_parcel", args=[parcel.pk])
    empty = birch_desk.post(address, {"carrier": "PTT Kargo", "tracking": ""}, follow=True)
    assert "Please write the courier&#x27;s number." in empty.content.decode()
    said = birch_desk.post(address, {"carrier": "PTT Kargo", "tracking": "KP1"}, follow=True)
    assert "gonderitakip.ptt.gov.tr" in said.content.decode()
    clock.catch_up()
    assert set(BorrowingRequest.objects.values_list("tracking", flat=True)) == {"KP1"}


def test_what_was_posted_together_is_undone_together(birch_desk, two, ash, settings):
    settings.KOPRU_UNDO_SECONDS = 60
    page = _packed(birch_desk, ash, two).content.decode()
    undo = page.split('action="/desk/undo/')[1].split('"')[0]
    birch_desk.post(f"/desk/undo/{undo}")
    assert not Parcel.objects.exists()
    assert set(LendingRequest.objects.values_list("state", flat=True)) == {"new"}


def test_nothing_ticked_is_said(birch_desk, ash, two):
    page = birch_desk.post(reverse("desk_pack", args=[ash.symbol]), {}, follow=True)
    assert "Choose what goes into the parcel" in page.content.decode()


def test_a_number_that_nobody_sent_is_said(desk, two):
    answer = desk.get(reverse("desk_parcel_in"), {"code": "X1"}, follow=True)
    assert "No parcel with this number" in answer.content.decode()


def test_closed_parcels_get_nothing_more(birch_desk, two, ash):
    _packed(birch_desk, ash, two[:1])
    parcel = Parcel.objects.get()
    birch_desk.post(reverse("desk_parcel_close", args=[parcel.pk]))
    _packed(birch_desk, ash, two[1:])
    assert Parcel.objects.count() == 2


def test_label_and_list_of_a_parcel_are_pdf(birch_desk, two, ash):
    _packed(birch_desk, ash, two)
    parcel = Parcel.objects.get()
    for kind in ("parcel", "packing"):
        answer = birch_desk.get(f"{reverse('desk_paper', args=[kind])}?id={parcel.pk}")
        assert answer.content.startswith(b"%PDF")
        assert (
            birch_desk.get(f"{reverse('desk_paper_page', args=[kind])}?id={parcel.pk}").status_code
            == 200
        )


def test_another_library_sees_nothing_of_our_parcels(birch_desk, cedar_desk, two, ash):
    _packed(birch_desk, ash, two)
    parcel = Parcel.objects.get()
    assert cedar_desk.get(reverse("desk_parcel", args=[parcel.pk])).status_code == 404
    assert cedar_desk.post(reverse("desk_parcel_close", args=[parcel.pk])).status_code == 404
    assert (
        cedar_desk.get(f"{reverse('desk_paper', args=['parcel'])}?id={parcel.pk}").status_code
        == 404
    )
    said = {"lending": [one.pk for one in two]}
    cedar_desk.post(reverse("desk_pack", args=[ash.symbol]), said)
    assert Parcel.objects.count() == 1


def test_the_second_scan_says_that_both_are_in_one_parcel(birch_desk, two):
    scan = reverse("desk_scan")
    first = birch_desk.post(scan, {"code": two[0].request_id}, follow=True).content.decode()
    assert "In one parcel" not in first
    second = birch_desk.post(scan, {"code": two[1].request_id}, follow=True).content.decode()
    assert "In one parcel: 2 items" in second
    parcel = Parcel.objects.get()
    assert f"{reverse('desk_paper', args=['parcel'])}?id={parcel.pk}" in second
