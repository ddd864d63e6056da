"""Messages to bytes, valid against ISO-18626-v1_2.xsd."""

import re
from typing import Any

from lxml import etree

from .shapes import ELEMENTS, MESSAGES, NAMESPACE, Choice, Leaf, Part, Shape
from .values import Message

VERSION = "1.2"
# what XML 1.0 cannot carry: C0 controls, lone surrogates, two non-characters
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(message: Message) -> bytes:
    """`message` as a UTF-8 document of edition 1.2, prefix `ill`, elements in XSD order.

    Characters that XML cannot carry are left out, and of PatronInfo everything but the
    type of patron (a reader's name never leaves). ValueError for a naive time or an
    amount that is no number: both are faults of the caller.
    """
    root = etree.Element(f"{{{NAMESPACE}}}ISO18626Message", nsmap={"ill": NAMESPACE})
    root.set(f"{{{NAMESPACE}}}version", VERSION)
    name = ELEMENTS[type(message)]
    _write_shape(_child(root, name), MESSAGES[name], message)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _write_shape(element: etree._Element, shape: Shape, value: object) -> None:
    for part in shape.parts:
        if part.written:
            found = getattr(value, part.field)
            for one in found[: part.most] if part.many else (found,):
                _write_part(element, part, one)


def _write_part(parent: etree._Element, part: Part, value: Any) -> None:
    if isinstance(part.of, Leaf):
        text = "" if value is None else _NOT_XML.sub("", part.of.write(value))
        if text or part.required:
            _child(parent, part.element).text = text
    elif value is not None:
        if isinstance(part.of, Choice):
            _write_choice(_child(parent, part.element), part.of, value)
        else:
            _write_shape(_child(parent, part.element), part.of, value)


def _write_choice(element: etree._Element, choice: Choice, value: object) -> None:
    for name, shape in choice.options:
        if isinstance(value, shape.build):
            _write_shape(_child(element, name), shape, value)


def _child(parent: etree._Element, name: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}")
