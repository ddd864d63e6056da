"""The box, what it finds, and what it says when it finds nothing."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from kopru.catalogue.models import Edition
from kopru.catalogue.search.index import index_all_changed
from kopru.libraries.models import Standstill
from support import held_by
from web.patron.people import at_browser

HTMX = {"HX-Request": "true", "HX-Target": "found"}


def words_of(page):
    """What a person reads: marks within words are no words."""
    return " ".join(unescape(re.sub(r"</?(mark|em)>", "", page.content.decode())).split())


def links_of(page, name):
    """The addresses of links with the class `name`, as parameters, by their first words."""
    found = re.findall(
        rf'<a class="{name}[^"]*"[^>]*href="([^"]+)"[^>]*>(?s:(.*?))</a>', page.content.decode()
    )
    return {
        " ".join(re.sub(r"<[^>]+>", " ", inner).split()): parse_qs(urlsplit(unescape(href)).query)
        for href, inner in found
    }


def test_a_title_is_found_without_turkish_letters(stranger, at_home):
    page = words_of(stranger.get("/", {"q": "seker bayrami"}))
    assert "Şeker bayramı" in page
    assert "1 work found" in page


def test_a_reader_sees_that_their_own_library_has_it_and_a_stranger_does_not(
    at_ash, at_cedar, stranger, at_home
):
    assert "Your library has it" in at_ash.get("/", {"q": "bayram"}).content.decode()
    assert "Your library has it" not in at_cedar.get("/", {"q": "bayram"}).content.decode()
    assert "Your library has it" not in stranger.get("/", {"q": "bayram"}).content.decode()


def test_the_page_speaks_the_readers_language(at_home):
    page = at_browser(language="tr").get("/", {"q": "bayram"}).content.decode()
    assert "1 yayın bulundu" in page
    assert "Ash Kütüphanesi" in page


def test_a_misspelt_title_leads_to_the_right_one(stranger, kar):
    assert "Kar kristali" in words_of(stranger.get("/", {"q": "kar kristalli"}))


def test_a_work_that_reads_alike_is_offered_where_the_words_are_not_found(stranger, kar):
    page = words_of(stranger.get("/", {"q": "Gökçe, I. (2011). Kar kristalleri. Ankara: Ihlamur."}))
    assert "Did you mean one of these?" in page
    assert "Kar kristali" in page


def test_a_pasted_reference_is_read(stranger, kar):
    page = stranger.get(
        "/", {"q": "Yılmaz, A. (2019). Hayali bir kitap. Ankara: Deneme Yayınları."}
    )
    text = page.content.decode()
    assert "We read it like this" in text
    assert "Hayali bir kitap, 2019" in text
    assert "/ask/?q=" in text


def test_filters_stand_in_the_address_and_narrow_the_search(stranger, kar, at_home):
    everything = stranger.get("/", {"q": "a", "library": "TR-BIRCH"}).context["total"]
    assert everything == 0  # one letter begins no word
    assert stranger.get("/", {"q": "ihlamur"}).context["total"] == 1
    assert stranger.get("/", {"q": "ihlamur", "library": "TR-ASH"}).context["total"] == 0
    assert stranger.get("/", {"q": "ihlamur", "library": "TR-BIRCH"}).context["total"] == 1
    assert stranger.get("/", {"q": "ihlamur", "from": "2012"}).context["total"] == 0
    assert stranger.get("/", {"q": "ihlamur", "kind": "thesis"}).context["total"] == 0


def test_nonsense_in_the_address_is_passed_over(stranger, kar):
    page = stranger.get(
        "/", {"q": "kar", "page": "-1", "from": "x", "library": "TR-NONE", "kind": "?"}
    )
    assert page.status_code == 200
    assert page.context["total"] == 1


def test_htmx_gets_the_part_and_a_cache_knows_the_difference(stranger, kar):
    part = stranger.get("/", {"q": "kar", "kind": ""}, headers=HTMX)
    assert "<html" not in part.content.decode()
    assert "Kar kristali" in words_of(part)
    assert "HX-Request" in part["Vary"]
    assert part["HX-Push-Url"] == "/?q=kar"  # a clean address, empty filters left out


def test_staff_who_click_search_stay_there(at_desk):
    assert at_desk.get("/").status_code == 200


def test_a_reader_finds_what_waits_for_them_below_the_empty_box(at_ash, wish):
    assert wish.number in at_ash.get("/").content.decode()


def test_others_do_not_see_it_there(at_cedar, stranger, at_desk, wish):
    for client in (at_cedar, stranger, at_desk):
        assert wish.number not in client.get("/").content.decode()


@pytest.fixture
def both(kar, at_home):
    """A search that finds two works: Birch holds both, Ash one of them."""
    return "yıl:1900-2020"


def test_facets_count_what_each_choice_leaves(at_ash, both):
    page = at_ash.get("/", {"q": both})
    choices = links_of(page, "p-choice")
    assert page.context["total"] == 2
    assert choices["Birch Library 2"] == {"q": [both], "library": ["TR-BIRCH"]}
    assert list(choices)[:3] == [
        "On the shelf now 2",
        "Ash Library 1",
        "Birch Library 2",
    ]  # own first
    assert choices["İzmir 2"] == {"q": [both], "city": ["İzmir"]}
    assert choices["2010–2019 1"] == {"q": [both], "from": ["2010"], "to": ["2019"]}


def test_choices_add_up_and_are_taken_off_again(stranger, both):
    asked = {"q": both, "library": ["TR-ASH", "TR-BIRCH"], "from": "2000", "sort": "newest"}
    page = stranger.get("/", asked)
    chips = links_of(page, "p-chip")
    assert page.context["total"] == 1
    assert chips["Remove: Ash Library"] == {
        "q": [both], "library": ["TR-BIRCH"], "from": ["2000"], "sort": ["newest"],
    }  # fmt: skip
    assert chips["Remove: 2000 and later"] == {
        "q": [both], "library": ["TR-ASH", "TR-BIRCH"], "sort": ["newest"],
    }  # fmt: skip
    assert chips["Remove all"] == {"q": [both], "sort": ["newest"]}


def test_a_choice_that_is_made_stays_to_be_taken_off_where_nothing_is_found(stranger, both):
    page = stranger.get("/", {"q": "ihlamur", "library": "TR-ASH"})
    assert page.context["total"] == 0
    assert links_of(page, "p-chip") == {"Remove: Ash Library": {"q": ["ihlamur"]}}


def test_the_order_is_chosen(stranger, both, kar, at_home):
    def order(sort):
        page = stranger.get("/", {"q": both, "sort": sort})
        return [row.hit.edition for row in page.context["rows"]]

    assert order("newest") == [kar, at_home]
    assert order("oldest") == [at_home, kar]
    assert order("title") == [kar, at_home]


def test_only_what_is_on_the_shelf(stranger, both, kar):
    kar.holdings.update(status="on_loan")
    kar.save()  # the index learns of it
    index_all_changed()
    page = stranger.get("/", {"q": both, "available": "1"})
    assert page.context["total"] == 1
    assert "On the shelf now" in " ".join(links_of(page, "p-chip"))


def test_every_page_keeps_all_of_the_address(stranger, birch):
    for number in range(12):
        held_by(Edition.objects.create(title=f"Ortak ad {number}", year=2000), birch, f"O{number}")
    index_all_changed()
    page = stranger.get("/", {"q": "ortak", "library": "TR-BIRCH", "sort": "title"})
    assert 'href="?q=ortak&amp;library=TR-BIRCH&amp;sort=title&amp;page=2"' in page.content.decode()
    second = stranger.get("/", {"q": "ortak", "library": "TR-BIRCH", "sort": "title", "page": "2"})
    assert len(second.context["rows"]) == 2
    part = stranger.get("/?q=ortak&library=TR-BIRCH&library=TR-NONE&page=2", headers=HTMX)
    assert part["HX-Push-Url"] == "/?q=ortak&library=TR-BIRCH&page=2"


def test_the_words_that_were_found_are_marked_and_nothing_else_is_html(stranger, birch):
    held_by(Edition.objects.create(title="Işık <b>ve</b> Işığın'ın gölgesi"), birch, "I1")
    index_all_changed()
    page = stranger.get("/", {"q": "ISIK"}).content.decode()
    assert "<mark>Işık</mark> &lt;b&gt;ve&lt;/b&gt;" in page


def test_every_hit_can_be_taken_by_zotero(stranger, kar):
    page = stranger.get("/", {"q": "kar"}).content.decode()
    said = re.search(r'<span class="Z3988" title="([^"]+)"></span>', page).group(1)
    assert parse_qs(unescape(said))["rft.btitle"] == ["Kar kristali"]


def test_the_search_asks_the_database_no_more_for_ten_hits_than_for_one(
    stranger, birch, django_assert_max_num_queries
):
    for number in range(10):
        held_by(Edition.objects.create(title=f"Ortak ad {number}", year=2000), birch, f"O{number}")
    index_all_changed()
    stranger.get("/", {"q": "ortak"})
    with django_assert_max_num_queries(4):
        assert len(stranger.get("/", {"q": "ortak"}).context["rows"]) == 10


def test_where_nothing_is_found_the_national_catalogue_is_one_step_away(stranger, settings):
    settings.KOPRU_TOKAT_URL = "https://tokat.example/"
    page = words_of(stranger.get("/", {"q": "yokboylebirsey"}))
    assert 'href="https://tokat.example/?' in page
    assert "keyword=yokboylebirsey" in page
    settings.KOPRU_TOKAT_URL = ""
    assert "TO-KAT" not in words_of(stranger.get("/", {"q": "yokboylebirsey"}))


def test_hard_times_of_the_network_are_said_to_everyone_before_they_ask(stranger, kar):
    today = timezone.localdate()
    assert "Deprem bölgesi" not in words_of(stranger.get("/"))
    rule = Standstill.objects.create(
        kind="loans", begins=today, ends=today + timedelta(days=9), reason_tr="Deprem bölgesi"
    )
    for page in ("/", f"/title/{kar.pk}/"):
        said = words_of(stranger.get(page))
        assert "No loans; copies only" in said
        assert "Deprem bölgesi" in said
        assert "last day:" in said
    rule.begins, rule.ends = today - timedelta(days=9), today - timedelta(days=1)
    rule.save()
    for page in ("/", f"/title/{kar.pk}/"):
        assert "Deprem bölgesi" not in words_of(stranger.get(page))
