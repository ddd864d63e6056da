"""Transliterations of one word share a key."""

import pytest

from kopru.catalogue.search.variants import variant_words, variants_of


@pytest.mark.parametrize(
    "spellings",
    [
        "lehce lahja lahjah", "osmani uthmani othmani", "ahmed ahmet ahmad", "midhat mithat",
        "cevdet djevdet jawdat jaudat", "tevfik tawfiq taufik", "risale risalah", "huseyin husayn hossein",
        "suleyman soliman sulaiman", "muhammed mohammed mehmet", "kuran quran koran", "divan diwan",
        "tezkire tadhkira tazkirah", "pasa pasha pacha", "zeki zeky", "serh sharh", "tarih tarikh",
    ],
)  # fmt: skip
def test_one_word(spellings):
    first, *others = (set(variants_of(word)) for word in spellings.split())
    assert first
    assert [bool(first & other) for other in others] == [True] * len(others)


@pytest.mark.parametrize(
    ("one", "other"), [("kadin", "kadi"), ("roman", "osman"), ("kar", "kara"), ("tarih", "tur")]
)
def test_other_words(one, other):
    assert not set(variants_of(one)) & set(variants_of(other))


@pytest.mark.parametrize("word", ["", "ve", "i", "1984", "ışık", "a1b2"])
def test_words_without_a_key(word):
    assert variants_of(word) == ()


def test_a_sign_tells_names_from_titles():
    assert variant_words("kara kitap kara", "@") == "@kara @ktp"
