"""The box, what it finds, and what it says when it finds nothing."""

from web.patron.people import at_browser

HTMX = {"HX-Request": "true", "HX-Target": "found"}


def test_a_title_is_found_without_turkish_letters(stranger, at_home):
    page = stranger.get("/", {"q": "seker bayrami"}).content.decode()
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


def test_a_misspelt_title_is_offered_with_the_right_spelling(stranger, kar):
    page = stranger.get("/", {"q": "kar kristalli"}).content.decode()
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
    assert "Kar kristali" in part.content.decode()
    assert "HX-Request" in part["Vary"]
    assert part["HX-Push-Url"] == "/?q=kar"  # a clean address, empty filters left out


def test_staff_who_click_search_stay_there(at_desk):
    assert at_desk.get("/").status_code == 200


def test_a_reader_finds_what_waits_for_them_below_the_empty_box(at_ash, wish):
    assert wish.number in at_ash.get("/").content.decode()


def test_others_do_not_see_it_there(at_cedar, stranger, at_desk, wish):
    for client in (at_cedar, stranger, at_desk):
        assert wish.number not in client.get("/").content.decode()
