"""Papers as printed: scanned, read and measured again from the PDF."""

import time
from dataclasses import replace
from datetime import date

import pytest
import typst

from kopru.shipping.papers import (
    AddressLabel,
    LoanSlip,
    PackedItem,
    PackingList,
    PullSlip,
    ReturnReceipt,
    Unprintable,
    render,
    shelf_mark,
)
from shipping.papers import reading
from shipping.papers.cast import AEGEAN, BERLIN, BOSPHORUS, DUE, LETTERS, bare, full
from shipping.papers.reading import needs_poppler

TITLE_OF_300 = ("Osmanlı'dan Cumhuriyet'e Ğğ Şş İı ödünç kitabın yüzyıllık serüveni " * 5)[:300]
SIZES = pytest.mark.parametrize("size", ["a4", "label"])
LANGUAGES = pytest.mark.parametrize("language", ["tr", "en"])


@needs_poppler
@SIZES
@LANGUAGES
@pytest.mark.parametrize("papers", [full(), full(TITLE_OF_300, TITLE_OF_300), bare()])
def test_a_scanner_reads_every_code_at_150_dpi(papers, size, language, tmp_path):
    found = reading.codes(render(papers, language=language, size=size), tmp_path)
    labels = [paper.code for paper in papers if hasattr(paper, "payer")]
    bars = [text for page in found for kind, text in page if kind == "Code128"]
    dots = [text for page in found for kind, text in page if kind == "QRCode"]
    assert bars == [paper.code for paper in papers]
    assert dots == labels


@needs_poppler
def test_the_longest_code_is_still_read_from_the_narrowest_paper(tmp_path):
    code = "W" * 20
    label = AddressLabel(code, BOSPHORUS, AEGEAN, "sender")
    pdf = render([PullSlip(code, "Faust"), label], language="tr")
    assert reading.codes(pdf, tmp_path) == [
        [("Code128", code)],
        [("QRCode", code), ("Code128", code)],
    ]


@needs_poppler
@SIZES
def test_pages_keep_the_given_order(size, tmp_path):
    slips = [PullSlip(f"L-{n}", f"Kitap {n}") for n in (5, 3, 9, 1)]
    pdf = render(
        [*slips, LoanSlip("L-7", "Kitap 7"), PullSlip("L-2", "")], language="tr", size=size
    )
    pages = [[text for _, text in page] for page in reading.codes(pdf, tmp_path)]
    on_a4 = [["L-5", "L-3", "L-9"], ["L-1"], ["L-7"], ["L-2"]]
    one_each = [["L-5"], ["L-3"], ["L-9"], ["L-1"], ["L-7"], ["L-2"]]
    assert pages == (on_a4 if size == "a4" else one_each)


@needs_poppler
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("a4", {"pages": 25, "size": "595.276 x 841.89"}),
        ("label", {"pages": 100, "size": "283.465 x 425.197"}),
    ],
)
def test_a_hundred_labels_are_ready_at_once(size, expected, tmp_path):
    labels = [
        AddressLabel(f"K-2026-{n:06}", BOSPHORUS, AEGEAN, "recipient", "Hızlı", str(n))
        for n in range(100)
    ]
    started = time.perf_counter()
    pdf = render(labels, language="tr", size=size)
    assert time.perf_counter() - started < 5
    info = reading.info(pdf, tmp_path)
    assert int(info["Pages"]) == expected["pages"]
    assert info["Page size"].startswith(expected["size"])


@needs_poppler
@SIZES
@LANGUAGES
def test_turkish_letters_can_be_read_and_searched(size, language, tmp_path):
    printed = reading.text(render(full(LETTERS, LETTERS), language=language, size=size), tmp_path)
    assert printed.count(LETTERS) >= 9  # title of five books, note or conditions of four
    assert "34342 Sarıyer / İSTANBUL" in printed
    assert "35100 Bornova / İZMİR" in printed


@needs_poppler
@LANGUAGES
def test_the_fixed_words_are_in_the_language_asked_for(language, tmp_path):
    printed = reading.text(render(full(), language=language), tmp_path)
    turkish = {"Raf fişi", "Ücreti alıcıdan", "Gönderici ödemeli", "Son iade tarihi", "12.11.2026"}
    english = {
        "Pull slip",
        "Freight paid by recipient",
        "Freight paid by sender",
        "12 November 2026",
    }
    ours, others = (turkish, english) if language == "tr" else (english, turkish)
    assert {words for words in ours if words in printed} == ours
    assert {words for words in others if words in printed} == set()


@needs_poppler
@SIZES
@pytest.mark.parametrize(
    "typed",
    [
        '#read("/etc/passwd")',
        "*bold* $x$ ]",
        '"} #panic() // /* ',
        "\\u{41} @ref <tag> = head - item",
        "#sys.inputs.job",
        "~ -- --- ... 'q' \"q\"",
    ],
)
def test_what_people_type_is_printed_as_typed(typed, size, tmp_path):
    place = replace(BOSPHORUS, name=typed, lines=(typed,))
    label = AddressLabel("K-1", place, place, "sender", typed, typed, (typed,))
    pdf = render([*full(typed, typed), label], language="tr", size=size)
    printed = reading.text(pdf, tmp_path)
    wanted = " ".join(typed.split())
    assert printed.count(wanted) >= 9 + 7
    assert "root:" not in printed


@needs_poppler
@SIZES
@LANGUAGES
@pytest.mark.parametrize(
    "title",
    [
        pytest.param(TITLE_OF_300, id="300 signs"),
        pytest.param("W" * 300, id="300 signs without a blank"),
        pytest.param("çok uzun bir künye " * 300, id="a whole page pasted in"),
    ],
)
def test_nothing_leaves_its_paper_or_runs_into_the_code(title, size, language, tmp_path):
    papers = full(title, title)
    place = replace(BOSPHORUS, name=title, lines=(title, title), district=title, phone=title)
    many = tuple(f"L-2026-{n:06}" for n in range(200))
    papers += [AddressLabel("K-9", place, place, "recipient", title, title, many)]
    for paper in papers:
        pdf = render([paper], language=language, size=size)
        (page,) = reading.words(pdf, tmp_path)
        width, height = (
            float(side) for side in reading.info(pdf, tmp_path)["Page size"].split()[:3:2]
        )
        assert all(word.left > 0 and word.right < width for word in page)
        assert all(word.top > 0 and word.bottom < height for word in page)
        bars = [text for kind, text in reading.codes(pdf, tmp_path)[0] if kind == "Code128"]
        assert bars == [paper.code]
        (code,) = [word for word in page if word.text == paper.code]
        above = [
            word
            for word in page
            if word.left < code.right and word.right > code.left and word is not code
        ]
        bars_top = code.top - 38  # 13 mm of bars above the clear text
        assert all(word.bottom <= bars_top + 2 or word.top > code.bottom for word in above)


@needs_poppler
@SIZES
def test_a_title_of_300_signs_is_printed_whole(size, tmp_path):
    papers = [PullSlip("L-1", TITLE_OF_300), ReturnReceipt("L-2", TITLE_OF_300)]
    printed = reading.text(render(papers, language="tr", size=size), tmp_path)
    assert printed.count(" ".join(TITLE_OF_300.split())) == 2


@needs_poppler
@SIZES
def test_empty_fields_leave_neither_words_nor_holes(size, tmp_path):
    printed = reading.text(render(bare(), language="en", size=size), tmp_path)
    unwanted = [
        "Call number",
        "ISBN",
        "Due back",
        "Note",
        "Carrier",
        "Requests inside",
        "None",
        "Tel",
        "·",
    ]
    assert [words for words in unwanted if words in printed] == []
    (page,) = reading.words(render([PullSlip("L-1", "Faust")], language="en", size=size), tmp_path)
    lines = {word.text: word.top for word in page}
    assert lines["Faust"] - lines["Pull"] < 45


@needs_poppler
def test_the_country_is_printed_only_where_a_border_is_crossed(tmp_path):
    home = reading.text(
        render([AddressLabel("K", BOSPHORUS, AEGEAN, "sender")], language="tr"), tmp_path
    )
    abroad = reading.text(
        render([AddressLabel("K", BOSPHORUS, BERLIN, "sender")], language="tr"), tmp_path
    )
    assert "Türkiye" not in home
    assert "Türkiye" in abroad
    assert "Berlin Deutschland" in abroad  # not BERLİN


@needs_poppler
def test_the_recipient_pays_the_freight_and_nothing_else(tmp_path):
    label = AddressLabel("K", BOSPHORUS, AEGEAN, "recipient")
    printed = reading.text(render([label], language="tr"), tmp_path)
    assert "Ücreti alıcıdan" in printed
    assert "ürün bedeli yoktur" in printed
    assert "Gönderici ödemeli" not in printed
    assert "şartlı" not in printed


@needs_poppler
@SIZES
def test_the_pdf_is_tagged_for_screen_readers(size, tmp_path):
    pdf = render(full(), language="tr", size=size)
    info = reading.info(pdf, tmp_path)
    assert info["Tagged"] == "yes"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert info["Title"] == "Kütüphanelerarası ödünç belgeleri"


@needs_poppler
def test_a_letter_no_font_has_does_not_stop_the_batch(tmp_path):
    unknown = "\U0001e290"  # Toto, younger than most fonts
    pdf = render([LoanSlip("L-1", f"Faust {unknown}"), LoanSlip("L-2", "Ağıt")], language="tr")
    assert b"pdfuaid:part" not in pdf
    assert reading.info(pdf, tmp_path)["Tagged"] == "yes"
    assert [text for _, text in reading.codes(pdf, tmp_path)[0]] == ["L-1", "L-2"]
    assert "Ağıt" in reading.text(pdf, tmp_path)


@needs_poppler
def test_hidden_signs_are_dropped(tmp_path):
    slip = LoanSlip("L-1", "Ters\u202eyazı\x00\n\tbaşlık\u200b.")
    assert "Tersyazı başlık." in reading.text(render([slip], language="tr"), tmp_path)


def test_the_bundled_fonts_have_every_letter_of_ours():
    alone = typst.Fonts(include_system_fonts=False)
    assert {"Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"} <= set(alone.families())
    page = (
        b'#set document(title: "x")\n#set text(font: ("Libertinus Serif", "New Computer Modern"))\n'
    )
    compiler = typst.Compiler(page + f"{LETTERS} âîû ÂÎÛ · – …".encode(), font_paths=alone)
    # UA-1 refuses any letter without a glyph.
    assert compiler.compile(format="pdf", pdf_standards=["ua-1"])


def test_a_poor_job_is_refused():
    with pytest.raises(ValueError, match="no papers"):
        render([], language="tr")
    with pytest.raises(Unprintable):
        render([LoanSlip("Ş-1", "Faust", due_on=DUE)], language="tr")


@pytest.mark.parametrize(
    ("name", "number", "mark"),
    [
        ("ışıl çelik", "20191234", "IÇ 234"),
        ("İnci Su Ağaoğlu", "B-17", "İSA B17"),
        ("Can", "", "C"),
        ("", "42", "42"),
        ("", "", ""),
    ],
)
def test_the_shelf_mark_hides_the_reader(name, number, mark):
    assert shelf_mark(name, number) == mark


@needs_poppler
def test_dates_are_written_as_the_language_writes_them(tmp_path):
    slip = PullSlip("L-1", "Faust", ship_by=date(2022, 6, 3))
    assert "03.06.2022" in reading.text(render([slip], language="tr-TR"), tmp_path)
    assert "3 June 2022" in reading.text(render([slip], language="en-GB"), tmp_path)


@needs_poppler
@pytest.mark.parametrize("size", ["a4", "label"])
def test_every_line_of_a_packing_list_is_scanned_and_none_leaves_its_page(size, tmp_path):
    items = tuple(
        PackedItem(f"CAMLIDERE-26{n:05d}-{n % 3 + 1}", title, "home" if n % 4 else "out", DUE)
        for n, title in enumerate(["Şeker Ağası", "Işık " * 40, "₺ ve Ğ", *["Öykü"] * 17])
    )
    paper = PackingList(
        "CAMLIDERE-K123456", "Boğaz Üniversitesi Kütüphanesi", "Ege Kütüphanesi", items,
        "Hızlı Kargo", "99887766", DUE,
    )  # fmt: skip
    pdf = render([paper], language="tr", size=size)
    found = [code for page in reading.codes(pdf, tmp_path) for _kind, code in page]
    assert sorted(found) == sorted(item.code for item in items)
    said = reading.text(pdf, tmp_path)
    assert all(word in said for word in ("Şeker Ağası", "CAMLIDERE-K123456", "99887766"))
    assert said.count("Öykü") == 17
