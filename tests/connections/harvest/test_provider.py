import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import BadResumptionToken, IdDoesNotExist, NoRecordsMatch
from pymarc import parse_xml_to_array

from catalogue.building import marc
from kopru.catalogue.models import Edition, Holding, Record
from kopru.connections.harvest import provider

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[2] / "schemas/oai.rng"))
NS = {"o": "http://www.openarchives.org/OAI/2.0/", "m": "http://www.loc.gov/MARC21/slim"}


@pytest.fixture
def later(now):
    return now + timedelta(minutes=10)


def ask(when, **arguments):
    """The answer of the provider, which must be lawful by the grammar of the standard."""
    pairs = [(name.rstrip("_"), value) for name, value in arguments.items()]
    root = etree.fromstring(provider.answer(pairs, now=when))
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    return root


def wrong(root):
    return [one.get("code") for one in root.findall("o:error", NS)]


def walk(when, verb="ListRecords", **arguments):
    """Every page of a list."""
    pages = [ask(when, verb=verb, **arguments)]
    while token := pages[-1].findtext(".//o:resumptionToken", "", NS):
        pages.append(ask(when, verb=verb, resumptionToken=token))
    return pages


def identifiers(pages):
    return [one.text for page in pages for one in page.iterfind(".//o:header/o:identifier", NS)]


@pytest.fixture
def books(load, ash, birch):
    load(
        marc("1", "Işığın Gölgesi", isbn="9789750718533", items=[("MRK", "813 PAM", "B1", False)]),
        marc("2", "Tarih. Üçüncü kitap", volume="2", author="İnalcık, Halil"),
        library=ash,
    )
    load(marc("a", "Işığın Gölgesi", isbn="9789750718533"), library=birch)


def test_every_verb_answers_lawfully(books, later, settings):
    for address in ("http://127.0.0.1:8000", "https://ill.example.edu.tr"):
        settings.KOPRU_ADDRESS = address
        who = ask(later, verb="Identify").find("o:Identify", NS)
        assert who.findtext("o:baseURL", "", NS) == f"{address}/oai"
        assert ask(later, verb="ListMetadataFormats") is not None
        specs = [s.text for s in ask(later, verb="ListSets").iterfind(".//o:setSpec", NS)]
        assert specs == ["library:TR-ASH", "library:TR-BIRCH"]
        for prefix in ("oai_dc", "marc21"):
            assert len(identifiers(walk(later, metadataPrefix=prefix))) == 2
        names = identifiers(walk(later, "ListIdentifiers", metadataPrefix="marc21"))
        one = ask(later, verb="GetRecord", identifier=names[0], metadataPrefix="oai_dc")
        assert one.findtext(".//{http://purl.org/dc/elements/1.1/}title").startswith("Işığın")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Identify", "x": "<ş>&\x0b"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "mods"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21", "set": "library:NOBODY"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21", "set": "x"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21", "until": "1990-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "abc"}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": "abc"}, "badResumptionToken"),
        ({"verb": "GetRecord", "identifier": "oai:x:1", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "1"}, "idDoesNotExist"),
    ],
)  # fmt: skip
def test_refusals_are_lawful_too(books, later, arguments, code):
    assert wrong(ask(later, **arguments)) == [code]


def test_an_edition_says_who_holds_it_and_carries_nobodys_secrets(books, later):
    [page] = walk(later, metadataPrefix="marc21")
    [first, second] = page.iterfind(".//m:record", NS)
    [read, volume] = parse_xml_to_array(_file(etree.tostring(first), etree.tostring(second)))
    assert read["001"].data == Edition.objects.get(title__startswith="Işığın").key
    assert read["020"]["a"] == "9789750718533"
    assert read["245"]["a"] == "Işığın Gölgesi"
    held = [(one["a"], one.get("h")) for one in read.get_fields("852")]
    assert held == [("TR-ASH", "813 PAM"), ("TR-BIRCH", None)]
    assert "B1" not in etree.tostring(first).decode()
    assert volume["245"]["n"] == "2"
    headers = page.findall(".//o:header", NS)
    specs = [one.text for one in headers[0].iterfind("o:setSpec", NS)]
    assert specs == ["library:TR-ASH", "library:TR-BIRCH"]


def _file(*records):
    return BytesIO(
        f'<collection xmlns="{NS["m"]}">'.encode() + b"".join(records) + b"</collection>"
    )


def test_what_nobody_holds_any_more_and_what_was_joined_is_deleted(books, later):
    gone, moved = Edition.objects.order_by("pk")
    key = moved.key
    Record.objects.filter(edition=gone).update(edition=None)
    Holding.objects.filter(edition=gone).delete()
    Edition.objects.filter(pk=moved.pk).update(moved_to=gone)
    [page] = walk(later, metadataPrefix="marc21")
    assert [one.get("status") for one in page.iterfind(".//o:header", NS)] == ["deleted"] * 2
    assert page.find(".//o:metadata", NS) is None
    one = ask(later, verb="GetRecord", identifier=provider.identifier_of(key), metadataPrefix="oai_dc")  # fmt: skip
    assert one.find(".//o:header", NS).get("status") == "deleted"


@pytest.fixture
def many(ash, birch, now, monkeypatch):
    """Twenty-five editions that changed at the same moment, five to a page."""
    monkeypatch.setattr(provider, "PAGE", 5)
    rows = [Edition(title=f"Kitap {n}", kind="book", changed_at=now) for n in range(25)]
    Edition.objects.bulk_create(rows)
    for place, edition in enumerate(rows):
        library = birch if place % 12 == 11 else ash
        record = Record.objects.create(library=library, control_number=f"m{place}", edition=edition)
        Holding.objects.create(library=library, record=record, edition=edition)
    return rows


def test_pages_follow_each_other_without_a_gap_or_a_repeat(many, later):
    pages = walk(later, metadataPrefix="oai_dc")
    assert [len(identifiers([page])) for page in pages] == [5, 5, 5, 5, 5]
    assert identifiers(pages) == [provider.identifier_of(one.key) for one in many]
    cursors = [page.find(".//o:resumptionToken", NS).get("cursor") for page in pages]
    assert cursors == ["0", "5", "10", "15", "20"]
    assert pages[-1].findtext(".//o:resumptionToken", "-", NS) == ""


def test_what_changes_while_it_is_listed_is_neither_left_out_nor_given_twice(many, now, later):
    first = ask(later, verb="ListRecords", metadataPrefix="oai_dc")
    given, waiting = many[2], many[7]
    Edition.objects.filter(pk__in=[waiting.pk]).update(changed_at=now + timedelta(seconds=1))
    Holding.objects.filter(edition=many[8]).delete()
    added = Edition.objects.create(title="Yeni", changed_at=now + timedelta(seconds=2))
    token = first.findtext(".//o:resumptionToken", "", NS)
    rest = [ask(later, verb="ListRecords", resumptionToken=token)]
    while token := rest[-1].findtext(".//o:resumptionToken", "", NS):
        rest.append(ask(later, verb="ListRecords", resumptionToken=token))
    seen = identifiers([first, *rest])
    assert len(seen) == len(set(seen)) == 26
    assert provider.identifier_of(given.key) in seen
    assert seen[-2:] == [provider.identifier_of(waiting.key), provider.identifier_of(added.key)]


def test_what_may_still_be_committed_is_held_back(many, now):
    assert wrong(ask(now + timedelta(seconds=4), verb="ListRecords", metadataPrefix="oai_dc")) == [
        "noRecordsMatch"
    ]
    assert ask(now + timedelta(seconds=6), verb="ListRecords", metadataPrefix="oai_dc") is not None


def test_windows_are_kept_to_the_second(many, now, later):
    Edition.objects.filter(pk=many[0].pk).update(changed_at=now + timedelta(seconds=30))
    stamp = (now + timedelta(seconds=30)).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = provider.identifier_of(many[0].key)
    assert identifiers(walk(later, metadataPrefix="oai_dc", from_=stamp)) == [name]
    assert name not in identifiers(
        walk(later, metadataPrefix="oai_dc", until=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    )
    assert (
        len(identifiers(walk(later, metadataPrefix="oai_dc", until=now.date().isoformat()))) == 25
    )


@pytest.mark.parametrize("scan", [3, 1_000])
def test_a_librarys_set_has_its_own_books_only(many, later, monkeypatch, scan):
    monkeypatch.setattr(provider, "_SCAN", scan)
    monkeypatch.setattr(provider, "_SCANS", 2)  # then the library's few are asked for
    mine = [provider.identifier_of(many[place].key) for place in (11, 23)]
    assert identifiers(walk(later, metadataPrefix="oai_dc", set="library:TR-BIRCH")) == mine
    pages = walk(later, metadataPrefix="oai_dc", set="library:TR-ASH")
    assert len(identifiers(pages)) == len(set(identifiers(pages))) == 23


def test_symbols_of_any_letters_make_lawful_sets(ash):
    for symbol in ("TR-ŞİŞLİ 1", "A/B:C~D", "x"):
        ash.symbol = symbol
        ash.save()
        spec = provider.set_of(symbol)
        assert re.fullmatch(r"library:[A-Za-z0-9\-_.!~*'()]+", spec)
        assert provider._library_of(spec) == ash


def test_a_page_costs_few_questions(many, later, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        ask(later, verb="ListRecords", metadataPrefix="marc21")


def test_over_http_without_cookies_and_cacheable(many, client):
    client.cookies["sessionid"] = "of-somebody"
    for answer in (
        client.get("/oai", {"verb": "Identify"}),
        client.post("/oai", {"verb": "Identify"}),
    ):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        assert answer.headers["Cache-Control"] == "public, max-age=30"
    assert client.delete("/oai").status_code == 405
    assert client.post("/oai", {"verb": "x" * 30_000}).status_code == 413


@pytest.mark.django_db(transaction=True)
def test_a_harvester_that_we_did_not_write_harvests_everything(books, many, live_server, settings):
    """oaipmh-scythe: every verb, both formats, resumption, errors, against the served address."""
    settings.KOPRU_ADDRESS = live_server.url
    with Scythe(f"{live_server.url}/oai") as scythe:
        assert scythe.identify().repositoryName == "Köprü"
        assert {one.metadataPrefix for one in scythe.list_metadata_formats()} == {
            "oai_dc",
            "marc21",
        }
        assert [one.setSpec for one in scythe.list_sets()] == ["library:TR-ASH", "library:TR-BIRCH"]
        for prefix in ("oai_dc", "marc21"):
            records = list(scythe.list_records(metadata_prefix=prefix))
            assert len({one.header.identifier for one in records}) == len(records) == 27
        assert len(list(scythe.list_identifiers(metadata_prefix="marc21"))) == 27
        dc = [one.metadata["title"] for one in scythe.list_records(metadata_prefix="oai_dc")]
        assert ["Işığın Gölgesi"] in dc
        named = records[0].header.identifier
        assert (
            scythe.get_record(identifier=named, metadata_prefix="oai_dc").header.identifier == named
        )
        with pytest.raises(IdDoesNotExist):
            scythe.get_record(identifier="oai:x:1", metadata_prefix="oai_dc")
        with pytest.raises(NoRecordsMatch):
            list(scythe.list_records(metadata_prefix="oai_dc", until="1990-01-01"))
        with pytest.raises(BadResumptionToken):
            list(scythe.list_records(resumption_token="x"))
