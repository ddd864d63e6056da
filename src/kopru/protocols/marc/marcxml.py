"""MARCXML to records and back, hardened and bounded in memory.

Elements are known by their local names, so that MARC21/slim, MarcXchange and files
without a namespace read alike. The records of OAI-PMH envelopes are not mistaken for
MARC's, nor those of SRU; those inside them are found.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from lxml import etree

from .records import Field, MarcRecord, Reason, Repair, Unreadable

NAMESPACE = "http://www.loc.gov/MARC21/slim"
SCHEMA = "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
#: records that hold records: of OAI-PMH, and of SRU 1.1, 1.2 and 2.0
_ENVELOPES = (
    "{http://www.openarchives.org/OAI/", "{http://www.loc.gov/zing/srw/}",
    "{http://docs.oasis-open.org/ns/search-ws/",
)  # fmt: skip
#: no real record comes near; ISO 2709 itself ends at 99,999 bytes
MAX_RECORD = 1 << 24
_SHORTEST_LEADER = 18
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Metered:
    """A stream that stops a document whose current record has grown too large."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._read: Callable[[int], bytes] = stream.read
        self._limit = limit
        self.since_record = 0

    def read(self, size: int = -1) -> bytes:
        if self.since_record > self._limit:
            raise Unreadable(
                Reason.REFUSED_XML, f"more than {self._limit} bytes without the end of a record"
            )
        block = self._read(size)
        self.since_record += len(block)
        return block


def read_marcxml(
    stream: BinaryIO, *, max_record: int = MAX_RECORD, encoding: str | None = None
) -> Iterator[MarcRecord | Unreadable]:
    """The records of a collection, one at a time, in the document's order.

    `encoding` stands above what the document declares.

    A record that is broken inside well-formed XML comes as an Unreadable with its own
    bytes, and the next one follows. Where the XML itself breaks, carries a DTD, or one
    record exceeds `max_record` bytes, a last Unreadable says where and the reading ends.
    """
    metered = _Metered(stream, max_record)
    try:
        yield from _records(metered, encoding)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        words = f"line {line}, column {column}: {error.msg}"
        yield Unreadable(Reason.BROKEN_XML, words)
    except Unreadable as refused:
        yield refused


def _records(metered: _Metered, encoding: str | None) -> Iterator[MarcRecord | Unreadable]:
    parsed = etree.iterparse(
        metered,
        events=("end",),
        tag="{*}record",
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    may_have_dtd = True
    for _, element in parsed:
        if may_have_dtd:
            _refuse_dtd(element)
            may_have_dtd = False
        if not str(element.tag).startswith(_ENVELOPES):
            metered.since_record = 0
            yield _read_or_quarantine(element)
            _forget(element)
    if may_have_dtd:
        _refuse_dtd(parsed.root)


def _refuse_dtd(element: etree._Element) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(Reason.REFUSED_XML, "a DTD is not accepted")


def _read_or_quarantine(element: etree._Element) -> MarcRecord | Unreadable:
    try:
        return read_marcxml_element(element)
    except Unreadable as trouble:
        return trouble


def _forget(element: etree._Element) -> None:
    """Free a record that was read and all that lies before it, in its ancestors too."""
    element.clear()
    passed: etree._Element | None = element
    while passed is not None:
        parent = passed.getparent()
        if parent is not None:
            while passed.getprevious() is not None:
                del parent[0]
        passed = parent


def read_marcxml_element(element: etree._Element) -> MarcRecord:
    """One parsed `record` element, as harvests and searches hold it. Raises Unreadable."""
    try:
        return _read(element)
    except Unreadable as trouble:
        trouble.data = etree.tostring(element, encoding="UTF-8", with_tail=False)
        raise


def _read(element: etree._Element) -> MarcRecord:
    repairs: set[Repair] = set()
    leader = ""
    fields: list[Field] = []
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "leader":
            leader = _leader(child.text or "", repairs)
        elif name == "controlfield":
            fields.append(Field(_tag(child), "", (), child.text or ""))
        elif name == "datafield":
            fields.append(_data_field(child))
    if not leader:
        raise Unreadable(Reason.BAD_LEADER, "there is no leader")
    if not fields:
        raise Unreadable(Reason.NO_FIELDS, "the record holds no field")
    return MarcRecord(leader, tuple(fields), "utf-8", tuple(sorted(repairs)))


def _leader(text: str, repairs: set[Repair]) -> str:
    if len(text) == 24:
        return text
    # pretty-printers put blanks around it, others cut those at its ends
    leader = text if len(text) < 24 else text.strip()
    if len(leader) < _SHORTEST_LEADER:
        raise Unreadable(Reason.BAD_LEADER, f"{text!r} is no leader of 24 characters")
    repairs.add(Repair.LEADER)
    return leader[:24].ljust(24)


def _data_field(element: etree._Element) -> Field:
    tag = _tag(element)
    indicators = (element.get("ind1") or " ")[:1] + (element.get("ind2") or " ")[:1]
    subfields = []
    for child in element:
        code = child.get("code") or ""
        if len(code) != 1:
            raise Unreadable(Reason.BAD_FIELD, f"a subfield of {tag} has the code {code!r}")
        subfields.append((code, child.text or ""))
    if not subfields:
        return Field(tag, "", (), element.text or "")
    return Field(tag, indicators, tuple(subfields))


def _tag(element: etree._Element) -> str:
    tag = element.get("tag") or ""
    if len(tag) != 3:
        raise Unreadable(Reason.BAD_FIELD, f"a field has the tag {tag!r}")
    return tag


def as_marcxml(record: MarcRecord, *, with_schema: bool = False) -> bytes:
    """A `record` element in MARC21/slim as UTF-8, without what XML cannot carry (ESC,
    0x0B: writers that pass them make whole files unreadable, search-lab.md C).

    `with_schema` names the schema's place, as records inside other answers must.
    """
    names = {None: NAMESPACE} | ({"xsi": _XSI} if with_schema else {})
    root = etree.Element(f"{{{NAMESPACE}}}record", nsmap=names)  # type: ignore[arg-type]
    if with_schema:
        root.set(f"{{{_XSI}}}schemaLocation", f"{NAMESPACE} {SCHEMA}")
    _child(root, "leader").text = _clean(record.leader)
    for field in record.fields:
        if field.subfields:
            element = _child(root, "datafield")
            element.set("tag", _clean(field.tag))
            element.set("ind1", _clean(field.indicators[:1]) or " ")
            element.set("ind2", _clean(field.indicators[1:2]) or " ")
            for code, value in field.subfields:
                subfield = _child(element, "subfield")
                subfield.set("code", _clean(code) or " ")
                subfield.text = _clean(value)
        else:
            element = _child(root, "controlfield")
            element.set("tag", _clean(field.tag))
            element.text = _clean(field.value)
    return etree.tostring(root, encoding="UTF-8")


def _child(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")


def _clean(text: str) -> str:
    return text if text.isprintable() else _NOT_XML.sub("", text)
