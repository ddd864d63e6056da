"""Documents made to hurt their reader are refused, and quickly."""

import time

import pytest

from kopru.protocols.iso18626 import Hostile, NotISO18626, NotXML, TooLarge, read

LAUGHS = "<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9)
)
SECRET = "<!DOCTYPE request [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><request>&x;</request>"

ATTACKS = {
    "billion laughs": f"<!DOCTYPE r [{LAUGHS}]><request>&a8;</request>".encode(),
    "billion laughs in an attribute": f"<!DOCTYPE r [{LAUGHS}]><request a='&a8;'/>".encode(),
    "a file of ours": SECRET.encode(),
    "a file of ours in UTF-16": f"<?xml version='1.0' encoding='UTF-16'?>{SECRET}".encode("utf-16"),
    "an outside DTD": b"<!DOCTYPE request SYSTEM 'http://127.0.0.1:9/x.dtd'><request/>",
    "an outside DTD in UTF-16": "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x'><request/>".encode("utf-16"),
    "a harmless DTD": b"<!DOCTYPE request><request/>",
    "a parameter entity": b"<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]><request/>",
    "attribute flood": b"<request" + b"".join(b" a%d='1'" % n for n in range(60_000)) + b"/>",
    "depth": b"<request>" * 40 + b"</request>" * 40,
    "great depth": b"<request>" * 50_000 + b"</request>" * 50_000,
    "a flood of elements": b"<request>" + b"<x/>" * 200_000 + b"</request>",
    "huge text": b"<request>" + b"a" * 5_000_000 + b"</request>",
}  # fmt: skip


@pytest.mark.parametrize("data", ATTACKS.values(), ids=ATTACKS.keys())
def test_it_is_refused_within_a_second(data):
    started = time.process_time()
    with pytest.raises((Hostile, TooLarge, NotXML)) as caught:
        read(data)
    assert time.process_time() - started < 1
    assert "root:" not in str(caught.value)


def test_namespaces_without_number_do_no_harm():
    data = b"<request" + b"".join(b" xmlns:a%d='u%d'" % (n, n) for n in range(40_000)) + b"/>"
    started = time.process_time()
    with pytest.raises(NotISO18626):
        read(data)
    assert time.process_time() - started < 1


def test_the_size_cap_is_the_callers_to_set():
    with pytest.raises(TooLarge, match="at most 10"):
        read(b"<request></request>", max_bytes=10)


def test_an_outside_schema_location_is_not_fetched_nor_refused():
    data = (
        b"<ISO18626Message xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' "
        b"xsi:schemaLocation='http://illtransactions.org/2013/iso18626 http://127.0.0.1:9/x.xsd'>"
        b"<requestConfirmation><confirmationHeader><timestamp>2026-11-24T07:30:00Z</timestamp>"
        b"<messageStatus>OK</messageStatus></confirmationHeader></requestConfirmation>"
        b"</ISO18626Message>"
    )
    assert read(data).header.status == "OK"
