"""24,000 records as they lie about in the world: nothing is dropped, and figures hold."""

from collections import Counter
from io import BytesIO

import pytest

from kopru.protocols.marc import Reason, Unreadable, describe, read_iso2709, split
from kopru.protocols.marc.encodings import Said, decode_fields


def _read_all(files, code_pages=None):
    reasons, encodings, records = Counter(), Counter(), []
    for file in sorted(files):
        with file.open("rb") as stream:
            pieces = list(split(stream))
        blanks = file.read_bytes().translate(None, b" \t\r\n")
        assert b"".join(piece for _, piece in pieces).translate(None, b" \t\r\n") == blanks
        for _, piece in pieces:
            try:
                record = read_iso2709(piece, code_page=(code_pages or {}).get(file.stem))
            except Unreadable as trouble:
                reasons[trouble.reason] += 1
            else:
                encodings[record.encoding] += 1
                records.append(record)
    return reasons, encodings, records


@pytest.fixture(scope="module")
def collections(shared):
    return _read_all((shared / "marc").glob("*.mrc"))


def test_of_21030_clean_records_one_goes_to_quarantine(collections):
    reasons, encodings, _ = collections
    # the one holds a damaged East Asian passage in MARC-8
    assert reasons == {Reason.BROKEN_MARC8: 1}
    assert encodings == {"ascii": 11852, "utf-8": 9177}


def test_every_record_can_be_described(collections):
    described = [describe(record) for record in collections[2]]
    works = [work for work in described if work.is_bibliographic]
    assert len(described) == 21029
    assert sum(bool(work.title) for work in works) > 0.93 * len(works)
    assert all(len(number) == 13 for work in works for number in work.isbns)
    assert all(work.year is None or 1450 <= work.year <= 2100 for work in works)


def test_of_3065_records_as_found_each_is_read_or_has_its_reason(shared):
    reasons, encodings, _ = _read_all((shared / "marc/raw").glob("*.iso"))
    # of the 21, fourteen read well in another code page, which nothing but a person can know
    assert reasons == {Reason.ENCODING: 21, Reason.BROKEN_MARC8: 6, Reason.BROKEN_UTF8: 4}
    assert encodings == {"ascii": 2204, "utf-8": 538, "marc-8": 148, "koi8-r": 144}


def test_records_that_were_moved_to_another_encoding_are_never_read_wrongly(shared):
    """Every real record of UTF-8, written in windows-1252 but still calling itself UTF-8."""
    wrong = tried = 0
    for file in sorted((shared / "marc").glob("[i-l]*.mrc")):
        for _, piece in split(BytesIO(file.read_bytes())):
            try:
                record = read_iso2709(piece)
                moved = "\x1e".join(_text(field) for field in record.fields).encode("cp1252")
            except (Unreadable, UnicodeEncodeError):
                continue
            if moved.isascii():
                continue
            tried += 1
            languages = frozenset({record.control("008")[35:38]})
            try:
                decode_fields(moved, "a", lambda said=languages: Said("a", languages=said), set())
            except Unreadable:
                continue
            wrong += 1
    assert tried > 200
    assert wrong <= 2  # those two had been moved once before, and are put right by this


def _text(field):
    return field.value or field.indicators + "".join(f"\x1f{c}{v}" for c, v in field.subfields)


def test_a_declared_code_page_brings_russian_records_out_of_quarantine(shared):
    file = shared / "marc/raw/edsu__pymarc.iso"
    before, _, _ = _read_all([file])
    after, encodings, records = _read_all([file], {file.stem: "cp1251"})
    assert before == {Reason.ENCODING: 6, Reason.BROKEN_MARC8: 1}
    assert after == {Reason.BROKEN_MARC8: 1}
    assert encodings["cp1251"] >= 6
    assert any(
        "Людмила" in record.first("700", "ab") + record.first("100", "a") for record in records
    )
