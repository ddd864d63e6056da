"""MARCXML in any dress, one record at a time, and out again."""

import resource
from io import BytesIO

import pytest

from kopru.protocols.marc import (
    Field,
    MarcRecord,
    Reason,
    Repair,
    Unreadable,
    as_lines,
    as_marcxml,
    read_iso2709,
    read_marcxml,
)

LEADER = "<leader>00000nam a2200000 a 4500</leader>"
GOOD = (
    f"<record>{LEADER}<controlfield tag='001'>1</controlfield><datafield tag='245' ind1='1' ind2='0'>"
    "<subfield code='a'>İnce Memed</subfield></datafield></record>"
)
IN_SLIM = GOOD.replace("<record>", "<record xmlns='http://www.loc.gov/MARC21/slim'>")
FIELDS = (Field("001", value="1"), Field("245", "10", (("a", "İnce Memed"),)))


def read(text):
    return list(read_marcxml(BytesIO(text.encode())))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"<collection>{GOOD}{GOOD}</collection>", id="no namespace"),
        pytest.param(f"<collection xmlns='http://www.loc.gov/MARC21/slim'>{GOOD}{GOOD}</collection>", id="MARC21 slim"),
        pytest.param(
            "<m:collection xmlns:m='info:lc/xmlns/marcxchange-v1'>"
            + (GOOD * 2).replace("</", "</m:").replace("<", "<m:").replace("<m:/m:", "</m:")
            + "</m:collection>",
            id="a prefix",
        ),
        pytest.param(
            "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>"
            + f"<record><header/><metadata>{IN_SLIM}</metadata></record>" * 2
            + "</ListRecords></OAI-PMH>",
            id="inside an OAI-PMH answer",
        ),
    ],
)  # fmt: skip
def test_records_are_found_in_any_dress(text):
    assert [record.fields for record in read(text)] == [FIELDS, FIELDS]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("<record><controlfield tag='001'>1</controlfield></record>", Reason.BAD_LEADER),
        ("<record><leader>short</leader></record>", Reason.BAD_LEADER),
        (f"<record>{LEADER}</record>", Reason.NO_FIELDS),
        (f"<record>{LEADER}<controlfield>1</controlfield></record>", Reason.BAD_FIELD),
        (f"<record>{LEADER}<datafield tag='245'><subfield>x</subfield></datafield></record>", Reason.BAD_FIELD),
    ],
    ids=["no leader", "a short leader", "no field", "no tag", "no code"],
)  # fmt: skip
def test_a_broken_record_is_quarantined_alone_with_its_bytes(broken, reason):
    before, bad, after = read(f"<collection>{GOOD}{broken} {GOOD}</collection>")
    assert (before.fields, after.fields) == (FIELDS, FIELDS)
    assert isinstance(bad, Unreadable)
    assert bad.reason is reason
    assert bad.data.decode() == broken.replace("'", '"')


def test_broken_xml_ends_with_the_place_where_it_broke():
    record, end = read(f"<collection>{GOOD}\n<record><oops></record></collection>")
    assert record.fields == FIELDS
    assert end.reason is Reason.BROKEN_XML
    assert "line 2" in end.words


@pytest.mark.parametrize("text", ["", "no xml", "<collection>"])
def test_what_is_no_xml_gives_one_reason(text):
    (end,) = read(text)
    assert end.reason is Reason.BROKEN_XML


@pytest.mark.parametrize(
    "text",
    [
        f"<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><collection>{GOOD.replace('İnce', '&x;')}</collection>",
        f"<!DOCTYPE collection><collection>{GOOD}</collection>",
        "<!DOCTYPE collection><collection/>",
    ],
    ids=["an outside entity", "a bare DTD", "no record at all"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_dtd_is_refused(text, encoding):
    (refused,) = read_marcxml(BytesIO(text.encode(encoding)))
    assert refused.reason is Reason.REFUSED_XML


def test_an_entity_bomb_does_not_go_off():
    laughs = "<!ENTITY a0 'ha'>" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 9)
    )
    (end,) = read(f"<!DOCTYPE c [{laughs}]><collection><x a='&a8;'/>{GOOD}</collection>")
    assert end.reason in (Reason.BROKEN_XML, Reason.REFUSED_XML)


def test_a_record_without_end_is_refused():
    endless = "<collection><record>" + "<datafield/>" * 100_000 + "</record></collection>"
    (refused,) = read_marcxml(BytesIO(endless.encode()), max_record=300_000)
    assert refused.reason is Reason.REFUSED_XML


def test_memory_stays_bounded():
    data = ("<collection>" + GOOD * 60_000 + "</collection>").encode()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in read_marcxml(BytesIO(data))) == 60_000
    # in KiB; the whole tree would take more than 100 MiB
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024


@pytest.mark.parametrize(
    ("leader", "kept"),
    [
        ("00000nam a2200000 a 450", "00000nam a2200000 a 450 "),
        ("\n  00000nam a2200000 a 4500\n", "00000nam a2200000 a 4500"),
    ],
)
def test_a_leader_of_another_length_is_mended(leader, kept):
    (record,) = read(f"<collection>{GOOD.replace('00000nam a2200000 a 4500', leader)}</collection>")
    assert record.leader == kept
    assert record.repairs == (Repair.LEADER,)


# --- out again ---


def test_what_is_written_reads_back(iso2709, turkish):
    record = read_iso2709(iso2709(turkish))
    (again,) = read_marcxml(BytesIO(as_marcxml(record)))
    assert (again.leader, again.fields) == (record.leader, record.fields)


def test_what_xml_cannot_carry_is_left_out():
    record = MarcRecord("0" * 24, (Field("245", "\x0b0", (("\x1b", "a\x1bb\x0b"),)),))
    (again,) = read_marcxml(BytesIO(as_marcxml(record)))
    assert again.fields == (Field("245", "0 "[::-1], ((" ", "ab"),)),)


def test_lines_for_staff():
    record = MarcRecord(
        "00000nam a2200000 a 4500",
        (
            Field("001", value="koz-1"),
            Field("245", "1 ", (("a", "İnce\x1b Memed"), ("c", "Yaşar"))),
        ),
    )
    assert as_lines(record) == [
        "=LDR 00000nam a2200000 a 4500", "=001 koz-1", "=245 1# $aİnce Memed$cYaşar",
    ]  # fmt: skip
