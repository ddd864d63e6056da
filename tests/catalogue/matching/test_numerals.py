"""Volumes, editions and extents as Turkish and other cataloguers write them."""

import pytest

from kopru.catalogue.matching.features import what_is_numbered
from kopru.catalogue.matching.names import helpers, name_key, publisher_key, surname_sound
from kopru.catalogue.matching.numerals import edition_of, extent_of, parted, volume_key
from kopru.common.text import fold


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("2. cilt", "2"), ("v. 02", "2"), ("Cilt II", "2"), ("XIV", "14"), ("c.2", "2"), ("", ""),
        ("Ek", "ek"), ("İkinci kitap", "2"), ("Bd. 3", "3"), ("Cilt IX", "9"),
    ],
)  # fmt: skip
def test_volumes(said, key):
    assert volume_key(said) == key


@pytest.mark.parametrize(
    ("title", "rest", "volume"),
    [
        ("Osmanlı tarihi II", "osmanli tarihi", "2"),
        ("Osmanlı tarihi 2. cilt", "osmanli tarihi", "2"),
        ("Osmanlı tarihi, Cilt: 2", "osmanli tarihi", "2"),
        ("İnce Memed 1", "ince memed", "1"),
        ("Yüzüklerin efendisi : ikinci kitap", "yuzuklerin efendisi", "2"),
        ("1984", "1984", ""),
        ("İstanbul 1453", "istanbul 1453", ""),
        ("Kar", "kar", ""),
        ("III", "iii", ""),
        ("Malcolm X", "malcolm x", ""),
        ("Bir ben vardır bende benden içeri", "bir ben vardir bende benden iceri", ""),
    ],
)
def test_a_volume_at_the_end_of_a_title(title, rest, volume):
    assert parted(fold(title)) == (rest, volume)


@pytest.mark.parametrize(
    ("said", "number", "sort"),
    [
        ("2. bs.", 2, ""),
        ("2.baskı", 2, ""),
        ("İKİNCİ BASKI", 2, ""),
        ("Gözden geçirilmiş 3. baskı", 3, "r"),
        ("Genişletilmiş 2. bs.", 2, "r"),
        ("4th rev. ed.", 4, "r"),
        ("Second edition", 2, ""),
        ("3., überarb. Aufl.", 3, "r"),
        ("Tıpkıbasım", 0, "f"),
        ("2. tıpkıbasım", 2, "f"),
        ("Kısaltılmış bs.", 0, "a"),
        ("1984 edition", 1984, ""),
        ("Cep boy", 0, ""),
        ("", 0, ""),
    ],
)
def test_editions(said, number, sort):
    assert edition_of(said) == (number, sort)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("350 s.", (350, 0, "")),
        ("XII, 350 s. : res. ; 24 cm", (350, 0, "")),
        ("2. c. (350 s.)", (350, 0, "2")),
        ("c. 2 (350 s.)", (350, 0, "2")),
        ("3 c.", (0, 3, "")),
        ("3 cilt (1200 s.)", (0, 3, "")),
        ("v. <1-3, 5>", (0, -1, "")),
        ("v. 1-3", (0, -1, "")),
        ("volumes", (0, -1, "")),
        ("1 v. (unpaged)", (1, 0, "")),
        ("cilt", (0, -1, "")),
        ("", (0, 0, "")),
    ],
)
def test_extents(said, expected):
    assert extent_of(said) == expected


@pytest.mark.parametrize(
    ("qualifier", "what"),
    [
        ("set", "set"), ("tk. no", "set"), ("takım", "set"), ("Tk.", "set"),
        ("1. c.", "v1"), ("c. 2", "v2"), ("Cilt II", "v2"), ("v. 3 : pbk.", "v3"), ("2. cilt ; ciltli", "v2"),
        ("ciltli", ""), ("karton kapak", ""), ("pbk.", ""), ("", ""), ("Vitamin C", ""),
        ("e-kitap", "online"), ("ebook", "online"), ("PDF", "online"), ("elektronik", "online"),
    ],
)  # fmt: skip
def test_what_a_qualifier_numbers(qualifier, what):
    assert what_is_numbered(qualifier) == what


def test_names_without_order_and_dates():
    assert name_key("Pamuk, Orhan, 1952-") == name_key("Orhan PAMUK") == "orhan pamuk"


@pytest.mark.parametrize(
    "name", ["Dostoyevski, F.", "Fyodor Dostoevsky", "Dostojewskij, Fjodor", "DOSTOYEVSKİY, F. M."]
)
def test_a_family_name_sounds_alike_in_most_transliterations(name):
    assert surname_sound(name) == "dstvsk"


def test_short_family_names_stay_whole():
    assert surname_sound("Ay, Lütfü") != surname_sound("Oya, Ali")


def test_publishers_without_what_they_are():
    assert publisher_key("Can Yayınları").startswith("can|")
    assert publisher_key("Yapı Kredi Yayınları") == "yapi kredi|yky"
    assert publisher_key("Yayınevi") == "yayinevi|y"
    assert publisher_key("") == ""


def test_helpers_are_names_beside_the_first_authors():
    said = "Orhan Pamuk ; çeviren Güneli Gün ; resimleyen Ali Can"
    assert helpers(said, ("Pamuk, Orhan",)) == "ali can gun guneli"
    assert helpers("Orhan Pamuk", ("Pamuk, Orhan", "Gün, Güneli, 1944-")) == "gun guneli"
    assert helpers("", ("Pamuk, Orhan",)) == ""
