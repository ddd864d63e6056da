"""A provider's answers read: strictly where they are sound, record by record where they are not.

Real providers send XML that breaks inside one record, control characters, letters in
another encoding than declared, prefixes that nobody declared, and web pages instead of
answers. One bad record costs no other: where the whole cannot be parsed it is cut before
each `<record><header>` and every piece is read alone. What cannot be read comes as
Broken with its bytes; nothing is replaced.
"""

from dataclasses import dataclass, field
from datetime import datetime

from lxml import etree

from . import letters
from .datestamps import read_leniently
from .pieces import Pieces, cut
from .trees import child, children, parse, text_of
from .values import Broken, Format, Header, Identity, Record, Token, Wrong
from .values import Set as SetOf

#: no real page comes near
MOST_BYTES = 1 << 26
_MOST_SAID = 120


class NotOai(Exception):
    """Bytes that are no answer of OAI-PMH: a web page, another XML, nothing."""


@dataclass(slots=True)
class Answer:
    """One page of an answer.

    `is_whole` is False where it breaks off before its end. `repairs` are words for what
    had to be put right: "encoding", "controls", "namespaces", "ampersands", "pieces".
    """

    response_date: datetime | None = None
    records: list[Record | Broken] = field(default_factory=list)
    token: Token | None = None
    wrong: Wrong | None = None
    is_whole: bool = True
    repairs: set[str] = field(default_factory=set)


def read_records(data: bytes, *, charset: str = "", code_page: str = "") -> Answer:
    """A page of ListRecords, or the record of GetRecord.

    `charset` is what the HTTP header names, `code_page` what the source is known to write.

    :raises NotOai: it is no answer of OAI-PMH
    """
    data = _plain(data)
    named = (letters.declared(data), charset)
    root, repairs = _whole(data, code_page, named)
    if root is None:
        return _from_pieces(cut(data), code_page, named)
    answer = Answer(repairs=repairs)
    answer.response_date = read_leniently(text_of(root, "responseDate"))
    answer.wrong = _wrong(root)
    answer.token = _token(root)
    for list_ in children(root, "ListRecords", "GetRecord"):
        answer.records += [_record(one) for one in children(list_, "record")]
    return answer


def read_identity(data: bytes, *, charset: str = "", code_page: str = "") -> Identity:
    """The answer to Identify. :raises NotOai: it is none; :raises Wrong: the provider refuses"""
    found = child(_sound(data, charset, code_page), "Identify")
    if found is None:
        raise NotOai("there is no Identify in it")
    return Identity(
        name=text_of(found, "repositoryName"),
        base_url=text_of(found, "baseURL"),
        earliest=text_of(found, "earliestDatestamp"),
        deleted=text_of(found, "deletedRecord"),
        granularity=text_of(found, "granularity"),
        emails=tuple((email.text or "").strip() for email in children(found, "adminEmail")),
    )


def read_formats(data: bytes, *, charset: str = "", code_page: str = "") -> list[Format]:
    """The answer to ListMetadataFormats. :raises NotOai: it is none; :raises Wrong: refused"""
    found = child(_sound(data, charset, code_page), "ListMetadataFormats")
    return [
        Format(
            text_of(one, "metadataPrefix"), text_of(one, "schema"), text_of(one, "metadataNamespace")
        )
        for one in children(found, "metadataFormat")
    ]  # fmt: skip


def read_sets(data: bytes, *, charset: str = "", code_page: str = "") -> list[SetOf]:
    """One page of ListSets. :raises NotOai: it is none; :raises Wrong: refused, as without sets"""
    found = child(_sound(data, charset, code_page), "ListSets")
    return [
        SetOf(text_of(one, "setSpec"), text_of(one, "setName")) for one in children(found, "set")
    ]


def _plain(data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise NotOai(f"longer than {MOST_BYTES} bytes")
    try:
        data = letters.as_utf8(data)
    except UnicodeDecodeError as error:
        raise NotOai("neither UTF-8 nor the UTF-16 that it begins as") from error
    start = data[:2048].lstrip().lower()
    if not start:
        raise NotOai("the answer is empty")
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start[:600]:
        raise NotOai(f"a web page came instead: {_title(data)}")
    if not start.startswith(b"<"):
        raise NotOai(f"no XML: {start[:_MOST_SAID].decode('ascii', 'backslashreplace')}")
    if b"<!doctype" in start:
        raise NotOai("it has a DTD, which is not accepted")
    return data


def _title(page: bytes) -> str:
    """What a web page says of itself, for people who look for the fault."""
    start = page.lower().find(b"<title>")
    end = page.lower().find(b"</title>", start)
    said = page[start + 7 : end] if 0 <= start < end else page[:_MOST_SAID]
    return " ".join(said.decode("utf-8", "backslashreplace").split())[:_MOST_SAID]


def _whole(
    data: bytes, code_page: str, named: tuple[str, ...]
) -> tuple[etree._Element | None, set[str]]:
    """The parsed document; None where it is not sound as a whole. :raises NotOai: sound, but other XML"""
    found = letters.decoded(data, code_page=code_page, named=named)
    if found is None:
        return None, set()
    repairs = set() if found[1].lower() in ("utf-8", named[0].lower()) else {"encoding"}
    text = letters.undeclared(found[0])
    clean = letters.without_controls(text)
    if clean != text:
        repairs.add("controls")
    root = parse(clean)
    if root is not None and not _is_answer(root):
        raise NotOai(f"other XML: {str(root.tag)[:_MOST_SAID]}")
    return root, repairs


def _is_answer(root: etree._Element) -> bool:
    return root.tag.rpartition("}")[2] == "OAI-PMH" or child(root, "responseDate") is not None


def _sound(data: bytes, charset: str, code_page: str) -> etree._Element:
    data = _plain(data)
    root, _ = _whole(data, code_page, (letters.declared(data), charset))
    if root is None:
        raise NotOai("the XML is broken")
    wrong = _wrong(root)
    if wrong is not None:
        raise wrong
    return root


def _wrong(root: etree._Element) -> Wrong | None:
    found = child(root, "error")
    return None if found is None else Wrong(found.get("code") or "", (found.text or "").strip())


def _token(root: etree._Element) -> Token | None:
    for list_ in children(root, "ListRecords"):
        found = child(list_, "resumptionToken")
        if found is not None:
            return Token(
                (found.text or "").strip(),
                _count(found.get("cursor")),
                _count(found.get("completeListSize")),
            )
    return None


def _count(text: str | None) -> int | None:
    return int(text) if text and text.strip().isdecimal() else None


def _record(element: etree._Element) -> Record | Broken:
    header = _header(child(element, "header"))
    if header is None:
        return Broken("bad_field", "a record without its identifier", etree.tostring(element))
    if header.is_deleted:
        return Record(header)
    metadata = child(element, "metadata")
    inner = next(metadata.iterchildren("*"), None) if metadata is not None else None
    if inner is None:
        raw = etree.tostring(element, encoding="UTF-8", with_tail=False)
        return Broken("no_fields", "there is no metadata in it", raw, header.identifier)
    return Record(header, etree.tostring(inner, encoding="UTF-8", with_tail=False))


def _header(element: etree._Element | None) -> Header | None:
    if element is None or not (identifier := text_of(element, "identifier")):
        return None
    sets = tuple((one.text or "").strip() for one in children(element, "setSpec"))
    deleted = (element.get("status") or "").strip().lower() == "deleted"
    return Header(identifier, text_of(element, "datestamp"), sets, deleted)


def _from_pieces(pieces: Pieces, code_page: str, named: tuple[str, ...]) -> Answer:
    if not pieces.is_answer:
        raise NotOai("the XML is broken, and there are no records in it")
    answer = Answer(is_whole=pieces.is_whole, token=pieces.token, repairs={"pieces"})
    answer.response_date = read_leniently(pieces.response_date)
    if pieces.error is not None:
        answer.wrong = Wrong(*pieces.error)
    for piece in pieces.each:
        found = letters.decoded(piece, code_page=code_page, named=named)
        if found is None:
            words = "neither UTF-8 nor the encoding that is declared"
            answer.records.append(Broken("encoding", words, piece, pieces.identifier_of(piece)))
            continue
        if found[1].lower() not in ("utf-8", named[0].lower()):
            answer.repairs.add("encoding")
        element, repairs, words = pieces.parsed(found[0])
        answer.repairs |= repairs
        if element is None:
            answer.records.append(Broken("broken_xml", words, piece, pieces.identifier_of(piece)))
        else:
            answer.records.append(_record(element))
    return answer
