"""What a catalogue learns from a record."""

import pytest

from kopru.protocols.marc import Field, HoldingData, Kind, MarcRecord, describe

LEADER = "00000nam a2200000 a 4500"


def f(tag, *subfields, ind="  "):
    return Field(tag, ind, tuple((text[0], text[1:]) for text in subfields))


def fixed(year="2004", language="tur", *, form=" ", contents="    "):
    """008 of a book: date at 7, form of item at 23, contents at 24, language at 35."""
    return Field("008", value=f"050101s{year}    tu      {form}{contents}{'':7}{language} d")


def said(*fields, leader=LEADER):
    return describe(MarcRecord(leader, fields))


def test_a_turkish_book_in_full():
    book = said(
        Field("001", value="koz-1 "),
        fixed(),
        f("020", "a975-17-1627-6 (2. cilt)"),
        f("020", "a9789754700114 :", "qtakım", "z9789750719387"),
        f("100", "aYaşar Kemal,", "d1923-2015."),
        f(
            "245",
            "a\x98Bir\x9c ince Memed /",
            "n2. cilt,",
            "pDönüş :",
            "broman /",
            "cYaşar Kemal ; çev. A. B.",
        ),
        f("250", "a14. bs."),
        f("260", "a[İstanbul] :", "bYKY,", "c2004 [1425 H]."),
        f("300", "a436 s. +", "c21 cm"),
        f("490", "aRoman dizisi ;", "v12"),
        f("650", "aKöylüler", "zTürkiye", "y20. yüzyıl."),
        f("700", "aÖzkök, Nimet.", "eçev."),
        f("700", "aYaşar Kemal.", "tTeneke."),
    )
    assert book.control_number == "koz-1"
    assert book.title == "Bir ince Memed. 2. cilt, Dönüş"
    assert book.subtitle == "roman"
    assert book.responsibility == "Yaşar Kemal ; çev. A. B."
    assert book.authors == ("Yaşar Kemal", "Özkök, Nimet")
    assert (book.place, book.publisher) == ("İstanbul", "YKY")
    assert (book.year, book.year_text) == (2004, "2004 [1425 H]")
    assert (book.edition, book.volume, book.pages) == ("14. bs.", "2. cilt", "436 s.")
    assert book.isbns == ("9789751716279", "9789754700114")
    assert book.isbn_qualifiers == ("2. cilt", "takım")
    assert book.other_isbns == ("9789750719387",)
    assert book.series == ("Roman dizisi ; 12",)
    assert book.subjects == ("Köylüler -- Türkiye -- 20. yüzyıl",)
    assert (book.language, book.kind, book.online) == ("tur", Kind.BOOK, False)
    assert not book.is_deleted
    assert book.is_bibliographic


def test_letters_are_composed():
    assert said(f("245", "aS\u0327is\u0327li")).title == "Şişli"


@pytest.mark.parametrize(
    ("text", "coded", "year"),
    [
        ("c1998.", "    ", 1998),
        ("1327 [1911]", "    ", 1911),
        ("1340 [1924]", "1924", 1924),
        ("1327 H", "1911", 1911),
        ("[19--?]", "19uu", None),
        ("1998-2003", "1998", 1998),
        ("5758 [1997/1998]", "1997", 1997),
        ("t.y.", "2001", 2001),
        ("١٩٩٨", "    ", 1998),
        ("19980", "    ", None),
    ],
)
def test_years(text, coded, year):
    book = said(fixed(coded), f("260", f"c{text}"))
    assert book.year == year


def test_264_of_publication_goes_before_260_and_before_copyright():
    book = said(
        f("264", "c©2011", ind=" 4"),
        f("260", "aAnkara :", "bEski,", "c2009"),
        f("264", "aİzmir :", "bYeni,", ind=" 1"),
    )
    assert (book.place, book.publisher, book.year) == ("İzmir", "Yeni", 2009)


@pytest.mark.parametrize(
    ("title", "trimmed"),
    [
        ("Dönüş /", "Dönüş"),
        ("Dönüş.", "Dönüş"),
        ("Dönüş : ", "Dönüş"),
        ("Ve sonra...", "Ve sonra..."),
        ("Tarih, vb.", "Tarih, vb."),
        ("Yazan: Ahmet A.", "Yazan: Ahmet A."),
        ("1984.", "1984"),
        ("<<Das>> Weltbild", "Das Weltbild"),
        ("C++ =", "C++"),
        ("\x88The \x89end", "The end"),
        ("İki\nsatır", "İki satır"),
    ],
)
def test_punctuation_between_elements_goes(title, trimmed):
    assert said(f("245", f"a{title}")).title == trimmed


@pytest.mark.parametrize(
    ("leader", "more", "kind"),
    [
        ("nam", (), Kind.BOOK),
        ("ntm", (), Kind.BOOK),
        ("nab", (), Kind.ARTICLE),
        ("naa", (), Kind.ARTICLE),
        ("nas", (), Kind.JOURNAL),
        ("nai", (), Kind.JOURNAL),
        ("nam", (f("502", "aTez (Doktora)"),), Kind.THESIS),
        ("ntm", (fixed(contents="m   "),), Kind.THESIS),
        ("nem", (), Kind.MAP),
        ("ncm", (), Kind.MUSIC),
        ("ngm", (), Kind.VIDEO),
        ("njm", (), Kind.AUDIO),
        ("nim", (), Kind.AUDIO),
        ("nkm", (), Kind.IMAGE),
        ("nmm", (), Kind.SOFTWARE),
        ("nrm", (), Kind.OTHER),
    ],
)
def test_kinds(leader, more, kind):
    assert said(*more, leader=f"00000{leader} a2200000 a 4500").kind is kind


@pytest.mark.parametrize(
    ("fields", "online"),
    [
        ((fixed(form="o"),), True),
        ((fixed(form=" "),), False),
        ((fixed(form="s"),), False),
        ((fixed(form="s"), f("856", "uhttps://ash.example")), True),
        ((Field("007", value="cr |||"),), True),
        ((f("856", "uhttps://ash.example"),), False),
    ],
)
def test_online(fields, online):
    assert said(*fields).online is online


def test_languages():
    assert said(fixed(language="tur")).language == "tur"
    assert said(fixed(language="und"), f("041", "aengger")).language == "eng"
    assert said(fixed(language="|||")).language == ""
    assert said().language == ""


def test_numbers_that_are_not_valid_are_left_out():
    book = said(
        f("020", "a9786050204279"), f("020", "aYok"), f("022", "a1300-0012"), f("022", "a1300-0013")
    )
    assert book.isbns == ()
    assert len(book.issns) == 1


def test_a_deleted_record_and_one_that_is_not_bibliographic():
    assert said(leader="00000dam a2200000 a 4500").is_deleted
    assert not said(leader="00000nz  a2200000 a 4500").is_bibliographic


def test_an_empty_record_is_described_without_harm():
    assert said().title == ""


# --- holdings ---


def test_koha_items():
    holdings = said(
        f("952", "aMRK", "bMRK", "cGENEL", "o813 KEM", "p39000001", "zİmzalı", "70"),
        f("952", "aSUBE", "p39000002", "71"),
        f("952", "aSUBE", "p39000003", "11"),
        f("952", "aSUBE", "p39000004", "q2026-12-01"),
        f("952", "aANOTHER SYSTEM'S NOTE"),
    ).holdings
    assert holdings == (
        HoldingData("MRK", "GENEL", "813 KEM", "39000001", note="İmzalı", is_in=True),
        HoldingData("SUBE", barcode="39000002", not_for_loan=True, is_in=True),
        HoldingData("SUBE", barcode="39000003", not_for_loan=True, is_in=True),
        HoldingData("SUBE", barcode="39000004", is_in=False, due_back="2026-12-01"),
    )


def test_852_with_the_summaries_that_belong_to_it():
    holdings = said(
        f("852", "81.1", "bMRK", "cSüreli", "hPL248", "i.K4", "p1", "zSalonda"),
        f("852", "82.1", "bSUBE"),
        f("866", "81.1", "ac. 1 (1990)-c. 12 (2001)."),
        f("866", "aEksik sayılar"),
    ).holdings
    assert holdings == (
        HoldingData("MRK", "Süreli", "PL248 .K4", "1", note="Salonda; c. 1 (1990)-c. 12 (2001)"),
        HoldingData("SUBE"),
        HoldingData(note="Eksik sayılar"),
    )


def test_a_summary_joins_the_only_location():
    (holding,) = said(f("852", "aAsh"), f("866", "a1990-2001")).holdings
    assert holding == HoldingData("Ash", note="1990-2001")
