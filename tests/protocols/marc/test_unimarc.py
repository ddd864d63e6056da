"""UNIMARC says the same of a work as MARC 21, in other places."""

from collections import Counter
from io import BytesIO

import pytest

from kopru.protocols.marc import (
    Field,
    MarcRecord,
    Unreadable,
    describe_unimarc,
    is_unimarc,
    read_iso2709,
    split,
)
from kopru.protocols.marc.material import Form, Kind


def field(tag, *subfields, indicators="  "):
    return Field(tag, indicators, tuple((s[0], s[1:]) for s in subfields))


CODED = field("100", "a20040101h20042003k  y0frey0103    ba")


def record(*fields, leader="00000nam0 2200000   450 "):
    return MarcRecord(leader, (Field("001", value="fr-1"), CODED, *fields))


BOOK = record(
    field("010", "a2-07-036822-X", "bbr."),
    field("010", "a978-2-07-036822-8", "z2-07-036823-8"),
    field("011", "a1300-0713"),
    field("101", "afre", "ctur"),
    field("200", "a\x88Le \x89livre noir", "etraduit", "eroman", "fOrhan Pamuk", "gtrad. par M. Andaç"),
    field("205", "a2e éd."),
    field("210", "aParis", "cGallimard", "dDL 2004"),
    field("215", "a715 p.", "ccouv. ill.", "d18 cm"),
    field("225", "aFolio", "v4070"),
    field("500", "aKara kitap"),
    field("600", "aAtatürk", "bK.", "gKemal", "xBiographies"),
    field("606", "aRoman turc", "yTurquie", "z20e siècle"),
    field("610", "aIstanbul", "amystère"),
    field("700", "aPamuk", "b, O.", "gOrhan", "f1952-", "4070"),
    field("702", "aAndaç", "bMünevver"),
    field("710", "aUniversité", "bFaculté des lettres"),
)  # fmt: skip


def test_a_book():
    said = describe_unimarc(BOOK)
    assert (said.title, said.subtitle) == ("Le livre noir", "traduit : roman")
    assert said.responsibility == "Orhan Pamuk ; trad. par M. Andaç"
    assert said.authors == ("Pamuk, Orhan", "Andaç, Münevver", "Université. Faculté des lettres")
    assert (said.place, said.publisher, said.year, said.year_text) == (
        "Paris", "Gallimard", 2004, "DL 2004",
    )  # fmt: skip
    assert (said.edition, said.pages, said.series) == ("2e éd.", "715 p.", ("Folio ; 4070",))
    assert said.isbns == ("9782070368228",)
    assert said.isbn_qualifiers == ("br.",)
    assert said.other_isbns == ("9782070368235",)
    assert said.issns == ("1300-0713",)
    assert (said.language, said.original_language) == ("fre", "tur")
    assert said.subjects == (
        "Atatürk, Kemal -- Biographies", "Roman turc -- Turquie -- 20e siècle", "Istanbul", "mystère",
    )  # fmt: skip
    assert said.work_titles == ("Kara kitap",)
    assert said.coded_years == (2004, 2003)
    assert (said.kind, said.form, said.online) == (Kind.BOOK, Form.PRINT, False)
    assert said.control_number == "fr-1"
    assert said.is_bibliographic


@pytest.mark.parametrize(
    ("fields", "title", "volume"),
    [
        ((field("200", "aTarih", "h2", "iOsmanlı"),), "Tarih. 2, Osmanlı", "2"),
        ((field("200", "aRomans", "aNouvelles"),), "Romans ; Nouvelles", ""),
        (
            (field("200", "a[Вып. 2]"), field("461", "1001X", "12001 ", "aЭтнографы", "v[Вып. 2]")),
            "Этнографы. Вып. 2",
            "Вып. 2",
        ),
        ((field("200", "aCilt 3"), field("461", "tBütün eserleri")), "Bütün eserleri. Cilt 3", "Cilt 3"),
        ((field("200", "aİnce Memed"), field("461", "tDizi", "v4")), "İnce Memed", "4"),
    ],
    ids=["parts", "two works", "only a part, embedded", "only a part, by title", "its own title"],
)  # fmt: skip
def test_titles_and_volumes(fields, title, volume):
    said = describe_unimarc(record(*fields))
    assert (said.title, said.volume) == (title, volume)


@pytest.mark.parametrize(
    ("leader", "fields", "kind"),
    [
        ("00000nam0 ", (), Kind.BOOK), ("00000nas0 ", (), Kind.JOURNAL), ("00000naa0 ", (), Kind.ARTICLE),
        ("00000nam0 ", (field("105", "ay   m   000yy"),), Kind.THESIS),
        ("00000nam0 ", (field("328", "aThèse"),), Kind.THESIS),
        ("00000ncm0 ", (), Kind.MUSIC), ("00000nem0 ", (), Kind.MAP), ("00000njm0 ", (), Kind.AUDIO),
        ("00000ngm0 ", (field("115", "ac"),), Kind.VIDEO), ("00000ngm0 ", (field("115", "ab"),), Kind.IMAGE),
        ("00000nlm0 ", (), Kind.SOFTWARE), ("00000nrm0 ", (), Kind.OTHER),
    ],
)  # fmt: skip
def test_kinds(leader, fields, kind):
    said = describe_unimarc(record(field("200", "aX"), *fields, leader=leader.ljust(24)))
    assert said.kind is kind


@pytest.mark.parametrize(
    ("fields", "form"),
    [
        ((field("106", "ad"),), Form.LARGE_PRINT), ((field("106", "af"),), Form.BRAILLE),
        ((field("106", "at"),), Form.MICRO), ((field("106", "as"),), Form.DISC),
        ((field("106", "as"), field("856", "uhttp://x")), Form.ONLINE), ((field("135", "avrcn"),), Form.ONLINE),
    ],
)  # fmt: skip
def test_forms(fields, form):
    said = describe_unimarc(record(field("200", "aX"), *fields))
    assert (said.form, said.online) == (form, form is Form.ONLINE)


def test_publication_is_taken_from_214_of_publication():
    printed = field("214", "aImprimé à Lille", "cImpr.", "d2006", indicators=" 3")
    published = field("214", "aParis", "cSeuil", "d2005", indicators=" 0")
    said = describe_unimarc(record(field("200", "aX"), printed, published))
    assert (said.place, said.publisher, said.year) == ("Paris", "Seuil", 2005)


@pytest.mark.parametrize(
    ("fields", "held"),
    [
        (
            (field("995", "bMRK", "ek1", "kR PAM", "f30001", "o0"), field("995", "bMRK", "kR PAM", "f30002", "o1")),
            [("MRK", "k1", "R PAM", "30001", False, True, ""), ("MRK", "", "R PAM", "30002", True, True, "")],
        ),
        (
            (field("995", "bMRK", "kR", "f3", "n2026-12-01"),),
            [("MRK", "", "R", "3", False, False, "2026-12-01")],
        ),
        (
            (
                field("930", "5751052105:1", "b751052105", "aR 12", "cmag"),
                field("930", "5693836101:2", "b693836101", "aS 9"),
                field("955", "5693836101:2", "r1990-1995"),
                field("915", "5751052105:1", "b00123"),
            ),
            [("751052105", "mag", "R 12", "00123", False, None, ""), ("693836101", "", "S 9", "", False, None, "1990-1995")],
        ),
        ((field("899", "aNLR", "j97-3/11307"),), [("NLR", "", "97-3/11307", "", False, None, "")]),
        ((field("852", "aLIB", "bMRK", "jR 1", "p44"),), [("MRK", "", "R 1", "44", False, None, "")]),
        ((field("805", "aNCL", "d873.57", "e7955", "c001209140"),), [("NCL", "", "873.57 7955", "001209140", False, None, "")]),
        ((field("995", "x1"),), []),
    ],
    ids=["995", "995 on loan", "930 with 915 and 955", "899", "852", "805", "995 of something else"],
)  # fmt: skip
def test_copies(fields, held):
    copies = describe_unimarc(record(field("200", "aX"), *fields)).holdings
    found = [
        (c.branch, c.location, c.call_number, c.barcode, c.not_for_loan, c.is_in, c.due_back or c.note)
        for c in copies
    ]  # fmt: skip
    assert found == held


def test_what_is_unimarc_is_seen():
    marc21 = MarcRecord("0" * 24, (Field("245", "10", (("a", "X"),)), field("100", "aPamuk")))
    assert is_unimarc(BOOK)
    assert not is_unimarc(marc21)
    assert not is_unimarc(record(field("200", "aX"), field("245", "aX")))
    assert not is_unimarc(MarcRecord("0" * 24, (field("200", "aX"), field("100", "aPamuk, Orhan"))))


def test_deleted_and_authority_records_say_so():
    assert describe_unimarc(record(leader="00000dam0 2200000   450 ")).is_deleted
    assert not describe_unimarc(record(leader="00000nx  j2200000   450 ")).is_bibliographic


def test_real_unimarc_is_seen_and_described(shared):
    found = Counter()
    for file in sorted((shared / "marc/raw").glob("*.iso")):
        for _, piece in split(BytesIO(file.read_bytes())):
            try:
                one = read_iso2709(piece)
            except Unreadable:
                continue
            if is_unimarc(one):
                said = describe_unimarc(one)
                assert said.title, file
                found[file.stem] += 1
                found["year"] += said.year is not None
                found["copies"] += bool(said.holdings)
    # figures of marc/index.tsv
    assert found["indexdata__idzebra"] == found["deb__idzebra"] == 72
    assert (found["marc4j__marc4j"], found["LibreCat__Catmandu-MARC"]) == (32, 2)
    assert found["year"] >= 150
    assert found["copies"] >= 150
