"""The library's own paper: its head, the overdue letter, the record, the pull list in shelf order."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from conftest import person
from kopru.libraries.models import Letterhead, Role
from kopru.requests.actions import arrivals, supplier
from kopru.requests.models import LendingRequest
from kopru.web.desk.letterhead import head_of
from kopru.web.desk.letters import pull_lists
from shipping.papers import reading
from shipping.papers.reading import needs_poppler
from shipping.test_photos import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(birch, client):
    """Birch's administrator at their browser."""
    made = type(client)(headers={"accept-language": "tr"})
    made.force_login(person(birch, Role.LIBRARY_ADMIN))
    return made


def _state(admin, **said):
    lines = "T.C.\nBİRCH ÜNİVERSİTESİ\nKütüphane Daire Başkanlığı"
    data = {"lines": lines, "signer": "Işıl GÜRGÖZE", "signer_title": "Daire Başkanı", **said}
    return admin.post(reverse("desk_letterhead"), data, follow=True).content.decode()


@needs_poppler
def test_head_logo_and_signature_stand_on_the_letter(admin, birch, tmp_path):
    logo = SimpleUploadedFile("logo.png", picture(size=(900, 900), kind="PNG"))
    assert "Kaydedildi." in _state(admin, sign=logo)
    kept = Letterhead.objects.get(library=birch)
    assert Image.open(BytesIO(bytes(kept.logo))).size == (400, 400)
    pdf = admin.get(reverse("desk_letterhead_sample")).content
    said = reading.text(pdf, tmp_path)
    for words in (
        "BİRCH ÜNİVERSİTESİ",
        "Kütüphane Daire Başkanlığı",
        "Işıl GÜRGÖZE",
        "Daire Başkanı",
    ):
        assert words in said
    # keeping the lines keeps the logo; the box takes it away
    _state(admin)
    assert Letterhead.objects.get(library=birch).logo
    _state(admin, without_sign="on")
    assert not Letterhead.objects.get(library=birch).logo


def test_without_a_letterhead_the_name_stands_there(birch):
    assert head_of(birch, "tr").lines == ("Birch Kütüphanesi",)


def test_what_is_no_picture_and_too_many_lines_are_named(admin):
    page = _state(admin, sign=SimpleUploadedFile("logo.svg", b"<svg/>"))
    assert "“logo.svg” bir fotoğraf değil" in page
    assert "En çok 5 satır." in _state(admin, lines="\n".join("abcdef"))
    assert not Letterhead.objects.exists()


def test_staff_do_not_change_the_head(birch_desk):
    assert birch_desk.get(reverse("desk_letterhead")).status_code in (302, 403, 404)


@needs_poppler
def test_the_letter_names_loan_days_and_warnings(birch_desk, lending, birch_staff, clock, tmp_path):
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(lending.pk, act=clock.staff(birch_staff))
    LendingRequest.objects.filter(pk=lending.pk).update(state="overdue", warnings=3)
    address = f"{reverse('desk_paper', args=['overdue_letter'])}?id={lending.pk}"
    said = reading.text(birch_desk.get(address).content, tmp_path)
    for words in (
        "Saatleri Ayarlama Enstitüsü",
        lending.request_id,
        "3 times",
        "Ash Library",
        "15 days",
    ):
        assert words in said
    plain = birch_desk.get(f"{reverse('desk_paper_page', args=['overdue_letter'])}?id={lending.pk}")
    assert plain.status_code == 302


@needs_poppler
def test_the_record_names_both_who_sign(
    desk, sent, asked, lending, birch_staff, ash_staff, clock, tmp_path
):
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    arrivals.arrive(sent.pk, act=clock.staff(ash_staff))
    arrivals.hand_over(asked.pk, act=clock.staff(ash_staff))
    address = f"{reverse('desk_paper', args=['record'])}?id={asked.pk}"
    said = reading.text(desk.get(address).content, tmp_path)
    for words in ("Işık Gökçe", "K-77041", "Received by", "Handed over by"):
        assert words in said


def test_the_pull_list_goes_along_the_shelves_branch_by_branch(lending):
    rows = []
    for n, (branch, call) in enumerate(
        (("MRK", "813 T4"), ("TIP", "610 A1"), ("MRK", "813 T36"), ("MRK", ""))
    ):
        row = LendingRequest.objects.get(pk=lending.pk)
        row.pk, row.request_id, row.branch_code, row.call_number = None, f"X-{n}", branch, call
        rows.append(row)
    lists = pull_lists(rows)
    assert [one.branch for one in lists] == ["Main", "TIP"] or [one.branch for one in lists] == [
        "Merkez",
        "TIP",
    ]
    assert [line.call_number for line in lists[0].lines] == ["813 T36", "813 T4", ""]
