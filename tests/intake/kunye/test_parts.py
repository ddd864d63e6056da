"""The small rules: numbers in text, names, labels, small parts, places and publishers."""

import pytest

from kopru.intake.kunye.details import match_imprint, match_part
from kopru.intake.kunye.identifiers_in_text import cut_identifiers, kind_of_link, title_of_link
from kopru.intake.kunye.intent import intent_of
from kopru.intake.kunye.labels import labels_of, read_label
from kopru.intake.kunye.lists import blocks_of
from kopru.intake.kunye.names import person_score, split_authors
from kopru.intake.kunye.styles import split_sentences
from kopru.intake.kunye.vocabulary import is_place, is_publisher


@pytest.mark.parametrize(
    ("text", "isbn"),
    [
        ("ISBN: 978-975-07-1938-7", "9789750719387"),
        ("ISBN-13 978 975 07 1938 7.", "9789750719387"),
        ("isbn no: 9789750719387", "9789750719387"),
        ("ISBN-10: 975-08-6242-2", "9789750862427"),
        ("(9789750719387)", "9789750719387"),
        ("ISBN'i 9789750719387 olan", "9789750719387"),
        ("ISBN 9789750719388", "9789750719388"),
        ("telefonum 0532 000 00 00", ""),
        ("öğrenci no 2019123456", ""),
    ],
)
def test_isbns_in_any_dress(text, isbn):
    assert cut_identifiers(text).draft.get("isbn") == isbn


@pytest.mark.parametrize(
    "text",
    [
        "9789750812545 değil 9789750719387",
        "9789750812545 yerine 9789750719387 olacak",
        "ISBN not 9789750812545 but 9789750719387",
        "9789750719387 olacak, 9789750812545 değil",
    ],
)
def test_an_isbn_taken_back_is_not_wanted(text):
    found = cut_identifiers(text)
    assert found.draft.get("isbn") == "9789750719387"
    assert found.draft.other_isbns == []
    assert found.withdrawn == ["9789750812545"]


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1093/bmb/ldy040.", "10.1093/bmb/ldy040"),
        ("doi: 10.1016/S0140-6736(20)30183-5", "10.1016/S0140-6736(20)30183-5"),
        ("(doi:10.2307/2095101)", "10.2307/2095101"),
    ],
)
def test_dois_lose_the_point_behind_them(text, doi):
    assert cut_identifiers(text).draft.get("doi") == doi


def test_links_tell_kind_and_title():
    assert kind_of_link("https://dergipark.org.tr/tr/pub/x/issue/1/2") == "article"
    assert kind_of_link("https://tez.yok.gov.tr/UlusalTezMerkezi/tezDetay.jsp?id=1") == "thesis"
    assert title_of_link("https://kitap.example/suc-ve-ceza-p-12345") == "Suc Ve Ceza"
    assert title_of_link("https://kitap.example/12345") == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("10. baskı", ("edition", "10. baskı")),
        ("3rd ed.", ("edition", "3rd ed.")),
        ("s. 69-110", ("pages", "69-110")),
        ("280 sayfa.", ("pages", "280")),
        ("pp. 5–9", ("pages", "5-9")),
        ("Cilt 40", ("volume", "40")),
        ("26. cilt", ("volume", "26")),
        ("sy. 1", ("issue", "1")),
        ("Ocak 2018", ("year", "2018")),
        ("çev. Yüksel Taşkın", ("translator", "Yüksel Taşkın")),
        ("M. Bütün & S. B. Demir, Çev. Ed.", ("translator", "M. Bütün; S. B. Demir")),
        ("Yayımlanmamış Doktora Tezi", ("degree", "doktora")),
    ],
)
def test_small_parts(text, part):
    assert match_part(text)[0][:2] == part


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "İstanbul: Can Yayınları, 2019",
            {"place": "İstanbul", "publisher": "Can Yayınları", "year": "2019"},
        ),
        ("YKY 2019", {"publisher": "YKY", "year": "2019"}),
        ("Ankara", {"place": "Ankara"}),
        ("Ahmet Ümit", {}),
    ],
)
def test_imprints(text, fields):
    assert {name: value for name, value, _ in match_imprint(text)} == fields


def test_places_and_publishers():
    assert is_place("New York")
    assert is_place("Ankara/İstanbul")
    assert not is_place("Ankara Ekspresi")
    assert is_publisher("Yapi Kredi Yay.")
    assert is_publisher("İletişim Yayınları'ndan")
    assert not is_publisher("Kastamonu Eğitim Dergisi")


def test_names_score_above_titles():
    for name in ("Reşat Nuri Güntekin", "J. D. Salinger", "Gabriel García Márquez", "Elif Şafak"):
        for title in (
            "Çavdar Tarlasında Çocuklar",
            "Bir Aşk Masalı",
            "Dünya Tarihi",
            "Introduction to Logic",
        ):
            assert person_score(name) > person_score(title), (name, title)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Şahin, M. G., & Boztunç Öztürk, N.", "Şahin, M. G.; Boztunç Öztürk, N."),
        ("Daron Acemoğlu ve James A. Robinson", "Daron Acemoğlu; James A. Robinson"),
        ("Ali Kaya, Ece Tan", "Ali Kaya; Ece Tan"),
        ("Atay, Oğuz", "Atay, Oğuz"),
        ("Umberto Eco (yazar)", "Umberto Eco"),
    ],
)
def test_lists_of_authors(text, names):
    assert split_authors(text) == names


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Eser Adı", "title"), ("KİTABIN ADI", "title"), ("Kitap ismi", "title"), ("Yazarı", "author"), ("Yazar(lar)", "author"),
        ("Yayın Evi", "publisher"), ("Basım yeri", "place"), ("Yayın tarihi", "year"), ("Adı Soyadı", "ignored"),
        ("Makale Başlığı", "article_title"), ("Tez No", "thesis_number"), ("Dergi Adı", "journal"), ("Renk", ""),
    ],
)  # fmt: skip
def test_labels_mean_fields(label, field):
    assert read_label(label) == field


def test_several_labels_in_one_line():
    found = labels_of("Kitap adı: Yaban, Yazar: Yakup Kadri Karaosmanoğlu, Yayınevi: İletişim")
    assert [(one.field, one.value) for one in found] == [
        ("title", "Yaban"),
        ("author", "Yakup Kadri Karaosmanoğlu"),
        ("publisher", "İletişim"),
    ]


def test_lines_broken_by_a_mail_program_are_joined():
    wrapped = "Şahin, M. G., & Boztunç Öztürk, N. (2018). Eğitim alanında ölçek\ngeliştirme süreci. Kastamonu Eğitim Dergisi, 26(1), 191-199."
    (block,) = blocks_of(wrapped)
    assert block.lines == [wrapped.replace("\n", " ")]


def test_points_of_initials_and_abbreviations_end_no_sentence():
    pieces = split_sentences(
        "Creswell, J. W. Nitel araştırma. Çev. Ed. M. Bütün. Siyasal Kitabevi."
    )
    assert pieces[-1] == "Siyasal Kitabevi."
    assert "J. W." in pieces[0]


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Kitabın süresini uzatabilir miyiz?", "renewal"),
        ("Could you renew my books?", "renewal"),
        ("İsteğimi iptal eder misiniz?", "cancel"),
        ("Geçen hafta istediğim makale geldi mi?", "status"),
        ("Kitabı nereye iade edebilirim?", "return"),
        ("Gecikme cezası ne kadar?", "overdue"),
        ("Otomatik yanıt: 15 Mart'a kadar izindeyim.", "out_of_office"),
        ('"Süre Uzatma" adlı kitabı istiyorum.', ""),
        ("Yaban kitabını istiyorum.", ""),
    ],
)
def test_intents_of_sentences(sentence, code):
    assert intent_of(sentence) == code
