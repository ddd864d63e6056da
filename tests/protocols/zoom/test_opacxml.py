"""Holdings in the OPAC record syntax, in the XML of YAZ."""

import pytest

from kopru.protocols.zoom.opacxml import Circulation, NotOpac, read_opac

HOLDING = (
    '<holding><localLocation>Merkez</localLocation><callNumber>813 Ö</callNumber><circulations>'
    '<circulation><availableNow value="0"/><availablityDate>2026-12-03</availablityDate>'
    '<itemId>B1</itemId><renewable value="0"/><onHold value="1"/></circulation></circulations></holding>'
)  # fmt: skip


def opac(holdings, record=b"00024nam"):
    return b"<opacRecord>\n  <bibliographicRecord>\n" + record + b"</bibliographicRecord>\n<holdings>" + holdings + b"</holdings></opacRecord>"  # fmt: skip


def test_a_copy_with_its_circulation():
    read = read_opac(opac(HOLDING.encode()))
    assert read.bibliographic == b"00024nam"
    assert (read.holdings[0].place, read.holdings[0].call_number) == ("Merkez", "813 Ö")
    assert read.holdings[0].circulations == (Circulation(False, "2026-12-03", "B1", "", True),)


def test_the_record_may_be_bytes_that_no_xml_holds():
    assert (
        read_opac(opac(HOLDING.encode(), b"a\x1fb&<\xff\x1d")).bibliographic == b"a\x1fb&<\xff\x1d"
    )


def test_a_declared_code_page_is_used_where_it_is_no_utf8():
    data = opac(HOLDING.replace("Merkez", "Işık").encode("cp1254"))
    assert read_opac(data, code_page="cp1254").holdings[0].place == "Işık"
    with pytest.raises(NotOpac):
        read_opac(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"<opacRecord/>", opac(b"<holding>"), b"<!DOCTYPE a [<!ENTITY x 'y'>]>" + opac(b"&x;"),
     b"<!DOCTYPE a [<!ENTITY x 'y'>]>" + opac(b"")],
)  # fmt: skip
def test_what_it_is_not(data):
    with pytest.raises(NotOpac):
        read_opac(data)


def test_endless_holdings_end():
    assert len(read_opac(opac(HOLDING.encode() * 3000)).holdings) == 1000
