"""The encoding is judged by the bytes; no letter is ever lost or replaced in silence."""

import unicodedata

import pytest

from kopru.protocols.marc import Reason, Repair, Unreadable, read_iso2709
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
