"""Copies at the desk: sent one way and only one, printed, and nobody else's to see."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kopru.common.citation import Citation
from kopru.connections.copies import fetch_due
from kopru.requests.actions import requester
from kopru.requests.models import LendingRequest
from kopru.shipping.models import CopyFile
from shipping.test_copies import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def lending(asked, edition, cited, ash_staff, clock):
    """Birch's side of a request for an article."""
    wish = Citation(kind="article", title="Zaman", journal="Bilig", isbn=cited.isbn, pages="1-9")
    requester.correct(asked.pk, citation=wish, edition=edition, act=clock.staff(ash_staff))
    requester.send(asked.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    return LendingRequest.objects.get()


def _send(browser, lending, **said):
    address = reverse("desk_copy_send", args=[lending.pk])
    data = {f"copy-{name}": value for name, value in said.items()}
    return browser.post(address, data, follow=True).content.decode()


def test_a_scan_is_sent_fetched_and_printed(desk, birch_desk, ash, lending, asked, clock):
    ash.policies.create(valid_from="2020-01-01", stated={"copy_opening": "print"})
    page = birch_desk.get(reverse("desk_lending", args=[lending.pk])).content.decode()
    assert "Send the copy" in page
    file = SimpleUploadedFile("../../etc/passwd.html", PDF)
    assert "The copy is sent to Ash Library." in _send(birch_desk, lending, file=file)
    clock.catch_up()
    assert fetch_due(clock.now) == 1
    page = desk.get(reverse("desk_request", args=[asked.number])).content.decode()
    assert "Open to print" in page
    answer = desk.get(reverse("desk_copy_file", args=[asked.number]))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    done = desk.post(reverse("desk_request_do", args=[asked.number, "copy_arrived"]), follow=True)
    assert "Done" in done.content.decode()
    assert desk.get(reverse("desk_copy_file", args=[asked.number])).status_code == 404
    assert not CopyFile.objects.filter(is_ours=False).kept().exists()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({}, "File: Choose a file, or write a link, or say that it goes by post."),
        ({"link": "https://a.example/x", "by_post": "on"}, "File: Choose a file"),
        ({"link": "javascript:alert(1)"}, "Or a link: Enter a valid URL."),
        ({"file": SimpleUploadedFile("a.pdf", b"<html>")}, "This file is no PDF"),
        ({"file": SimpleUploadedFile("a.pdf", b"")}, "File: The submitted file is empty."),
    ],
)
def test_what_makes_no_copy_is_said(birch_desk, lending, said, answer):
    assert answer in _send(birch_desk, lending, **said)
    lending.refresh_from_db()
    assert lending.state == "new"


def test_a_file_that_came_by_mail_is_uploaded(desk, birch_desk, lending, asked, clock):
    _send(birch_desk, lending, by_post="on")
    clock.catch_up()
    address = reverse("desk_copy_in", args=[asked.number])
    wrong = desk.post(address, {"copy-file": SimpleUploadedFile("a", b"MZ")}, follow=True)
    assert "This file is no PDF" in wrong.content.decode()
    done = desk.post(address, {"copy-file": SimpleUploadedFile("a", PDF)}, follow=True)
    assert "The copy is taken in." in done.content.decode()
    asked.refresh_from_db()
    assert asked.state == "delivered"


def test_another_library_neither_sends_nor_sees(
    cedar_desk, desk, birch_desk, lending, asked, clock
):
    address = reverse("desk_copy_send", args=[lending.pk])
    assert cedar_desk.post(address, {"copy-by_post": "on"}).status_code == 404
    _send(birch_desk, lending, file=SimpleUploadedFile("a.pdf", PDF))
    clock.catch_up()
    fetch_due(clock.now)
    assert cedar_desk.get(reverse("desk_copy_file", args=[asked.number])).status_code == 404
    assert birch_desk.get(reverse("desk_copy_file", args=[asked.number])).status_code == 404


def test_the_scan_of_a_copys_slip_only_promises(birch_desk, lending):
    page = birch_desk.post(reverse("desk_scan"), {"code": lending.request_id}, follow=True)
    assert "To be copied" in page.content.decode()
    lending.refresh_from_db()
    assert lending.state == "promised"
    assert "copy_out" in birch_desk.get(reverse("desk")).content.decode()
