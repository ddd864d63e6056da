"""One mail's bytes as values. Never fails: whatever comes is read as far as it goes."""

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header
from email.message import Message

import lxml.html
import nh3
from lxml.etree import ParserError, tostring

#: a longer text is cut; no reader writes that much
MOST_TEXT = 200_000
_DEEPEST = 20
_GUESSES = ("utf-8", "cp1254", "latin-1")


@dataclass(frozen=True, slots=True)
class Attachment:
    """What hangs on a mail, by name, type and size in bytes; its content is not looked at."""

    name: str
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail as read. Texts that were not there are ""; `broken` names what was wrong."""

    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    sender: str
    sender_name: str
    to: str
    subject: str
    date: datetime
    text: str
    attachments: tuple[Attachment, ...]
    is_auto: bool
    broken: tuple[str, ...]


def read(data: bytes, *, now: datetime) -> ReadMail:
    """Read one mail; a missing or impossible date becomes `now`."""
    broken: list[str] = []
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    if message.defects or not message.keys():
        broken.append("malformed")
    text, attachments = _content(message, broken)
    name, address = email.utils.parseaddr(_header(message, "From"))
    if len(text) > MOST_TEXT:
        text = text[:MOST_TEXT]
        broken.append("text_cut")
    return ReadMail(
        message_id=_ids(message, "Message-ID")[0] if _ids(message, "Message-ID") else "",
        in_reply_to=_ids(message, "In-Reply-To")[0] if _ids(message, "In-Reply-To") else "",
        references=tuple(_ids(message, "References")),
        sender=address.strip().lower(),
        sender_name=name.strip(),
        to=_header(message, "To"),
        subject=_header(message, "Subject"),
        date=_date(message, now),
        text=text,
        attachments=tuple(attachments),
        is_auto=_is_auto(message),
        broken=tuple(dict.fromkeys(broken)),
    )


def _raw(message: Message, name: str) -> str | None:
    """The header as it stands, bare bytes and all; `get` would put a mark for each of those."""
    found = (str(v) for k, v in message.raw_items() if k.lower() == name.lower())
    return next(found, None)


def _header(message: Message, name: str) -> str:
    """A header in plain letters on one line."""
    raw = _raw(message, name)
    if raw is None:
        return ""
    raw = _unescaped(raw)
    try:
        pieces = decode_header(raw)
    except (ValueError, email.errors.HeaderParseError):
        return _clean(raw)
    parts = [p if isinstance(p, str) else _decoded(p, charset or "") for p, charset in pieces]
    return _clean(" ".join("".join(parts).split()))


def _unescaped(raw: str) -> str:
    """Letters that stood in the header as bare bytes, against the standard but common."""
    data = raw.encode("utf-8", "surrogateescape")
    return raw if raw.isascii() else _decoded(data, "")


def _clean(text: str) -> str:
    """Text that any database keeps: no NUL, no lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _decoded(data: bytes, charset: str) -> str:
    """Bytes by their declared character set, else by what they can be; no letter is dropped."""
    declared = [charset] if charset else []
    for name in (*declared, *_GUESSES):
        try:
            return _clean(data.decode(name))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return _clean(data.decode("latin-1"))


def _ids(message: Message, name: str) -> list[str]:
    return re.findall(r"<[^<>\s]{1,240}>", _clean(str(message.get(name, ""))))


def _date(message: Message, now: datetime) -> datetime:
    try:
        date = email.utils.parsedate_to_datetime(str(message.get("Date", "")))
        return date if date.tzinfo else date.replace(tzinfo=now.tzinfo)
    except (ValueError, TypeError, OverflowError, IndexError):
        return now


def _is_auto(message: Message) -> bool:
    """Answers of machines, lists and bounces (RFC 3834): never answered, never a request."""
    said = str(message.get("Auto-Submitted", "no")).lower()
    precedence = str(message.get("Precedence", "")).lower()
    report = message.get_content_type() in ("multipart/report", "message/delivery-status")
    return (
        not said.startswith("no")
        or precedence in ("bulk", "list", "junk")
        or "List-Id" in message
        or report
    )


def _content(message: Message, broken: list[str]) -> tuple[str, list[Attachment]]:
    """The text (plain parts before HTML) and what hangs on the mail."""
    plain: list[str] = []
    html: list[str] = []
    attachments: list[Attachment] = []
    for part in _leaves(message, broken):
        kind = part.get_content_type()
        name = _filename(part)
        if name or kind not in ("text/plain", "text/html"):
            attachments.append(Attachment(name, kind, _size(part)))
            continue
        (plain if kind == "text/plain" else html).append(_text(part, broken))
    if any(text.strip() for text in plain):
        return "\n".join(plain), attachments
    return "\n".join(_from_html(text) for text in html), attachments


def _leaves(message: Message, broken: list[str], depth: int = 0) -> Iterator[Message]:
    if depth > _DEEPEST:
        broken.append("nested_too_deep")
        return
    payload = message.get_payload()
    if isinstance(payload, list):
        for part in payload:
            if isinstance(part, Message):
                yield from _leaves(part, broken, depth + 1)
        return
    yield message


def _filename(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        return "?"
    return _clean(str(name))


def _size(part: Message) -> int:
    payload = part.get_payload()
    length = len(payload) if isinstance(payload, str) else 0
    encoding = str(part.get("Content-Transfer-Encoding", "")).lower()
    return length * 3 // 4 if encoding == "base64" else length


def _text(part: Message, broken: list[str]) -> str:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        broken.append("undecodable")
        return _clean(str(part.get_payload()))
    if part.defects:
        broken.append("malformed")
    content = data if isinstance(data, bytes) else b""
    return _decoded(content, _charset(part)).replace("\r\n", "\n")


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (ValueError, LookupError, TypeError):
        return ""


_BREAKS = re.compile(r"(?i)<br\s*/?>|</(p|div|tr|li|h[1-6]|table|blockquote)>")


def _from_html(html: str) -> str:
    """What a person would read of an HTML mail, paragraphs on their own lines."""
    safe = nh3.clean(
        _BREAKS.sub(lambda m: "\n" + m.group(), html), tags={"p", "div", "br"}, attributes={}
    )
    try:
        root = lxml.html.fromstring(f"<div>{safe}</div>")
        text = tostring(root, method="text", encoding="unicode")
    except (ParserError, ValueError):
        return _clean(safe)
    return _clean(re.sub(r"\n{3,}", "\n\n", text))
