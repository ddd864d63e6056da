from io import BytesIO

import pytest

from kopru.protocols.marc import describe, read_marcxml
from kopru.protocols.oaipmh import (
    Broken,
    NotOai,
    Wrong,
    letters,
    read_formats,
    read_identity,
    read_records,
    read_sets,
)
from oai_pages import OAI, deleted, error, identify, marcxml, page, record

IŞIK = "Işık ile Gölge: İğdiş Şehir"


def titles(answer):
    """What the living records that could be read say their title is."""
    read = [one for one in answer.records if not isinstance(one, Broken) and one.metadata]
    return [describe(next(read_marcxml(BytesIO(one.metadata)))).title for one in read]


def broken(answer):
    return [one for one in answer.records if isinstance(one, Broken)]


def test_a_sound_page_is_read_with_its_headers_and_token():
    text = page(record("oai:x:1", marcxml(title=IŞIK)), deleted("oai:x:2"), token="a&amp;b")
    answer = read_records(text.encode())
    assert titles(answer) == [IŞIK]
    assert [one.header.identifier for one in answer.records] == ["oai:x:1", "oai:x:2"]
    assert [one.header.is_deleted for one in answer.records] == [False, True]
    assert answer.token.value == "a&b"
    assert answer.token.cursor == 0
    assert answer.response_date.isoformat() == "2026-11-24T07:00:00+00:00"
    assert answer.is_whole
    assert answer.repairs == set()


def test_an_empty_token_ends_a_list_and_none_is_no_token():
    assert read_records(page(deleted("a"), token="").encode()).token.value == ""
    assert read_records(page(deleted("a")).encode()).token is None


@pytest.mark.parametrize(
    ("encoding", "declared", "code_page"),
    [
        ("utf-8", "UTF-8", ""),
        ("utf-8", "ISO-8859-9", ""),  # declared wrongly: the bytes say UTF-8
        ("utf-8-sig", "UTF-8", ""),
        ("utf-16", "UTF-16", ""),
        ("iso-8859-9", "ISO-8859-9", ""),
        ("cp1254", "windows-1254", ""),
        ("cp1254", "iso-8859-9", ""),
        ("cp1254", "UTF-8", "cp1254"),  # declared wrongly: the source is known
        ("cp1254", "ISO-8859-1", "cp1254"),
        ("cp1254", "", "cp1254"),
    ],
)
def test_turkish_letters_are_read_whatever_is_declared(encoding, declared, code_page):
    start = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = page(record("1", marcxml(title=f"{IŞIK} âîû")), token="x", start=start)
    answer = read_records(text.encode(encoding), code_page=code_page)
    assert titles(answer) == [f"{IŞIK} âîû"]
    assert answer.token.value == "x"


def test_the_header_of_http_names_the_encoding_where_the_document_does_not():
    text = page(record("1", marcxml(title=IŞIK)), start="")
    assert titles(read_records(text.encode("cp1254"), charset="windows-1254")) == [IŞIK]


def test_letters_that_nothing_explains_cost_their_record_only_and_are_kept():
    bad, good = record("oai:x:1", marcxml(title=IŞIK)), record("oai:x:2", marcxml(title="Plain"))
    data = page(bad, good, token="next").encode("cp1254")
    answer = read_records(data)
    assert titles(answer) == ["Plain"]
    [lost] = broken(answer)
    assert lost.reason == "encoding"
    assert lost.identifier == "oai:x:1"
    assert lost.data == bad.encode("cp1254")
    assert answer.token.value == "next"
    assert letters.code_page_for(data) == "cp1254"


@pytest.mark.parametrize(
    "fault",
    [
        "<title>no end",
        "a < b",
        "</subfield></datafield>",
        '<subfield code="a" code="a">twice</subfield>',
        "\x00\x01<",
    ],
)
def test_xml_that_breaks_inside_one_record_costs_no_other(fault):
    records = [record(f"oai:x:{n}", marcxml(str(n), f"Title {n}")) for n in range(5)]
    records[2] = records[2].replace("Title 2", f"Title 2 {fault}")
    answer = read_records(page(*records, token="next").encode())
    assert titles(answer) == ["Title 0", "Title 1", "Title 3", "Title 4"]
    [lost] = broken(answer)
    assert lost.reason == "broken_xml"
    assert lost.words
    assert lost.data == records[2].encode()
    assert answer.token.value == "next"
    assert "pieces" in answer.repairs


@pytest.mark.parametrize(
    ("wrong", "right", "repair"),
    [
        ("A\x1fB\x0b", "AB", "controls"),
        ("A&#x1F;B&#11;", "AB", "controls"),
        ("A & B", "A & B", "ampersands"),
        ("&Ccedil;a&#287;r&inodot; &uuml;", "Çağr&inodot; ü", "ampersands"),
    ],
)
def test_what_can_only_mean_one_thing_is_put_right(wrong, right, repair):
    answer = read_records(page(record("1", marcxml(title=wrong))).encode())
    assert titles(answer) == [right]
    assert repair in answer.repairs


def test_namespaces_that_are_missing_or_never_declared_do_no_harm():
    bare = page(record("1", marcxml(title="A", namespace="")), namespace="")
    assert len(read_records(bare.encode()).records) == 1
    prefixed = record("1", marcxml(title="B", namespace="")).replace(
        "<leader>", '<leader xsi:type="x">'
    )
    answer = read_records(page(prefixed).encode())
    assert len(answer.records) == 1
    assert not broken(answer)
    assert "namespaces" in answer.repairs


def test_prefixes_in_front_of_everything_are_read_too():
    text = page(record("1", marcxml(title="A")), token="t")
    for name in ("OAI-PMH", "ListRecords", "header", "identifier", "metadata", "resumptionToken"):
        text = text.replace(f"<{name}", f"<o:{name}").replace(f"</{name}", f"</o:{name}")
    text = text.replace("<record><o:header", "<o:record><o:header")
    text = text.replace("</o:metadata></record>", "</o:metadata></o:record>")
    text = text.replace(f'xmlns="{OAI}"', f'xmlns:o="{OAI}"')
    for data in (text, text.replace("<subfield", "<subfield &")):  # sound, and broken
        answer = read_records(data.encode())
        assert len(answer.records) == 1
        assert answer.token.value == "t"


def test_an_answer_that_breaks_off_says_so():
    text = page(*(record(f"oai:x:{n}", marcxml(str(n))) for n in range(3)), token="next")
    answer = read_records(text[: text.index("oai:x:2") + 100].encode())
    assert not answer.is_whole
    assert answer.token is None
    assert len(titles(answer)) == 2
    assert len(broken(answer)) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html><html><head><title>Bak\xc4\xb1mday\xc4\xb1z</title></head></html>",
        b"<html><body>404</body></html>",
        b"Internal error",
        b"<rss version='2.0'/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><OAI-PMH><responseDate>&a;</responseDate></OAI-PMH>',
        b"\xff\xfe<",
        b"<a><b",
    ],
)
def test_what_is_no_answer_is_refused_with_words(data):
    with pytest.raises(NotOai, match=r"\w"):
        read_records(data)


def test_a_dtd_behind_a_long_comment_opens_nothing(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("opened")
    dtd = f'<!-- {"x" * 5000} --><!DOCTYPE r [<!ENTITY e SYSTEM "file://{secret}">]>'
    text = page(record("1", marcxml(title="&e;")), start=dtd)
    answer = read_records(text.encode())
    assert b"opened" not in b"".join(one.metadata for one in answer.records)


def test_errors_of_the_protocol_are_told_apart_from_broken_answers():
    assert read_records(error("noRecordsMatch").encode()).wrong.code == "noRecordsMatch"
    with pytest.raises(Wrong, match="badArgument"):
        read_identity(error("badArgument", "no").encode())
    assert (
        read_records((error("badResumptionToken") + "<").encode()).wrong.code
        == "badResumptionToken"
    )


def test_records_without_identifier_or_metadata_are_kept_aside():
    empty = "<record><header><identifier>a</identifier></header></record>"
    nameless = "<record><header></header><metadata><x/></metadata></record>"
    answer = read_records(page(empty, nameless).encode())
    assert [one.reason for one in answer.records] == ["no_fields", "bad_field"]
    assert all(one.data for one in answer.records)


def test_who_a_provider_is_and_what_it_offers():
    who = read_identity(identify().encode())
    assert (who.name, who.deleted) == ("Deneme Kütüphanesi", "persistent")
    formats = (
        f'<OAI-PMH xmlns="{OAI}"><ListMetadataFormats><metadataFormat><metadataPrefix>marc21</metadataPrefix>'
        "<schema>s</schema><metadataNamespace>n</metadataNamespace></metadataFormat></ListMetadataFormats></OAI-PMH>"
    )
    assert [one.prefix for one in read_formats(formats.encode())] == ["marc21"]
    sets = f'<OAI-PMH xmlns="{OAI}"><ListSets><set><setSpec>a:b</setSpec><setName>Ş</setName></set></ListSets></OAI-PMH>'
    assert [(one.spec, one.name) for one in read_sets(sets.encode())] == [("a:b", "Ş")]


def test_a_text_read_in_the_wrong_code_page_is_noticed():
    assert letters.looks_misread("Iþýk".replace("I", "Y"))
    assert not letters.looks_misread("Işık")
    assert not letters.looks_misread("plain")
