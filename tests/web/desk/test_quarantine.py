"""Pieces that could not be read: shown with their bytes, tried again by their own staff only."""

import pytest
from django.urls import reverse
from lxml import html

from catalogue.building import marc
from kopru.catalogue.loading.load import load_files
from kopru.catalogue.models import Edition, Quarantined

pytestmark = pytest.mark.django_db

TITLE = "Ağaçların gölgesi ışık"


@pytest.fixture
def load(ash, now, tmp_path):
    def run(*records, library=ash):
        path = tmp_path / f"{library.symbol.lower()}.mrc"
        path.write_bytes(b"".join(records))
        return load_files([path], library=library, now=now)

    return run


@pytest.fixture
def wrong():
    """One record in windows-1254 that does not say so, and one whose leader is damaged."""
    return marc("1", TITLE).decode().encode("cp1254"), marc("2")[:12] + b"xxxxx" + marc("2")[17:]


@pytest.fixture
def pieces(load, wrong):
    load(*wrong)
    return {piece.reason: piece for piece in Quarantined.objects.all()}


def test_reasons_with_their_counts(desk, pieces):
    page = html.fromstring(desk.get(reverse("desk_quarantine")).content)
    tabs = [tab.text_content() for tab in page.xpath("//nav[@class='d-tabs']/a")]
    assert len(tabs) == 3
    assert tabs[0].split() == ["All", "2"]
    rows = html.fromstring(desk.get(reverse("desk_quarantine"), {"reason": "encoding"}).content)
    assert len(rows.xpath("//tbody/tr")) == 1


def test_a_piece_is_shown_with_its_wrong_place_and_what_it_would_say(desk, pieces):
    piece = pieces["encoding"]
    answer = desk.get(reverse("desk_piece", args=[piece.pk]))
    page = html.fromstring(answer.content)
    marked = [mark.text for mark in page.xpath("//div[@class='d-hex']//mark")]
    assert marked == ["f0", "·"]
    assert piece.raw[answer.context["place"]] == 0xF0
    assert [trial.code_page for trial in answer.context["trials"]] == ["cp1254", "cp1252"] or (
        answer.context["trials"][0].code_page == "cp1254"
    )
    assert TITLE in answer.content.decode()


def test_another_code_page_can_be_looked_at_first(desk, pieces):
    piece = pieces["encoding"]
    answer = desk.get(reverse("desk_piece", args=[piece.pk]), {"code_page": "iso8859-9"})
    assert answer.context["trials"][0].code_page == "iso8859-9"
    damaged = pieces["bad_base_address"]
    answer = desk.get(reverse("desk_piece", args=[damaged.pk]), {"code_page": "cp1254"})
    assert answer.context["says_nothing"]
    assert answer.context["place"] == 12


def test_bytes_in_pages_and_as_a_file(desk, load):
    long = marc("1", f"{TITLE} {'ve ışık ' * 200}").decode().encode("cp1254")
    load(long)
    piece = Quarantined.objects.get()
    address = reverse("desk_piece", args=[piece.pk])
    first = desk.get(address, {"from": "0"}).context
    assert (first["first"], first["before"], first["after"]) == (0, None, 512)
    last = desk.get(address, {"from": "999999"}).context
    assert last["after"] is None
    assert last["last"] == len(long)
    assert desk.get(address, {"from": "x"}).status_code == 200
    answer = desk.get(reverse("desk_piece_download", args=[piece.pk]))
    assert answer.content == long
    assert answer["Content-Disposition"].endswith('.mrc"')


def retry(client, **data):
    return client.post(reverse("desk_quarantine_retry"), data, follow=True)


def test_one_is_tried_again(desk, pieces):
    piece = pieces["encoding"]
    answer = retry(desk, id=piece.pk, code_page="cp1254", reason="encoding")
    assert "1 record read, 0 still aside." in answer.content.decode()
    assert Edition.objects.get().title == TITLE
    assert Quarantined.objects.count() == 1


def test_all_are_tried_again(desk, pieces):
    answer = retry(desk, all="1", code_page="cp1254")
    assert "1 record read, 1 still aside." in answer.content.decode()


def test_all_of_a_reason_and_nothing_else(desk, pieces):
    answer = retry(desk, all="1", reason="bad_base_address", code_page="cp1254")
    assert "0 records read, 1 still aside." in answer.content.decode()
    assert Quarantined.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Choose at least one record."),
        ({"id": "x"}, "Choose at least one record."),
        ({"all": "1", "code_page": "cp-none"}, "There is no encoding cp-none. Nothing was tried."),
    ],
)
def test_what_cannot_be_tried_is_said(desk, pieces, data, said):
    assert said in retry(desk, **data).content.decode()
    assert Quarantined.objects.count() == 2


def test_others_see_and_change_nothing(birch_desk, reader_client, client, pieces):
    piece = pieces["encoding"]
    for name in ("desk_piece", "desk_piece_download"):
        assert birch_desk.get(reverse(name, args=[piece.pk])).status_code == 404
        assert reader_client.get(reverse(name, args=[piece.pk])).status_code == 403
        assert client.get(reverse(name, args=[piece.pk])).status_code == 302
    retry(birch_desk, id=piece.pk, code_page="cp1254")
    assert retry(reader_client, all="1", code_page="cp1254").status_code == 403
    assert Quarantined.objects.count() == 2


def test_hostile_text_is_escaped(desk, load, now):
    piece = Quarantined.objects.create(
        load=load(marc("1")), library=load(marc("1")).library, file="<script>x</script>.mrc",
        reason="encoding", detail="<b>", digest="d", at=now,
    )  # fmt: skip
    for address in (reverse("desk_quarantine"), reverse("desk_piece", args=[piece.pk])):
        assert b"<script>x" not in desk.get(address).content


def test_pages_stay_within_their_queries(desk, pieces, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        desk.get(reverse("desk_quarantine"))
    with django_assert_max_num_queries(10):
        desk.get(reverse("desk_piece", args=[pieces["encoding"].pk]))
