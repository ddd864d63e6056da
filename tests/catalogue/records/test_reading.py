"""Files to items: what a file is in, what a delivery declares, what is kept of each record."""

import pytest
from pymarc import Field, Indicators, Record, Subfield

from catalogue.building import marc
from kopru.catalogue.records.reading import (
    ISO2709,
    MARCXML,
    UNIMARC,
    read_file,
    read_piece,
    read_stored,
    read_xml_piece,
    record_of,
)


def unimarc(title="Le livre noir", coded="20040101d2004    u||y0frey50      ba"):
    record = Record(force_utf8=True)
    record.add_field(Field("001", data="fr1"))
    for tag, text in (("100", coded), ("200", title)):
        if text:
            record.add_field(Field(tag, Indicators(" ", " "), [Subfield("a", text)]))
    return record.as_marc()


@pytest.fixture
def read(tmp_path):
    def run(data, **options):
        path = tmp_path / "delivery.mrc"
        path.write_bytes(data)
        return list(read_file(path, **options))

    return run


def test_dialects_are_told_apart_record_by_record(read):
    first, second = read(marc("1", "Kara kitap") + unimarc())
    assert (first.described.facts.title, second.described.facts.title) == (
        "Kara kitap",
        "Le livre noir",
    )
    assert first.format == second.format == ISO2709


@pytest.mark.parametrize(
    ("dialect", "title", "format_"),
    [("", "", ISO2709), ("unimarc", "Le livre noir", UNIMARC), ("marc21", "", ISO2709)],
)
def test_a_delivery_may_declare_its_dialect(read, dialect, title, format_):
    (item,) = read(unimarc(coded=""), dialect=dialect)
    assert (item.described.facts.title, item.format) == (title, format_)
    assert read_stored(item.raw, item.format, "").facts.title == title


def test_a_declared_marc21_is_not_taken_for_unimarc(read):
    (item,) = read(unimarc(), dialect="marc21")
    assert item.described.facts.title == ""


def test_records_of_no_work_are_items_with_their_reason(read):
    authority = marc("1", "", kind="z ").replace(b"245", b"445")
    (item,) = read(authority)
    assert (item.described, item.reason) == (None, "not_a_work")
    assert "authority" in item.detail
    assert read_stored(item.raw, item.format, "") is None
    assert record_of(item.raw, item.format, "").control("001") == "1"


def test_xml_in_a_wrong_encoding_is_an_item_that_can_be_read_again(read):
    good = (
        "<record><leader>00000nam a2200000 a 4500</leader><controlfield tag='001'>1</controlfield>"
        "<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>Işık</subfield></datafield></record>"
    )
    wrong = good.replace(">1<", ">2<").encode("cp1254")
    first, second = read(b"<collection>" + good.encode() + wrong + b"</collection>")
    assert first.described.facts.title == "Işık"
    assert (second.reason, second.raw, second.format) == ("encoding", wrong, MARCXML)
    again = read_xml_piece(second.file, second.position, second.raw, code_page="cp1254")
    assert again.described.facts.title == "Işık"
    assert read_stored(again.raw, again.format, "cp1254").control_number == "2"


def test_a_piece_alone(read):
    data = marc("1", "Kara kitap")
    assert read_piece("x.mrc", 7, data) == read(data)[0].__class__(
        "x.mrc", 7, data, read(data)[0].digest, ISO2709, read(data)[0].described
    )
