"""Holdings with circulation, as Z39.50's OPAC record syntax has them.

Read from the XML that YAZ writes them in (its opacxml.xsd), which some SRU servers give,
too. The bibliographic record inside stays bytes: ISO 2709 from Z39.50, MARCXML from SRU.
"""

from dataclasses import dataclass

from lxml import etree

_START, _END = b"<bibliographicRecord>", b"</bibliographicRecord>"
#: no shelf holds more copies of one edition than this, whatever a server says
_MOST = 1_000


class NotOpac(Exception):
    """Bytes that are no OPAC record; the text says where they go wrong."""


@dataclass(frozen=True, slots=True)
class Circulation:
    """One copy. `available` is None where nothing is said; dates and notes are as written."""

    available: bool | None = None
    available_from: str = ""
    item: str = ""
    restrictions: str = ""
    on_hold: bool = False


@dataclass(frozen=True, slots=True)
class OpacHolding:
    """Copies at one place. Without `circulations` the `note` may be all that is known of them."""

    place: str = ""
    shelf: str = ""
    call_number: str = ""
    note: str = ""
    volume: str = ""
    circulations: tuple[Circulation, ...] = ()


@dataclass(frozen=True, slots=True)
class OpacRecord:
    """A bibliographic record as bytes, and the holdings that came with it."""

    bibliographic: bytes
    holdings: tuple[OpacHolding, ...]


def read_opac(data: bytes, *, code_page: str = "") -> OpacRecord:
    """An OPAC record. `code_page` is what the server writes where it does not write UTF-8.

    :raises NotOpac: with what is wrong
    """
    head, start, rest = data.partition(_START)
    record, end, tail = rest.partition(_END)
    if not start or not end:
        raise NotOpac("there is no bibliographic record in it")
    root = _parsed(head + tail, code_page)
    holdings = [_holding(node) for node in root.iter("{*}holding")][:_MOST]
    return OpacRecord(record.strip(b"\r\n \t") or b"", tuple(holdings))


def _parsed(data: bytes, code_page: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(_text(data, code_page).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotOpac(str(error)[:200]) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotOpac("a DTD is not accepted")
    return root


def _text(data: bytes, code_page: str) -> str:
    for encoding in ("utf-8", code_page):
        try:
            return data.decode(encoding) if encoding else ""
        except (UnicodeDecodeError, LookupError):
            continue
    raise NotOpac("the holdings are not in UTF-8")


def _holding(node: etree._Element) -> OpacHolding:
    return OpacHolding(
        place=_said(node, "localLocation") or _said(node, "nucCode"),
        shelf=_said(node, "shelvingLocation") or _said(node, "shelvingData"),
        call_number=_said(node, "callNumber"),
        note=_said(node, "publicNote"),
        volume=_said(node, "enumAndChron"),
        circulations=tuple(
            [_circulation(one) for one in node.iterfind("{*}circulations/{*}circulation")][:_MOST]
        ),
    )


def _circulation(node: etree._Element) -> Circulation:
    return Circulation(
        available=_flag(node, "availableNow"),
        # YAZ itself has written the element's name in both ways
        available_from=_said(node, "availabilityDate") or _said(node, "availablityDate"),
        item=_said(node, "itemId"),
        restrictions=_said(node, "restrictions"),
        on_hold=bool(_flag(node, "onHold")),
    )


def _said(node: etree._Element, name: str) -> str:
    return " ".join((node.findtext(f"{{*}}{name}") or "").split())[:300]


def _flag(node: etree._Element, name: str) -> bool | None:
    found = node.find(f"{{*}}{name}")
    value = (found.get("value") or found.text or "").strip() if found is not None else ""
    return {"1": True, "true": True, "0": False, "false": False}.get(value)
