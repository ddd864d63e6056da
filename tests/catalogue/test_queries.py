import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.building import marc
from kopru.catalogue.models import Edition, Holding
from kopru.catalogue.queries import editions_found, find_edition, held_by, holders_of
from kopru.catalogue.shelf import shelf_facts
from kopru.common.citation import Citation

pytestmark = pytest.mark.django_db
ISBN = "9789759955854"
TITLE, AUTHOR = "Saatleri ayarlama enstitüsü", "Tanpınar, Ahmet Hamdi"


@pytest.fixture
def book(load, ash, birch):
    """Two copies at Ash, one of them staying there; one at Birch."""
    items = [("MRK", "813 TAN", "A1", False), ("MRK", "R 813 TAN", "A2", True)]
    load(marc("1", TITLE, author=AUTHOR, year="2019", isbn=ISBN, items=items))
    load(
        marc(
            "7", TITLE, author=AUTHOR, year="2019", isbn=ISBN, items=[("EK", "PL248", "B1", False)]
        ),
        library=birch,
    )
    return Edition.objects.get()


def test_who_holds_it(book, ash, birch, now):
    first, second = holders_of(book)
    assert (first.library, second.library) == (ash, birch)
    assert (first.copies, first.not_for_loan) == (2, False)
    Holding.objects.filter(library=birch).update(status="unknown", status_at=None)
    second = holders_of(book)[1]
    assert (second.copies, second.available, second.status_at) == (1, None, None)
    Holding.objects.filter(barcode="B1").update(status="available", status_at=now)
    assert holders_of(book)[1].available == 1
    assert holders_of(book)[1].status_at == now


def test_a_library_whose_copies_all_stay_does_not_lend(book, birch):
    Holding.objects.filter(library=birch).update(status="not_for_loan")
    assert holders_of(book)[1].not_for_loan


def test_held_by(book, ash, cedar):
    assert held_by(ash, book).copies == 2
    assert held_by(cedar, book) is None


def test_a_page_of_hits_in_few_queries(load, book, birch):
    load(b"".join(marc(f"x{n}", f"Enstitü tarihi {n}") for n in range(30)), library=birch)
    with CaptureQueriesContext(connection) as seen:
        page = editions_found("enstitü", limit=25)
    assert page.total == 31
    assert len(page.hits) == 25
    assert all(hit.holders for hit in page.hits)
    assert len(seen) <= 3
    by_library = editions_found("saatleri").hits[0].holders
    assert [h.call_number for h in by_library[0].holdings] == ["813 TAN", "R 813 TAN"]


@pytest.mark.parametrize(
    ("said", "least"),
    [
        ({"isbn": ISBN}, 0.9),
        ({"isbn": "975-9955-85-7", "title": "saatleri ayarlama"}, 0.9),
        ({"title": "SAATLERI AYARLAMA ENSTITUSU", "author": "A. H. Tanpinar"}, 0.9),
        (
            {
                "title": "Saatleri Ayarlma Enstitüsu",
                "author": "Ahmet Hamdi Tanpnar",
                "year": "2019",
            },
            0.9,
        ),
        ({"title": "saatleri ayarlama enstitüsü"}, 0.6),
    ],
)
def test_the_edition_that_a_citation_means(book, load, said, least):
    load(*(marc(f"y{n}", f"Saatlerin tarihi {n}", author="Tanpınar, Ali") for n in range(8)))
    matches = find_edition(Citation(**said))
    assert matches[0].edition == book
    assert matches[0].score >= least
    assert len(matches) <= 5
    assert matches[0].why.tr
    assert set(matches[0].confidence) <= {"isbn", "title", "author", "year", "volume"}


def test_no_match_where_nothing_is_like_it(book):
    assert find_edition(Citation(title="Tutunamayanlar", author="Oğuz Atay")) == []
    assert find_edition(Citation()) == []
    assert find_edition(Citation(title="?" * 5_000, isbn="x")) == []


def test_an_edition_nobody_holds_any_more_is_no_match(book, load, birch):
    load(marc("1", deleted=True))
    load(marc("7", deleted=True), library=birch)
    assert Edition.objects.get() == book
    assert find_edition(Citation(isbn=ISBN)) == []


def test_where_it_stands(book, ash, cedar):
    facts = shelf_facts(ash, Citation(isbn=ISBN))
    assert (facts.call_number, facts.barcode) == ("813 TAN", "A1")
    assert shelf_facts(ash, Citation(), record_id="1") == facts
    assert shelf_facts(cedar, Citation(isbn=ISBN)) is None
