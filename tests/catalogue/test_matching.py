import pytest

from kopru.catalogue.described import Facts
from kopru.catalogue.matching import edition_keys, may_be_same, name_key, volume_key, why_same

BOOK = {
    "title": "Saatleri ayarlama enstitüsü",
    "authors": ("Tanpınar, Ahmet Hamdi",),
    "year": 2019,
    "kind": "book",
}
ISBN, OTHER_ISBN = "9789759955854", "9789754700114"


def facts(**changed):
    return Facts(**{**BOOK, **changed})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (facts(), facts(title="SAATLERİ AYARLAMA ENSTİTÜSÜ")),
        (facts(), facts(title="Saatleri ayarlama enstitusu", authors=("Ahmet Hamdi Tanpinar",))),
        (facts(), facts(authors=("Tanpınar, Ahmet Hamdi, 1901-1962",))),
        (facts(isbns=(ISBN,)), facts()),
        (facts(isbns=(ISBN,)), facts(isbns=("975-9955-85-7",), year=2020)),
        (facts(isbns=(ISBN,), volume="1. cilt"), facts(isbns=(ISBN,), volume="c. 1", year=2021)),
        (facts(isbns=(ISBN,), volume="1. cilt"), facts(isbns=(ISBN,))),
    ],
)
def test_one_edition(one, other):
    assert why_same(one, other) == why_same(other, one)
    assert why_same(one, other)


@pytest.mark.parametrize(
    "other",
    [
        facts(year=2018),
        facts(kind="audio"),
        facts(is_online=True),
        facts(volume="2"),
        facts(title="Huzur"),
        facts(authors=("Atay, Oğuz",)),
        facts(isbns=(OTHER_ISBN,)),
        facts(isbns=(ISBN,), volume="2"),
        facts(isbns=(ISBN,), title="Saatler"),
    ],
)
def test_another_edition(other):
    assert (
        why_same(facts(isbns=(ISBN,), volume="1") if other.volume else facts(isbns=(ISBN,)), other)
        is None
    )


def test_a_title_alone_says_too_little():
    assert edition_keys(Facts(title="Yıllık rapor", kind="journal")) == ()
    assert edition_keys(Facts(authors=("Kimse",), year=1999)) == ()


def test_keys_are_bounded():
    long = facts(
        title="ı" * 9_000, authors=("ş" * 9_000,), volume="x" * 9_000, kind="y" * 90, isbns=(ISBN,)
    )
    assert all(len(key) <= 160 for key in edition_keys(long))


def test_a_number_with_a_wrong_check_digit_is_no_key():
    assert all(key.startswith("t|") for key in edition_keys(facts(isbns=("9786050204279",))))


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("2. cilt", "2"),
        ("v. 02", "2"),
        ("Cilt II", "2"),
        ("XIV", "14"),
        ("c.2", "2"),
        ("", ""),
        ("Ek", "ek"),
    ],
)
def test_volumes(said, key):
    assert volume_key(said) == key


def test_names_without_order_and_dates():
    assert name_key("Pamuk, Orhan, 1952-") == name_key("Orhan PAMUK") == "orhan pamuk"


def test_unlike_kinds_are_vetoed_only_where_both_are_known():
    assert may_be_same(facts(kind=""), facts(kind="audio"), by_isbn=False)
