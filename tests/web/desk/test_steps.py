"""Buttons come from the tables, steps that need words ask for them, refusals are said in words."""

import re

import pytest
from django.urls import reverse

from kopru.catalogue.models import Edition
from kopru.requests.actions import requester
from kopru.requests.lifecycle import BORROWING, LENDING, PATRON_REQUEST, By
from kopru.requests.models import LendingRequest
from kopru.web.desk.steps import DEEDS
from support import held_by

pytestmark = pytest.mark.django_db


def _do(desk, asked, action, **data):
    address = reverse("desk_request_do", args=[asked.number, action])
    return desk.post(address, data, follow=True)


def test_every_step_of_staff_has_a_deed_or_a_reason_for_none():
    elsewhere = {"request", "give_detail", "arrive", "complete", "ask", "send"}
    # done to the loan, and to the request with it
    elsewhere |= {"lost_in_post", "wrong_item", "report_lost", "found", "report_damage", "settled"}
    # done on the card of the set
    elsewhere |= {"part", "part_off", "join", "join_in"}
    # done by the upload of its file
    elsewhere |= {"copy_here", "deliver"}
    # done on the page of a parcel
    elsewhere |= {"track"}
    # done to the request, and to the loan with it
    elsewhere |= {"ask_cancel", "accept_condition", "decline_condition", "ask_renewal"}
    for table in (PATRON_REQUEST, LENDING, BORROWING):
        steps = {s.action for s in table.rows if By.STAFF in s.by}
        assert steps - set(DEEDS[table.name]) <= elsewhere
        assert set(DEEDS[table.name]) <= steps


def test_sending_goes_to_the_first_library_and_says_so(desk, asked, birch):
    page = desk.get(reverse("desk_request", args=[asked.number])).content.decode()
    assert f"to {birch.name_en}" in page
    said = desk.post(
        reverse("desk_request_send", args=[asked.number]), follow=True
    ).content.decode()
    assert f"Sent to {birch.name_en}." in said
    asked.refresh_from_db()
    assert asked.current.supplier == birch


def test_objections_are_shown_before_sending(desk, asked, reader, edition, ash):
    held_by(edition, ash, "A1")
    address = reverse("desk_request_send", args=[asked.number])
    said = desk.post(address, follow=True).content.decode()
    assert "We hold it and it is on the shelf." in said
    asked.refresh_from_db()
    assert asked.state == "new"
    desk.post(address, {"anyway": "1"})
    asked.refresh_from_db()
    assert asked.state == "requested"


def test_a_firm_objection_leaves_no_way(desk, asked, reader):
    type(reader).objects.filter(pk=reader.pk).update(standing="blocked")
    page = desk.get(reverse("desk_request", args=[asked.number])).content.decode()
    assert "The rules of your library do not allow sending it" in page
    desk.post(reverse("desk_request_send", args=[asked.number]), {"anyway": "1"})
    asked.refresh_from_db()
    assert asked.state == "new"


def test_a_step_that_needs_words_asks_for_them(desk, asked):
    answer = _do(desk, asked, "ask_for_detail")
    assert answer.status_code == 422
    assert "required" in answer.content.decode()
    _do(desk, asked, "ask_for_detail", **{"ask_for_detail-question": "Hangi baskı?"})
    asked.refresh_from_db()
    assert (asked.state, asked.question) == ("needs_info", "Hangi baskı?")


def test_the_answer_to_a_question_is_typed_in_by_staff(desk, asked, edition):
    _do(desk, asked, "ask_for_detail", **{"ask_for_detail-question": "Hangi baskı?"})
    address = reverse("desk_correct", args=[asked.number])
    desk.post(address, {"kind": "book", "title": "Huzur", "edition_id": "none"})
    asked.refresh_from_db()
    assert (asked.state, asked.title) == ("new", "Huzur")


def test_a_step_that_no_longer_fits_is_explained(desk, asked):
    _do(desk, asked, "cancel")
    said = _do(desk, asked, "verify").content.decode()
    assert "This step no longer fits: the request stands at “Cancelled”." in said


def test_steps_that_there_are_not_are_not_found(desk, asked, birch_desk, lending):
    assert _do(desk, asked, "complete").status_code == 404
    assert (
        birch_desk.post(reverse("desk_lending_do", args=[lending.pk, "take_in"])).status_code == 404
    )


def test_a_no_needs_its_reason(birch_desk, lending):
    address = reverse("desk_lending_do", args=[lending.pk, "decline"])
    assert birch_desk.post(address, {"decline-reason": "Lazy"}).status_code == 422
    birch_desk.post(address, {"decline-reason": "NotOnShelf"})
    lending.refresh_from_db()
    assert (lending.state, lending.reason_unfilled) == ("unfilled", "NotOnShelf")


def test_a_parcel_that_nobody_announced_can_be_taken_in(desk, sent, asked):
    address = reverse("desk_loan_do", args=[asked.number, sent.pk, "receive"])
    desk.post(address, {"receive-freight": ""})
    asked.refresh_from_db()
    assert asked.state == "ready"


def test_a_loan_of_another_request_is_not_reached_through_this_one(
    desk, sent, reader, cited, clock, ash_staff
):
    other = requester.ask(patron=reader, citation=cited, door="staff", act=clock.staff(ash_staff))
    address = reverse("desk_loan_do", args=[other.number, sent.pk, "withdraw"])
    assert desk.post(address).status_code == 404


def test_the_story_has_both_sides_and_every_message_is_behind_its_link(
    desk, birch_desk, sent, lending, asked, clock
):
    birch_desk.post(
        reverse("desk_lending_do", args=[lending.pk, "promise"]), {"promise-item_barcode": "B1"}
    )
    clock.catch_up()
    page = desk.get(reverse("desk_request", args=[asked.number])).content.decode()
    assert "message to Birch Library" in page
    assert "message from Birch Library" in page
    assert "Will supply" in page
    for link in set(re.findall(r"/desk/messages/\d+/", page)):
        shown = desk.get(link).content.decode()
        assert "&lt;ISO18626Message" in shown or "ISO18626Message" in shown
        assert "messageStatus" in shown or "No answer yet" in shown


def test_notes_are_for_staff_and_masked(desk, asked):
    said = desk.post(
        reverse("desk_request_note", args=[asked.number]),
        {"note-text": "Kimliği 10000000146, yarın arayacak."}, follow=True,
    ).content.decode()  # fmt: skip
    assert "yarın arayacak" in said
    assert "10000000146" not in said


def test_a_citation_is_corrected_with_its_edition(desk, asked, birch):
    other = Edition.objects.create(title="Huzur", author="Tanpınar", kind="book")
    address = reverse("desk_correct", args=[asked.number])
    answer = desk.post(
        address, {"kind": "book", "title": "Huzur", "author": "Tanpınar", "edition_id": other.pk}
    )
    assert answer.status_code == 302
    asked.refresh_from_db()
    assert (asked.title, asked.edition) == ("Huzur", other)
    assert desk.post(address, {"kind": "book"}).status_code == 422


def test_the_desk_never_shows_a_lender_the_reader(birch_desk, lending, reader):
    page = birch_desk.get(reverse("desk_lending", args=[lending.pk])).content.decode()
    assert reader.name not in page
    assert reader.number not in page
    assert LendingRequest.objects.get(pk=lending.pk).patron_group
