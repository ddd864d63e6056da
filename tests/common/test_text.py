"""Turkish letters: one folding, one casing, one order (domain.md 4.1 and 4.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kopru.common.text import fold, fold_apart, fold_words, lower, nfc, sort_key, typed_words, upper


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


def test_a_vowel_that_joins_ottoman_words_is_found_apart_and_joined():
    assert fold_words("Lehçe-i Osmânî") == ["lehce", "i", "osmani", "lehcei"]
    assert fold_words("XIX-XX. yüzyıl") == ["xix", "xx", "yuzyil"]


@pytest.mark.parametrize(
    "text", ["1914-1918", "D'Artagnan ile", "rock 'n' roll", "Osmanlı", "-i", "'"]
)
def test_other_hyphens_and_apostrophes_hide_no_more_than_their_parts(text):
    assert set(fold_apart(text)) <= {"d", "artagnan"}


def test_words_as_typed_keep_their_accents():
    assert typed_words("IŞIK, İnce  Kâğıt!") == "ışık ince kâğıt"
    assert typed_words("s\u0327ark\u0131") == "şarkı"


@given(st.text())
def test_typed_words_fold_to_the_same(text):
    assert fold(typed_words(text)).isascii() or not fold(text).isascii()


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
