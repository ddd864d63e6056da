"""The title page: what it says to people, to programs and to staff."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlencode

import pytest
from django.urls import reverse
from pymarc import Field, Indicators, MARCReader, Subfield

from catalogue.building import marc
from kopru.catalogue.loading.load import load_files
from kopru.catalogue.models import Edition, Record
from kopru.catalogue.search.index import index_all_changed
from kopru.requests.models import PatronRequest
from support import held_by
from web.patron.people import at_browser

ISBN = "9789759955854"


@pytest.fixture
def kitap(ash, birch, now, tmp_path):
    """A novel of which the records of Ash and Birch say different things."""
    for library, publisher in ((ash, "YKY"), (birch, "Yapı Kredi Yayınları")):
        raw = marc(
            "7", isbn=ISBN, publisher=publisher, items=[("MRK", "813 PAM", library.symbol, False)]
        )
        path = tmp_path / f"{library.symbol}.mrc"
        path.write_bytes(raw)
        load_files([path], library=library, now=now)
    return Edition.objects.get()


def page_of(client, edition, name="title", **options):
    return client.get(reverse(name, args=[edition.pk]), **options)


def data_in(page):
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.S
    )
    return json.loads(found.group(1))


def test_programs_read_what_people_read(stranger, kitap, settings):
    settings.KOPRU_ADDRESS = "https://kopru.example"
    page = page_of(stranger, kitap)
    data = data_in(page)
    address = f"https://kopru.example/title/{kitap.pk}/"
    assert (data["@type"], data["name"], data["url"]) == ("Book", "Kara kitap", address)
    assert f'<link rel="canonical" href="{address}">' in page.content.decode()
    assert [o["offeredBy"]["name"] for o in data["offers"]] == [
        "Ash Kütüphanesi",
        "Birch Kütüphanesi",
    ]
    assert {o["availability"] for o in data["offers"]} == {"https://schema.org/InStock"}
    coins = re.search(r'class="Z3988" title="([^"]+)"', page.content.decode()).group(1)
    assert parse_qs(unescape(coins))["rft.isbn"] == [ISBN]


def test_a_title_cannot_leave_its_data_block(stranger, birch):
    edition = Edition.objects.create(title="</script><script>alert(1)</script> & <b>", kind="book")
    held_by(edition, birch, "B9")
    page = page_of(stranger, edition)
    assert "<script>alert" not in page.content.decode()
    assert data_in(page)["name"] == edition.title


def test_it_is_cited_in_the_language_of_the_page(kitap):
    turkish = page_of(at_browser(language="tr"), kitap).content.decode()
    assert "Pamuk, O. (1990). <em>Kara kitap</em>. YKY." in turkish
    assert "Chicago 17" in turkish
    assert (
        "PAMUK, Orhan. <em>Kara kitap</em>. Ankara: YKY, 1990. ISBN 978-975-995-585-4." in turkish
    )


def test_reference_managers_get_files(stranger, kitap):
    bib = stranger.get(reverse("title_cite", args=[kitap.pk, "bib"]))
    assert bib["Content-Disposition"] == 'attachment; filename="pamuk1990kara.bib"'
    assert bib.content.decode().startswith("@book{pamuk1990kara,")
    ris = stranger.get(reverse("title_cite", args=[kitap.pk, "ris"]))
    assert ris["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    assert "TI  - Kara kitap\r\n" in ris.content.decode()
    assert stranger.get(f"/title/{kitap.pk}/cite.exe").status_code == 404


def test_a_thesis_is_cited_by_what_its_record_says(stranger, ash, now, tmp_path):
    record = marc("9", "Vakıflar", author="Işık, İpek", year="2011", publisher="")
    path = tmp_path / "t.mrc"
    path.write_bytes(with_note(record, "Tez (Doktora)", "Ankara Üniversitesi"))
    load_files([path], library=ash, now=now)
    edition = Edition.objects.get()
    edition.kind = "thesis"
    edition.save()
    page = page_of(stranger, edition).content.decode()
    assert "<em>Vakıflar</em> [Doctoral dissertation, Ankara Üniversitesi]." in page


def with_note(raw, degree, school):
    record = next(iter(MARCReader(raw)))
    record.add_field(
        Field("502", Indicators(" ", " "), [Subfield("b", degree), Subfield("c", school)])
    )
    return record.as_marc()


def test_differing_records_are_shown_side_by_side(stranger, kitap):
    said = " ".join(
        re.sub(r"<[^>]+>", " ", page_of(stranger, kitap, "title_sources").content.decode()).split()
    )
    assert "Publisher YKY Ash Library Yapı Kredi Yayınları Birch Library" in said
    assert "Title Kara kitap 2 libraries" in said
    part = page_of(stranger, kitap, "title_sources", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()


def test_other_editions_of_the_work_are_offered(stranger, kitap, cedar, now, tmp_path):
    path = tmp_path / "cedar.mrc"
    items = [("MRK", "813 PAM", "C1", False)]
    path.write_bytes(
        marc("1", isbn="9789750812347", publisher="Can", year="2013", items=items)
        + marc("2", "Başka kitap", items=items)
    )
    load_files([path], library=cedar, now=now)
    other, foreign = Edition.objects.exclude(pk=kitap.pk).order_by("-year")
    page = page_of(stranger, kitap, "title_editions").content.decode()
    assert f'href="/title/{other.pk}/"' in page
    assert "On the shelf in 1 library" in page
    assert f"/title/{foreign.pk}/" not in page
    assert f'hx-get="/title/{kitap.pk}/editions/"' in page_of(stranger, kitap).content.decode()
    other.holdings.all().delete()
    assert f"/title/{other.pk}/" not in page_of(stranger, kitap, "title_editions").content.decode()


def test_a_work_without_other_editions_says_nothing(stranger, kar):
    part = page_of(stranger, kar, "title_editions", headers={"HX-Request": "true"})
    assert part.content.decode().strip() == ""


def test_an_edition_that_was_joined_leads_to_the_other(stranger, kitap, kar):
    kar.moved_to = kitap
    kar.save()
    answer = page_of(stranger, kar)
    assert (answer.status_code, answer["Location"]) == (302, f"/title/{kitap.pk}/")
    kitap.moved_to = kar  # a circle ends, too
    kitap.save()
    assert page_of(stranger, kitap).status_code == 302


def test_an_edition_that_nobody_holds_any_more_is_gone_but_described(stranger, kitap):
    kitap.holdings.all().delete()
    answer = page_of(stranger, kitap)
    assert answer.status_code == 410
    assert "No library here holds it any more" in answer.content.decode()
    assert "Kara kitap" in answer.content.decode()


def test_staff_see_each_record_as_it_came(at_desk, kitap):
    page = page_of(at_desk, kitap, "title_marc")
    text = " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())
    assert "245 10 $a Kara kitap" in text
    assert "$b YKY" in text
    assert "$b Yapı Kredi Yayınları" in text
    assert "utf-8" in text


def test_staff_take_the_bytes_with_them(at_desk, kitap, birch):
    record = Record.objects.get(library=birch)
    answer = at_desk.get(reverse("title_marc_file", args=[kitap.pk, record.pk]))
    assert answer.content == record.raw
    assert answer["Content-Disposition"] == f'attachment; filename="TR-BIRCH-{record.pk}.mrc"'
    elsewhere = at_desk.get(reverse("title_marc_file", args=[kitap.pk + 999, record.pk]))
    assert elsewhere.status_code == 404


def test_bytes_that_cannot_be_read_are_said_to_be_so(at_desk, kar):
    assert "cannot be read as MARC" in page_of(at_desk, kar, "title_marc").content.decode()


@pytest.mark.parametrize(("who", "status"), [("stranger", 302), ("at_ash", 403), ("at_desk", 200)])
def test_marc_is_for_staff(who, status, kitap, request):
    client = request.getfixturevalue(who)
    assert page_of(client, kitap, "title_marc").status_code == status
    record = Record.objects.first()
    answer = client.get(reverse("title_marc_file", args=[kitap.pk, record.pk]))
    assert answer.status_code == status


def test_asking_for_an_edition_that_was_joined_asks_for_the_other(at_ash, kitap, kar):
    kar.moved_to = kitap
    kar.save()
    at_ash.post(reverse("ask", args=[kar.pk]), {"anyway": "yes"})
    assert PatronRequest.objects.get().edition == kitap


def test_author_and_subjects_lead_to_their_works(stranger, birch):
    edition = Edition.objects.create(
        title="Kar", authors=["Pamuk, Orhan"], kind="book", subjects=["Türk romanı -- Eleştiri"]
    )
    held_by(edition, birch, "B1")
    index_all_changed()
    page = page_of(stranger, edition).content.decode()
    for words, shown in (
        ('author:"Pamuk, Orhan"', "Orhan Pamuk"),
        ('subject:"Türk romanı -- Eleştiri"', "Türk romanı -- Eleştiri"),
    ):
        address = f"/?{urlencode({'q': words})}"
        assert f'<a href="{address}">{shown}</a>' in page
        assert stranger.get(address).context["total"] == 1


@pytest.mark.parametrize(
    ("who", "asks"), [("stranger", True), ("at_ash", True), ("at_desk", False)]
)
def test_only_readers_are_led_to_the_form_for_an_article(who, asks, birch, request):
    journal = Edition.objects.create(title="Belleten", kind="journal", issns=["0041-4255"])
    held_by(journal, birch, "J1")
    page = page_of(request.getfixturevalue(who), journal).content.decode()
    assert ("/ask/?kind=article" in page) is asks
