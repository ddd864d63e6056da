"""24,000 records as they lie about in the world: nothing is dropped, and figures hold."""

from collections import Counter

import pytest

from kopru.protocols.marc import Reason, Unreadable, describe, read_iso2709, split


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
    assert reasons == {Reason.ENCODING: 1}
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
    assert reasons == {Reason.ENCODING: 232, Reason.BAD_DIRECTORY: 5, Reason.BAD_BASE_ADDRESS: 4}
    assert encodings == {"ascii": 2200, "utf-8": 533, "marc-8": 91}


def test_a_declared_code_page_brings_russian_records_out_of_quarantine(shared):
    file = shared / "marc/raw/indexdata__idzebra.iso"
    before, _, _ = _read_all([file])
    after, encodings, records = _read_all([file], {file.stem: "koi8-r"})
    assert before[Reason.ENCODING] == 72
    assert not after
    assert encodings["koi8-r"] >= 72
    assert any("Красное колесо" in record.first("200", "a") for record in records)
