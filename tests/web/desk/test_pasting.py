"""The paste box: a result of another catalogue becomes a search, a draft or a request."""

import pytest
from django.urls import reverse

from kopru.intake.models import Draft
from kopru.requests.models import PatronRequest

pytestmark = pytest.mark.django_db

TOKAT = (
    "Materyal Türü : Kitap\nBaşlık : Gölgesizler\nYazar : Toptaş, Hasan Ali\nYayın Yılı : 1995\n"
    "Kütüphane : Ege Üniversitesi\n"
)


@pytest.fixture
def address():
    return reverse("desk_paste")


def test_a_result_is_read_and_can_be_searched_for(desk, address):
    answer = desk.post(address, {"text": TOKAT}).content.decode()
    assert "Toptaş, Hasan Ali" in answer
    assert "Ege Üniversitesi" in answer
    assert f"{reverse('desk_catalogue')}?q=G%C3%B6lgesizler" in answer
    assert "No library of the network holds it." in answer


def test_what_we_hold_is_shown_beside_it(desk, address, edition):
    answer = desk.post(address, {"text": f"Başlık : {edition.title}\nYazar : Tanpınar"})
    assert reverse("title", args=[edition.pk]) in answer.content.decode()


def test_one_of_several_is_kept_as_a_draft(desk, address, ash):
    text = TOKAT + "\n" + TOKAT.replace("Gölgesizler", "Uykuların Doğusu")
    answer = desk.post(address, {"text": text, "keep": "1"})
    draft = Draft.objects.get()
    assert answer.url == reverse("desk_draft", args=[draft.pk])
    assert (draft.library, draft.citation.title, draft.patron) == (ash, "Uykuların Doğusu", None)
    assert "Kütüphane : Ege Üniversitesi" in draft.source_text
    assert "Uykuların" in desk.get(answer.url).content.decode()


def test_for_a_reader_it_becomes_a_request(desk, address, reader):
    page = desk.post(address, {"text": TOKAT, "patron": reader.pk}).content.decode()
    assert reverse("desk_ask", args=[reader.pk]) in page
    cited = {"kind": "book", "title": "Gölgesizler", "author": "Toptaş, Hasan Ali", "year": "1995"}
    assert desk.post(reverse("desk_ask", args=[reader.pk]), cited).status_code == 302
    assert PatronRequest.objects.get().citation.title == "Gölgesizler"


@pytest.mark.parametrize("text", ["Detay", "Başlık :", "\x00"])
def test_what_names_no_work_is_said(desk, address, text):
    answer = desk.post(address, {"text": text})
    assert answer.status_code == 200
    assert "No work found in it" in answer.content.decode()


def test_hostile_text_is_escaped(desk, address):
    text = "Başlık : <script>alert(1)</script>\nYazar : <b>x</b>\nKütüphane : </textarea><i>"
    answer = desk.post(address, {"text": text}).content.decode()
    assert "<script>alert" not in answer
    assert "<b>x" not in answer
    assert "<i>" not in answer


def test_nothing_is_kept_that_is_not_there(desk, address):
    for kept in ("7", "x", "-1"):
        assert desk.post(address, {"text": TOKAT, "keep": kept}).status_code == 200
    assert not Draft.objects.exists()


def test_only_staff_paste(desk, reader_client, client, address, reader, birch_desk):
    assert desk.get(address).status_code == 200
    assert reader_client.get(address).status_code == 403
    assert client.get(address).status_code == 302
    other = birch_desk.post(address, {"text": TOKAT, "patron": reader.pk}).content.decode()
    assert reader.name not in other


def test_tokat_is_offered_where_nothing_is_found(desk, settings):
    found = desk.get(reverse("desk_catalogue"), {"q": "hiçbir yerde olmayan"}).content.decode()
    assert "tokat_search_field=2" in found
    assert "keyword=hi%C3%A7bir+yerde+olmayan" in found
    settings.KOPRU_TOKAT_URL = ""
    found = desk.get(reverse("desk_catalogue"), {"q": "hiçbir yerde olmayan"}).content.decode()
    assert "TO-KAT" not in found
