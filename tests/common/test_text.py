"""Turkish letters: one folding, one casing, one order (domain.md 4.1 and 4.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.common.text import fold, fold_words, lower, nfc, sort_key, upper


@pytest.mark.parametrize(
    "spellings",
    [
        ("İstanbul", "ISTANBUL", "istanbul", "Istanbul", "İSTANBUL"),
        ("Işık", "ışık", "ISIK", "isik", "IŞIK"),
        ("Kâğıt", "Kağıt", "kagit"),
        ("Şark", "ŞARK", "sark", "Șark"),
        ("Introduction", "INTRODUCTION"),
        ("Lehçe-i Osmânî", "lehce i osmani"),
        ("Ḳur’ān", "Kuran"),
    ],
    ids=lambda s: s[0],
)
def test_spellings_of_one_word_fold_to_one_key(spellings):
    assert len({fold(s) for s in spellings}) == 1


def test_dotless_letters_do_not_vanish():
    assert fold("ılık") == "ilik"


def test_the_shared_pairs_meet_but_for_the_suffix_written_apart(shared):
    pairs = [
        line.split("\t")
        for line in (shared / "turkish/fold_pairs.tsv").read_text().splitlines()[1:]
    ]
    apart = [stored for stored, typed in pairs if fold(stored) != fold(typed)]
    assert len(pairs) >= 20
    assert apart == ["Türkiye’nin"]


def test_a_suffix_after_an_apostrophe_is_found_with_and_without_it():
    assert fold_words("Türkiye'nin") == ["turkiyenin", "turkiye", "nin"]


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


def test_upper_and_lower_by_the_turkish_rule():
    assert (upper("izmir"), lower("IĞDIR"), upper("ığdır")) == ("İZMİR", "ığdır", "IĞDIR")


def test_the_order_of_the_alphabet():
    words = ["Cem", "Çınar", "Gül", "Ğ", "Iğdır", "Işık", "İnci", "Okan", "Ömer", "Sema", "Şule"]
    assert sorted(reversed(words), key=sort_key) == words


def test_text_is_stored_composed():
    assert nfc("s\u0327") == "ş"
