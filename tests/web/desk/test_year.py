"""The yearly summary at the desk: page, table and paper say the same, and only of one's own library."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.requests.actions import supplier

pytestmark = pytest.mark.django_db
SHOW, CSV, PAPER = map(reverse, ("desk_year", "desk_year_csv", "desk_year_paper"))


@pytest.fixture
def year(lending, birch_staff, clock):
    """Birch has posted one book to Ash."""
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    return timezone.localdate(lending.asked_at).year


def _rows(answer):
    text = answer.content.decode().removeprefix("\ufeff")
    return [
        {k: v for k, v in row.items()} for row in csv.DictReader(io.StringIO(text), delimiter=";")
    ]


def test_both_sides_see_their_half_of_the_same_loan(desk, birch_desk, year):
    ash = {
        row["Name"]: row
        for row in _rows(desk.get(CSV, {"year": year}))
        if row["Table"] == "The year"
    }
    birch = {
        row["Name"]: row
        for row in _rows(birch_desk.get(CSV, {"year": year}))
        if row["Table"] == "The year"
    }
    sent, got = "Requests sent to other libraries", "Requests received from other libraries"
    for mine, other in ((ash[sent], birch[got]),):
        assert (mine["Requests"], mine["Met"], mine["Fill rate (%)"]) == ("1", "1", "100.0")
        assert (other["Requests"], other["Met"], other["Fill rate (%)"]) == ("1", "1", "100.0")
    assert (ash[got]["Requests"], birch[sent]["Requests"]) == ("0", "0")


def test_the_page_names_partners_months_and_the_years_there_are(birch_desk, year):
    page = birch_desk.get(SHOW, {"year": year}).content.decode()
    assert "As supplier: by library" in page
    assert "Ash Library" in page
    assert "As requester" not in page
    assert f"{PAPER}?year={year}" in page
    assert f'href="?year={year}"' in birch_desk.get(SHOW, {"year": 2001}).content.decode()


def test_it_is_printed_under_the_letterhead(birch_desk, year):
    answer = birch_desk.get(PAPER, {"year": year})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_year_without_requests_says_so(birch_desk):
    page = birch_desk.get(SHOW, {"year": 2001}).content.decode()
    assert "Nothing was asked for in this year" in page


@pytest.mark.parametrize("asked", ["x", "-1", "99999", "²"])
def test_a_year_that_is_none_is_not_found(birch_desk, asked):
    for address in (SHOW, CSV, PAPER):
        assert birch_desk.get(address, {"year": asked}).status_code == 404


def test_a_reader_does_not_see_it(client, reader):
    client.force_login(reader.user)
    for address in (SHOW, CSV, PAPER):
        assert client.get(address).status_code in (302, 403, 404)
