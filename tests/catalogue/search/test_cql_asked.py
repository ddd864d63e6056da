"""What CQL asks for, index by index and relation by relation."""

import pytest

from kopru.catalogue.search.asked import All, Any, Everything, Not, Range, Term
from kopru.catalogue.search.cql_asked import CqlTrouble, asked_in


def asked(cql):
    return asked_in(cql)[0]


@pytest.mark.parametrize(
    ("cql", "tree"),
    [
        ("kütüphane", Term("kutuphane", "", "word", "kütüphane")),
        ('"kara kitap"', Term("kara kitap", "", "phrase")),
        ('dc.title = "Kara Kitap"', Term("kara kitap", "title", "phrase")),
        ('bath.title adj "Kara Kitap"', Term("kara kitap", "title", "phrase")),
        ('title == "Kara Kitap"', Term("kara kitap", "title", "whole")),
        ("title exact Kar", Term("kar", "title", "whole")),
        ('title =/string "Kara Kitap"', Term("kara kitap", "title", "whole")),
        ('title all "kara kitap"', All((Term("kara", "title", "word", "kara"), Term("kitap", "title", "word", "kitap")))),
        ('dc.creator any "pamuk atay"', Any((Term("pamuk", "author", "word", "pamuk"), Term("atay", "author", "word", "atay")))),
        ("title <> kar", Not(Term("kar", "title", "whole"))),
        ('title = "^kara kitap"', Term("kara kitap", "title", "phrase", "", starts=True)),
        ('title = "kitap^"', Term("kitap", "title", "phrase", "", ends=True)),
        ("title = kita*", Term("kita*", "title", "pattern")),
        ("title = ki?ap", Term("ki?ap", "title", "pattern")),
        (r"title = kita\*", Term("kita", "title", "word", "kita")),
        ("title =/unmasked kita*", Term("kita", "title", "word", "kita")),
        ("subject = tarih", Term("tarih", "subject", "word", "tarih")),
        ("dc.publisher = can", Term("can", "publisher", "word", "can")),
        ("isbn = 975-9955-85-7", Term("9789759955854", "number")),
        ("bath.issn = 0041-4255", Term("00414255", "number")),
        ("dc.language = tr", Term("tur", "language")),
        ("dc.type = Thesis", Term("thesis", "kind")),
        ("library = TR-ASH", Term("TR-ASH", "library")),
        ("bath.possessingInstitution any \"TR-ASH TR-BIRCH\"", Any((Term("TR-ASH", "library"), Term("TR-BIRCH", "library")))),
        ("rec.identifier = 42", Term("42", "id")),
        ("rec.identifier = 0a1b", Term("0a1b", "key")),
        ("cql.allRecords = 1", Everything()),
        ("dc.date = 1990", Range(1990, 1990)),
        ("year = 1990-05-01", Range(1990, 1990)),
        ('date within "1990 1999"', Range(1990, 1999)),
        ("year < 1990", Range(None, 1989)), ("year <= 1990", Range(None, 1990)),
        ("year > 1990", Range(1991, None)), ("year >= 1990", Range(1990, None)),
        ('> x = "info:srw/cql-context-set/1/dc-v1.1" x.title = kar', Term("kar", "title", "word", "kar")),
    ],
)  # fmt: skip
def test_a_clause(cql, tree):
    assert asked(cql) == tree


def test_clauses_joined():
    kar, pamuk = Term("kar", "title", "word", "kar"), Term("pamuk", "author", "word", "pamuk")
    assert asked("title=kar and author=pamuk") == All((kar, pamuk))
    assert asked("title=kar or author=pamuk") == Any((kar, pamuk))
    assert asked("title=kar not author=pamuk") == All((kar, Not(pamuk)))


@pytest.mark.parametrize(
    ("cql", "order"),
    [("kar", "relevance"), ("kar sortby title", "title"), ("kar sortby dc.date", "oldest"),
     ("kar sortby year/sort.descending", "newest"), ("kar sortby date/descending", "newest")],
)  # fmt: skip
def test_the_order(cql, order):
    assert asked_in(cql)[1] == order


@pytest.mark.parametrize(
    ("cql", "code", "detail"),
    [
        ("zeerex.title = kar", 15, "zeerex"), ("dc.colour = red", 16, "dc.colour"),
        ("title encloses kar", 19, "encloses"), ("title =/stem kar", 20, "stem"), ("title =/x.word kar", 15, "x"),
        ("title > kar", 22, "title >"), ("isbn > 9789759955854", 22, "isbn >"), ("date any 1990", 22, "date any"),
        ('title = ""', 27, "title"), ("isbn = 978*", 28, "isbn"), ("library = ^TR", 31, "library"),
        ("title = k*", 29, "k*"), ("title = *tap", 49, "*tap"), ("title = ka^r", 32, "ka^r"),
        ('title = "kara kit*"', 33, "kara kit*"), ('title = "?!"', 49, "?!"), ('title = "-"', 35, "-"),
        ("date = heute", 36, "heute"), ("date within 1990", 36, "1990"), ("isbn = 12", 36, "isbn: 12"),
        ("rec.identifier = ş", 36, "rec.identifier: ş"),
        ("a prox b", 39, "prox"), ("a and/rel.x=1 b", 46, "rel.x"), ('title any "' + "a " * 41 + '"', 23, "40 words"),
        ("a sortby author", 80, "author"), ("a sortby title date", 84, "1"), ("a sortby title/sort.descending", 90, "title descending"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_why(cql, code, detail):
    with pytest.raises(CqlTrouble) as trouble:
        asked_in(cql)
    assert (trouble.value.code, trouble.value.detail) == (code, detail)
