"""Asking for an account, the card, and what is kept."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.patrons.models import Patron, PatronNews
from kopru.requests.models import Note
from web.patron.people import asked

NATIONAL_ID = "10000000146"


def wanted(library, **fields):
    return {
        "library": library.pk, "name": "Şule Çağlayangil", "number": "K-90", "email": "sule@ash.example",
        "group": "academic", "faculty": "Tarih", **fields,
    }  # fmt: skip


def send(client, library, **fields):
    return client.post(reverse("ask_for_account"), wanted(library, **fields), follow=True)


def test_a_stranger_asks_and_staff_have_it_to_decide(stranger, ash):
    page = send(stranger, ash)
    assert "your library writes to the address you gave" in page.content.decode()
    patron = Patron.objects.get()
    assert (patron.standing, patron.library, patron.user) == ("asked", ash, None)
    assert PatronNews.objects.get().event == "account_asked"


@pytest.mark.parametrize("known", [{"email": "isik@ash.example"}, {"number": "K-77041"}])
def test_nobody_learns_who_is_a_reader(known, stranger, ash, reader):
    fresh, old = (
        send(stranger, ash),
        send(stranger, ash, **{"number": "K-91", "email": "x@ash.example", **known}),
    )
    assert fresh.redirect_chain == old.redirect_chain
    assert (
        fresh.content.split(b"<main")[1].split(b"</main>")[0]
        == old.content.split(b"<main")[1].split(b"</main>")[0]
    )
    assert Patron.objects.filter(standing="asked").count() == 1


def test_a_wrong_address_is_said_and_the_rest_is_kept(stranger, ash):
    page = send(stranger, ash, email="sule")
    assert page.status_code == 422
    assert "Şule Çağlayangil" in page.content.decode()
    assert not Patron.objects.exists()


def test_a_national_identity_number_is_no_card_number(stranger, ash):
    page = send(stranger, ash, number=NATIONAL_ID)
    assert page.status_code == 422
    assert NATIONAL_ID not in page.content.decode()
    assert not Patron.objects.exists()


def test_partners_elsewhere_give_no_accounts_here(stranger, ash):
    ash.is_local = False
    ash.save()
    assert send(stranger, ash).status_code == 422


def test_the_card_shows_what_is_kept_and_the_language_can_be_changed(at_ash, reader):
    page = at_ash.get(reverse("patron_card")).content.decode()
    for kept in ("K-77041", "Işık Gökçe", "isik@ash.example", "Edebiyat"):
        assert kept in page
    at_ash.post(reverse("patron_card"), {"language": "en"})
    reader.refresh_from_db()
    assert reader.language == "en"


def test_the_download_has_all_of_ones_own_and_nothing_of_others(
    at_ash, reader, wish, cedar_reader, kar
):
    foreign = asked(cedar_reader, timezone.now(), edition=kar)
    Note.objects.create(patron_request=wish, by="staff", text="İç not", at=timezone.now())
    text = at_ash.get(reverse("card_download")).content.decode()
    kept = json.loads(text)
    assert kept["card"]["number"] == "K-77041"
    assert [r["number"] for r in kept["requests"]] == [wish.number]
    assert foreign.number not in text
    assert "İç not" not in text


def test_whoever_is_no_reader_of_the_library_they_are_at_has_no_card(at_desk):
    assert at_desk.get(reverse("card_download")).status_code == 403
