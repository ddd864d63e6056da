"""From the title page to a request: what is said before, and what stands in the way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kopru.libraries.models import Policy
from kopru.requests.models import PatronRequest
from web.patron.people import asked


def ask(client, edition, **fields):
    return client.post(reverse("ask", args=[edition.pk]), fields, follow=True)


def text_of(client, edition):
    return client.get(reverse("title", args=[edition.pk])).content.decode()


def test_the_title_page_says_who_when_and_under_whose_rules(at_ash, kar, birch):
    Policy.objects.create(
        library=birch, valid_from=timezone.localdate() - timedelta(days=9),
        stated={"loan_days": 21, "renewals": 2, "freight_payer": "sender"},
    )  # fmt: skip
    page = text_of(at_ash, kar)
    for said in (
        "Birch Library",
        "813 T36",
        "On the shelf",
        "just now",
        "for 21 days",
        "renewed 2 times",
    ):
        assert said in page
    assert "The library that lends pays the courier" in page
    assert "Asked first: Birch Library" in page


def test_the_day_it_comes_is_counted_in_open_days_of_both_libraries(at_ash, kar):
    offer = at_ash.get(reverse("title", args=[kar.pk])).context["page"].offer
    assert offer.comes_by.weekday() < 5
    assert offer.open_days >= 7  # three to answer, two to post, two on the way
    assert 1 <= offer.keep_days < offer.terms.loan_days


def test_a_library_that_lends_nothing_is_not_promised(at_ash, kar, birch):
    Policy.objects.create(library=birch, valid_from="2020-01-01", stated={"lends": False})
    page = text_of(at_ash, kar)
    assert "No library here lends it at present" in page
    assert "It lends nothing to other libraries at present." in page


def test_conditions_and_other_terms_for_the_reader_are_said_before_asking(at_ash, ash, kar, birch):
    clause = {"when": {"groups": ["academic", "graduate", "undergraduate", "staff", "public"]},
              "sets": {"loan_days": 44}}  # fmt: skip
    stated = {"no_reproduction": True, "clauses": [clause]}
    Policy.objects.create(library=birch, valid_from="2020-01-01", stated=stated)
    Policy.objects.create(library=ash, valid_from="2020-01-01", stated={"reader_pays": "half"})
    page = text_of(at_ash, kar)
    assert "The library lends it for 44 days" in page
    assert "It may not be copied." in page
    assert "Readers pay half of the freight" in page


def test_one_press_makes_a_request_with_a_number(at_ash, reader, kar):
    page = ask(at_ash, kar)
    made = PatronRequest.objects.get()
    assert (made.patron, made.edition, made.door, made.state) == (reader, kar, "portal", "new")
    assert made.citation.title == "Kar kristali"
    assert made.number in page.content.decode()


def test_the_wish_keeps_its_day_and_its_place(at_ash, ash, kar):
    branch = ash.branches.create(code="TIP", name_tr="Tıp", name_en="Medicine")
    day = timezone.localdate() + timedelta(days=20)
    ask(at_ash, kar, needed_by=day.isoformat(), pickup_branch=branch.pk)
    made = PatronRequest.objects.get()
    assert (made.needed_by, made.pickup_branch) == (day, branch)


def test_a_day_that_is_over_is_sent_back_with_what_was_typed(at_ash, kar):
    page = at_ash.post(reverse("ask", args=[kar.pk]), {"needed_by": "2020-02-03"})
    assert page.status_code == 422
    assert "2020-02-03" in page.content.decode()
    assert not PatronRequest.objects.exists()


def test_another_librarys_branch_cannot_be_chosen(at_ash, ash, birch, kar):
    ash.branches.create(code="TIP", name_tr="Tıp")
    foreign = birch.branches.get()
    assert (
        at_ash.post(reverse("ask", args=[kar.pk]), {"pickup_branch": foreign.pk}).status_code == 422
    )


def test_what_is_on_the_own_shelf_is_explained_with_its_place_first(at_ash, at_home):
    page = ask(at_ash, at_home).content.decode()
    assert "it is on the shelf here" in page
    assert "813 T36" in page
    assert not PatronRequest.objects.exists()


def test_the_reader_may_insist_and_staff_decide(at_ash, at_home):
    ask(at_ash, at_home, anyway="yes")
    assert PatronRequest.objects.get().state == "new"


def test_a_second_press_meets_the_first_request(at_ash, kar, wish):
    page = ask(at_ash, kar).content.decode()
    assert wish.number in page
    assert PatronRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("group", "standing", "said"),
    [
        ("undergraduate", "member", "not open to your group"),
        ("graduate", "blocked", "may not ask at present"),
    ],
)
def test_what_the_rules_forbid_cannot_be_insisted_on(group, standing, said, at_ash, reader, kar):
    reader.group, reader.standing = group, standing
    reader.save()
    page = ask(at_ash, kar, anyway="yes").content.decode()
    assert said in page
    assert "Ask all the same" not in page
    assert not PatronRequest.objects.exists()


def test_the_title_page_knows_the_same_objections_as_the_question_before_asking(
    at_ash, reader, kar, wish
):
    reader.group = "undergraduate"
    reader.save()
    page = at_ash.get(reverse("title", args=[kar.pk])).context["page"]
    asked_page = ask(at_ash, kar)
    assert [o.code for o in page.against] == ["not_eligible", "duplicate"]
    assert [o.code for o in asked_page.context["against"]] == ["not_eligible", "duplicate"]


def test_a_full_list_of_open_requests_is_said(at_ash, reader, kar, at_home, ash):
    Policy.objects.create(library=ash, valid_from="2020-01-01", stated={"patron_limit": 1})
    asked(reader, timezone.now(), edition=at_home)
    assert "reached your limit" in ask(at_ash, kar).content.decode()


def test_what_is_certain_goes_out_by_itself_where_the_library_says_so(at_ash, ash, birch, kar):
    Policy.objects.create(library=ash, valid_from="2020-01-01", stated={"auto_send": True})
    ask(at_ash, kar)
    made = PatronRequest.objects.get()
    assert made.state == "requested"
    assert made.current.supplier == birch


@pytest.mark.parametrize(("who", "status"), [("stranger", 302), ("at_desk", 403)])
def test_only_readers_ask(who, status, kar, request):
    client = request.getfixturevalue(who)
    assert client.post(reverse("ask", args=[kar.pk])).status_code == status
    assert not PatronRequest.objects.exists()


def test_a_stranger_comes_back_to_the_title_after_signing_in(stranger, kar):
    address = reverse("title", args=[kar.pk])
    assert f"{reverse('account_login')}?next={address}" in text_of(stranger, kar)
