"""Pages of other catalogues as browsers copy them."""

import pytest

from kopru.intake.kunye.pasted import MOST, read_pasted

LABELS = ("Materyal Türü", "Başlık", "Yazar", "Yayın Yılı", "Bası", "Dil", "Konu", "Kütüphane")
FIRST = (
    "Kitap", "Kara kitap / Orhan Pamuk.", "Pamuk, Orhan, 1952-", "1994", "12. bs.", "Türkçe", "Türk romanı",
    "Ege Üniversitesi Kütüphanesi",
)  # fmt: skip
SECOND = (
    "Tez", "Karaağaç'ın çarşıları : bir inceleme", "Işık, Ömer", "[2011]", "", "Türkçe", "Çarşılar; Ticaret",
    "İstanbul Üniversitesi",
)  # fmt: skip


def result(values, between):
    return "\n".join(
        f"{label}{between}{value}" for label, value in zip(LABELS, values, strict=True)
    )


WAYS = {
    "colons": result(FIRST, " : ") + "\n\n" + result(SECOND, ": "),
    "tabs": result(FIRST, "\t") + "\n" + result(SECOND, "\t"),
    "tabs and colons": result(FIRST, "\t:\t") + "\n" + result(SECOND, "\t: "),
    "lines": result(FIRST, "\n") + "\n\n" + result(SECOND, "\n"),
    "lines with colons": result(FIRST, " :\n") + "\n" + result(SECOND, " :\n"),
    "one line each": " ".join(f"{a} : {b}" for a, b in zip(LABELS, FIRST, strict=True))
    + "\n" + " ".join(f"{a}: {b}" for a, b in zip(LABELS, SECOND, strict=True)),
    "a table": "\t".join(LABELS) + "\n" + "\t".join(FIRST) + "\n" + "\t".join(SECOND),
    "pairs in a row": "\t".join(x for pair in zip(LABELS, FIRST, strict=True) for x in pair)
    + "\n" + "\t".join(x for pair in zip(LABELS, SECOND, strict=True) for x in pair),
    "numbered, with buttons": "Arama Sonuçları\n1.\n" + result(FIRST, " : ") + "\nDetay\n2.\n" + result(SECOND, " : ") + "\nDetay",
    "capitals": result(FIRST, " : ").replace("Başlık", "BAŞLIK") + "\n\n" + result(SECOND, " : ").replace("Yayın Yılı", "YAYIN YILI"),
}  # fmt: skip


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_tokat_in_every_way_that_browsers_copy_it(text):
    one, other = read_pasted(text)
    assert one.item.citation.title == "Kara kitap"
    assert one.item.citation.author == "Pamuk, Orhan"
    assert (one.item.citation.year, one.item.citation.edition) == ("1994", "12. bs")
    assert (one.language, one.subjects) == ("Türkçe", ("Türk romanı",))
    assert one.libraries[0] == "Ege Üniversitesi Kütüphanesi"
    assert (other.item.citation.kind, other.item.citation.year) == ("thesis", "2011")
    assert other.item.citation.title == "Karaağaç'ın çarşıları: bir inceleme"
    assert other.item.citation.author == "Işık, Ömer"
    assert other.subjects == ("Çarşılar", "Ticaret")
    assert other.libraries[0] == "İstanbul Üniversitesi"


def test_several_owners():
    text = result(FIRST, " : ") + "\nBoğaziçi Üniversitesi\nMilli Kütüphane"
    (one,) = read_pasted(text)
    assert one.libraries == (
        "Ege Üniversitesi Kütüphanesi", "Boğaziçi Üniversitesi", "Milli Kütüphane",
    )  # fmt: skip


def test_a_journal_is_a_journal():
    (one,) = read_pasted(
        "Materyal Türü : Süreli Yayın\nBaşlık : Türk Kütüphaneciliği\nYayın Yılı: 1987-"
    )
    assert (one.item.citation.kind, one.item.citation.journal) == ("issue", "Türk Kütüphaneciliği")


WORLDCAT = """Title:\tKara kitap
Author:\tOrhan Pamuk
Publisher:\tİletişim, İstanbul, 1994
Edition/Format:\tPrint Book : Turkish
ISBN:\t9789754704532, 9754704538
OCLC Number:\t12345678
Notes:\tRoman"""
WORLDCAT_NEW = """Kara kitap
Author: Orhan Pamuk
Publisher: İletişim, İstanbul, 1994
ISBN: 9789754704532"""
K10PLUS = """Titel:\tKara kitap / Orhan Pamuk
Verfasser:\tPamuk, Orhan *1952-* [VerfasserIn]
Ausgabe:\t3. bs.
Erschienen:\tİstanbul : İletişim, 1994
Umfang:\t444 S
Sprache(n):\tTürkisch
ISBN:\t975-470-453-8"""


@pytest.mark.parametrize(
    "text", [WORLDCAT, WORLDCAT_NEW, K10PLUS], ids=["WorldCat", "WorldCat's page", "K10plus"]
)
def test_other_catalogues(text):
    (one,) = read_pasted(text)
    cited = one.item.citation
    assert cited.title == "Kara kitap"
    assert cited.author in ("Orhan Pamuk", "Pamuk, Orhan")
    assert (cited.place, cited.publisher, cited.year) == ("İstanbul", "İletişim", "1994")
    assert cited.isbn == "9789754704532"
    assert cited.other_isbns == ()


def test_a_citation_without_labels_is_read_as_in_a_mail():
    (one,) = read_pasted("Pamuk, Orhan. Kara kitap. İstanbul: İletişim, 1994.")
    assert one.item.citation.title == "Kara kitap"
    assert one.item.citation.year == "1994"


@pytest.mark.parametrize(
    "text", ["", "   ", "Detay\nSepete ekle", "Başlık :\nYazar :", "\x00\t\t\t\n:::"]
)
def test_nothing_is_made_of_nothing(text):
    assert read_pasted(text) == ()


def test_a_whole_page_is_cut_where_it_gets_too_long():
    many = "\n\n".join(result(FIRST, " : ").replace("Kara", f"Kara {n}") for n in range(200))
    assert len(read_pasted(many)) == MOST
