"""Who gets to see which page, and that no page asks the database more than ten times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

OPEN = ("home", "found", "title", "ask_for_account", "account_asked", "privacy")
READERS = ("ask_by_hand", "patron_requests", "patron_card", "patron_money", "card_download")


def address(name, kar):
    if name == "found":
        return f"{reverse('home')}?q=kar"
    return reverse(name, args=[kar.pk]) if name == "title" else reverse(name)


@pytest.mark.parametrize("name", OPEN)
@pytest.mark.parametrize("who", ["stranger", "at_ash", "at_cedar", "at_desk"])
def test_open_pages_open_for_everybody(who, name, kar, request):
    assert request.getfixturevalue(who).get(address(name, kar)).status_code == 200


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 302), ("at_ash", 200), ("at_cedar", 200), ("at_desk", 403)]
)
def test_readers_pages_open_for_readers(who, status, name, kar, request):
    assert request.getfixturevalue(who).get(address(name, kar)).status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("stranger", 302), ("at_ash", 200), ("at_cedar", 404), ("at_desk", 403)]
)
def test_a_request_is_its_readers_own(who, status, wish, request):
    page = request.getfixturevalue(who).get(reverse("patron_request", args=[wish.number]))
    assert page.status_code == status


@pytest.mark.parametrize("name", ["patron_cancel", "patron_answer"])
def test_nobody_acts_on_anothers_request(name, wish, at_cedar):
    assert at_cedar.post(reverse(name, args=[wish.number])).status_code == 404
    wish.refresh_from_db()
    assert wish.state == "new"


def test_a_reader_at_two_libraries_sees_the_requests_of_the_one_they_are_at(
    wish, reader, cedar, at_ash
):
    reader.user.memberships.create(library=cedar, role="reader")
    at_ash.post(reverse("set_place"), {"place": f"reader:{cedar.pk}"})
    assert at_ash.get(reverse("patron_request", args=[wish.number])).status_code == 404


@pytest.mark.parametrize("name", [*OPEN, *READERS, "patron_request"])
@pytest.mark.parametrize("who", ["stranger", "at_ash", "at_desk"])
def test_no_page_asks_the_database_more_than_ten_times(who, name, wish, kar, request):
    client = request.getfixturevalue(who)
    where = reverse(name, args=[wish.number]) if name == "patron_request" else address(name, kar)
    client.get(where)  # the first answer warms the index and the templates
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(where)
    assert len(queries) <= 10, [q["sql"][:120] for q in queries]
