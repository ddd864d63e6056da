"""Completions while somebody types, and another spelling where little is found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.building import marc
from kopru.catalogue.queries import CqlTrouble, Narrowed, cql_found, editions_found, suggestions

pytestmark = pytest.mark.django_db
BOOKS = [
    ("Saatleri ayarlama enstitüsü", "Tanpınar, Ahmet Hamdi", "1961"), ("Huzur", "Tanpınar, Ahmet Hamdi", "1949"),
    ("Sahnenin dışındakiler", "Tanpınar, Ahmet Hamdi", "1973"), ("Kara kitap", "Pamuk, Orhan", "1990"), ("Kar", "Pamuk, Orhan", "2002"),
    ("Kütüphanecilik bilimi", "Ersoy, Osman", "1966"), ("Karanlıkta saatler", "Kaya, Ali", "2001"), ("Işıklı kütüphane", "Ay, Su", "1999"),
]  # fmt: skip


@pytest.fixture
def books(load, birch):
    load(
        b"".join(
            marc(str(n), title, author=author, year=year)
            for n, (title, author, year) in enumerate(BOOKS)
        )
    )
    load(marc("9", "Kara kitap", author="Pamuk, Orhan", year="1990"), library=birch)


def said(text, kind="title", **options):
    return [s.text for s in suggestions(text, **options) if s.kind == kind]


@pytest.mark.parametrize(
    "text", ["saat", "SAAT", "saatl", "saatleri aya", "saatleri ayarlama enst"]
)
def test_a_title_by_its_beginning(books, text):
    assert said(text)[0] == BOOKS[0][0]


def test_a_title_by_any_of_its_words_after_those_that_begin_so(books):
    assert said("sa") == [
        "Saatleri ayarlama enstitüsü",
        "Sahnenin dışındakiler",
        "Karanlıkta saatler",
    ]
    assert said("kutup") == ["Kütüphanecilik bilimi", "Işıklı kütüphane"]
    assert said("bilimi kütüp") == ["Kütüphanecilik bilimi"]


def test_what_more_libraries_hold_comes_first(books):
    assert said("kar")[0] == "Kara kitap"
    assert len(said("kar")) == len(set(said("kar"))) == 3


def test_an_author_from_either_name_on(books):
    assert said("tanp", "author") == said("ahmet ha", "author") == ["Ahmet Hamdi Tanpınar"]
    assert said("ORH", "author") == said("pamuk or", "author") == ["Orhan Pamuk"]
    assert "Kar" in said("pamuk ka"), "the author's name and the beginning of a title"


@pytest.mark.parametrize(
    "text", ["", " ", "s", "?!", "xqzt", "'", "a" * 5_000, "\x00\x00", "^ $", "ka.*"]
)
def test_what_completes_nothing(books, text):
    assert said(text) == [] or text == "ka.*"


def test_how_many_and_how_many_queries(books):
    assert len(suggestions("ka", limit=2)) == 2
    assert suggestions("ka", limit=0) == []
    with CaptureQueriesContext(connection) as seen:
        suggestions("ka")
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("saatlari ayarlama", "saatleri ayarlama"), ("SAATLERI AYARLMAA", "SAATLERI ayarlama"),
        ("kara kitpa", "kara kitap"), ("kütüphancilk", "kütüphanecilik"), ("yazar:tanpnar huzur", "yazar:tanpınar huzur"),
    ],
)  # fmt: skip
def test_another_spelling_that_finds_more(books, text, instead):
    page = editions_found(text)
    assert page.instead == instead
    assert editions_found(instead).total >= 1


@pytest.mark.parametrize(
    "text", ["kara kitap", "kar", "saatleri ayarl", "xqztpw", "1984", "9789759955854", ""]
)
def test_no_offer_where_all_is_well_or_nothing_is_better(books, text):
    assert editions_found(text).instead == ""


def test_an_offer_that_finds_nothing_in_what_was_narrowed_to_is_none(books):
    assert editions_found("kitpa ", narrowed=Narrowed(libraries=("TR-BIRCH",))).instead == "kitap"
    assert editions_found("huzru ", narrowed=Narrowed(libraries=("TR-BIRCH",))).instead == ""


def titles(cql, **options):
    return [hit.edition.title for hit in cql_found(cql, **options).hits]


def test_cql_finds(books):
    assert titles("title=kar") == ["Kar"]
    assert titles("author=pamuk sortby date") == ["Kara kitap", "Kar"]
    assert titles("author=pamuk sortby date/sort.descending") == ["Kar", "Kara kitap"]
    assert titles("author=pamuk sortby date", sort="title") == ["Kar", "Kara kitap"]
    assert titles('author all "ahmet tanpinar" and year<1950') == ["Huzur"]
    assert titles("library=TR-BIRCH") == ["Kara kitap"]
    assert titles("author=pamuk not library=TR-BIRCH") == ["Kar"]
    assert titles("kütüphan* sortby title") == ["Işıklı kütüphane", "Kütüphanecilik bilimi"]
    huzur = cql_found("title=huzur").hits[0].edition
    assert (
        titles(f"rec.identifier={huzur.pk}") == titles(f"rec.identifier={huzur.key}") == ["Huzur"]
    )
    assert titles("rec.identifier=unheard") == []
    page = cql_found("cql.allRecords=1", limit=3, offset=6, sort="title", facets=True)
    assert (page.total, len(page.hits)) == (8, 2)
    assert {one.value: one.count for one in page.facets["library"]} == {"TR-ASH": 8, "TR-BIRCH": 1}
    assert titles("kütüphanede") == [], "a program is given what it asks for"
    with pytest.raises(CqlTrouble):
        cql_found("title=")
