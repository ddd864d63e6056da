"""Sets at the desk: parted, gathered, joined, sent, and what stands on the page of a part."""

import dataclasses

import pytest
from django.urls import reverse

from kopru.requests.actions import requester, sets
from kopru.requests.models import LendingRequest, PatronRequest, RequestSet

pytestmark = pytest.mark.django_db


def _post(desk, name, asked, **data):
    address = reverse(name, args=[asked.number])
    return desk.post(address, data, follow=True).content.decode()


def test_a_request_is_parted_and_joined_again(desk, asked):
    assert "It has 3 parts now." in _post(desk, "desk_set_part", asked, **{"volumes-names": "1-3"})
    whole = RequestSet.objects.get()
    assert whole.parts.count() == 3
    page = desk.get(reverse("desk_request", args=[asked.number])).content.decode()
    assert "Saatleri Ayarlama Enstitüsü, volume 1" in page
    assert "Volumes 1, 2 and 3 are next in line." in page
    assert "It is one request again." in _post(desk, "desk_set_join", asked)
    joined = PatronRequest.objects.exclude(joined_into=None).first()
    assert "Joined into" in desk.get(reverse("desk_request", args=[joined.number])).content.decode()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"volumes-names": "3-1"}, "“3-1” runs backwards"),
        ({"volumes-names": "1"}, "Name at least two volumes or copies."),
        ({"volumes-names": ""}, "Volumes: This field is required."),
        ({"copies-number": "41"}, "Copies: Ensure this value is less than or equal to 40."),
        ({"copies-number": "x"}, "Copies: Enter a whole number."),
    ],
)
def test_what_makes_no_set_is_said(desk, asked, said, answer):
    assert answer in _post(desk, "desk_set_part", asked, **said)
    assert not RequestSet.objects.exists()


def test_all_parts_are_sent_with_one_click(desk, asked, clock):
    _post(desk, "desk_set_part", asked, **{"volumes-names": "1-2"})
    assert "2 parts are sent." in _post(desk, "desk_set_send", asked)
    clock.catch_up()
    assert set(PatronRequest.objects.values_list("state", flat=True)) == {"requested"}


def test_the_supplier_sees_what_belongs_together(desk, birch_desk, asked, clock):
    _post(desk, "desk_set_part", asked, **{"volumes-names": "1-2"})
    _post(desk, "desk_set_send", asked)
    clock.catch_up()
    lending = LendingRequest.objects.get(cited__volume="1")
    page = birch_desk.get(reverse("desk_lending", args=[lending.pk])).content.decode()
    assert "More of the same set" in page
    assert "Saatleri Ayarlama Enstitüsü, volume 2" in page


def test_a_readers_volumes_are_gathered(desk, reader, edition, cited, clock):
    one, _two = (
        requester.ask(
            patron=reader, citation=dataclasses.replace(cited, volume=volume), door="mail",
            edition=edition, act=clock.reader(reader.user),
        )
        for volume in ("3", "4")
    )  # fmt: skip
    page = desk.get(reverse("desk_request", args=[one.number])).content.decode()
    assert "Other volumes for this reader" in page
    assert "They are one set now" in _post(desk, "desk_set_gather", one)
    assert RequestSet.objects.get().parts.count() == 2


def test_copies_are_asked_for_at_the_desk(desk, reader):
    said = {"kind": "book", "title": "Nutuk", "copies": "3"}
    answer = desk.post(reverse("desk_ask", args=[reader.pk]), said, follow=True)
    assert "is made" in answer.content.decode()
    assert [p.part_words.en for p in PatronRequest.objects.order_by("pk")] == [
        "copy 1", "copy 2", "copy 3",
    ]  # fmt: skip


def test_copies_and_volumes_at_once_are_sent_back_by_name(desk, reader):
    said = {"kind": "book", "title": "Nutuk", "copies": "3", "volume": "1-2"}
    answer = desk.post(reverse("desk_ask", args=[reader.pk]), said)
    assert answer.status_code == 422
    assert "not for both" in answer.content.decode()
    said = {"kind": "book", "title": "Nutuk", "volume": "2-1"}
    assert (
        "Volume: “2-1” runs backwards"
        in desk.post(reverse("desk_ask", args=[reader.pk]), said).content.decode()
    )


def test_another_library_parts_nothing_of_ours(cedar_desk, asked):
    address = reverse("desk_set_part", args=[asked.number])
    assert cedar_desk.post(address, {"volumes-names": "1-2"}).status_code == 404


def test_parting_is_not_undone_but_joined(desk, asked, ash, ash_staff, clock, settings):
    settings.KOPRU_UNDO_SECONDS = 60
    act = clock.staff(ash_staff)
    sets.part(asked.pk, sets.Parting.into_copies(2), act=act)
    said = desk.post(reverse("desk_undo", args=[act.deed]), follow=True).content.decode()
    assert "cannot be undone" in said
    assert RequestSet.objects.exists()


def test_the_volume_of_an_article_is_no_range(desk, reader):
    said = {"kind": "article", "title": "Zaman", "journal": "Bilig", "volume": "12-1"}
    desk.post(reverse("desk_ask", args=[reader.pk]), said)
    assert PatronRequest.objects.get().citation.volume == "12-1"
