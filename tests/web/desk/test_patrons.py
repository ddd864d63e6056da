"""Readers: registered from the card, masked where need be, approved, blocked, imported, asked for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kopru.connections.errands.models import Errand
from kopru.patrons.models import Patron
from kopru.requests.models import PatronRequest

pytestmark = pytest.mark.django_db

CARD = {
    "number": "20261234", "name": "Işıl Çelik", "email": "isil@ash.example", "group": "graduate",
    "faculty": "Tıp", "phone": "", "language": "tr", "valid_until": "", "card_handed_back": "on",
}  # fmt: skip


@pytest.mark.parametrize("text", ["gökçe", "GOKCE", "K-77041", "isik@ash.example"])
def test_readers_are_found(desk, reader, text):
    assert reader.name in desk.get(reverse("desk_patrons"), {"q": text}).content.decode()


def test_a_reader_is_registered(desk, ash):
    desk.post(reverse("desk_patron_register"), CARD)
    made = Patron.objects.get(number="20261234")
    assert (made.library, made.standing, made.user.email) == (ash, "member", "isil@ash.example")
    assert made.card_returned_at


def test_a_national_identity_number_is_never_kept(desk):
    answer = desk.post(reverse("desk_patron_register"), {**CARD, "number": "10000000146"})
    assert answer.status_code == 422
    assert "national identity number" in answer.content.decode()
    said = desk.post(
        reverse("desk_patron_register"), {**CARD, "faculty": "TC 10000000146"}, follow=True
    ).content.decode()
    assert "has been masked" in said
    assert "10000000146" not in Patron.objects.get(number="20261234").faculty


def test_a_number_taken_twice_is_said(desk, reader):
    answer = desk.post(reverse("desk_patron_register"), {**CARD, "number": reader.number})
    assert answer.status_code == 422
    assert "has this card number or this e-mail" in answer.content.decode()
    assert 'value="Işıl Çelik"' in answer.content.decode()


def test_a_change_is_kept(desk, reader):
    card = {k: v for k, v in CARD.items() if k != "card_handed_back"}
    desk.post(reverse("desk_patron_edit", args=[reader.pk]), {**card, "number": reader.number})
    reader.refresh_from_db()
    assert (reader.name, reader.faculty) == ("Işıl Çelik", "Tıp")


@pytest.mark.parametrize(
    ("before", "what", "after"),
    [("asked", "approve", "member"), ("asked", "refuse", "refused"), ("member", "block", "blocked"),
     ("blocked", "unblock", "member"), ("blocked", "approve", "blocked"), ("member", "nonsense", "member")],
)  # fmt: skip
def test_decisions(desk, reader, before, what, after):
    Patron.objects.filter(pk=reader.pk).update(standing=before)
    desk.post(reverse("desk_patron_decide", args=[reader.pk, what]), {"why": "Kartı geçersiz"})
    reader.refresh_from_db()
    assert reader.standing == after


@pytest.mark.parametrize("what", ["refuse", "block"])
def test_a_no_needs_its_reason(desk, reader, what):
    assert desk.post(reverse("desk_patron_decide", args=[reader.pk, what])).status_code == 422


def _import(desk, text):
    file = SimpleUploadedFile("okurlar.csv", text.encode("cp1254"), content_type="text/csv")
    return desk.post(reverse("desk_patron_import"), {"file": file}).content.decode()


def test_a_table_is_imported_and_bad_rows_are_reported(desk, ash):
    said = _import(
        desk, "Kart no;Ad soyad;E-posta;Grup\n1;Ömer Öz;o@x.example;akademik\n2;Yok;yok;akademik\n"
    )
    assert Patron.objects.of(ash).get().name == "Ömer Öz"
    assert "Line 3" in said


def test_missing_columns_are_named(desk):
    assert "These columns are missing" in _import(desk, "Kart no;Ad soyad\n1;Ömer\n")


def test_the_sample_can_be_imported(desk, ash):
    sample = desk.get(reverse("desk_patron_sample")).content
    file = SimpleUploadedFile("sample.csv", sample)
    desk.post(reverse("desk_patron_import"), {"file": file})
    assert Patron.objects.of(ash).count() == 2


def test_staff_ask_for_a_reader_by_edition(desk, reader, edition):
    address = reverse("desk_ask", args=[reader.pk])
    desk.post(address, {"edition_id": edition.pk})
    made = PatronRequest.objects.get()
    assert (made.title, made.edition, made.door, made.patron) == (
        edition.title,
        edition,
        "staff",
        reader,
    )


def test_staff_ask_for_a_reader_by_citation(desk, reader):
    address = reverse("desk_ask", args=[reader.pk])
    assert desk.post(address, {"kind": "article", "title": ""}).status_code == 422
    desk.post(address, {"kind": "article", "title": "Şehir ve İnsan", "journal": "Doğu Batı"})
    assert PatronRequest.objects.get().citation.journal == "Doğu Batı"


def test_what_speaks_against_it_is_said_first(desk, asked, reader, edition):
    address = reverse("desk_ask", args=[reader.pk])
    answer = desk.post(address, {"edition_id": edition.pk})
    assert "already has an open request for it" in answer.content.decode()
    assert PatronRequest.objects.count() == 1
    desk.post(address, {"edition_id": edition.pk, "anyway": "1"})
    assert PatronRequest.objects.count() == 2


def test_a_dead_letter_is_sent_again(desk, cedar_desk, sent, now):
    Errand.objects.filter(library=sent.library).update(
        done_at=None, dead_at=now, trouble="no answer"
    )
    page = desk.get(reverse("desk_errands")).content.decode()
    assert "no answer" in page
    assert "could not be delivered" in desk.get(reverse("desk")).content.decode()
    errand = Errand.objects.of(sent.library).first()
    address = reverse("desk_errand_resend", args=[errand.pk])
    assert cedar_desk.post(address).status_code == 404
    desk.post(address)
    errand.refresh_from_db()
    assert (errand.dead_at, errand.attempts) == (None, 0)
