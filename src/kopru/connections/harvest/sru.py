"""Our own SRU server: the merged catalogue searched in CQL by other catalogues and by people."""

from collections.abc import Iterable
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

from kopru.catalogue.queries import CqlTrouble, EditionPage, cql_found
from kopru.catalogue.search.asked import Sort
from kopru.connections.harvest.published import Published, host, published
from kopru.protocols.oaipmh.dublin_core import SRW_DC
from kopru.protocols.sru import serving
from kopru.protocols.sru.diagnostics import Diagnosed
from kopru.protocols.sru.serving import Explain, Index, Schema, Search, Server

#: records of one answer: where none is asked for, and at most
DEFAULT, MOST = 10, 100
#: further in, another word helps more than another page; whoever wants all harvests /oai
DEEPEST = 10_000
MARCXML = Schema(
    "info:srw/schema/1/marcxml-v1.1", "marcxml", "MARC 21 as XML, with holdings in 852"
)
DC = Schema("info:srw/schema/1/dc-v1.1", "dc", "Simple Dublin Core")
SCHEMAS = (MARCXML, DC)
SETS = {
    "cql": "info:srw/cql-context-set/1/cql-v1.2",
    "dc": "info:srw/cql-context-set/1/dc-v1.1",
    "bath": "http://zing.z3950.org/cql/bath/2.0/",
    "rec": "info:srw/cql-context-set/2/rec-1.1",
}
INDEXES = (
    Index("cql", "serverChoice", "Any word of a title, a name, a subject or a publisher"),
    Index("cql", "allRecords", "Every edition"),
    Index("dc", "title", "Words of the title"),
    Index("dc", "creator", "Authors and other people"),
    Index("dc", "subject", "Subject headings"),
    Index("dc", "publisher", "Publisher"),
    Index("dc", "date", "Year of publication"),
    Index("dc", "language", "Language, as three letters of MARC"),
    Index("dc", "type", "Kind of material"),
    Index("dc", "identifier", "ISBN or ISSN, in any form"),
    Index("bath", "isbn", "ISBN"),
    Index("bath", "issn", "ISSN"),
    Index("bath", "possessingInstitution", "Symbol of a library that holds it"),
    Index("rec", "identifier", "Number of the edition here"),
)
_SORTS: dict[tuple[str, bool], Sort] = {
    ("title", True): "title", ("dc.title", True): "title",
    ("date", True): "oldest", ("date", False): "newest",
    ("dc.date", True): "oldest", ("dc.date", False): "newest",
    ("year", True): "oldest", ("year", False): "newest",
}  # fmt: skip


def answer(pairs: Iterable[tuple[str, str]]) -> bytes:
    """The answer to the arguments of an HTTP request, repeats included."""
    said = list(pairs)
    try:
        asked = serving.check(said)
        if isinstance(asked, Explain):
            return serving.explained(asked, _server())
        return _search(asked)
    except Diagnosed as diagnosed:
        return serving.trouble(_operation(said), diagnosed)


def _operation(said: list[tuple[str, str]]) -> str:
    names = dict(said)
    return names.get("operation", "searchRetrieve" if "query" in names else "explain")


def _search(asked: Search) -> bytes:
    schema = next((s for s in SCHEMAS if asked.schema in ("", s.name, s.identifier)), None)
    if schema is None:
        raise Diagnosed(66, asked.schema[:100])
    wanted = DEFAULT if asked.maximum is None else min(asked.maximum, MOST)
    if asked.start > DEEPEST:
        raise Diagnosed(61, f"the first {DEEPEST} are shown")
    found = _found(asked, wanted)
    if asked.start > max(found.total, 1):
        raise Diagnosed(61, f"there are {found.total}")
    records = [_record(one, schema) for one in published(hit.edition for hit in found.hits)]
    return serving.results(asked, total=found.total, schema=schema, records=records[:wanted])


def _found(asked: Search, wanted: int) -> EditionPage:
    sort = _sort(asked)
    try:
        return cql_found(asked.query, limit=max(1, wanted), offset=asked.start - 1, sort=sort)
    except CqlTrouble as trouble:
        raise Diagnosed(trouble.code, trouble.detail) from trouble


def _sort(asked: Search) -> Sort | Literal[""]:
    if not asked.sort_keys:
        return ""
    if len(asked.sort_keys) > 1:
        raise Diagnosed(84, "one is possible")
    path, ascending = asked.sort_keys[0]
    found = _SORTS.get((path.lower(), ascending))
    if found is None:
        raise Diagnosed(88, path[:40])
    return found


def _record(one: Published, schema: Schema) -> tuple[str, bytes]:
    return one.edition.key, one.marcxml() if schema is MARCXML else one.dublin_core(SRW_DC)


def _server() -> Server:
    parts = urlsplit(settings.KOPRU_ADDRESS)
    return Server(
        host=host(),
        port=parts.port or (443 if parts.scheme == "https" else 80),
        path="sru",
        title={"tr": "Köprü toplu kataloğu", "en": "Union catalogue of Köprü"},
        description={
            "tr": "Ağdaki bütün kütüphanelerin kayıtları, aynı baskı bir arada; kimde olduğu 852'de.",
            "en": "The records of every library of the network, the same edition together; 852 says who holds it.",
        },
        sets=SETS,
        indexes=INDEXES,
        schemas=SCHEMAS,
        default_records=DEFAULT,
        most_records=MOST,
    )  # fmt: skip
