"""Bytes to an XML tree that cannot hurt: no DTD, no entities, no network, all sizes capped.

Measured on libxml2 2.14: whatever fits into 1 MiB is parsed or refused in well under a
tenth of a second. A byte search for "<!DOCTYPE" would miss UTF-16, so the parsed
document is asked instead (stack.md, slot 12).
"""

from lxml import etree

from .errors import Hostile, NotXML, TooLarge

MAX_BYTES = 1024 * 1024
#: the deepest message of any edition has eight levels
MAX_DEPTH = 32
#: a code carries one attribute, the root at most a handful
MAX_ATTRIBUTES = 32
MAX_ELEMENTS = 20_000


def parse(data: bytes, *, max_bytes: int = MAX_BYTES) -> etree._Element:
    """The root of `data`. Raises TooLarge, NotXML or Hostile."""
    if len(data) > max_bytes:
        raise TooLarge(detail=f"{len(data)} bytes, at most {max_bytes}")
    # one parser a call: libxml2 contexts must not be shared between threads
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        # libxml2 itself stops entity bombs and documents deeper than 256
        raise NotXML(detail=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Hostile(detail="a DTD is not accepted")
    _refuse_floods(root)
    return root


def _refuse_floods(root: etree._Element) -> None:
    depth = elements = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        if depth > MAX_DEPTH:
            raise Hostile(detail=f"elements nested deeper than {MAX_DEPTH}")
        if elements > MAX_ELEMENTS:
            raise Hostile(detail=f"more than {MAX_ELEMENTS} elements")
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise Hostile(detail=f"more than {MAX_ATTRIBUTES} attributes in one element")
