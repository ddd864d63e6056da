"""SRU as a client: the addresses to ask, and what the answers say.

Elements are known by their local names, so that servers which leave out or invent
namespaces read alike. Sources: the SRU 1.1 and 1.2 specifications of the Library of
Congress; ZeeRex for explain.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lxml import etree

VERSIONS = ("1.1", "1.2")
_INDEX = re.compile(r"[A-Za-z][\w.-]{0,60}")
_LONGEST_TERM = 300


class NotSru(Exception):
    """An answer that is no SRU; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What a server has to say against a request: the number in its set ("info:srw/diagnostic/1/")."""

    code: int
    message: str = ""
    details: str = ""

    def __str__(self) -> str:
        said = ": ".join(part for part in (self.message, self.details) if part)
        return f"{self.code} {said}".strip()


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """One record: the name of its schema as the server has it, and its XML."""

    schema: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search. `hits` is what the server says, not how many records came."""

    hits: int
    records: tuple[FoundRecord, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """What a server says of itself. `indexes` as they are written in CQL ("bath.isbn")."""

    version: str = ""
    database: str = ""
    title: str = ""
    indexes: tuple[str, ...] = ()
    #: short name to identifier
    schemas: dict[str, str] = field(default_factory=dict)


def index_fits(text: str) -> bool:
    """Whether `text` can be the name of an index ("bath.isbn", "dc.title")."""
    return _INDEX.fullmatch(text) is not None


def clause(index: str, term: str, *, relation: str = "=") -> str:
    """One clause of CQL with its term quoted."""
    cleaned = " ".join(term.split())[:_LONGEST_TERM]
    quoted = cleaned.replace("\\", "\\\\").replace('"', '\\"')
    return f'{index} {relation} "{quoted}"'


def explain_address(base: str, *, version: str = "1.1") -> str:
    """Where a server says what it can do."""
    return _with(base, operation="explain", version=version)


def search_address(
    base: str, cql: str, *, schema: str = "", most: int = 5, version: str = "1.1"
) -> str:
    """Where the first `most` records for `cql` are, in `schema` (the server's own choice where "")."""
    wanted = {"recordSchema": schema} if schema else {}
    return _with(
        base, operation="searchRetrieve", version=version, query=cql, startRecord="1",
        maximumRecords=str(most), recordPacking="xml", **wanted,
    )  # fmt: skip


def _with(base: str, **parameters: str) -> str:
    parts = urlsplit(base)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in parameters]
    return urlunsplit(parts._replace(query=urlencode([*kept, *parameters.items()]), fragment=""))


def read_found(data: bytes) -> Found:
    """The answer to a search. Diagnostics are values here: some come beside good records.

    :raises NotSru: bytes that are no search answer
    """
    root = _parsed(data)
    if _name(root) not in ("searchRetrieveResponse", "explainResponse"):
        raise NotSru(f"the answer is <{_name(root)}>, not a search's")
    records, troubles = [], []
    for node in root.iterfind("{*}records/{*}record"):
        content = _content(node)
        if content is None:
            continue
        if _name(content) == "diagnostic":
            troubles.append(_diagnostic(content))
        else:
            schema = (node.findtext("{*}recordSchema") or "").strip()
            records.append(FoundRecord(schema, etree.tostring(content, encoding="UTF-8")))
    said = [_diagnostic(d) for d in root.iterfind("{*}diagnostics/{*}diagnostic")]
    return Found(_count(root), tuple(records), (*said, *troubles))


def _count(root: etree._Element) -> int:
    text = (root.findtext("{*}numberOfRecords") or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _content(record: etree._Element) -> etree._Element | None:
    """What a record holds, whether packed as XML or as text."""
    holder = record.find("{*}recordData")
    if holder is None:
        return None
    if len(holder):
        return holder[0]
    text = (holder.text or "").strip()
    return _parsed(text.encode()) if text.startswith("<") else None


def _diagnostic(node: etree._Element) -> Diagnostic:
    uri = (node.findtext("{*}uri") or "").strip()
    number = uri.rpartition("/")[2]
    return Diagnostic(
        int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0,
        " ".join((node.findtext("{*}message") or "").split())[:200],
        " ".join((node.findtext("{*}details") or "").split())[:200],
    )


def read_explained(data: bytes) -> Explained:
    """What a server says of itself.

    :raises NotSru: bytes that are no explain answer
    """
    root = _parsed(data)
    about = root if _name(root) == "explain" else next(root.iter("{*}explain"), None)
    if about is None:
        raise NotSru(f"the answer is <{_name(root)}>, not an explain's")
    sets = about.iterfind("{*}indexInfo/{*}index/{*}map/{*}name")
    names = [(n.get("set", ""), (n.text or "").strip()) for n in sets]
    schemas = about.iterfind("{*}schemaInfo/{*}schema")
    return Explained(
        version=(root.findtext("{*}version") or "").strip(),
        database=(about.findtext("{*}serverInfo/{*}database") or "").strip(),
        title=(about.findtext("{*}databaseInfo/{*}title") or "").strip()[:200],
        indexes=tuple(dict.fromkeys(f"{s}.{n}" if s else n for s, n in names if n)),
        schemas={s.get("name", ""): s.get("identifier", "") for s in schemas},
    )


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotSru(str(error)[:200] or "nothing came") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotSru("a DTD is not accepted")
    return root
