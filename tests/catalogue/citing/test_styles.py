"""Real kinds of works, written by four styles in the language of the page."""

import pytest

from kopru.catalogue.citing import STYLES, Extras, plain, work_of
from kopru.catalogue.records.described import Facts

WRITERS = {code: write for code, _, write in STYLES}

NOVEL = Facts(
    title="Saatleri ayarlama enstitüsü", authors=("Tanpınar, Ahmet Hamdi, 1901-1962",),
    publisher="Dergâh Yayınları", place="İstanbul", year=2019, edition_statement="21. bs.",
    kind="book", language="tur", isbns=("9789759955854",), series=("Dergâh romanları ; 12",),
)  # fmt: skip
TRANSLATION = Facts(
    title="Devlet", authors=("Platon", "Eyuboğlu, Sabahattin", "Cimcoz, M. Ali"),
    responsibility="Platon ; çeviren Sabahattin Eyuboğlu, M. Ali Cimcoz", year=1999,
    publisher="Türkiye İş Bankası Kültür Yayınları", place="İstanbul", kind="book", language="tur",
)  # fmt: skip
DICTIONARY = Facts(
    title="Türkçe sözlük", authors=("Türk Dil Kurumu",), publisher="Türk Dil Kurumu",
    place="Ankara", edition_statement="11. baskı", year=2011, kind="book", language="tur",
)  # fmt: skip
OTTOMAN = Facts(
    title="Kamus-ı Türkî", authors=("Şemseddin Sami",), publisher="İkdam Matbaası",
    place="Dersaadet", year=1911, year_text="1327 [1911]", kind="book", language="ota",
)  # fmt: skip
EDITED = Facts(
    title="Osmanlı kaynakları", authors=("Öz, Ali", "Kaya, Veli"), place="İstanbul", year=2001,
    responsibility="yayına hazırlayanlar Ali Öz, Veli Kaya", publisher="Kitabevi", kind="book",
    language="tur",
)  # fmt: skip
ENGLISH = Facts(
    title="the making of the black book", subtitle="a novel in letters", kind="book",
    authors=("Pamuk, Orhan",), responsibility="Orhan Pamuk ; translated by Maureen Freely",
    publisher="Vintage", place="New York", year=2006, edition_statement="2nd ed.", language="eng",
)  # fmt: skip
THESIS = Facts(
    title="Kadı sicillerinde vakıflar", authors=("Işık, İpek",), kind="thesis", year=2011,
    publisher="Ankara Üniversitesi", place="Ankara", language="tur",
)  # fmt: skip
ARTICLE = Facts(
    title="Osmanlı'da kâğıt", authors=("İnalcık, Halil", "Öz, Ali"), kind="article", year=2001,
    language="tur", issns=("0041-4255",),
)  # fmt: skip
IN_BELLETEN = Extras(host="Belleten", host_volume="65", host_issue="243", host_pages="45–60")
JOURNAL = Facts(
    title="Belleten", publisher="Türk Tarih Kurumu", place="Ankara", year=1937, year_text="1937-",
    kind="journal", issns=("0041-4255",), language="tur",
)  # fmt: skip
MAP = Facts(
    title="Türkiye karayolları haritası", authors=("Karayolları Genel Müdürlüğü",), kind="map",
    place="Ankara", publisher="Karayolları Genel Müdürlüğü", year=1998, language="tur",
)  # fmt: skip
RECORDING = Facts(
    title="Nihavent longa", authors=("Erköse, Ali",), kind="audio", publisher="Kalan",
    place="İstanbul", language="tur",
)  # fmt: skip
NOBODYS = Facts(title="Dede Korkut hikâyeleri", year=1958, publisher="MEB", kind="book")


def cite(facts, style, language="tr", extras=None):
    return plain(WRITERS[style](work_of(facts, extras), language))


@pytest.mark.parametrize(
    ("facts", "language", "said"),
    [
        (NOVEL, "tr", "Tanpınar, A. H. (2019). Saatleri ayarlama enstitüsü (21. bs.). Dergâh Yayınları."),
        (NOVEL, "en", "Tanpınar, A. H. (2019). Saatleri ayarlama enstitüsü (21st ed.). Dergâh Yayınları."),
        (TRANSLATION, "tr", "Platon. (1999). Devlet (S. Eyuboğlu ve M. A. Cimcoz, Çev.). Türkiye İş Bankası Kültür Yayınları."),
        (TRANSLATION, "en", "Platon. (1999). Devlet (S. Eyuboğlu & M. A. Cimcoz, Trans.). Türkiye İş Bankası Kültür Yayınları."),
        (DICTIONARY, "tr", "Türk Dil Kurumu. (2011). Türkçe sözlük (11. bs.)."),
        (OTTOMAN, "tr", "Şemseddin Sami. (1327 [1911]). Kamus-ı Türkî. İkdam Matbaası."),
        (EDITED, "tr", "Öz, A. ve Kaya, V. (Ed.). (2001). Osmanlı kaynakları. Kitabevi."),
        (EDITED, "en", "Öz, A., & Kaya, V. (Eds.). (2001). Osmanlı kaynakları. Kitabevi."),
        (ENGLISH, "en", "Pamuk, O. (2006). the making of the black book: A novel in letters (M. Freely, Trans.; 2nd ed.). Vintage."),
        (JOURNAL, "tr", "Belleten. (1937–). Türk Tarih Kurumu."),
        (MAP, "tr", "Karayolları Genel Müdürlüğü. (1998). Türkiye karayolları haritası [Harita]."),
        (RECORDING, "tr", "Erköse, A. (t.y.). Nihavent longa [Ses kaydı]. Kalan."),
        (RECORDING, "en", "Erköse, A. (n.d.). Nihavent longa [Audio recording]. Kalan."),
        (NOBODYS, "tr", "Dede Korkut hikâyeleri. (1958). MEB."),
    ],
)  # fmt: skip
def test_apa(facts, language, said):
    assert cite(facts, "apa", language) == said


@pytest.mark.parametrize(
    ("facts", "language", "said"),
    [
        (NOVEL, "tr", "Tanpınar, Ahmet Hamdi. Saatleri ayarlama enstitüsü. 21. bs., Dergâh Yayınları, 2019."),
        (TRANSLATION, "tr", "Platon. Devlet. Çeviren Sabahattin Eyuboğlu ve M. Ali Cimcoz, Türkiye İş Bankası Kültür Yayınları, 1999."),
        (ENGLISH, "en", "Pamuk, Orhan. The Making of the Black Book: A Novel in Letters. Translated by Maureen Freely, 2nd ed., Vintage, 2006."),
        (EDITED, "en", "Öz, Ali, and Veli Kaya, editors. Osmanlı kaynakları. Kitabevi, 2001."),
        (RECORDING, "en", "Erköse, Ali. Nihavent longa. Kalan. Audio recording."),
    ],
)  # fmt: skip
def test_mla(facts, language, said):
    assert cite(facts, "mla", language) == said


@pytest.mark.parametrize(
    ("facts", "language", "said"),
    [
        (NOVEL, "tr", "Tanpınar, Ahmet Hamdi. Saatleri ayarlama enstitüsü. 21. bs. İstanbul: Dergâh Yayınları, 2019."),
        (TRANSLATION, "en", "Platon. Devlet. Translated by Sabahattin Eyuboğlu and M. Ali Cimcoz. İstanbul: Türkiye İş Bankası Kültür Yayınları, 1999."),
        (EDITED, "en", "Öz, Ali, and Veli Kaya, eds. Osmanlı kaynakları. İstanbul: Kitabevi, 2001."),
        (OTTOMAN, "tr", "Şemseddin Sami. Kamus-ı Türkî. Dersaadet: İkdam Matbaası, 1327 [1911]."),
        (JOURNAL, "en", "Belleten. Ankara: Türk Tarih Kurumu, 1937–."),
        (RECORDING, "tr", "Erköse, Ali. Nihavent longa. Ses kaydı. İstanbul: Kalan, t.y."),
    ],
)  # fmt: skip
def test_chicago(facts, language, said):
    assert cite(facts, "chicago", language) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (NOVEL, "TANPINAR, Ahmet Hamdi. Saatleri ayarlama enstitüsü. 21. bs. İstanbul: Dergâh Yayınları, 2019. Dergâh romanları, 12. ISBN 978-975-995-585-4."),
        (DICTIONARY, "TÜRK DİL KURUMU. Türkçe sözlük. 11. bs. Ankara: Türk Dil Kurumu, 2011."),
        (EDITED, "ÖZ, Ali ve KAYA, Veli (ed.). Osmanlı kaynakları. İstanbul: Kitabevi, 2001."),
        (JOURNAL, "Belleten. Ankara: Türk Tarih Kurumu, 1937–. ISSN 0041-4255."),
    ],
)  # fmt: skip
def test_iso_690(facts, said):
    assert cite(facts, "iso690") == said


def test_an_article_is_cited_in_its_journal():
    assert cite(ARTICLE, "apa", "tr", IN_BELLETEN) == (
        "İnalcık, H. ve Öz, A. (2001). Osmanlı'da kâğıt. Belleten, 65(243), 45–60."
    )
    assert cite(ARTICLE, "mla", "en", IN_BELLETEN) == (
        "İnalcık, Halil, and Ali Öz. “Osmanlı'da kâğıt.” "
        "Belleten, vol. 65, no. 243, 2001, pp. 45–60."
    )
    assert cite(ARTICLE, "chicago", "en", IN_BELLETEN) == (
        "İnalcık, Halil, and Ali Öz. “Osmanlı'da kâğıt.” Belleten 65, no. 243 (2001): 45–60."
    )
    assert cite(ARTICLE, "iso690", "tr", IN_BELLETEN) == (
        "İNALCIK, Halil ve ÖZ, Ali. Osmanlı'da kâğıt. "
        "Belleten, 2001, c. 65, sy. 243, ss. 45–60. ISSN 0041-4255."
    )


def test_a_thesis_says_its_degree_where_it_is_known():
    doctoral = Extras(degree="doctoral", institution="Ankara Üniversitesi")
    assert cite(THESIS, "apa", "tr", doctoral) == (
        "Işık, İ. (2011). Kadı sicillerinde vakıflar [Doktora tezi, Ankara Üniversitesi]."
    )
    assert cite(THESIS, "apa", "en") == (
        "Işık, İ. (2011). Kadı sicillerinde vakıflar [Thesis, Ankara Üniversitesi]."
    )
    assert cite(THESIS, "chicago", "en", doctoral) == (
        "Işık, İpek. “Kadı sicillerinde vakıflar.” "
        "Doctoral dissertation, Ankara Üniversitesi, 2011."
    )


def test_titles_are_in_italics_and_the_rest_is_not():
    runs = WRITERS["apa"](work_of(NOVEL), "tr")
    assert [run.text for run in runs if run.italic] == ["Saatleri ayarlama enstitüsü"]
    runs = WRITERS["apa"](work_of(ARTICLE, IN_BELLETEN), "tr")
    assert [run.text for run in runs if run.italic] == ["Belleten", "65"]


@pytest.mark.parametrize(
    ("style", "count", "language", "begins"),
    [
        ("apa", 3, "tr", "Ad1, A., Ad2, A. ve Ad3, A. ("),
        ("apa", 3, "en", "Ad1, A., Ad2, A., & Ad3, A. ("),
        ("apa", 21, "tr", "Ad1, A., Ad2, A., Ad3, A., Ad4, A., Ad5, A., Ad6, A., Ad7, A., Ad8, A., "
         "Ad9, A., Ad10, A., Ad11, A., Ad12, A., Ad13, A., Ad14, A., Ad15, A., Ad16, A., "
         "Ad17, A., Ad18, A., Ad19, A., . . . Ad21, A. ("),
        ("mla", 3, "tr", "Ad1, Ali, vd. "),
        ("mla", 3, "en", "Ad1, Ali, et al. "),
        ("chicago", 3, "en", "Ad1, Ali, Ali Ad2, and Ali Ad3. "),
        ("chicago", 3, "tr", "Ad1, Ali, Ali Ad2 ve Ali Ad3. "),
        ("chicago", 11, "tr", "Ad1, Ali, Ali Ad2, Ali Ad3, Ali Ad4, Ali Ad5, Ali Ad6, Ali Ad7, vd. "),
        ("iso690", 3, "tr", "AD1, Ali, AD2, Ali ve AD3, Ali. "),
        ("iso690", 4, "tr", "AD1, Ali vd. "),
    ],
)  # fmt: skip
def test_many_authors(style, count, language, begins):
    many = Facts(
        title="Çok yazarlı", kind="book", year=2000, language="tur",
        authors=tuple(f"Ad{n}, Ali" for n in range(1, count + 1)),
    )  # fmt: skip
    assert cite(many, style, language).startswith(begins)


def test_the_author_of_a_translation_keeps_foreign_capitals():
    dickens = Facts(
        title="İki şehrin hikâyesi", authors=("Dickens, Charles", "Biçen, Meram"), kind="book",
        responsibility="Charles Dickens ; çev. Meram Biçen", language="tur",
    )  # fmt: skip
    assert cite(dickens, "iso690").startswith("DICKENS, Charles. ")
    fikret = Facts(title="Rübab-ı şikeste", authors=("Fikret, Tevfik",), language="tur")
    assert cite(fikret, "iso690").startswith("FİKRET, Tevfik. ")


def test_a_first_edition_is_not_said_and_a_wordy_one_is_said_as_it_is():
    first = Facts(title="A", edition_statement="1. bs.", year=2000)
    wordy = Facts(title="A", edition_statement="Genişletilmiş 2. bs.", year=2000)
    assert cite(first, "chicago") == "A. 2000."
    assert cite(wordy, "chicago") == "A. Genişletilmiş 2. bs. 2000."


def test_a_title_that_asks_needs_no_full_stop():
    asked = Facts(title="Osmanlı'da kitap var mıydı?", year=2000)
    assert cite(asked, "mla") == "Osmanlı'da kitap var mıydı? 2000."
