"""A pasted reference, a form that follows the kind, and what is never shown again."""

import pytest
from django.urls import reverse

from kopru.requests.models import PatronRequest

#: passes the checksum of Turkish national identity numbers; nobody's
NATIONAL_ID = "10000000146"
REFERENCE = "Yılmaz, A. (2019). Hayali bir kitap. Ankara: Deneme Yayınları."


def send(client, **fields):
    return client.post(reverse("ask_by_hand"), {"kind": "book", "do": "send", **fields})


def field_names(page):
    return [field.name for field in page.context["form"].shown]


def test_a_pasted_reference_fills_the_form(at_ash):
    page = at_ash.post(reverse("ask_by_hand"), {"do": "read", "text": REFERENCE})
    form = page.context["form"]
    assert form["title"].value() == "Hayali bir kitap"
    assert form["author"].value().startswith("Yılmaz")
    assert form["year"].value() == "2019"
    assert not PatronRequest.objects.exists()


def test_a_pasted_isbn_leads_to_the_title(at_ash, kar):
    page = at_ash.post(reverse("ask_by_hand"), {"do": "read", "text": "978-975-08-1234-7"})
    assert reverse("title", args=[kar.pk]) in page.content.decode()


def test_the_search_words_fill_the_form(at_ash):
    page = at_ash.get(reverse("ask_by_hand"), {"q": REFERENCE})
    assert page.context["form"]["title"].value() == "Hayali bir kitap"


@pytest.mark.parametrize(
    ("kind", "has", "has_not"),
    [
        ("book", "isbn", "journal"),
        ("article", "journal", "isbn"),
        ("chapter", "host_title", "thesis_number"),
        ("thesis", "institution", "isbn"),
        ("issue", "issue", "author"),
    ],
)
def test_the_fields_follow_the_kind_and_nothing_typed_is_lost(kind, has, has_not, at_ash):
    typed = {"do": "kind", "kind": kind, "title": "Deneme", "isbn": "123", "journal": "Dergi"}
    page = at_ash.post(reverse("ask_by_hand"), typed)
    names = field_names(page)
    assert has in names
    assert has_not not in names
    shown_or_carried = {*names, *(name for name, _ in page.context["form"].carried)}
    assert {"title", "isbn", "journal"} <= shown_or_carried
    assert not PatronRequest.objects.exists()


def test_the_kind_alone_changes_the_fields_by_htmx(at_ash):
    page = at_ash.post(
        reverse("ask_by_hand"), {"kind": "thesis", "title": "Deneme"},
        headers={"HX-Request": "true", "HX-Trigger-Name": "kind"},
    )  # fmt: skip
    assert "institution" in field_names(page)
    assert page.status_code == 200
    assert not PatronRequest.objects.exists()


def test_the_catalogue_fills_the_form_by_isbn(at_ash, kar):
    page = at_ash.post(
        reverse("ask_by_hand"), {"do": "look", "kind": "book", "isbn": "9789750812347"}
    )
    assert page.context["form"]["title"].value() == "Kar kristali"


def test_an_isbn_that_nobody_has_is_said_and_kept(at_ash, kar):
    page = at_ash.post(
        reverse("ask_by_hand"), {"do": "look", "kind": "book", "isbn": "9780306406157"}
    )
    assert "No library here has this ISBN" in page.content.decode()
    assert page.context["form"]["isbn"].value() == "9780306406157"


def test_what_no_library_has_becomes_a_request_as_written(at_ash, reader):
    send(at_ash, title="Hayali bir kitap", author="Yılmaz, A.", year="2019")
    made = PatronRequest.objects.get()
    assert made.patron == reader
    assert made.citation.as_dict() == {
        "kind": "book", "title": "Hayali bir kitap", "author": "Yılmaz, A.", "year": "2019",
    }  # fmt: skip


def test_what_the_catalogue_has_is_offered_first_and_taken_when_chosen(at_ash, kar):
    page = send(at_ash, title="Kar kristali", author="Gökçe")
    assert "Is it one of these?" in page.content.decode()
    assert not PatronRequest.objects.exists()
    send(at_ash, title="Kar kristali", author="Gökçe", edition_chosen=kar.pk)
    made = PatronRequest.objects.get()
    assert made.edition == kar
    assert made.citation.isbn == "9789750812347"


def test_none_of_these_goes_out_as_written(at_ash, kar):
    send(at_ash, title="Kar kristali", author="Gökçe", edition_chosen="none")
    assert PatronRequest.objects.get().edition is None


def test_what_speaks_against_it_is_said_by_hand_too(at_ash, at_home):
    page = send(at_ash, title="Şeker bayramı", edition_chosen=at_home.pk)
    assert "it is on the shelf here" in page.content.decode()
    carried = dict(page.context["carried"])
    assert at_ash.post(reverse("ask_by_hand"), {**carried, "anyway": "yes"}).status_code == 302
    assert PatronRequest.objects.get().edition == at_home


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "book", "author": "Yılmaz"}, "title"),
        ({"kind": "book", "title": "Deneme", "isbn": "9789750812340"}, "isbn"),
        ({"kind": "article", "title": "Deneme"}, "journal"),
        ({"kind": "chapter", "title": "Deneme"}, "host_title"),
        ({"kind": "issue", "journal": "Dergi"}, "year"),
        ({"kind": "issue", "journal": "Dergi", "year": "2020", "issn": "1234-5678"}, "issn"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_the_rest_is_kept(fields, wrong, at_ash):
    page = send(at_ash, **fields)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [wrong]
    for name, value in fields.items():
        assert page.context["form"][name].value() == value
    assert not PatronRequest.objects.exists()


def test_an_isbn_alone_is_enough_for_a_book_and_a_doi_for_an_article(at_ash):
    send(at_ash, isbn="0-306-40615-2")
    send(at_ash, kind="article", doi="10.1000/182")
    assert {r.citation.kind for r in PatronRequest.objects.all()} == {"book", "article"}
    assert PatronRequest.objects.filter(cited__isbn="9780306406157").exists()


def test_a_national_identity_number_is_masked_with_a_warning(at_ash):
    page = at_ash.post(
        reverse("ask_by_hand"), {"do": "read", "text": f"{REFERENCE} TC {NATIONAL_ID}"}
    )
    assert NATIONAL_ID not in page.content.decode()
    assert "national identity number" in page.content.decode()
    send(at_ash, title=f"Hayali {NATIONAL_ID}")
    assert NATIONAL_ID not in str(PatronRequest.objects.get().cited)


def test_an_article_of_a_journal_in_the_catalogue_starts_with_its_journal(at_ash, kar):
    kar.kind, kar.issns = "journal", ["1300-0020"]
    kar.save()
    title = at_ash.get(reverse("title", args=[kar.pk])).content.decode()
    assert "Journals are not lent as a whole" in title
    page = at_ash.get(reverse("ask_by_hand"), {"kind": "article", "edition": kar.pk})
    assert page.context["form"]["journal"].value() == "Kar kristali"
    assert page.context["form"]["issn"].value() == "1300-0020"
