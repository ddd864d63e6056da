"""Records of one edition, and editions of one work, find each other."""

import pytest

from kopru.catalogue.matching import block_keys, features_of, work_keys
from kopru.catalogue.records.described import Facts

ISBN, SET_ISBN = "9789759955854", "9789944252805"


def keys(**said):
    return set(block_keys(features_of(Facts(**{"kind": "book", **said}))))


def works(**said):
    return set(work_keys(Facts(**{"kind": "book", **said})))


HUZUR = {"title": "Huzur", "authors": ("Tanpınar, Ahmet Hamdi",), "year": 1949}


@pytest.mark.parametrize(
    "other",
    [
        {"title": "HUZUR", "year": 1949},
        {"title": "Huzur : roman", "year": 1949},
        {"title": "Huzur", "authors": ("Ahmet Hamdi TANPINAR",)},
        {"title": "Huzur", "coded_years": (1949, 1951)},
    ],
)
def test_they_meet_without_a_number(other):
    assert keys(**HUZUR) & keys(**other)


def test_they_meet_by_any_number():
    assert keys(title="Huzur", isbns=(ISBN,)) & keys(title="Xuzur", isbns=("975-9955-85-7",))
    volume = {"isbns": (ISBN, SET_ISBN), "isbn_qualifiers": ("1. c.", "tk.")}
    assert keys(title="A", volume="1", **volume) & keys(title="B", isbns=(SET_ISBN,))
    assert keys(title="Belleten", kind="journal", issns=("0041-4255",)) & keys(
        title="Türk Tarih Kurumu belleten", kind="journal", issns=("00414255",)
    )


def test_a_title_alone_is_a_key_only_without_a_year():
    assert keys(title="Evrak") == {"nevrak"}
    assert keys(title="Evrak", year=1990) == {"yevrak|1990"}
    assert keys(year=1990) == set()


def test_a_number_with_a_wrong_check_digit_is_no_key():
    assert keys(title="Huzur", isbns=("9786050204279",)) == {"nhuzur"}


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Suç ve ceza", "authors": ("Fyodor Mihayloviç Dostoyevski",), "year": 2020},
        {"title": "SUÇ VE CEZA", "authors": ("Dostoyevskiy, F. M.",), "kind": "audio"},
        {"title": "Suç ve ceza 2. cilt", "authors": ("Dostoyevski, Fyodor",)},
        {
            "title": "Crime and punishment",
            "authors": ("Dostoevsky, Fyodor",),
            "work_titles": ("Prestuplenie i nakazanie",),
        },
    ],
)
def test_editions_of_one_work_meet(other):
    one = {
        "title": "Suç ve ceza",
        "authors": ("Dostoyevski, Fyodor Mihayloviç, 1821-1881", "Atay, Oğuz"),
        "work_titles": ("Prestuplenie i nakazanie",),
    }
    assert works(**one) & works(**other)


def test_a_translation_meets_its_original():
    translated = works(
        title="Benim adım kırmızı", authors=("Pamuk, Orhan",), work_titles=("My name is red",)
    )
    assert translated & works(title="My name is red", authors=("Orhan Pamuk",))


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Suç ve ceza", "authors": ("Ahmet Ümit",)},
        {"title": "Budala", "authors": ("Dostoyevski, Fyodor",)},
        {"title": "Suç ve ceza", "authors": ()},
        {"title": "Suç ve ceza", "authors": ("Dostoyevski, Fyodor",), "kind": "article"},
    ],
)
def test_other_works_do_not_meet(other):
    one = {"title": "Suç ve ceza", "authors": ("Dostoyevski, Fyodor Mihayloviç",)}
    assert not works(**one) & works(**other)
