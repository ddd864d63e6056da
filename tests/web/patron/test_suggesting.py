"""The list below the search box, as the server writes it."""

import re

import pytest
from django.urls import reverse

from kopru.catalogue.models import Edition
from kopru.catalogue.search.index import index_all_changed
from support import held_by
from web.patron.people import at_browser


def options_of(client, q):
    """(what it says, where it leads) of each option."""
    page = client.get(reverse("suggest"), {"q": q}).content.decode()
    found = re.findall(r'role="option".*?data-href="([^"]+)">(.*?)</li>', page, re.DOTALL)
    return [(" ".join(re.sub(r"<[^>]+>", " ", inner).split()), href) for href, inner in found]


@pytest.fixture
def pamuk(birch):
    edition = Edition.objects.create(
        title="Kara <kitap>", authors=["Pamuk, Orhan"], author="Orhan Pamuk", kind="book"
    )
    held_by(edition, birch, "P1")
    index_all_changed()
    return edition


def test_a_title_leads_to_its_page(stranger, pamuk):
    assert options_of(stranger, "KARA ki") == [
        ("Kara &lt;kitap&gt; , Title", f"/title/{pamuk.pk}/")
    ]


def test_an_author_leads_to_a_search_that_finds_them(pamuk):
    turkish = at_browser(language="tr")
    [(said, address)] = options_of(turkish, "pam")
    assert said == "Orhan Pamuk , Yazar"
    assert address.startswith("/?q=yazar%3A")
    assert turkish.get(address).context["total"] == 1


@pytest.mark.parametrize("q", ["", "k", "   ", "\x00", "zzzz", "x" * 5000])
def test_nothing_is_suggested_for_nothing(stranger, pamuk, q):
    page = stranger.get(reverse("suggest"), {"q": q})
    assert page.status_code == 200
    assert 'data-told="No suggestions."' in page.content.decode()


def test_how_many_there_are_is_said(stranger, pamuk):
    page = stranger.get(reverse("suggest"), {"q": "kara"}).content.decode()
    assert 'data-told="1 suggestion. Up and down arrows to choose."' in page
