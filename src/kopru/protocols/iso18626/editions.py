"""Messages of the 2021-2 edition retold in the words of 2017, before they are read.

Elements get their 2017 names, lists that 2017 holds once are joined, and what 2017 has
no element for goes into the note, as the committee advises between editions (pack.md
1.2 for the differences, 4.4 for the advice). A 2017 message passes unchanged.
"""

from lxml import etree

#: (parent, 2021 name, 2017 name)
_RENAMED = (
    ("serviceInfo", "itemFormat", "preferredFormat"),
    ("deliveryInfo", "itemFormat", "deliveredFormat"),
    ("deliveryInfo", "deliveryMethod", "sentVia"),
)
#: (parent, element) that 2021 repeats and 2017 does not
_REPEATED = (
    ("bibliographicInfo", "volume"),
    ("deliveryInfo", "itemId"),
    ("deliveryInfo", "loanCondition"),
)
#: actions of 2021 that 2017 tells as a notification, with the mark of each in the note
_ACTIONS = {"Lost": "#Lost#"}
_INTO_MESSAGE_INFO = ("offeredCosts", "retryAfter", "retryBefore")
_PREFERRED_EDITION = {"anyedition": "Y", "thisedition": "N"}


def retell(message: etree._Element) -> None:
    """Change the tree of one message in place to the 2017 edition."""
    blocks = {local_name(block): block for block in message}
    for parent, new, old in _RENAMED:
        if parent in blocks:
            _rename(blocks[parent], new, old)
    for parent, name in _REPEATED:
        if parent in blocks:
            _join(children(blocks[parent], name))
    if "serviceInfo" in blocks:
        _retell_service(blocks["serviceInfo"])
    if "deliveryInfo" in blocks:
        _retell_delivery(blocks["deliveryInfo"])
    if "messageInfo" in blocks:
        _retell_supplier_terms(blocks)
    _retell_action(message)
    _keep_all_errors(children(message, "errorData"))


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(parent: etree._Element, name: str) -> list[etree._Element]:
    """The children of that local name, in any namespace."""
    return [child for child in parent if local_name(child) == name]


def own_text(element: etree._Element) -> str:
    """The element's text, without the blanks around it."""
    return (element.text or "").strip()


def _rename(parent: etree._Element, new: str, old: str) -> None:
    if not any(own_text(known) for known in children(parent, old)):
        for element in children(parent, new):
            element.tag = _sibling_tag(element, old)


def _sibling_tag(element: etree._Element, name: str) -> str:
    namespace, brace, _ = str(element.tag).rpartition("}")
    return f"{namespace}{brace}{name}"


def _join(repeated: list[etree._Element]) -> None:
    if len(repeated) > 1:
        repeated[0].text = ", ".join(text for text in map(own_text, repeated) if text)


def _retell_action(message: etree._Element) -> None:
    for action in children(message, "action"):
        if own_text(action) in _ACTIONS:
            _add_to_note(message, [_ACTIONS[own_text(action)]])
            action.text = "Notification"


def _retell_service(service: etree._Element) -> None:
    _add_to_note(service, _said(children(service, "loanCondition")))
    if children(service, "anyEdition"):
        return
    for preferred in children(service, "preferredEdition"):
        answer = _PREFERRED_EDITION.get(own_text(preferred).lower())
        if answer:
            etree.SubElement(service, _sibling_tag(preferred, "anyEdition")).text = answer
        else:
            _add_to_note(service, _said([preferred]))


def _retell_delivery(delivery: etree._Element) -> None:
    for url in children(delivery, "URL"):
        if own_text(url) and not any(own_text(one) for one in children(delivery, "itemId")):
            etree.SubElement(delivery, _sibling_tag(url, "itemId")).text = own_text(url)
            if not any(own_text(one) for one in children(delivery, "sentVia")):
                etree.SubElement(delivery, _sibling_tag(url, "sentVia")).text = "URL"


def _retell_supplier_terms(blocks: dict[str, etree._Element]) -> None:
    info = blocks["messageInfo"]
    leftover: list[str] = []
    for name in ("retryInfo", "shippingInfo"):
        for term in list(blocks[name]) if name in blocks else []:
            if local_name(term) in _INTO_MESSAGE_INFO and not children(info, local_name(term)):
                info.append(term)
            else:
                leftover += _said([term])
    if "deliveryInfo" in blocks:
        leftover += _said(children(blocks["deliveryInfo"], "deliveryCosts")[1:])
    _add_to_note(info, leftover)


def _keep_all_errors(errors: list[etree._Element]) -> None:
    leftover = _said(errors[1:])
    if leftover:
        values = children(errors[0], "errorValue")
        tag = _sibling_tag(errors[0], "errorValue")
        value = values[0] if values else etree.SubElement(errors[0], tag)
        value.text = "; ".join(part for part in (own_text(value), *leftover) if part)


def _said(elements: list[etree._Element]) -> list[str]:
    """ "name: text" of each element that says something, its children's texts in a row."""
    lines = []
    for element in elements:
        text = " ".join(" ".join(str(part) for part in element.itertext()).split())
        if text:
            lines.append(f"{local_name(element)}: {text}")
    return lines


def _add_to_note(block: etree._Element, lines: list[str]) -> None:
    if not lines:
        return
    notes = children(block, "note")
    note = notes[0] if notes else etree.SubElement(block, _sibling_tag(block, "note"))
    note.text = "\n".join(part for part in (own_text(note), *lines) if part)
