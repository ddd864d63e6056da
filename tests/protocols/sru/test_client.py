"""SRU as a client: what is asked, and what real and unreal answers say."""

import urllib.request

import pytest

from kopru.protocols.sru.client import (
    Diagnostic,
    NotSru,
    clause,
    explain_address,
    read_explained,
    read_found,
    search_address,
)
from target_servers import ISBN

FOUND = """<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><version>1.2</version>
<numberOfRecords>{hits}</numberOfRecords><records>{records}</records>{more}</searchRetrieveResponse>"""
RECORD = "<record><recordSchema>marcxml</recordSchema><recordPacking>{packing}</recordPacking><recordData>{data}</recordData></record>"  # fmt: skip


def get(address):
    with urllib.request.urlopen(address, timeout=5) as answer:
        return answer.read()


def test_a_real_server_is_searched(zebra):
    base = f"http://127.0.0.1:{zebra}/Default"
    found = read_found(get(search_address(base, clause("bath.isbn", ISBN), schema="marcxml")))
    assert (found.hits, len(found.records), found.diagnostics) == (1, 1, ())
    assert "Kar kristali" in found.records[0].data.decode()


def test_a_real_server_explains_itself(zebra):
    explained = read_explained(get(explain_address(f"http://127.0.0.1:{zebra}/Default")))
    assert explained.title == "Ihlamur Kütüphanesi"
    assert explained.indexes == ("bath.isbn", "dc.title")
    assert "opacxml" in explained.schemas


def test_a_real_refusal(zebra):
    base = f"http://127.0.0.1:{zebra}/Default"
    found = read_found(get(search_address(base, clause("bath.nothing", "x"))))
    assert found.records == ()
    assert found.diagnostics[0].code == 16


def test_a_record_packed_as_text_reads_alike():
    data = RECORD.format(packing="string", data="&lt;record&gt;&lt;leader/&gt;&lt;/record&gt;")
    found = read_found(FOUND.format(hits=1, records=data, more="").encode())
    assert found.records[0].data == b"<record><leader/></record>"


def test_a_diagnostic_in_a_records_place_is_no_record():
    inner = '<diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>info:srw/diagnostic/1/67</uri><message>no</message></diagnostic>'  # fmt: skip
    data = RECORD.format(packing="xml", data=inner)
    found = read_found(FOUND.format(hits=1, records=data, more="").encode())
    assert (found.records, found.diagnostics) == ((), (Diagnostic(67, "no"),))


@pytest.mark.parametrize("said", ["", "many", "-1", "9" * 40, "١٢"])
def test_a_count_that_is_none_counts_nothing(said):
    assert read_found(FOUND.format(hits=said, records="", more="").encode()).hits == 0


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"<html/>", b"<searchRetrieveResponse>",
     b"<!DOCTYPE x [<!ENTITY a 'b'>]><searchRetrieveResponse>&a;</searchRetrieveResponse>",
     "<!DOCTYPE x><searchRetrieveResponse/>".encode("utf-16"),
     b"<searchRetrieveResponse>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</searchRetrieveResponse>"],
)  # fmt: skip
def test_what_is_no_sru_is_refused(data):
    with pytest.raises(NotSru):
        read_found(data)


def test_addresses_keep_what_the_library_gave_and_quote_the_rest():
    address = search_address("https://x.example/sru?db=a", clause("dc.title", 'kar "& b\\'), most=2)
    assert address.startswith(
        "https://x.example/sru?db=a&operation=searchRetrieve&version=1.1&query="
    )
    assert "%5C%22%26+b%5C%5C" in address
    assert "maximumRecords=2" in address
