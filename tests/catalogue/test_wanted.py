import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.catalogue.numbers import number_of, numbers_in
from kopru.catalogue.wanted import understand


def texts(query):
    return [(word.text, word.field) for word in understand(query).words]


@pytest.mark.parametrize("query", ["Işık", "IŞIK", "ışık", "isik", "ISIK"])
def test_every_way_to_write_a_word_is_one(query):
    assert texts(query) == [("isik", "")]


def test_fields():
    assert texts("yazar:Pamuk kar") == [("pamuk", "author"), ("kar", "")]
    assert texts('title:"kara kitap" AUTHOR: pamuk') == [
        ("kara", "title"), ("kitap", "title"), ("pamuk", "author"),
    ]  # fmt: skip
    assert (
        texts("başlık:huzur")
        == texts("BAŞLIK:huzur")
        == texts("baslik:huzur")
        == [("huzur", "title")]
    )
    assert texts("Yazar: Oğuz") == [("oguz", "author")]


def test_the_last_word_may_be_unfinished():
    assert [w.is_beginning for w in understand("kara kit").words] == [False, True]
    assert [w.is_beginning for w in understand("kara kit ").words] == [False, False]
    assert [w.is_beginning for w in understand('"kara kit"').words] == [False, False]
    assert not understand("k").words[0].is_beginning


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
    wanted = understand(query)
    assert wanted.numbers == ("9789759955854",)
    assert not wanted.words


def test_numbers_among_words():
    assert numbers_in("Belleten 0041-4255 (ISSN)")[0] == ["00414255"]
    assert numbers_in("savaş 1914-1918")[0] == []
    assert understand("1984 orwell").numbers == ()


def test_a_flawed_number_is_kept_as_its_digits():
    assert number_of("978-605-0204-27-9") == "9786050204279"
    assert number_of("12") == ""
    assert number_of("9" * 40) == ""


@given(st.text(max_size=300))
def test_any_text_is_understood(text):
    wanted = understand(text)
    assert all(word.text.isalnum() for word in wanted.words)
    assert len(wanted.words) <= 24
