"""What programs read: nothing in a title may break the format, and Turkish letters stay."""

import json
from urllib.parse import parse_qs

import pytest

from kopru.catalogue.citing import (
    Extras,
    Shelf,
    as_bibtex,
    as_coins,
    as_ris,
    as_schema_org,
    work_of,
)
from kopru.catalogue.citing.bibtex import key_of
from kopru.catalogue.records.described import Facts

BOOK = Facts(
    title="Saatleri ayarlama enstitüsü", subtitle="roman", authors=("Tanpınar, Ahmet Hamdi",),
    publisher="Simon and Schuster", place="İstanbul", year=2019, edition_statement="2. bs.",
    kind="book", language="tur", isbns=("9789759955854",), pages="xii, 436 s.", volume="1. cilt",
    subjects=("Türk romanı",),
)  # fmt: skip


def fields_of(ris):
    pairs = [line.split("  - ", 1) for line in ris.removesuffix("\r\n").split("\r\n")]
    found = {}
    for tag, text in pairs:
        found.setdefault(tag, []).append(text)
    return found


def test_bibtex_of_a_book():
    assert as_bibtex(work_of(BOOK)) == (
        "@book{tanpinar2019saatleri,\n"
        "  author = {Tanpınar, Ahmet Hamdi},\n"
        "  title = {{Saatleri ayarlama enstitüsü}},\n"
        "  subtitle = {{roman}},\n"
        "  edition = {2},\n"
        "  volume = {1},\n"
        "  location = {İstanbul},\n"
        "  publisher = {{Simon and Schuster}},\n"
        "  year = {2019},\n"
        "  pagetotal = {436},\n"
        "  isbn = {9789759955854},\n"
        "  langid = {turkish},\n"
        "}\n"
    )


def test_no_mark_of_a_title_means_anything_to_tex():
    entry = as_bibtex(work_of(Facts(title="% 100 {kar} & zarar_#1 \\ $5 ~ ^\nson", year=2000)))
    line = next(line for line in entry.splitlines() if line.startswith("  title"))
    assert line == (
        r"  title = {{\% 100 \{kar\} \& zarar\_\#1 \textbackslash{} \$5 "
        r"\textasciitilde{} \textasciicircum{} son}},"
    )
    assert entry.replace(r"\{", "").replace(r"\}", "").count("{") == entry.replace(
        r"\{", ""
    ).replace(r"\}", "").count("}")


def test_keys_are_ascii_and_never_empty():
    assert key_of(work_of(Facts(title="Işığın İzi", authors=("Çağrı, Öz",)))) == "cagriisigin"
    assert key_of(work_of(Facts(title="漢字"))) == "kopru"


def test_an_ottoman_year_sorts_by_the_gregorian_and_keeps_the_printed():
    entry = as_bibtex(work_of(Facts(title="Kamus", year=1911, year_text="1327 [1911]")))
    assert "  year = {1911},\n  note = {1327 [1911]},\n" in entry


def test_ris_of_a_book():
    ris = as_ris(work_of(BOOK))
    assert ris.startswith("TY  - BOOK\r\n")
    assert ris.endswith("ER  - \r\n")
    said = fields_of(ris)
    assert said["AU"] == ["Tanpınar, Ahmet Hamdi"]
    assert said["TI"] == ["Saatleri ayarlama enstitüsü: Roman"]
    assert (said["PY"], said["CY"], said["SN"], said["SP"]) == (
        ["2019"], ["İstanbul"], ["9789759955854"], ["436"],
    )  # fmt: skip


def test_a_line_end_in_a_title_does_not_end_the_reference():
    ris = as_ris(work_of(Facts(title="Bir\r\nER  - \r\nTY  - BOOK", year=2000)))
    assert ris.count("\r\n") == 4  # TY, TI, PY, ER
    assert fields_of(ris)["TI"] == ["Bir ER - TY - BOOK"]


def test_ris_of_an_article():
    article = Facts(title="Kâğıt", kind="article", year=2001, issns=("0041-4255",))
    said = fields_of(as_ris(work_of(article, Extras("Belleten", "65", "243", "45–60"))))
    assert [said[tag] for tag in ("TY", "T2", "VL", "IS", "SP", "EP", "SN")] == [
        ["JOUR"], ["Belleten"], ["65"], ["243"], ["45"], ["60"], ["0041-4255"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "form", "title"),
    [
        ("book", "book", "rft.btitle"),
        ("journal", "journal", "rft.jtitle"),
        ("article", "journal", "rft.atitle"),
        ("thesis", "dissertation", "rft.title"),
        ("map", "dc", "rft.title"),
    ],
)
def test_coins_is_an_openurl(kind, form, title):
    work = work_of(Facts(title="Işık & gölge", authors=("Öz, Ali",), kind=kind, year=2000))
    said = parse_qs(as_coins(work))
    assert said["ctx_ver"] == ["Z39.88-2004"]
    assert said["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{form}"]
    assert said[title] == ["Işık & gölge"]


def test_coins_of_a_body_names_it_as_one():
    said = parse_qs(as_coins(work_of(Facts(title="Sözlük", authors=("Türk Dil Kurumu",)))))
    assert said["rft.aucorp"] == ["Türk Dil Kurumu"]


def test_schema_org_offers_each_librarys_copies():
    shelves = [
        Shelf("Ash Kütüphanesi", "Ankara", ("813 T36",), available=True, lends=True),
        Shelf("Birch Kütüphanesi", "", (), available=None, lends=True),
        Shelf("Cedar Kütüphanesi", "Konya", (), available=None, lends=False),
    ]
    said = as_schema_org(work_of(BOOK), address="https://kopru.example/title/1/", shelves=shelves)
    assert said["@type"] == "Book"
    assert said["author"] == [{"@type": "Person", "name": "Ahmet Hamdi Tanpınar"}]
    assert said["numberOfPages"] == 436
    assert said["inLanguage"] == "tr"
    lends, unknown, stays = said["offers"]
    assert lends["availability"] == "https://schema.org/InStock"
    assert lends["sku"] == "813 T36"
    assert lends["offeredBy"]["address"]["addressLocality"] == "Ankara"
    assert "availability" not in unknown
    assert stays["availability"] == "https://schema.org/InStoreOnly"
    assert "businessFunction" not in stays
    assert json.loads(json.dumps(said)) == said


def test_schema_org_says_nothing_that_is_not_known():
    said = as_schema_org(work_of(Facts(title="Yalnız")), address="https://k.example/1/", shelves=[])
    assert set(said) == {"@context", "@type", "@id", "url", "name"}
