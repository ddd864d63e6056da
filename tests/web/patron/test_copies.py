"""A reader asks for a copy: what the library has them agree to, and what is kept of it."""

import pytest
from django.urls import reverse

from kopru.requests.models import PatronRequest

WISH = {"kind": "article", "title": "Zaman", "journal": "Bilig", "do": "send"}


@pytest.fixture
def declared(ash):
    """Ash has its readers agree to something."""
    text = "Kopyayı yalnızca kişisel çalışmam için kullanacağım."
    ash.policies.create(valid_from="2020-01-01", stated={"copy_declaration": text})
    return text


def test_who_asks_for_a_copy_agrees_first_and_it_is_kept(at_ash, declared):
    page = at_ash.post(reverse("ask_by_hand"), WISH)
    assert page.status_code == 422
    assert declared in page.content.decode()
    assert not PatronRequest.objects.exists()
    at_ash.post(reverse("ask_by_hand"), {**WISH, "agrees": "on"})
    asked = PatronRequest.objects.get()
    assert asked.service == "copy"
    assert asked.declaration["text"] == declared
    assert asked.declaration["at"].startswith("20")


def test_a_loan_needs_no_such_agreement(at_ash, declared):
    at_ash.post(reverse("ask_by_hand"), {"kind": "book", "title": "Nutuk", "do": "send"})
    asked = PatronRequest.objects.get()
    assert (asked.service, asked.declaration) == ("loan", {})
