"""Simple Dublin Core: fifteen elements, each repeatable, as OAI-PMH and SRU carry them.

Sources: the Dublin Core Metadata Element Set 1.1; OAI-PMH 2.0, guidelines for oai_dc;
SRU's schema info:srw/schema/1/dc-v1.1.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from .letters import without_controls

ELEMENTS = (
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type",
    "format", "identifier", "source", "language", "relation", "coverage", "rights",
)  # fmt: skip
NAMESPACE = "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
#: an element's name and its text
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The element that a protocol puts around the fifteen: its namespace, prefix and schema."""

    namespace: str
    prefix: str
    schema: str


OAI_DC = Wrapping(
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "oai_dc",
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
)
SRW_DC = Wrapping(
    "info:srw/schema/1/dc-schema", "srw_dc", "http://www.loc.gov/standards/sru/recordSchemas/dc-schema.xsd"
)  # fmt: skip


def write(pairs: Iterable[Pair], wrapping: Wrapping = OAI_DC) -> bytes:
    """The element `dc` with these pairs, in their order, as UTF-8.

    Empty texts are left out, and characters that XML cannot carry.

    :raises ValueError: a name that is none of the fifteen
    """
    names = {wrapping.prefix: wrapping.namespace, "dc": NAMESPACE, "xsi": _XSI}
    root = etree.Element(f"{{{wrapping.namespace}}}dc", nsmap=names)
    root.set(f"{{{_XSI}}}schemaLocation", f"{wrapping.namespace} {wrapping.schema}")
    for name, text in pairs:
        if name not in ELEMENTS:
            raise ValueError(f"{name} is no element of Dublin Core")
        if text:
            etree.SubElement(root, f"{{{NAMESPACE}}}{name}").text = without_controls(text)
    return etree.tostring(root, encoding="UTF-8")


def read(element: etree._Element) -> list[Pair]:
    """The pairs below `element`, known by their local names, in order.

    Qualified elements that providers mix in (dcterms:issued) are not simple Dublin Core.
    """
    pairs: list[Pair] = []
    for child in element.iter("*"):
        name = child.tag.rpartition("}")[2].lower()
        text = " ".join((child.text or "").split())
        if name in ELEMENTS and text:
            pairs.append((name, text))
    return pairs
