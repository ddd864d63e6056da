"""Bytes to messages, of any edition, prefix and element order."""

from datetime import datetime
from typing import Any

from lxml import etree

from .editions import children, local_name, own_text, retell
from .errors import Garbled, NotISO18626
from .parsing import MAX_BYTES, parse
from .shapes import HEADER, MESSAGES, Choice, Leaf, Part, Shape
from .values import Header, Message

_ENVELOPE = "ISO18626Message"
_Children = dict[str, list[etree._Element]]


def read(data: bytes, *, max_bytes: int = MAX_BYTES) -> Message:
    """The message in `data`, or one of the NotISO18626 family.

    Lenient: elements are known by their local names in any order and namespace, the
    envelope may be missing, unknown elements are ignored, empty ones count as not said,
    2021-2 is retold in the words of 2017. Times come back in UTC.
    """
    body = _body(parse(data, max_bytes=max_bytes))
    shape = MESSAGES[local_name(body)]
    try:
        retell(body)
        return _read_message(body, shape)  # type: ignore[no-any-return]
    except NotISO18626 as error:
        if shape.parts[0].of is HEADER:
            error.message = shape.build
            error.sender_said = _header_if_readable(body)
        raise


def _body(root: etree._Element) -> etree._Element:
    if local_name(root) in MESSAGES:
        return root
    if local_name(root) != _ENVELOPE:
        raise Garbled(element=local_name(root), detail=f"the root is not {_ENVELOPE}")
    bodies = list(root)
    if len(bodies) != 1:
        raise Garbled(element=_ENVELOPE, detail=f"holds {len(bodies)} messages, not one")
    if local_name(bodies[0]) not in MESSAGES:
        raise Garbled(element=local_name(bodies[0]), detail="is none of the six messages")
    return bodies[0]


def _read_message(body: etree._Element, shape: Shape) -> Any:
    parts = _by_name(body)
    header = _read_part(parts, shape.parts[0], None)
    rest = {
        part.field: value
        for part in shape.parts[1:]
        if (value := _read_part(parts, part, header.timestamp)) is not None
    }
    return shape.build(header=header, **rest)


def _header_if_readable(body: etree._Element) -> Header | None:
    try:
        header: Header = _read_part(_by_name(body), MESSAGES[local_name(body)].parts[0], None)
    except NotISO18626:
        return None
    return header


def _by_name(element: etree._Element) -> _Children:
    found: _Children = {}
    for child in element:
        found.setdefault(local_name(child), []).append(child)
    return found


def _read_part(parts: _Children, part: Part, sent: datetime | None) -> Any:
    """The part's value, or what stands in for it, or None where nothing was said."""
    value = _said(parts, part, sent)
    if value is not None or not part.required:
        return value
    if part.instead is not None:
        return part.instead
    if part.timestamp_instead and sent is not None:
        return sent
    raise Garbled(element=part.element, detail="is missing or empty")


def _said(parts: _Children, part: Part, sent: datetime | None) -> Any:
    found = parts.get(part.element)
    if not found:
        return None
    if part.many:
        read_all = (_read_element(element, part, sent) for element in found)
        return tuple(value for value in read_all if value is not None)
    return _read_element(found[0], part, sent)


def _read_element(element: etree._Element, part: Part, sent: datetime | None) -> Any:
    if isinstance(part.of, Leaf):
        text = own_text(element)
        return part.of.read(part.element, text) if text else None
    if isinstance(part.of, Choice):
        return _read_choice(element, part.of, sent)
    return _read_shape(element, part.of, sent, optional=not part.required)


def _read_choice(element: etree._Element, choice: Choice, sent: datetime | None) -> Any:
    for name, shape in choice.options:
        for option in children(element, name):
            value = _read_shape(option, shape, sent, optional=True)
            if value is not None:
                return value
    return None


def _read_shape(
    element: etree._Element, shape: Shape, sent: datetime | None, *, optional: bool
) -> Any:
    """The dataclass; None for an optional element that says nothing of what it must say
    (`<offeredCosts/>` occurs)."""
    parts = _by_name(element)
    if optional and _says_nothing(parts, shape):
        return None
    said: dict[str, Any] = {}
    for part in shape.parts:
        value = _read_part(parts, part, sent)
        if value is not None:
            said[part.field] = value
        if part.field == "timestamp":
            sent = value
    return shape.build(**said)


def _says_nothing(parts: _Children, shape: Shape) -> bool:
    must_say = any(part.required for part in shape.parts)
    return must_say and not any(
        "".join(str(text) for text in child.itertext()).strip()
        for part in shape.parts
        for child in parts.get(part.element, ())
    )
