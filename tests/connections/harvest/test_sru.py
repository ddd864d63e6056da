import shutil
import subprocess
from pathlib import Path

import pytest
import sruthi
from lxml import etree
from sruthi.errors import SruError

from catalogue.building import marc
from kopru.connections.harvest import sru

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[2] / "schemas/sru.rng"))
NS = {
    "s": "http://www.loc.gov/zing/srw/", "d": "http://www.loc.gov/zing/srw/diagnostic/",
    "m": "http://www.loc.gov/MARC21/slim", "dc": "http://purl.org/dc/elements/1.1/",
    "z": "http://explain.z3950.org/dtd/2.0/",
}  # fmt: skip

pytestmark = pytest.mark.django_db


def ask(**arguments):
    """The answer of the server, which must be lawful by the grammar of the standard."""
    root = etree.fromstring(sru.answer([(n.rstrip("_"), v) for n, v in arguments.items()]))
    assert GRAMMAR.validate(root), GRAMMAR.error_log
    return root


def search(query, **more):
    return ask(operation="searchRetrieve", version="1.2", query=query, **more)


def titles(root):
    return [
        one.text for one in root.iterfind(".//m:datafield[@tag='245']/m:subfield[@code='a']", NS)
    ]


def total(root):
    return int(root.findtext("s:numberOfRecords", "", NS))


def diagnostics(root):
    return [
        int(one.text.rpartition("/")[2])
        for one in root.iterfind("s:diagnostics/d:diagnostic/d:uri", NS)
    ]


@pytest.fixture
def books(load, ash, birch):
    load(
        marc("1", "Işığın Gölgesi", isbn="9789750718533", items=[("MRK", "813 PAM", "B1", False)]),
        marc("2", "İstanbul", year="2003", author="Pamuk, Orhan", isbn="9789750826146"),
        *(marc(f"t{n}", f"Tarih {n:02}", year=str(1950 + n), author="Öz, Ali") for n in range(12)),
        library=ash,
    )
    load(marc("a", "Işığın Gölgesi", isbn="9789750718533"), library=birch)


def test_explain_lists_what_there_is(db):
    for root in (ask(), ask(operation="explain", version="1.1"), ask(recordPacking="string")):
        assert root.tag.endswith("explainResponse")
    root = ask()
    names = [(one.get("set"), one.text) for one in root.iterfind(".//z:map/z:name", NS)]
    assert ("dc", "title") in names
    assert [one.get("name") for one in root.iterfind(".//z:schema", NS)] == ["marcxml", "dc"]
    assert root.findtext(".//z:setting", "", NS) == "100"


def test_every_index_of_explain_can_be_searched(books):
    for index in sru.INDEXES:
        term = {
            "date": "2003",
            "identifier": "9789750826146",
            "isbn": "9789750826146",
            "issn": "0028-0836",
        }
        query = f'{index.set}.{index.name}="{term.get(index.name, "1")}"'
        assert diagnostics(search(query)) == [], query


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("işığın", ["Işığın Gölgesi"]),
        ("ISIGIN", ["Işığın Gölgesi"]),
        ('dc.title="ışığın gölgesi"', ["Işığın Gölgesi"]),
        ("dc.creator=pamuk and dc.date>2000", ["İstanbul"]),
        ("bath.isbn=978-975-08-2614-6", ["İstanbul"]),
        ("bath.possessingInstitution=TR-BIRCH", ["Işığın Gölgesi"]),
        ("dc.title=nothingofthekind", []),
    ],
)
def test_cql_finds_in_any_spelling(books, query, found):
    root = search(query)
    assert titles(root) == found
    assert total(root) == len(found)


def test_pages_lead_on(books):
    seen, start = [], 1
    while start:
        root = search(
            "dc.title=tarih", maximumRecords="5", startRecord=str(start), sortKeys="date,,1"
        )
        assert total(root) == 12
        seen += titles(root)
        start = int(root.findtext("s:nextRecordPosition", "0", NS))
    assert seen == [f"Tarih {n:02}" for n in range(12)]
    positions = [int(p.text) for p in root.iterfind(".//s:recordPosition", NS)]
    assert positions == [11, 12]


def test_schemas_packings_and_versions(books):
    dc = search("istanbul", recordSchema="dc")
    assert dc.findtext(".//dc:title", "", NS) == "İstanbul"
    assert (
        search("istanbul", recordSchema="info:srw/schema/1/dc-v1.1").find(".//dc:title", NS)
        is not None
    )
    packed = search("istanbul", recordPacking="string").findtext(".//s:recordData", "", NS)
    assert "İstanbul" in packed
    etree.fromstring(packed)
    old = ask(operation="searchRetrieve", version="1.1", query="istanbul")
    assert old.findtext("s:version", "", NS) == "1.1"
    assert total(search("istanbul", maximumRecords="0")) == 1
    assert search("istanbul", maximumRecords="0").find("s:records", NS) is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"operation": "scan", "version": "1.2", "scanClause": "a"}, 4),
        ({"operation": "steal"}, 4),
        ({"operation": "searchRetrieve", "version": "2.0", "query": "a"}, 5),
        ({"operation": "searchRetrieve", "version": "1.2"}, 7),
        ({"operation": "searchRetrieve", "version": "1.2", "query": "a", "startRecord": "0"}, 6),
        ({"operation": "searchRetrieve", "version": "1.2", "query": "a", "maximumRecords": "-1"}, 6),
        ({"operation": "searchRetrieve", "version": "1.2", "query": "a", "maximumRecords": "٣"}, 6),
        ({"operation": "searchRetrieve", "version": "1.2", "query": "a", "colour": "red"}, 8),
        ({"operation": "searchRetrieve", "version": "1.2", "query": "a" * 5000}, 12),
        ({"query": "a and"}, 10),
        ({"query": "a\0"}, 10),
        ({"query": "dc.colour=red"}, 16),
        ({"query": "zz.title=a"}, 15),
        ({"query": "a prox b"}, 39),
        ({"query": "istanbul", "startRecord": "2"}, 61),
        ({"query": "istanbul", "startRecord": "90000"}, 61),
        ({"query": "a", "recordSchema": "mods"}, 66),
        ({"query": "a", "recordPacking": "zip"}, 71),
        ({"query": "a", "recordXPath": "//x"}, 72),
        ({"query": "a", "sortKeys": "colour,,1"}, 88),
        ({"query": "a", "sortKeys": "title,,7"}, 90),
        ({"query": "a", "sortKeys": "title date"}, 84),
        ({"query": "a", "stylesheet": "/x.xsl"}, 110),
    ],
)  # fmt: skip
def test_diagnostics_by_the_standards_numbers(books, arguments, code):
    root = ask(**arguments)
    assert diagnostics(root) == [code]
    assert root.findtext(".//d:message", "", NS)


def test_extensions_and_empty_values_are_passed_over(books):
    assert total(search("istanbul", **{"x-info-5-restrict": "a"}, stylesheet="")) == 1


def test_over_http_without_cookies(books, client):
    answer = client.get(
        "/sru", {"version": "1.2", "operation": "searchRetrieve", "query": "istanbul"}
    )
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert not answer.cookies
    assert "İstanbul" in answer.content.decode()
    assert client.post("/sru", {"query": "istanbul"}).status_code == 200


def test_a_page_costs_few_questions(books, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert len(titles(search("tarih"))) == 10


@pytest.mark.django_db(transaction=True)
def test_a_client_that_we_did_not_write_searches(books, live_server, settings):
    """sruthi: explain, search in both schemas, paging, diagnostics, against the served address."""
    settings.KOPRU_ADDRESS = live_server.url
    url = f"{live_server.url}/sru"
    client = sruthi.Client(url=url, maximum_records=5)
    said = client.explain()
    assert said.database["title"] == "Köprü toplu kataloğu"
    assert said.index["dc"]["title"]
    assert set(said.schema) == {"marcxml", "dc"}
    assert said.config["maximumRecords"] == 100
    records = client.searchretrieve(query="dc.title=tarih")
    assert records.count == 12
    assert len(list(records)) == 12
    [one] = sruthi.Client(url=url, record_schema="dc").searchretrieve(query="dc.title=gölgesi")
    assert one["title"] == "Işığın Gölgesi"
    with pytest.raises(SruError, match="Unsupported index"):
        client.searchretrieve(query="dc.colour=red")


YAZ_CLIENT = shutil.which("yaz-client")


@pytest.mark.skipif(not YAZ_CLIENT, reason="yaz-client is not installed")
@pytest.mark.django_db(transaction=True)
def test_the_client_of_yaz_searches(books, live_server, settings, tmp_path):
    settings.KOPRU_ADDRESS = live_server.url
    script = tmp_path / "ask"
    script.write_text(
        f"sru get 1.2\nopen {live_server.url}/sru\nquerytype cql\n"
        'find dc.title="ışığın gölgesi"\nshow 1\nfind dc.colour=red\nquit\n'
    )
    ran = subprocess.run(
        [YAZ_CLIENT, "-f", script], capture_output=True, text=True, timeout=30, check=False
    )
    assert "Number of hits: 1" in ran.stdout
    assert "Işığın Gölgesi" in ran.stdout
    assert "TR-BIRCH" in ran.stdout
    assert "Unsupported index" in ran.stdout
