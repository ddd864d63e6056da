import zlib
from concurrent.futures import ThreadPoolExecutor

from kopru.catalogue.records.packing import packed, unpacked


def test_what_is_packed_comes_out_again():
    for raw in (b"x", b"00714cam a2200205 a 4500" * 90, bytes(range(256)) * 400):
        assert unpacked(packed(raw)) == raw
        assert unpacked(memoryview(packed(raw))) == raw


def test_nothing_is_kept_as_nothing():
    assert unpacked(b"") == b""


def test_records_kept_by_earlier_versions_are_read():
    assert unpacked(zlib.compress(b"old record", 3)) == b"old record"


def test_threads_do_not_mix_their_records():
    records = [bytes([n % 256]) * (1_000 + n) for n in range(2_000)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda raw: unpacked(packed(raw)), records)) == records
