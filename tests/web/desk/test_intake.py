"""Drafts: why they wait, accepted with one click or corrected, put aside and taken back; strangers."""

import pytest
from django.urls import reverse

from kopru.connections.mailbox.models import Mail
from kopru.connections.mailbox.server import take
from kopru.intake.models import Draft
from kopru.patrons.models import Patron
from kopru.requests.models import PatronRequest

pytestmark = pytest.mark.django_db


def _mail(sender, text, subject="Kitap"):
    return (
        f"From: {sender}\nTo: odunc@ash.example\nSubject: {subject}\nMessage-ID: <m1@ash.example>\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    ).encode()


WISH = (
    "Merhaba,\n\nŞu kitabı istiyorum:\nEser adı: Huzur\nYazar: Ahmet Hamdi Tanpınar\n\nTeşekkürler"
)


@pytest.fixture
def draft(ash, reader, now):
    """A mail of Ash's reader for a book that no library holds."""
    take(ash, _mail(reader.email, WISH), now=now)
    return Draft.objects.get()


def _decide(desk, draft, what, **data):
    return desk.post(reverse(f"desk_draft_{what}", args=[draft.pk]), data, follow=True)


def test_the_queue_says_why_a_draft_waits(desk, draft):
    page = desk.get(reverse("desk_intake")).content.decode()
    assert "Huzur" in page
    assert "Not found in the catalogue." in page


def test_the_mail_stands_beside_what_was_read(desk, draft):
    page = desk.get(reverse("desk_draft", args=[draft.pk])).content.decode()
    assert "Şu kitabı istiyorum" in page
    assert 'value="Huzur"' in page
    assert "sure" in page


def test_one_click_makes_the_request(desk, draft, reader):
    answer = _decide(desk, draft, "accept")
    made = PatronRequest.objects.get()
    assert (made.patron, made.title, made.door, made.state) == (reader, "Huzur", "mail", "new")
    assert f"Request {made.number} is made." in answer.content.decode()
    again = _decide(desk, draft, "accept")
    assert "decided already" in again.content.decode()
    assert PatronRequest.objects.count() == 1


def test_corrected_accepted_and_sent_in_one_go(desk, draft, edition, birch):
    data = {
        "corrected": "1",
        "kind": "book",
        "title": edition.title,
        "edition_id": edition.pk,
        "send": "1",
    }
    said = _decide(desk, draft, "accept", **data).content.decode()
    assert "The first library is asked." in said
    made = PatronRequest.objects.get()
    assert (made.edition, made.state, made.current.supplier) == (edition, "requested", birch)


def test_a_correction_without_a_title_comes_back(desk, draft):
    answer = _decide(desk, draft, "accept", corrected="1", kind="book")
    assert answer.status_code == 422
    assert "Write a title or an ISBN." in answer.content.decode()
    assert not PatronRequest.objects.exists()


def test_what_speaks_against_it_keeps_it_from_being_sent(desk, draft, edition, reader):
    Patron.objects.filter(pk=reader.pk).update(standing="blocked")
    assert (
        "The reader is blocked" in desk.get(reverse("desk_draft", args=[draft.pk])).content.decode()
    )
    data = {
        "corrected": "1",
        "kind": "book",
        "title": edition.title,
        "edition_id": edition.pk,
        "send": "1",
    }
    assert "Not sent" in _decide(desk, draft, "accept", **data).content.decode()
    assert PatronRequest.objects.get().state == "new"


def test_put_aside_and_back_again(desk, draft):
    said = _decide(desk, draft, "dismiss").content.decode()
    assert reverse("desk_draft_reopen", args=[draft.pk]) in said
    draft.refresh_from_db()
    assert draft.state == "dismissed"
    assert "Huzur" in desk.get(reverse("desk_intake"), {"state": "decided"}).content.decode()
    _decide(desk, draft, "reopen")
    draft.refresh_from_db()
    assert draft.state == "waiting"
    assert Mail.objects.count() == 1


class TestStranger:
    @pytest.fixture
    def draft(self, ash, now):
        take(ash, _mail("Ayşe Çelik <ayse@new.example>", WISH), now=now)
        return Draft.objects.get()

    def test_nothing_is_accepted_without_a_reader(self, desk, draft):
        assert (
            "Choose or register the reader first."
            in _decide(desk, draft, "accept").content.decode()
        )

    def test_registered_from_the_draft_and_accepted(self, desk, draft):
        page = desk.get(reverse("desk_draft", args=[draft.pk])).content.decode()
        assert "email=ayse%40new.example" in page
        address = reverse("desk_patron_register")
        prefilled = desk.get(
            address, {"draft": draft.pk, "email": draft.sender, "name": draft.sender_name}
        )
        assert 'value="Ayşe Çelik"' in prefilled.content.decode()
        answer = desk.post(
            address,
            {"number": "K-1", "name": "Ayşe Çelik", "email": draft.sender, "group": "academic",
             "language": "tr", "draft": draft.pk, "card_handed_back": "on"},
        )  # fmt: skip
        assert answer["Location"] == reverse("desk_draft", args=[draft.pk])
        _decide(desk, draft, "accept")
        assert PatronRequest.objects.get().patron.name == "Ayşe Çelik"

    def test_tied_to_a_reader_who_writes_from_elsewhere(self, desk, draft, reader):
        address = reverse("desk_draft", args=[draft.pk])
        assert reader.number in desk.get(address, {"reader": "gokce"}).content.decode()
        _decide(desk, draft, "accept", patron=reader.pk)
        assert PatronRequest.objects.get().patron == reader

    def test_a_reader_of_another_library_cannot_be_chosen(self, desk, draft, birch):
        other = Patron.objects.create(
            library=birch, number="1", name="B", email="b@b.example", group="academic"
        )
        _decide(desk, draft, "accept", patron=other.pk)
        assert not PatronRequest.objects.exists()


def test_a_mail_is_shown_with_its_headers(desk, draft):
    page = desk.get(reverse("desk_mail", args=[draft.mail_id])).content.decode()
    assert "Message-ID: &lt;m1@ash.example&gt;" in page


def test_a_trouble_with_the_mailbox_stands_on_the_desk(desk, ash):
    ash.mail_accounts.create(address="imap://mail.example:143/INBOX", trouble="no such host")
    assert "cannot be read" in desk.get(reverse("desk")).content.decode()
