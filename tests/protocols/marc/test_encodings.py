"""The encoding is judged by the bytes; no letter is ever lost or replaced in silence."""

import shutil
import subprocess
import unicodedata

import pytest

from kopru.protocols.marc import (
    ISO5426,
    MARC8,
    Reason,
    Repair,
    Unreadable,
    knows,
    likely_encodings,
    read_iso2709,
)
from kopru.protocols.marc.iso5426 import decode as decode_5426
from kopru.protocols.marc.marc8 import decode

PHRASE = "Işık ve gölge İstanbul"


def _titled(iso2709, title, leader_09):
    return iso2709([("245", b"10\x1fa" + title)], leader_09=leader_09)


@pytest.mark.parametrize("leader_09", ["a", " "])
def test_utf8_is_utf8_whatever_the_leader_says(iso2709, leader_09):
    record = read_iso2709(_titled(iso2709, PHRASE.encode(), leader_09))
    assert record.first("245", "a") == PHRASE
    assert record.encoding == "utf-8"
    assert record.repairs == (() if leader_09 == "a" else (Repair.ENCODING,))


def test_marc8_turkish(iso2709):
    data = b"I\xf0s\xb8k ve g\xe8olge \xe7Istanbul"
    record = read_iso2709(_titled(iso2709, data, " "))
    assert record.encoding == "marc-8"
    assert record.first("245", "a") == "Işık ve gölge İstanbul"


@pytest.mark.parametrize("leader_09", ["a", " "])
@pytest.mark.parametrize("code_page", ["cp1254", "iso8859-9"])
def test_a_declared_code_page_is_used(iso2709, leader_09, code_page):
    data = _titled(iso2709, PHRASE.encode(code_page), leader_09)
    record = read_iso2709(data, code_page=code_page)
    assert record.first("245", "a") == PHRASE
    assert record.encoding == code_page


def test_utf8_wins_over_a_declared_code_page(iso2709):
    data = _titled(iso2709, PHRASE.encode(), " ")
    assert read_iso2709(data, code_page="cp1254").first("245", "a") == PHRASE


@pytest.mark.parametrize(
    ("title", "leader_09"),
    [
        pytest.param(PHRASE.encode("cp1254"), "a", id="windows-1254 said to be UTF-8"),
        pytest.param("ığdır çiğ köfte".encode("cp1254"), " ", id="windows-1254 said to be MARC-8"),
        pytest.param("Сказки".encode("koi8-r"), " ", id="KOI8-R said to be MARC-8"),
    ],
)
def test_undeclared_code_pages_go_to_quarantine(iso2709, title, leader_09):
    with pytest.raises(Unreadable) as caught:
        read_iso2709(_titled(iso2709, title, leader_09))
    assert caught.value.reason is Reason.ENCODING


def _in_language(iso2709, language, title, leader_09="a"):
    fixed = f"050101s2004    xx            000 1 {language} d"
    return iso2709([("008", fixed), ("245", b"10\x1fa" + title)], leader_09=leader_09)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("fre", b"Histoire du nouveau th\xe2e\xe3atre", "Histoire du nouveau théâtre"),
        ("fin", b"J\xe8arki", "Järki"),
        ("tur", b"I\xf0s\xb8k", "Işık"),
        ("ger", b"aus dem Englischen \xe8ubersetzt", "aus dem Englischen übersetzt"),
        ("eng", b"price \xb90.75", "price £0.75"),
        ("rus", b"ven\xe8aj\xe8a", "venäjä"),
        ("per", b"Mas\xe5i\xf2h baz ma\xf2sl\xe5ub", "Masīḥ baz maṣlūb"),
    ],
)
def test_marc8_that_calls_itself_utf8_is_read_where_its_letters_leave_no_doubt(
    iso2709, language, title, text
):
    record = read_iso2709(_in_language(iso2709, language, title))
    assert record.first("245", "a") == text
    assert (record.encoding, record.repairs) == ("marc-8", (Repair.ENCODING,))


@pytest.mark.parametrize(
    ("language", "title", "leader_09"),
    [
        ("tur", "Suç ve Ceza", "a"), ("tur", "Suç ve Ceza", " "), ("tur", "Yusuf Çağlar", "a"),
        ("tur", "Yusuf Çağlar", " "), ("tur", "Kaç söz", "a"), ("tur", "Kaç söz", " "), ("eng", "Okçu", "a"),
        ("fre", "Une année créée", "a"), ("por", "não são mãe", "a"), ("eng", "Tourgueneff : année", "a"),
    ],
)  # fmt: skip
def test_what_only_chance_makes_marc8_is_not_taken_for_it(iso2709, language, title, leader_09):
    data = _in_language(iso2709, language, title.encode("cp1254"), leader_09)
    with pytest.raises(Unreadable) as caught:
        read_iso2709(data)
    assert caught.value.reason is Reason.ENCODING
    assert read_iso2709(data, code_page="cp1254").first("245", "a") == title


def test_a_broken_place_in_utf8_is_named(iso2709):
    data = _titled(iso2709, "Işık ve gölge".encode() + b" \xff kap\xc4\xb1", "a")
    with pytest.raises(Unreadable) as caught:
        read_iso2709(data)
    assert caught.value.reason is Reason.BROKEN_UTF8
    assert data[caught.value.place] == 0xFF


def test_a_broken_place_in_marc8_is_named(iso2709):
    data = _titled(iso2709, b"\x1b$1!0!~~~\x1b(B", " ")
    with pytest.raises(Unreadable) as caught:
        read_iso2709(data)
    assert caught.value.reason is Reason.BROKEN_MARC8
    assert data[caught.value.place : caught.value.place + 3] == b"~~~"


@pytest.mark.parametrize(
    ("language", "text", "encoding"),
    [
        ("tur", "Işık ve gölge, İstanbul'un yağmuru", "cp1254"),
        ("rus", "Уездное. Романы и повести", "koi8-r"),
        ("rus", "Уездное. Романы и повести", "cp1251"),
        ("gre", "Ψειρολογία", "iso8859-7"),
    ],
)
def test_what_an_unread_record_would_read_well_in(iso2709, language, text, encoding):
    data = _in_language(iso2709, language, text.encode(encoding))
    assert likely_encodings(data)[0] == encoding
    assert read_iso2709(data, code_page=encoding).first("245", "a") == text


@pytest.mark.parametrize("data", [b"", b"hello", b"0" * 24 + b"\x1e\x1d", bytes(range(256))])
def test_nothing_is_likely_of_what_is_no_record(data):
    assert likely_encodings(data) == ()


def test_marc8_and_iso5426_can_be_declared(iso2709):
    data = _titled(iso2709, b"th\xe2e\xe3atre de z\xf1x", "a")
    assert read_iso2709(data, code_page=MARC8).encoding == MARC8
    data = _titled(iso2709, b"Orgueil et pr\xc2ejug\xc2es", " ")
    record = read_iso2709(data, code_page=ISO5426)
    assert (record.first("245", "a"), record.encoding) == ("Orgueil et préjugés", ISO5426)
    assert knows(MARC8)
    assert knows(ISO5426)
    assert knows("cp1254")
    assert not knows("cp-none")


@pytest.mark.parametrize(
    ("sets", "encoding", "text", "name"),
    [
        ("0102", "koi8-r", "Уездное", "koi8-r"),
        ("89  ", "cp1251", "Уездное", "cp1251"),
        ("50  ", "utf-8", "Ψειρολογία", "utf-8"),
        ("0103", None, "Orgueil et préjugés", ISO5426),
        ("01  ", None, "Orgueil et préjugés", ISO5426),
    ],
)
def test_a_unimarc_record_declares_its_character_sets(iso2709, sets, encoding, text, name):
    title = text.encode(encoding) if encoding else text.replace("é", "\xc2e").encode("latin-1")
    coded = f"  \x1fa20040101d2004    u||y0frey{sets}    ba"
    record = read_iso2709(iso2709([("100", coded), ("200", b"1 \x1fa" + title)], leader_09=" "))
    assert (record.first("200", "a"), record.encoding) == (text, name)
    assert record.repairs == ()


def test_sets_that_the_bytes_are_not_in_do_not_help(iso2709):
    coded = "  \x1fa20040101d2004    u||y0frey50      ba"
    with pytest.raises(Unreadable):
        read_iso2709(iso2709([("100", coded), ("200", b"1 \x1faG\xfcl")], leader_09=" "))


@pytest.mark.skipif(not shutil.which("yaz-iconv"), reason="yaz-iconv is not installed")
def test_iso5426_is_what_another_converter_makes_of_it():
    lines = []
    for code in range(0xA1, 0xFF):
        try:
            decode_5426(bytes([code]))
        except UnicodeDecodeError:
            continue
        lines.append(bytes([code]) + b"a")
    assert len(lines) == 74
    data = b" ".join(lines)
    command = ["yaz-iconv", "-f", "ISO5426", "-t", "utf-8"]
    theirs = subprocess.run(command, input=data, capture_output=True, check=True).stdout
    assert unicodedata.normalize("NFC", theirs.decode()) == decode_5426(data)


def test_an_unknown_code_page_is_the_callers_fault(iso2709):
    data = _titled(iso2709, PHRASE.encode("cp1254"), "a")
    with pytest.raises(LookupError):
        read_iso2709(data, code_page="cp-none")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"plain", "plain", id="ASCII"),
        pytest.param(b"\xe8a\xe8o\xe8u", "äöü", id="marks before letters"),
        pytest.param(b"\xe2\xe3a", "a\u0301\u0302", id="two marks in their order"),
        pytest.param(b"a\xe8", "a\u0308", id="a mark without its letter is kept"),
        pytest.param(b"\x88The \x89End", "\x98The \x9cEnd", id="non-sort marks are kept"),
        pytest.param(b"\x1b(Nabc\x1b(B abc", "АБЦ abc", id="Cyrillic and back"),
        pytest.param(b"\x1bg\x61\x1bs b", "α b", id="Greek symbols by the short escape"),
        pytest.param(b"H\x1bb2\x1bsO", "H₂O", id="subscript"),
        pytest.param(b"\x1b$1!0!\x1b(B", "一", id="East Asian, three bytes a letter"),
        pytest.param(b"\x1b(3{u0654}\x1b(B", "\u0654", id="a character noted by number"),
        pytest.param(b"\x1b$1{6924f6}\x1b(B", "{6924f6}", id="a note that stays as it stands"),
        pytest.param(b"\x1b(2`~\x1b(B", "א~", id="an ASCII sign amid Hebrew"),
    ],
)
def test_marc8(data, text):
    assert decode(data) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"a\x81b", b"\x1b$1\x21\x21\x1b(B", b"\x1b$1~~~\x1b(B", b"\x1b", b"\x1bZ"],
    ids=["no letter", "a C1 control", "half an East Asian letter", "no East Asian letter",
         "an escape to nowhere", "an unknown escape"],
)  # fmt: skip
def test_what_marc8_has_no_letter_for_raises(data):
    with pytest.raises(UnicodeDecodeError):
        decode(data)
