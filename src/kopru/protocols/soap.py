"""SOAP as a client speaks it: one call written, one answer read.

Written by hand as the other languages here are: three calls of flat values need no library that
first fetches a service's description over a door of its own. Elements are known by their
local names, so that a service which moves its namespaces reads alike. Source: SOAP 1.2
(W3C, 2007) with the faults of 1.1, which many services still answer with.
"""

from collections.abc import Mapping
from typing import TypeAlias, Union

from lxml import etree

ENVELOPE = "http://www.w3.org/2003/05/soap-envelope"

#: what a call carries: texts under their names, groups of such, and several groups of one name
Values: TypeAlias = Mapping[str, Union[str, "Values", list["Values"]]]


class NotSoap(Exception):
    """What came is no answer in SOAP; the text says why."""


class Fault(Exception):
    """The service says that it could not do it; the text is its own."""


def media_type(operation: str) -> str:
    """The Content-Type of a call of `operation`."""
    return f'application/soap+xml; charset=utf-8; action="urn:{operation}"'


def call(operation: str, values: Values, *, namespace: str) -> bytes:
    """A call: `values` are written under `input`, in the schema namespace `namespace`/xsd.

    A text with letters that XML does not have is sent without them.
    """
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"s": ENVELOPE})
    body = etree.SubElement(envelope, f"{{{ENVELOPE}}}Body")
    asked = etree.SubElement(body, f"{{{namespace}}}{operation}", nsmap={"o": namespace})
    _write(etree.SubElement(asked, f"{{{namespace}}}input"), values, f"{namespace}/xsd")
    return etree.tostring(envelope, xml_declaration=True, encoding="utf-8")


def _write(parent: etree._Element, values: Values, namespace: str) -> None:
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            child = etree.SubElement(parent, f"{{{namespace}}}{name}")
            if isinstance(one, str):
                child.text = "".join(c for c in one if c.isprintable() or c in "\n\t")
            else:
                _write(child, one, namespace)


def answer(body: bytes) -> etree._Element:
    """What a service returned: the element that holds the values.

    :raises NotSoap: no XML, or no envelope with something in it
    :raises Fault: with the service's reason
    """
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotSoap(str(error)[:200]) from error
    found = child(root, "Body") if root.tag == _named(root, "Envelope") else None
    if found is None or not len(found):
        raise NotSoap(f"<{etree.QName(root).localname}> is no SOAP envelope with an answer")
    said = next(found.iterchildren(tag=etree.Element), found)
    if etree.QName(said).localname == "Fault":
        raise Fault(_reason(said))
    return next(said.iterchildren(tag=etree.Element), said)


def _named(like: etree._Element, name: str) -> str:
    namespace = etree.QName(like).namespace
    return f"{{{namespace}}}{name}" if namespace else name


def _reason(fault: etree._Element) -> str:
    reason = child(fault, "Reason")
    said = text(reason, "Text") if reason is not None else text(fault, "faultstring")
    return (said or "the service gave no reason")[:300]


def children(parent: etree._Element, name: str) -> list[etree._Element]:
    """The elements right below `parent` that are called `name`, whatever their namespace."""
    return [
        one for one in parent.iterchildren(tag=etree.Element) if etree.QName(one).localname == name
    ]


def child(parent: etree._Element, name: str) -> etree._Element | None:
    """The first of `children`."""
    return next(iter(children(parent, name)), None)


def text(parent: etree._Element, name: str) -> str:
    """The text of the first child called `name`; "" where there is none."""
    found = child(parent, name)
    return (found.text or "").strip() if found is not None else ""
