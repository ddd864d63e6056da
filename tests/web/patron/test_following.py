"""The reader's own requests: the one word, the question, cancelling, the story, once more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.requests.actions import requester, supplier
from kopru.requests.actions.steps import Act, Actor
from kopru.requests.actions.undoing import undo
from kopru.requests.models import Happening, LendingRequest, Note, PatronRequest
from support import Clock
from web.patron.people import at_browser


def page_of(client, wish):
    return client.get(reverse("patron_request", args=[wish.number])).content.decode()


@pytest.fixture
def staff_act(ash_staff):
    return Act(Actor.staff(ash_staff), timezone.now())


@pytest.fixture
def questioned(wish, staff_act):
    """Ash's staff have asked which edition is meant."""
    return requester.ask_for_detail(wish.pk, question="Hangi baskıyı istiyorsunuz?", act=staff_act)


@pytest.fixture
def sent(wish, staff_act):
    """Birch has been asked."""
    requester.send(wish.pk, act=staff_act)
    wish.refresh_from_db()
    return wish


def test_the_list_has_the_word_the_number_and_what_comes_next(at_ash, wish):
    page = at_ash.get(reverse("patron_requests")).content.decode()
    assert wish.number in page
    assert "Request received" in page
    assert "Your library will look at it." in page


def test_the_words_are_turkish_for_who_reads_turkish(reader, wish):
    page = at_browser(reader.user, "tr").get(reverse("patron_requests")).content.decode()
    assert "Talep alındı" in page
    assert "Kütüphaneniz bakacak." in page


def test_what_waits_for_the_reader_stands_first(at_ash, reader, kar, at_home, questioned):
    later = requester.ask(
        patron=reader, citation=questioned.citation, door="portal", edition=at_home,
        act=Act(Actor.reader(reader.user), timezone.now()),
    )  # fmt: skip
    rows = at_ash.get(reverse("patron_requests")).context["open_requests"]
    assert [row.request for row in rows] == [questioned, later]


def test_the_question_is_answered_in_the_fields_and_in_words(at_ash, questioned):
    assert "Hangi baskıyı istiyorsunuz?" in page_of(at_ash, questioned)
    at_ash.post(
        reverse("patron_answer", args=[questioned.number]),
        {
            "kind": "book",
            "title": "Kar kristali",
            "author": "Gökçe",
            "year": "2011",
            "answer": "İlk baskı.",
        },
    )
    questioned.refresh_from_db()
    assert questioned.state == "new"
    assert questioned.citation.year == "2011"
    note = Note.objects.get()
    assert (note.text, note.by, note.for_reader) == ("İlk baskı.", "reader", True)
    assert "İlk baskı." in page_of(at_ash, questioned)


def test_an_answer_in_words_alone_fills_what_was_missing(at_ash, reader, kar, questioned):
    answer = "ISBN 978-975-08-1234-7"
    questioned.cited = {"kind": "book", "title": "Kar kristali"}
    questioned.save()
    at_ash.post(
        reverse("patron_answer", args=[questioned.number]),
        {"kind": "book", "title": "Kar kristali", "answer": answer},
    )
    questioned.refresh_from_db()
    assert questioned.citation.isbn == "9789750812347"


def test_an_empty_answer_is_sent_back(at_ash, questioned):
    fields = {k: v for k, v in questioned.cited.items() if isinstance(v, str)}
    page = at_ash.post(reverse("patron_answer", args=[questioned.number]), fields)
    assert page.status_code == 422
    questioned.refresh_from_db()
    assert questioned.state == "needs_info"


def test_before_a_library_is_asked_cancelling_is_done_at_once(at_ash, wish):
    assert "closed at once" in page_of(at_ash, wish)
    at_ash.post(reverse("patron_cancel", args=[wish.number]))
    wish.refresh_from_db()
    assert wish.state == "cancelled"


def test_afterwards_the_library_that_was_asked_is_asked_again(at_ash, sent):
    assert "Another library has the request" in page_of(at_ash, sent)
    at_ash.post(reverse("patron_cancel", args=[sent.number]))
    sent.refresh_from_db()
    assert sent.state == "cancel_asked"
    assert "Being cancelled" in page_of(at_ash, sent)


def test_what_is_over_is_not_cancelled_but_explained(at_ash, wish):
    where = reverse("patron_cancel", args=[wish.number])
    at_ash.post(where)
    assert "cannot be cancelled any more" in at_ash.post(where, follow=True).content.decode()


def test_the_story_names_libraries_and_tells_no_reason_of_theirs(
    at_ash, sent, birch_staff, settings
):
    clock = Clock(timezone.now())
    clock.later(minutes=1)
    lending = LendingRequest.objects.get()
    supplier.decline(lending.pk, reason="PoorCondition", act=clock.staff(birch_staff))
    clock.later(minutes=1)
    page = page_of(at_ash, sent)
    assert "Birch Library was asked." in page
    assert "Birch Library cannot lend it" in page
    assert "fragile" not in page


def test_staff_notes_are_for_staff(at_ash, wish):
    common = {"patron_request": wish, "by": "staff", "at": timezone.now()}
    Note.objects.create(text="İç not", **common)
    Note.objects.create(text="Kartınızı getirin", for_reader=True, **common)
    page = page_of(at_ash, wish)
    assert "Kartınızı getirin" in page
    assert "İç not" not in page


def test_a_refusal_says_why(at_ash, wish, staff_act):
    requester.refuse(wish.pk, reason="open_access", act=staff_act)
    page = page_of(at_ash, wish)
    assert "Could not be supplied" in page
    assert "It can be read in open access" in page


def test_once_more_leads_to_the_title_or_to_the_form(at_ash, wish, reader, kar):
    again = reverse("ask_again", args=[wish.number])
    assert at_ash.get(again).status_code == 404  # it is open
    at_ash.post(reverse("patron_cancel", args=[wish.number]))
    assert at_ash.get(again).url == reverse("title", args=[kar.pk])
    PatronRequest.objects.update(edition=None)
    form = at_ash.get(again, follow=True).context["form"]
    assert form["title"].value() == "Kar kristali"


def test_nobody_fills_their_form_from_anothers_request(at_cedar, wish):
    page = at_cedar.get(reverse("ask_by_hand"), {"again": wish.number})
    assert not page.context["form"]["title"].value()


def test_what_was_taken_back_leaves_the_story(at_ash, sent, ash, ash_staff, settings):

    deed = Happening.objects.filter(action="request").get().deed
    undo(deed, library=ash, act=Act(Actor.staff(ash_staff), timezone.now()))
    page = page_of(at_ash, sent)
    assert "You asked for it." in page
    assert "was asked." not in page
