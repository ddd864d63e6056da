"""In or out, now: the part of the title page, with quick and slow catalogues."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.catalogue.models import Holding
from kopru.connections.targets.models import Breaker, Check, Outcome, Target
from target_servers import hang, koha_item, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _this_machine(settings):
    settings.KOPRU_ALLOWED_NETWORKS = ["127.0.0.0/8"]


@pytest.fixture
def koha_of_birch(koha, birch, kar):
    """Birch's Koha has the novel twice."""
    items = [koha_item("B-1", due="2026-12-03"), koha_item("B-9")]
    koha.add(7, record(isbn="9789750812347"), items, title="Kar kristali")
    kar.records.update(control_number="7")
    target = Target.objects.create(
        library=birch, kind="koha", address=koha.address,
        page="https://katalog.example/{koha_id}?a=1&b={isbn}",
    )  # fmt: skip
    Breaker.objects.create(target=target)
    return target


def part(client, edition, **query):
    answer = client.get(
        reverse("title_availability", args=[edition.pk]), query, headers={"hx-request": "true"}
    )
    assert answer.status_code == 200
    return answer.content.decode()


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_without_catalogues_the_page_is_as_it_was(stranger, kar):
    page = stranger.get(reverse("title", args=[kar.pk])).content.decode()
    assert "As each library last told us." in page
    html = part(stranger, kar)
    assert "As each library last told us." in html
    assert "hx-get" not in html
    assert "<span" not in html


def test_the_page_is_there_before_anybody_is_asked(stranger, birch, kar, koha_of_birch, koha):
    page = stranger.get(reverse("title", args=[kar.pk])).content.decode()
    assert f'hx-get="/title/{kar.pk}/availability/"' in page
    assert f'id="now-{birch.pk}"' in page
    assert koha.heard == []


def test_a_quick_answer_comes_at_the_first_look(stranger, kar, koha_of_birch):
    html = part(stranger, kar)
    said = plain(html)
    assert f'<span id="now-{koha_of_birch.library_id}" hx-swap-oob="innerHTML">' in html
    assert "On the shelf" in said
    assert "1 of 2 copies" in said
    assert "just now" in said
    assert "1 of 1 catalogue has answered." in said
    assert "hx-get" not in html
    assert 'href="https://katalog.example/7?a=1&amp;b=9789750812347"' in html
    assert Holding.objects.get(barcode="B-1").status == "on_loan"


def test_out_says_when_it_is_back(stranger, kar, koha_of_birch, koha):
    koha.add(7, record(), [koha_item("B-1", due="2026-12-03")], title="Kar kristali")
    said = plain(part(stranger, kar))
    assert "Out at present" in said
    assert "Back by: 3 Dec 2026" in said


def test_a_second_reader_gets_the_same_answer_unasked(stranger, at_ash, kar, koha_of_birch, koha):
    part(stranger, kar)
    assert "On the shelf" in part(at_ash, kar)
    assert len(koha.heard) == 2


def test_while_it_is_being_asked_the_page_looks_again(stranger, kar, koha_of_birch):
    now = timezone.now()
    Check.objects.create(target=koha_of_birch, edition=kar, asked_at=now)
    since = int(now.timestamp() * 1000)
    html = part(stranger, kar, since=since)
    assert "On the shelf being asked… just now" in plain(html)  # what its record said before
    assert f"since={since}" in html
    assert "delay:300ms" in html


def test_after_its_time_it_is_over(stranger, kar, koha_of_birch):
    asked_at = timezone.now() - timedelta(seconds=1.6)
    Check.objects.create(target=koha_of_birch, edition=kar, asked_at=asked_at)
    html = part(stranger, kar, since=int(asked_at.timestamp() * 1000))
    assert "On the shelf no answer now just now" in plain(html)
    assert "0 of 1 catalogue" in html
    assert "hx-get" not in html
    Holding.objects.update(status="unknown", status_at=None)
    assert "Not known (no answer)" in plain(part(stranger, kar, since=1))


def test_an_older_answer_stands_with_its_age_where_none_comes_now(stranger, kar, koha_of_birch):
    now = timezone.now()
    for minutes, outcome, copies in [(20, Outcome.HELD, [{"status": "available"}]), (0.1, Outcome.UNREACHABLE, [])]:  # fmt: skip
        at = now - timedelta(minutes=minutes)
        Check.objects.create(
            target=koha_of_birch, edition=kar, asked_at=at, answered_at=at, outcome=outcome, copies=copies
        )  # fmt: skip
    said = plain(part(stranger, kar))
    assert "On the shelf no answer now" in said
    assert "20 minutes ago" in said
    assert "0 of 1 catalogue" in said


def test_another_work_is_not_shown_as_in(stranger, kar, koha_of_birch, koha):
    other = record(title="Şeker bayramı", isbn="9789750802942")
    koha.add(7, other, [koha_item("B-1")], title="Şeker bayramı")
    Holding.objects.update(status="unknown", status_at=None)
    said = plain(part(stranger, kar))
    assert "On the shelf" not in said
    assert "Not known (no answer)" in said
    assert Check.objects.get().outcome == Outcome.OTHER_WORK


def test_without_javascript_it_is_a_page_that_waits(stranger, kar, koha_of_birch):
    answer = stranger.get(reverse("title_availability", args=[kar.pk]))
    said = plain(answer.content.decode())
    assert "On the shelf" in said
    assert "Check again" in said
    assert answer.headers["cache-control"].startswith("max-age=0")


def test_strange_parameters_and_titles(stranger, kar, koha_of_birch):
    assert "On the shelf" in part(stranger, kar, since="'; DROP")
    assert stranger.get(reverse("title_availability", args=[10**9])).status_code == 404
    assert stranger.post(reverse("title_availability", args=[kar.pk])).status_code == 405


def test_what_a_catalogue_says_is_text(stranger, kar, koha_of_birch, koha):
    title = "<script>alert(1)</script> Kar kristali"
    koha.add(7, record(title="Kar kristali"), [koha_item("<b>")], title=title)
    Target.objects.update(page='https://katalog.example/"><script>{isbn}')
    html = part(stranger, kar)
    assert "<script" not in html


def test_one_that_hangs_does_not_hold_up_the_first_look(stranger, kar, birch, rude, monkeypatch):
    # the thread that keeps late answers has no part in this test's transaction
    monkeypatch.setattr("kopru.connections.targets.asking.Round.leave", lambda self: None)
    target = Target.objects.create(
        library=birch, kind="sru", address=f"http://127.0.0.1:{rude(hang)}/", isbn="bath.isbn"
    )
    Breaker.objects.create(target=target)
    began = timezone.now()
    html = part(stranger, kar)
    assert (timezone.now() - began).total_seconds() < 1
    assert "being asked" in html
    assert "since=" in html
