"""SRU as a server speaks it: questions checked, answers written (versions 1.1 and 1.2).

Sources: SRU 1.2 and its schema srw-types.xsd, the diagnostics list 1, ZeeRex 2.0 for
explain (Library of Congress). Nothing here knows what is searched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from kopru.protocols.sru.diagnostics import Diagnosed, message

SRW = "http://www.loc.gov/zing/srw/"
DIAGNOSTIC = "http://www.loc.gov/zing/srw/diagnostic/"
EXPLAIN = "http://explain.z3950.org/dtd/2.0/"
VERSIONS = ("1.1", "1.2")
XML, STRING = "xml", "string"

_COMMON = {"operation", "version", "stylesheet", "extraRequestData"}
_OF_SEARCH = {
    "query", "startRecord", "maximumRecords", "recordPacking", "recordSchema", "recordXPath",
    "resultSetTTL", "sortKeys",
}  # fmt: skip
_OF_EXPLAIN = {"recordPacking"}
_LONGEST_QUERY = 4_000


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that records are given in: its identifier, short name and title."""

    identifier: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index of explain: context set and name, and its title."""

    set: str
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class Search:
    """A searchRetrieve request that has been checked. `start` counts from one.

    `maximum` is None where the server's own number is meant; `sort_keys` are (path, ascending).
    """

    version: str
    query: str
    start: int = 1
    maximum: int | None = None
    packing: str = XML
    schema: str = ""
    sort_keys: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Explain:
    """An explain request, which is also what an address without arguments means."""

    version: str = "1.2"
    packing: str = XML


def check(pairs: Iterable[tuple[str, str]]) -> Search | Explain:
    """The request in the arguments of an HTTP request. Extensions (x-…) are passed over.

    :raises Diagnosed: with the standard's number
    """
    said: dict[str, str] = {}
    for name, value in pairs:
        if name in said:
            raise Diagnosed(6, f"{name[:40]} is given more than once")
        said[name] = value
    operation = said.get("operation", "searchRetrieve" if "query" in said else "explain")
    if operation not in ("explain", "searchRetrieve"):
        raise Diagnosed(4, operation[:40])
    version = said.get("version") or VERSIONS[-1]
    if version not in VERSIONS:
        raise Diagnosed(5, VERSIONS[-1])
    _check_names(said, _OF_SEARCH if operation == "searchRetrieve" else _OF_EXPLAIN)
    packing = said.get("recordPacking") or XML
    if packing not in (XML, STRING):
        raise Diagnosed(71, packing[:40])
    if operation == "explain":
        return Explain(version, packing)
    return _search(said, version, packing)


def _check_names(said: Mapping[str, str], known: set[str]) -> None:
    for name in said:
        if name not in known | _COMMON and not name.startswith("x-"):
            raise Diagnosed(8, name[:40])
    if said.get("stylesheet"):
        raise Diagnosed(110, "stylesheet")
    if said.get("recordXPath"):
        raise Diagnosed(72, "recordXPath")


def _search(said: Mapping[str, str], version: str, packing: str) -> Search:
    query = said.get("query", "").strip()
    if not query:
        raise Diagnosed(7, "query")
    if len(query) > _LONGEST_QUERY:
        raise Diagnosed(12, f"at most {_LONGEST_QUERY}")
    if "\0" in query:
        raise Diagnosed(10, "a character that no text has")
    maximum = said.get("maximumRecords", "")
    return Search(
        version, query,
        start=_number("startRecord", said.get("startRecord") or "1", least=1),
        maximum=_number("maximumRecords", maximum, least=0) if maximum else None,
        packing=packing,
        schema=said.get("recordSchema", ""),
        sort_keys=tuple(map(_sort_key, said.get("sortKeys", "").split())),
    )  # fmt: skip


def _number(name: str, text: str, *, least: int) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9 or int(text) < least:
        raise Diagnosed(6, f"{name}: a whole number from {least}")
    return int(text)


def _sort_key(text: str) -> tuple[str, bool]:
    """path,schema,ascending,caseSensitive,missingValue (SRU 1.1, sorting)."""
    path, *rest = text.split(",")
    ascending = rest[1] if len(rest) > 1 else ""
    if ascending not in ("", "0", "1"):
        raise Diagnosed(90, ascending[:40])
    return path, ascending != "0"


def results(
    asked: Search, *, total: int, schema: Schema, records: Sequence[tuple[str, bytes]]
) -> bytes:
    """The answer to a search: records are (identifier, XML as UTF-8), the first at `asked.start`."""
    parts = [f"<numberOfRecords>{total}</numberOfRecords>".encode()]
    if records:
        each = (
            _record(asked, schema, asked.start + place, *record)
            for place, record in enumerate(records)
        )
        parts.append(b"<records>" + b"".join(each) + b"</records>")
    after = asked.start + len(records)
    if after <= total and (records or asked.maximum == 0):
        parts.append(f"<nextRecordPosition>{after}</nextRecordPosition>".encode())
    parts.append(_echo(asked))
    return _whole("searchRetrieveResponse", asked.version, b"".join(parts))


def _record(asked: Search, schema: Schema, position: int, identifier: str, xml: bytes) -> bytes:
    data = escape(xml.decode()).encode() if asked.packing == STRING else xml
    named = f"<recordIdentifier>{_text(identifier)}</recordIdentifier>"
    return (
        f"<record><recordSchema>{schema.identifier}</recordSchema>"
        f"<recordPacking>{asked.packing}</recordPacking><recordData>".encode()
        + data
        + f"</recordData>{named if asked.version == '1.2' else ''}"
        f"<recordPosition>{position}</recordPosition></record>".encode()
    )


def _echo(asked: Search) -> bytes:
    said = [
        ("version", asked.version), ("query", asked.query), ("startRecord", str(asked.start)),
        ("maximumRecords", "" if asked.maximum is None else str(asked.maximum)),
        ("recordPacking", asked.packing), ("recordSchema", asked.schema),
    ]  # fmt: skip
    parts = "".join(f"<{name}>{_text(value)}</{name}>" for name, value in said if value)
    return f"<echoedSearchRetrieveRequest>{parts}</echoedSearchRetrieveRequest>".encode()


def trouble(operation: str, diagnosed: Diagnosed) -> bytes:
    """The answer to a request that cannot be answered, in the shape of its operation."""
    said = (
        f'<diagnostics><diagnostic xmlns="{DIAGNOSTIC}"><uri>info:srw/diagnostic/1/{diagnosed.code}'
        f"</uri><details>{_text(diagnosed.details)}</details>"
        f"<message>{_text(message(diagnosed.code))}</message></diagnostic></diagnostics>"
    ).encode()
    if operation == "searchRetrieve":
        return _whole(
            "searchRetrieveResponse", VERSIONS[-1], b"<numberOfRecords>0</numberOfRecords>" + said
        )
    if operation == "scan":
        return _whole("scanResponse", VERSIONS[-1], said)
    return _whole("explainResponse", VERSIONS[-1], said)


def _whole(name: str, version: str, body: bytes) -> bytes:
    start = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{name} xmlns="{SRW}"><version>{version}</version>'
    )
    return start.encode() + body + f"</{name}>\n".encode()


@dataclass(frozen=True, slots=True)
class Server:
    """What explain says of a server. `sets` are context sets by their short names."""

    host: str
    port: int
    path: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    sets: Mapping[str, str]
    indexes: Sequence[Index]
    schemas: Sequence[Schema]
    default_records: int
    most_records: int


def explained(asked: Explain, server: Server) -> bytes:
    """The answer to explain: one ZeeRex record."""
    record = _zeerex(server).encode()
    data = escape(record.decode()).encode() if asked.packing == STRING else record
    body = (
        f"<record><recordSchema>{EXPLAIN}</recordSchema><recordPacking>{asked.packing}"
        "</recordPacking><recordData>".encode()
        + data
        + b"</recordData></record>"
    )
    return _whole("explainResponse", asked.version, body)


def _zeerex(server: Server) -> str:
    titles = "".join(_said("title", *said) for said in server.title.items())
    words = "".join(_said("description", *said) for said in server.description.items())
    sets = "".join(
        f"<set name={quoteattr(name)} identifier={quoteattr(uri)}/>"
        for name, uri in server.sets.items()
    )
    schemas = "".join(
        f'<schema name={quoteattr(one.name)} identifier={quoteattr(one.identifier)} sort="false" '
        f'retrieve="true"><title>{_text(one.title)}</title></schema>'
        for one in server.schemas
    )
    return (
        f'<explain xmlns="{EXPLAIN}"><serverInfo protocol="SRU" version="1.2" transport="http" '
        f'method="GET POST"><host>{_text(server.host)}</host><port>{server.port}</port>'
        f"<database>{_text(server.path)}</database></serverInfo>"
        f"<databaseInfo>{titles}{words}</databaseInfo>"
        f"<indexInfo>{sets}{''.join(map(_index, server.indexes))}</indexInfo>"
        f"<schemaInfo>{schemas}</schemaInfo>"
        f'<configInfo><default type="numberOfRecords">{server.default_records}</default>'
        f'<setting type="maximumRecords">{server.most_records}</setting></configInfo></explain>'
    )


def _index(index: Index) -> str:
    return (
        f'<index search="true" scan="false"><title lang="en">{_text(index.title)}</title>'
        f"<map><name set={quoteattr(index.set)}>{_text(index.name)}</name></map></index>"
    )


def _said(name: str, language: str, text: str) -> str:
    return f"<{name} lang={quoteattr(language)}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape("".join(c for c in text if c.isprintable() or c in "\t\n"))
