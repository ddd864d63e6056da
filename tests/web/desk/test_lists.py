"""Searching, filtering, exporting, printing several."""

from dataclasses import fields
from typing import get_args, get_type_hints

import pytest
from django.urls import reverse

from kopru.requests.models import PatronRequest
from kopru.shipping.papers import Paper
from kopru.shipping.papers.wording import WORDS
from kopru.web.desk.export import cell
from kopru.web.desk.papers import KINDS
from kopru.web.desk.printing import _LEFT_OUT, _MORE_WORDS, WRITTEN

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "text",
    ["saatleri ayarlama", "SAATLERI", "Işık", "isik gokce", "{number}", "{loan}", "TR-BIRCH"],
)
def test_our_readers_requests_are_found(desk, sent, asked, text):
    wanted = text.format(number=asked.number.lower(), loan=sent.request_id)
    page = desk.get(reverse("desk_requests"), {"q": wanted}).content.decode()
    assert asked.number in page
    assert "1 request" in page


@pytest.mark.parametrize("text", ["enstitüsü", "B1", "Ash", "{loan}"])
def test_others_requests_are_found(birch_desk, lending, text):
    query = {"q": text.format(loan=lending.request_id), "side": "theirs"}
    assert lending.request_id in birch_desk.get(reverse("desk_requests"), query).content.decode()


def test_the_other_side_is_pointed_at(birch_desk, lending):
    page = birch_desk.get(reverse("desk_requests"), {"q": "enstitüsü"}).content.decode()
    assert 'class="k-count">1<' in page


def test_states_filter(desk, asked):
    address = reverse("desk_requests")
    assert asked.number in desk.get(address, {"state": "open"}).content.decode()
    assert asked.number not in desk.get(address, {"state": "completed"}).content.decode()
    assert desk.get(address, {"state": "no such", "page": "x"}).status_code == 200


def test_a_pile_filters_by_words_and_lateness(birch_desk, lending):
    address = reverse("desk_queue", args=["pull"])
    assert lending.request_id in birch_desk.get(address, {"q": "SAATLERİ"}).content.decode()
    assert "Nothing fits" in birch_desk.get(address, {"q": "başka"}).content.decode()
    type(lending).objects.filter(pk=lending.pk).update(answer_by="2020-01-01")
    assert lending.request_id in birch_desk.get(address, {"late": "1"}).content.decode()
    assert "1 late" in birch_desk.get(reverse("desk")).content.decode()


def test_an_unknown_pile_is_not_there(desk):
    assert desk.get(reverse("desk_queue", args=["nonsense"])).status_code == 404


@pytest.mark.parametrize("address", ["desk_requests", "desk_patrons", "desk_outbox"])
def test_lists_are_exported_for_a_turkish_spreadsheet(desk, sent, address):
    answer = desk.get(reverse(address), {"format": "csv"})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) >= 2
    assert all(";" in line for line in lines)


def test_a_title_that_is_a_formula_is_exported_as_text(desk, asked):
    request = PatronRequest.objects.get(pk=asked.pk)
    request.cited = {"title": '=HYPERLINK("http://evil.example")'}
    request.save()
    text = desk.get(reverse("desk_requests"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+90", "'+90"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("a=b", "a=b"),
        (None, ""),
        (7, "7"),
    ],
)
def test_cells(value, shown):
    assert cell(value) == shown


@pytest.mark.parametrize("size", ["a4", "label"])
def test_slips_are_pdf_and_printing_them_changes_nothing(birch_desk, lending, size):
    answer = birch_desk.get(reverse("desk_paper", args=["pull"]), {"id": lending.pk, "size": size})
    assert answer.content.startswith(b"%PDF")
    lending.refresh_from_db()
    assert lending.state == "new"


def test_print_and_mark_does_both(birch_desk, lending):
    answer = birch_desk.post(reverse("desk_print_and_mark"), {"id": [lending.pk, "x", "999999"]})
    assert answer["Location"] == f"{reverse('desk_paper', args=['pull'])}?id={lending.pk}&size=a4"
    lending.refresh_from_db()
    assert lending.state == "searching"
    assert birch_desk.get(reverse("desk_print_and_mark")).status_code == 405


def test_a_stranger_marks_nothing(cedar_desk, lending):
    cedar_desk.post(reverse("desk_print_and_mark"), {"id": lending.pk})
    lending.refresh_from_db()
    assert lending.state == "new"


@pytest.mark.parametrize("kind", ["address", "return", "pull"])
def test_the_plain_page_has_the_bar_code_and_no_reader(birch_desk, lending, reader, kind):
    page = birch_desk.get(
        reverse("desk_paper_page", args=[kind]), {"id": lending.pk}
    ).content.decode()
    assert 'class="barcode"' in page
    assert lending.request_id in page
    assert reader.name not in page


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in WRITTEN])
def test_every_field_of_every_paper_has_a_word(kind):
    made = next(t for t in get_args(Paper) if t is get_type_hints(KINDS[kind].make)["return"])
    named = {field.name for field in fields(made)} - set(_LEFT_OUT)
    assert named <= set(WORDS) | set(_MORE_WORDS)


def test_the_strap_has_a_mark_and_no_name(desk, asked, reader):
    page = desk.get(reverse("desk_paper_page", args=["strap"]), {"id": asked.pk}).content.decode()
    assert "IG 041" in page
    assert reader.name not in page


def test_the_catalogue_opens_for_any_text(desk, edition):
    for text in ('"', "title:", "   ", "978-975-995-585-4", "a" * 700):
        assert (
            desk.get(reverse("desk_catalogue"), {"q": text, "page": "9999999999"}).status_code
            == 200
        )
