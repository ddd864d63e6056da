"""One mail's bytes as values. Never fails: whatever comes is read as far as it goes."""

import email
import email.parser
import email.policy
import email.utils
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.header import decode_header
from email.message import Message

import nh3

#: a longer text is cut; no reader writes that much
MOST_TEXT = 200_000
_MOST_HTML = 1_000_000
_DEEPEST = 20
_GUESSES = ("utf-8", "cp1254", "latin-1")
#: what the standard library's mail parser is known to raise on hostile bytes
_HOSTILE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


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
    message = _parsed(data, broken)
    if message.defects or not message.keys():
        broken.append("malformed")
    text, attachments = _content(message, broken)
    name, address = _sender(message)
    if len(text) > MOST_TEXT:
        text = text[:MOST_TEXT]
        broken.append("text_cut")
    return ReadMail(
        message_id=next(iter(_ids(message, "Message-ID")), ""),
        in_reply_to=next(iter(_ids(message, "In-Reply-To")), ""),
        references=tuple(_ids(message, "References")),
        sender=address,
        sender_name=name,
        to=_header(message, "To"),
        subject=_header(message, "Subject"),
        date=_date(message, now),
        text=text,
        attachments=tuple(attachments),
        is_auto=_is_auto(message, address),
        broken=tuple(dict.fromkeys(broken)),
    )


def _parsed(data: bytes, broken: list[str]) -> Message:
    """The mail's tree, or only its headers where mails stand in mails without end."""
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except _HOSTILE:
        broken.append("nested_too_deep")
        end = re.search(rb"\r?\n\r?\n", data)
        return email.parser.BytesHeaderParser().parsebytes(data[: end.start()] if end else b"")


def _raw(message: Message, name: str) -> str | None:
    """The header as it stands, bare bytes and all; `get` would put a mark for each of those."""
    found = (str(v) for k, v in message.raw_items() if k.lower() == name.lower())
    return next(found, None)


def _header(message: Message, name: str) -> str:
    """A header in plain letters on one line."""
    return _plain(_unescaped(_raw(message, name) or ""))


_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*")


def _sender(message: Message) -> tuple[str, str]:
    """The writer's name and address. Divided first and decoded then: a name may hold a comma."""
    raw = _unescaped(_raw(message, "From") or "")[:2000]
    try:
        name, address = email.utils.parseaddr(raw)
    except _HOSTILE:
        name, address = "", ""
    if "@" not in address:
        found = _ADDRESS.search(raw)
        address = found.group() if found else address
    return _plain(name), _clean(address).strip().lower()


def _plain(raw: str) -> str:
    """A header's text with its encoded words put into letters."""
    try:
        pieces = decode_header(raw)
    except (*_HOSTILE, email.errors.HeaderParseError):
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


_MACHINE_SENDER = re.compile(r"(?:mailer-daemon|postmaster|bounces?)[@+]")
_MACHINE_SUBJECT = re.compile(
    r"(?i)\s*(?:otomatik yan[ıi]t|otomatik cevap|automatic reply|auto(?:matic)?[ -]?reply|out of office"
    r"|undelivered mail|delivery status notification|mail delivery failed)\b"
)


def _is_auto(message: Message, sender: str) -> bool:
    """Answers of machines, lists and bounces (RFC 3834): never answered, never a request."""
    said = str(message.get("Auto-Submitted", "no")).lower()
    precedence = str(message.get("Precedence", "")).strip().lower()
    report = message.get_content_type() in ("multipart/report", "message/delivery-status")
    marks = ("List-Id", "X-Autoreply", "X-Autorespond")
    return (
        not said.startswith("no")
        or precedence in ("bulk", "list", "junk", "auto_reply")
        or report
        or (_raw(message, "Return-Path") or "").strip() == "<>"
        or any(mark in message for mark in marks)
        or bool(_MACHINE_SENDER.match(sender))
        or bool(_MACHINE_SUBJECT.match(_header(message, "Subject")))
    )


def _content(message: Message, broken: list[str]) -> tuple[str, list[Attachment]]:
    """The text (plain parts before HTML) and what hangs on the mail."""
    plain: list[str] = []
    html: list[str] = []
    attachments: list[Attachment] = []
    for part in _leaves(message, broken):
        kind = part.get_content_type()
        if kind.startswith("multipart/"):  # its boundary is missing: all of it is text
            kind = "text/plain"
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
    if not message.is_multipart():
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _leaves(part, broken, depth + 1)


def _filename(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except _HOSTILE:
        return "?"
    return _clean(" ".join(_plain(str(name)).split()))


def _size(part: Message) -> int:
    """The part's size in bytes, counted and not decoded."""
    try:
        payload = part.get_payload()
    except _HOSTILE:
        payload = part.get_payload(decode=True)
    length = len(payload) if isinstance(payload, str | bytes) else 0
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding == "base64" and isinstance(payload, str):
        return (length - payload.count("\n") - payload.count("\r")) * 3 // 4
    return length


def _text(part: Message, broken: list[str]) -> str:
    try:
        data = part.get_payload(decode=True)
    except _HOSTILE:
        broken.append("undecodable")
        return ""
    if part.defects:
        broken.append("malformed")
    content = data if isinstance(data, bytes) else b""
    text = _decoded(content, _charset(part)).replace("\r\n", "\n")
    return _unflowed(text) if _is_flowed(part) else text


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except _HOSTILE:
        return ""


def _is_flowed(part: Message) -> bool:
    try:
        return str(part.get_param("format", "")).lower() == "flowed"
    except _HOSTILE:
        return False


_SOFT_BREAK = re.compile(r"(?m)(?<=[^ \n-]) \n(?![>\n])")


def _unflowed(text: str) -> str:
    """Lines that the writer's program broke softly, whole again (RFC 3676)."""
    return _SOFT_BREAK.sub(" ", text)


_LINES = re.compile(
    r"(?i)<br\b[^<>]*>|</?(?:p|div|tr|h[1-6]|table|ul|ol|pre|hr|blockquote)\b[^<>]*>"
)
_ITEM = re.compile(r"(?i)<li\b[^<>]*>")
_CELL = re.compile(r"(?i)</t[dh]\b[^<>]*>")
# Taken away before the sanitiser sees them: it takes quadratic time for tags in tags in tags.
_OTHER_TAGS = re.compile(r"(?i)</?(?!(?:a|script|style|title)\b)[a-z][^<>]*>")
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def _from_html(source: str) -> str:
    """What a person would read of an HTML mail: lines, list items, cells, and where links go."""
    text = re.sub(r"\s+", " ", source[:_MOST_HTML].replace("\x00", ""))
    text = _CELL.sub("\t", _ITEM.sub("\n- ", _LINES.sub("\n", text)))
    safe = nh3.clean(
        _OTHER_TAGS.sub("", text),
        tags={"a"},
        attributes={"a": {"href"}},
        clean_content_tags={"script", "style", "title"},
        link_rel=None,
    )
    text = html.unescape(re.sub(r"</?a\b[^<>]*>", "", _LINK.sub(_said_link, safe)))
    text = re.sub(r" *\n *", "\n", text.replace("\u00a0", " "))
    return _clean(re.sub(r"\n{3,}", "\n\n", text)).strip()


def _said_link(match: re.Match[str]) -> str:
    """A link by its words, and its address behind them where the words do not say it."""
    address, words = match.groups()
    plain = address.removeprefix("mailto:").strip()
    if not plain.startswith("http") or plain.rstrip("/") in words:
        return words or plain
    return f"{words} ({plain})" if words.strip() else plain
