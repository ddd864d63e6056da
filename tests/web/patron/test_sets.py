"""Several volumes on the reader's pages: asked for in one field, seen as one, nobody else's business."""

import pytest
from django.urls import reverse

from kopru.requests.models import PatronRequest, RequestSet
from web.patron.people import at_browser, reader_of


@pytest.fixture
def whole(at_ash, kar):
    """Volumes 1 to 3 of Kar, asked for on its title page."""
    at_ash.post(reverse("ask", args=[kar.pk]), {"volumes": "1-3"})
    return RequestSet.objects.get()


def test_three_volumes_are_one_line_and_one_page(at_ash, whole):
    assert whole.parts.count() == 3
    listed = at_ash.get(reverse("patron_requests")).content.decode()
    assert listed.count('class="p-card"') == 1
    assert "Volumes 1, 2 and 3 are next in line." in listed
    page = at_ash.get(reverse("patron_set", args=[whole.number])).content.decode()
    assert all(f"Volume {n}" in page for n in (1, 2, 3))
    first = at_ash.get(reverse("patron_request", args=[whole.number])).content.decode()
    assert reverse("patron_set", args=[whole.number]) in first


def test_a_range_that_runs_backwards_names_its_field(at_ash, kar):
    page = at_ash.post(reverse("ask", args=[kar.pk]), {"volumes": "3-1"})
    assert page.status_code == 422
    assert "Volumes: “3-1” runs backwards" in page.content.decode()
    assert not PatronRequest.objects.exists()


def test_more_volumes_than_the_limit_are_not_taken(at_ash, kar):
    page = at_ash.post(reverse("ask", args=[kar.pk]), {"volumes": "1-6"})
    assert "limit" in page.content.decode()
    assert not PatronRequest.objects.exists()


def test_the_field_of_the_form_by_hand_takes_several_too(at_ash):
    said = {"kind": "book", "title": "Nutuk", "author": "Atatürk", "volume": "1, 2", "do": "send"}
    answer = at_ash.post(reverse("ask_by_hand"), said)
    assert answer.url == reverse("patron_set", args=[RequestSet.objects.get().number])


def test_all_of_it_is_cancelled_at_once(at_ash, whole):
    answer = at_ash.post(reverse("patron_set_cancel", args=[whole.number]), follow=True)
    assert "3 parts are cancelled" in answer.content.decode()
    listed = at_ash.get(reverse("patron_requests")).content.decode()
    assert "Volumes 1, 2 and 3 are cancelled." in listed
    again = at_ash.post(reverse("patron_set_cancel", args=[whole.number]), follow=True)
    assert "Nothing of it can be cancelled any more." in again.content.decode()


def test_another_reader_sees_nothing_of_it(whole, ash):
    other = at_browser(reader_of(ash, "other@ash.example", "K-2").user)
    for name, send in (("patron_set", other.get), ("patron_set_cancel", other.post)):
        assert send(reverse(name, args=[whole.number])).status_code == 404
    assert whole.number not in other.get(reverse("patron_requests")).content.decode()


def test_a_finished_set_can_be_asked_for_again(at_ash, whole, kar):
    at_ash.post(reverse("patron_set_cancel", args=[whole.number]))
    answer = at_ash.get(reverse("ask_again", args=[whole.number]))
    assert answer.url == reverse("title", args=[kar.pk])
