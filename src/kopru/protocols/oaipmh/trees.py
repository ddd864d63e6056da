"""XML of strangers parsed safely, and found by local names: many providers forget namespaces."""

from collections.abc import Iterator

from lxml import etree


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip


def parse(text: str) -> etree._Element | None:
    """The root of a document without declaration; None where it is not well-formed or has a DTD."""
    return parsed(text)[0]


def parsed(text: str) -> tuple[etree._Element | None, str]:
    """The root, and why there is none."""
    try:
        root = etree.fromstring(text.strip().encode("utf-8"), _parser())
    except etree.XMLSyntaxError as error:
        return None, str(error.msg)
    if root.getroottree().docinfo.internalDTD is not None:
        return None, "a DTD is not accepted"
    return root, ""


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The elements right below that have one of these local names."""
    if element is None:
        return
    for one in element.iterchildren("*"):
        if str(one.tag).rpartition("}")[2] in names:
            yield one


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first element right below of this local name."""
    return next(children(element, name), None)


def text_of(element: etree._Element | None, name: str) -> str:
    """The text of the first element of this local name, trimmed; "" where there is none."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""
