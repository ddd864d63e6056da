"""Answers of a provider as XML in UTF-8, in the order that OAI-PMH.xsd wants (section 3.2 and 4)."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from . import datestamps
from .values import NAMESPACE, SCHEMA, Asked, ErrorCode, Format, Header, Identity, Record, Token
from .values import Set as SetOf
from .values import Wrong as WrongQuestion

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_START = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<OAI-PMH xmlns="{NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    f'xsi:schemaLocation="{NAMESPACE} {SCHEMA}">'
)
#: after these the question is repeated without its arguments (3.2)
_UNREPEATED = (ErrorCode.BAD_VERB, ErrorCode.BAD_ARGUMENT)


def answer(asked: Asked, body: bytes, *, base_url: str, now: datetime) -> bytes:
    """The whole answer around the element of its verb."""
    return _whole(body, asked.arguments, base_url, now)


def refusal(
    wrong: WrongQuestion, *, base_url: str, now: datetime, arguments: Mapping[str, str]
) -> bytes:
    """The whole answer to a question that cannot be answered."""
    body = f"<error code={quoteattr(str(wrong.code))}>{_text(wrong.words)}</error>"
    repeated = {} if wrong.code in _UNREPEATED else arguments
    return _whole(body.encode(), repeated, base_url, now)


def _whole(body: bytes, arguments: Mapping[str, str], base_url: str, now: datetime) -> bytes:
    said = "".join(f" {name}={quoteattr(_clean(value))}" for name, value in arguments.items())
    head = (
        f"{_START}<responseDate>{datestamps.write(now)}</responseDate>"
        f"<request{said}>{_text(base_url)}</request>"
    )
    return head.encode() + body + b"</OAI-PMH>\n"


def identify(identity: Identity, *, description: bytes = b"") -> bytes:
    """Who we are; `description` is one element of another namespace."""
    emails = "".join(_element("adminEmail", email) for email in identity.emails)
    said = (
        _element("repositoryName", identity.name)
        + _element("baseURL", identity.base_url)
        + _element("protocolVersion", "2.0")
        + emails
        + _element("earliestDatestamp", identity.earliest)
        + _element("deletedRecord", identity.deleted)
        + _element("granularity", identity.granularity)
    ).encode()
    if description:
        said += b"<description>" + description + b"</description>"
    return b"<Identify>" + said + b"</Identify>"


def metadata_formats(formats: Iterable[Format]) -> bytes:
    """The formats that records are given in."""
    each = (
        "<metadataFormat>"
        + _element("metadataPrefix", one.prefix)
        + _element("schema", one.schema)
        + _element("metadataNamespace", one.namespace)
        + "</metadataFormat>"
        for one in formats
    )
    return f"<ListMetadataFormats>{''.join(each)}</ListMetadataFormats>".encode()


def sets(every: Iterable[SetOf]) -> bytes:
    """The sets that records may be harvested by."""
    each = (
        f"<set>{_element('setSpec', one.spec)}{_element('setName', one.name)}</set>"
        for one in every
    )
    return f"<ListSets>{''.join(each)}</ListSets>".encode()


def records(page: Iterable[Record], token: Token | None) -> bytes:
    """A page of ListRecords; `token` leads on, an empty one ends a list of several pages."""
    each = b"".join(map(_record, page))
    return b"<ListRecords>" + each + _token(token) + b"</ListRecords>"


def headers(page: Iterable[Header], token: Token | None) -> bytes:
    """A page of ListIdentifiers."""
    each = b"".join(map(_header, page))
    return b"<ListIdentifiers>" + each + _token(token) + b"</ListIdentifiers>"


def record(one: Record) -> bytes:
    """The record of GetRecord."""
    return b"<GetRecord>" + _record(one) + b"</GetRecord>"


def _record(one: Record) -> bytes:
    metadata = b"" if one.header.is_deleted else b"<metadata>" + one.metadata + b"</metadata>"
    return b"<record>" + _header(one.header) + metadata + b"</record>"


def _header(header: Header) -> bytes:
    status = ' status="deleted"' if header.is_deleted else ""
    sets_ = "".join(_element("setSpec", spec) for spec in header.sets)
    return (
        f"<header{status}>{_element('identifier', header.identifier)}"
        f"{_element('datestamp', header.datestamp)}{sets_}</header>"
    ).encode()


def _token(token: Token | None) -> bytes:
    if token is None:
        return b""
    cursor = "" if token.cursor is None else f' cursor="{token.cursor}"'
    return f"<resumptionToken{cursor}>{_text(token.value)}</resumptionToken>".encode()


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_clean(text))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
