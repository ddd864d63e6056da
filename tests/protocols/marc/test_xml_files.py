"""Files of MARCXML: wrong declarations, wrong bytes, broken tags; no good record is lost."""

from io import BytesIO

import pytest

from kopru.protocols.marc import (
    MarcRecord,
    Reason,
    Unreadable,
    read_marcxml_file,
    read_marcxml_piece,
)


def record(title, number="1", prefix=""):
    text = (
        f"<record><leader>00000nam a2200000 a 4500</leader><controlfield tag='001'>{number}</controlfield>"
        f"<datafield tag='245' ind1='1' ind2='0'><subfield code='a'>{title}</subfield></datafield></record>"
    )
    return (
        text.replace("</", f"</{prefix}")
        .replace("<", f"<{prefix}")
        .replace(f"<{prefix}/{prefix}", f"</{prefix}")
    )


def collection(*records, declared=""):
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    return f"{head}<collection>{''.join(records)}</collection>"


def titles(data, **options):
    """Titles read, and the reasons of what was not, in the file's order."""
    return [
        one.first("245", "a") if isinstance(one, MarcRecord) else one.reason
        for _, one in read_marcxml_file(BytesIO(data), **options)
    ]


KÖPRÜ = "Köprü ve ışık"


@pytest.mark.parametrize(
    ("declared", "written", "code_page"),
    [
        ("", "utf-8", ""), ("utf-8", "utf-8", "cp1254"), ("ISO-8859-9", "utf-8", ""), ("windows-1254", "utf-8", ""),
        ("ISO-8859-9", "iso8859-9", ""), ("windows-1254", "cp1254", ""), ("utf-8", "cp1254", "cp1254"),
        ("", "cp1254", "cp1254"), ("ISO-8859-1", "cp1254", "cp1254"), ("utf-16", "utf-16", ""),
    ],
)  # fmt: skip
def test_the_bytes_decide_then_the_source_then_the_declaration(declared, written, code_page):
    data = collection(record(KÖPRÜ), record("Işık", "2"), declared=declared).encode(written)
    assert titles(data, code_page=code_page) == [KÖPRÜ, "Işık"]


def test_a_wrong_encoding_costs_only_its_record():
    wrong = record("Gölge", "2").encode("cp1254")
    data = (
        b"<collection>"
        + record(KÖPRÜ).encode()
        + wrong
        + record("Son", "3").encode()
        + b"</collection>"
    )
    assert titles(data) == [KÖPRÜ, Reason.ENCODING, "Son"]
    found = list(read_marcxml_file(BytesIO(data)))
    position, trouble = found[1]
    assert data[position : position + len(wrong)] == trouble.data == wrong
    assert wrong[trouble.place] == 0xF6
    assert read_marcxml_piece(trouble.data, code_page="cp1254").first("245", "a") == "Gölge"
    assert titles(data, code_page="cp1254") == [KÖPRÜ, "Gölge", "Son"]


@pytest.mark.parametrize(
    "broken",
    [
        record("A").replace("</subfield>", ""), record("A & B"), record("A &nbsp; B"), record("A\x0b"),
        record("A").replace("</datafield>", "</oops>"),
    ],
    ids=["a tag not closed", "a bare ampersand", "an entity of HTML", "a control character", "a wrong tag"],
)  # fmt: skip
def test_a_broken_record_costs_only_itself(broken):
    data = collection(record("Önce"), broken, record("Sonra", "3"), record("Son", "4")).encode()
    assert titles(data) == ["Önce", Reason.BROKEN_XML, "Sonra", "Son"]


def test_a_file_that_was_cut_off():
    data = collection(record("Önce"), record("Yarım", "2")).encode()[:-60]
    assert titles(data) == ["Önce", Reason.BROKEN_XML]


def test_what_breaks_between_records_is_told_once():
    data = f"<collection>{record('Önce')}<b>{record('Sonra', '2')}</collection>".encode()
    assert titles(data) == ["Önce", "Sonra", Reason.BROKEN_XML]


def test_a_record_without_its_parts_does_not_shift_the_count():
    data = collection(
        "<record/>", record("Bir"), record("İki & iki", "2"), record("Üç", "3")
    ).encode()
    assert titles(data) == [Reason.BAD_LEADER, "Bir", Reason.BROKEN_XML, "Üç"]


def test_prefixes_and_envelopes_survive_the_cutting():
    inner = (
        record("Bir", prefix="m:"),
        record("İki & iki", "2", prefix="m:"),
        record("Üç", "3", prefix="m:"),
    )
    answers = "".join(f"<record><header/><metadata>{one}</metadata></record>" for one in inner)
    text = f"<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/' xmlns:m='http://www.loc.gov/MARC21/slim'>{answers}</OAI-PMH>"
    assert titles(text.encode()) == ["Bir", Reason.BROKEN_XML, "Üç"]


def test_the_envelopes_of_sru_are_no_records():
    one = record("Bir").replace("<record>", "<record xmlns='http://www.loc.gov/MARC21/slim'>")
    text = (
        "<z:searchRetrieveResponse xmlns:z='http://www.loc.gov/zing/srw/'><z:records><z:record><z:recordData>"
        f"{one}</z:recordData></z:record></z:records></z:searchRetrieveResponse>"
    )
    assert titles(text.encode()) == ["Bir"]


def test_a_dtd_is_refused_as_ever():
    data = b"<!DOCTYPE c [<!ENTITY x 'boom'>]>" + collection(record("&x;")).encode()
    assert titles(data) == [Reason.REFUSED_XML]


def test_an_unknown_code_page_is_the_callers_fault():
    with pytest.raises(LookupError):
        titles(collection(record("ö")).encode("cp1254"), code_page="cp-none")


def test_a_piece_alone_keeps_its_bytes():
    with pytest.raises(Unreadable) as caught:
        read_marcxml_piece(b"<record><leader>x</leader></record>")
    assert caught.value.data == b"<record><leader>x</leader></record>"
