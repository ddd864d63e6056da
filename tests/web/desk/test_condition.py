"""Notes and photographs of an item's condition: kept, shown to one's own staff, to nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kopru.shipping.models import ConditionReport, Photo
from shipping.test_photos import picture

pytestmark = pytest.mark.django_db


def _add(browser, name, pk, *files, **said):
    data = {"seen-moment": "arrived", "seen-seen": "", **{f"seen-{k}": v for k, v in said.items()}}
    photos = [SimpleUploadedFile(n, content) for n, content in files]
    address = reverse(name, args=[pk])
    return browser.post(address, {**data, "seen-photos": photos}, follow=True).content.decode()


def test_two_photographs_and_a_note_are_kept_and_shown(birch_desk, lending):
    small = picture(size=(50, 40))
    page = _add(
        birch_desk, "desk_lending_seen", lending.pk, ("a.jpg", small), ("b.jpg", small),
        seen="Sırtı yıpranmış", moment="sent",
    )  # fmt: skip
    assert "Sırtı yıpranmış" in page
    assert Photo.objects.count() == 2
    photo = Photo.objects.first()
    answer = birch_desk.get(reverse("desk_photo", args=[photo.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"\xff\xd8")


def test_the_borrower_notes_it_too(desk, sent):
    _add(desk, "desk_loan_seen", sent.pk, seen="Kapağı ıslak")
    report = ConditionReport.objects.get()
    assert (report.request_id, report.note) == (sent.request_id, "Kapağı ıslak")


def test_what_is_no_photograph_is_named_and_nothing_is_kept(birch_desk, lending):
    page = _add(
        birch_desk, "desk_lending_seen", lending.pk, ("good.jpg", picture(size=(9, 9))),
        ("evil.jpg", b"<html><script>1</script>"), moment="sent",
    )  # fmt: skip
    assert "“evil.jpg” is no photograph" in page
    assert not ConditionReport.objects.exists()


def test_an_empty_form_says_what_it_wants(birch_desk, lending):
    page = _add(birch_desk, "desk_lending_seen", lending.pk)
    assert "Write what you see, or choose a photograph." in page


def test_too_many_at_once_are_refused(birch_desk, lending):
    files = [(f"{n}.jpg", picture(size=(9, 9))) for n in range(7)]
    assert "At most 6 at once." in _add(birch_desk, "desk_lending_seen", lending.pk, *files)


def test_no_other_library_and_no_reader_sees_them(
    birch_desk, desk, cedar_desk, reader_client, lending
):
    _add(birch_desk, "desk_lending_seen", lending.pk, ("a.jpg", picture(size=(9, 9))))
    address = reverse("desk_photo", args=[Photo.objects.get().pk])
    assert {c.get(address).status_code for c in (desk, cedar_desk)} == {404}
    assert reader_client.get(address).status_code in (302, 403, 404)
    assert cedar_desk.post(reverse("desk_lending_seen", args=[lending.pk])).status_code == 404
