import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.catalogue.numbers import number_of, numbers_in
from kopru.catalogue.search.asked import NOTHING, All, Any, Range, Term, terms_of
from kopru.catalogue.search.wanted import understand


def texts(query):
    return [(term.text, term.field) for term in terms_of(understand(query))]


def hows(query):
    return [term.how for term in terms_of(understand(query))]


@pytest.mark.parametrize("query", ["Işık", "IŞIK", "ışık", "isik", "ISIK"])
def test_every_way_to_write_a_word_is_one(query):
    assert texts(query) == [("isik", "")]


def test_fields():
    assert texts("yazar:Pamuk kar") == [("pamuk", "author"), ("kar", "")]
    assert texts("title:kara AUTHOR: pamuk") == [("kara", "title"), ("pamuk", "author")]
    assert texts("Yazar: Oğuz") == [("oguz", "author")]
    assert texts("konu:tarih publisher:can dizi:genç") == [
        ("tarih", "subject"), ("can", "publisher"), ("genc", "series"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["başlık", "BAŞLIK", "baslik", "title", "Eser"])
def test_a_field_has_turkish_and_english_names(name):
    assert texts(f"{name}:huzur") == [("huzur", "title")]


def test_quotes_hold_words_side_by_side():
    assert understand('title:"kara kitap"') == Term("kara kitap", "title", "phrase")
    assert understand("“Kara Kitap” kar ") == All(
        (Term("kara kitap", "", "phrase"), Term("kar", "", "word", "kar"))
    )
    assert understand('"kar"') == Term("kar", "", "word", "kar")


def test_the_last_word_may_be_unfinished():
    assert hows("kara kit") == ["word", "beginning"]
    assert hows("kara kit ") == ["word", "word"]
    assert hows("k") == ["word"]


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("yıl:1990", Range(1990, 1990)), ("year:1990-1999", Range(1990, 1999)),
        ("YIL: 1990-", Range(1990, None)), ("yil:-1999", Range(None, 1999)),
        ('year:"1990 – 1999"', Range(1990, 1999)),
    ],
)  # fmt: skip
def test_years(said, years):
    assert understand(said) == years
    assert understand(f"{said} kar") == All((years, Term("kar", "", "beginning", "kar")))


def test_years_that_are_none_are_words():
    assert texts("yıl:dönümü") == [("donumu", "")]


def test_the_vowel_that_joins_ottoman_words_may_be_missing_or_joined():
    asked = understand("Lehçe-i Osmânî ")
    assert asked == All(
        (
            Any((Term("lehce", "", "word", "lehçe"), Term("lehcei"))),
            Term("osmani", "", "word", "osmânî"),
        )
    )


@pytest.mark.parametrize(
    "query",
    [
        "978-975-995-585-4",
        "9789759955854",
        "975 9955 85 7",
        "ISBN: 975-9955-85-7",
        "isbn:9789759955854",
        " 9759955857 ",
    ],
)
def test_an_isbn_in_any_form(query):
    assert understand(query) == Term("9789759955854", "number")


def test_numbers_among_words():
    assert numbers_in("Belleten 0041-4255 (ISSN)")[0] == ["00414255"]
    assert numbers_in("savaş 1914-1918")[0] == []
    assert texts("1984 orwell") == [("1984", ""), ("orwell", "")]
    assert texts("kar 9789759955854") == [("kar", ""), ("9789759955854", "number")]


def test_a_flawed_number_is_kept_as_its_digits():
    assert number_of("978-605-0204-27-9") == "9786050204279"
    assert number_of("12") == ""
    assert number_of("9" * 40) == ""


@pytest.mark.parametrize("query", ["", " ", '""', "?!", "yazar:", "-"])
def test_what_says_nothing_asks_for_nothing(query):
    assert understand(query) in (NOTHING, Term("yazar", "", "word", "yazar"))


@given(st.text(max_size=300))
def test_any_text_is_understood(text):
    terms = list(terms_of(understand(text)))
    assert all(word.isalnum() for term in terms for word in term.text.split())
    assert sum(len(term.text.split()) for term in terms) <= 60
