"""An answer that is not well-formed, cut into its records, so that each can be read alone."""

import re
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr, unescape

from lxml import etree

from . import letters
from .dublin_core import NAMESPACE as DC
from .dublin_core import OAI_DC
from .trees import parsed
from .values import NAMESPACE, Token

_NAME = rb"(?:[A-Za-z_][\w.\-]*:)?"
_START = re.compile(rb"<(" + _NAME + rb"record)\b[^<>]*>\s*<" + _NAME + rb"header\b")
_TOKEN = re.compile(
    rb"<" + _NAME + rb"resumptionToken\b([^<>]*?)(?:/>|>([^<]*)</" + _NAME + rb"resumptionToken\s*>)"
)  # fmt: skip
_ERROR = re.compile(rb"<" + _NAME + rb"error\b[^<>]*\bcode\s*=\s*[\"'](\w+)[\"'][^<>]*>([^<]*)")
_DATE = re.compile(rb"<" + _NAME + rb"responseDate\b[^<>]*>([^<]*)")
_IDENTIFIER = re.compile(rb"<" + _NAME + rb"identifier\b[^<>]*>([^<]*)<")
_END = re.compile(rb"</" + _NAME + rb"OAI-PMH\s*>\s*$")
_DECLARES = re.compile(rb"\bxmlns(?::([A-Za-z_][\w.\-]*))?\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_TAG = re.compile(r"<[^<>]+>")
_USES = re.compile(r"(?:</?|\s)([A-Za-z_][\w.\-]*):[A-Za-z_]")
_DECLARED_HERE = re.compile(r"\bxmlns:([A-Za-z_][\w.\-]*)\s*=")
_KNOWN = {
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "dc": DC,
    "oai_dc": OAI_DC.namespace,
    "marc": "http://www.loc.gov/MARC21/slim",
    "oai": NAMESPACE,
}
_LONGEST_IDENTIFIER = 400


@dataclass(slots=True)
class Pieces:
    """The records of a broken answer as bytes, and what else can be told of it."""

    each: list[bytes]
    #: prefix (None for the default) to namespace, as declared before the first record
    namespaces: dict[str | None, str]
    token: Token | None
    error: tuple[str, str] | None
    response_date: str
    #: whether the answer's last end tag is there
    is_whole: bool

    @property
    def is_answer(self) -> bool:
        """Whether anything of OAI-PMH was found in it."""
        return bool(self.each or self.error or self.token)

    def parsed(self, text: str) -> tuple[etree._Element | None, set[str], str]:
        """One piece as an element, what had to be put right, and why it cannot be parsed."""
        repairs: set[str] = set()
        clean = letters.without_controls(text)
        if clean != text:
            repairs.add("controls")
        envelope, added = self._envelope(clean)
        if added:
            repairs.add("namespaces")
        root, words = parsed(f"{envelope}{clean}</piece>")
        if root is None:
            again, _ = parsed(f"{envelope}{letters.mended(clean)}</piece>")
            if again is not None:
                root = again
                repairs.add("ampersands")
        element = next(root.iterchildren("*"), None) if root is not None else None
        return element, repairs, words

    def _envelope(self, text: str) -> tuple[str, bool]:
        """A start tag that declares what the document did, and prefixes that nobody declared."""
        names: dict[str | None, str] = dict(self.namespaces)
        here = set(_DECLARED_HERE.findall(text)) | {"xml", "xmlns"}
        used = {prefix for tag in _TAG.findall(text) for prefix in _USES.findall(tag)}
        unknown = used - here - names.keys()
        for prefix in unknown:
            names[prefix] = _KNOWN.get(prefix, f"urn:undeclared:{prefix}")
        said = "".join(
            f" xmlns{f':{prefix}' if prefix else ''}={quoteattr(uri)}"
            for prefix, uri in names.items()
        )
        return f"<piece{said}>", bool(unknown)

    @staticmethod
    def identifier_of(piece: bytes) -> str:
        """The identifier that a broken piece carries, as far as it can be read."""
        found = _IDENTIFIER.search(piece)
        said = found[1].decode("utf-8", "backslashreplace").strip() if found else ""
        return unescape(said)[:_LONGEST_IDENTIFIER]


def cut(data: bytes) -> Pieces:
    """The pieces of an answer, in any encoding that has ASCII where ASCII has it."""
    starts = list(_START.finditer(data))
    head = data[: starts[0].start()] if starts else data
    each: list[bytes] = []
    rest = head if not starts else b""
    for place, start in enumerate(starts):
        end = starts[place + 1].start() if place + 1 < len(starts) else len(data)
        piece = data[start.start() : end]
        close = piece.rfind(b"</" + start[1] + b">")
        inner_end = close + len(start[1]) + 3 if close >= 0 else len(piece)
        each.append(piece[:inner_end])
        rest = piece[inner_end:]
    names: dict[str | None, str] = {}
    for prefix, double, single in _DECLARES.findall(head):
        uri = (double or single).decode("utf-8", "backslashreplace")
        names[prefix.decode() or None] = unescape(uri)
    return Pieces(
        each, names, _token_of(rest), _error_of(head) if not starts else None,
        _said(_DATE.search(head)), bool(_END.search(data[-200:])),
    )  # fmt: skip


def _said(found: re.Match[bytes] | None) -> str:
    return found[1].decode("utf-8", "backslashreplace") if found else ""


def _token_of(rest: bytes) -> Token | None:
    found = _TOKEN.search(rest)
    if not found:
        return None
    return Token(unescape((found[2] or b"").decode("utf-8", "backslashreplace")).strip())


def _error_of(head: bytes) -> tuple[str, str] | None:
    found = _ERROR.search(head)
    if not found:
        return None
    return found[1].decode(), found[2].decode("utf-8", "backslashreplace").strip()
