"""They write to us: each mail fetched, kept, read, and brought to its end. None is lost.

A mail is marked done in its mailbox only after everything it caused is committed;
one that comes again is known by its message id or its bytes.
"""

import hashlib
import re
import zlib
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import transaction

from kopru.common.identifiers import mask_national_ids
from kopru.connections.errors import ConnectionTrouble
from kopru.connections.mailbox.fetching import Fetched, Imap, Mailbox, Maildir
from kopru.connections.mailbox.models import Account, Mail, MailFate
from kopru.connections.mailbox.reading import ReadMail, read
from kopru.intake.drafts import CameIn, take_items, wait_for_staff
from kopru.intake.kunye import Reading, clean_body, read_mail
from kopru.libraries.models import Library
from kopru.patrons.actions import found_by_mail
from kopru.patrons.models import Patron, PatronNews
from kopru.requests.lifecycle import PatronRequestState
from kopru.requests.models import Note, PatronRequest

log = structlog.get_logger()

#: a larger mail is kept by its headers only, and a person looks at it
MOST_BYTES = 15 * 1024 * 1024
_BATCH = 50


def mailbox_of(account: Account) -> Mailbox:
    """The mailbox behind an account's address: maildir:/path, imap://host:port/folder, imaps://…"""
    address = account.address
    if address.startswith("maildir:"):
        path = address.removeprefix("maildir:")
        return Maildir(settings.KOPRU_DATA / path, max_bytes=MOST_BYTES)
    parts = urlsplit(address)
    return Imap(
        host=parts.hostname or "localhost",
        port=parts.port or (993 if parts.scheme == "imaps" else 143),
        user=account.user,
        password=account.password,
        folder=parts.path.strip("/") or "INBOX",
        security="ssl" if parts.scheme == "imaps" else "none",
        max_bytes=MOST_BYTES,
    )


def fetch_all(*, now: datetime) -> int:
    """Fetch and take the mails of every account; returns how many."""
    return sum(
        fetch(account, now=now)
        for account in Account.objects.filter(is_on=True).select_related("library")
    )


def fetch(account: Account, *, now: datetime) -> int:
    """Fetch and take the waiting mails of one account; trouble is kept to be seen."""
    taken, trouble = 0, ""
    mailbox = mailbox_of(account)
    try:
        for fetched in mailbox.fetch(_BATCH):
            _take_one(mailbox, account, fetched, now)
            taken += 1
    except ConnectionTrouble as error:
        trouble = str(error)[:300]
        log.warning("mailbox trouble", library=account.library.symbol, trouble=trouble)
    finally:
        mailbox.close()
    Account.objects.filter(pk=account.pk).update(looked_at=now, trouble=trouble)
    return taken


def _take_one(mailbox: Mailbox, account: Account, fetched: Fetched, now: datetime) -> None:
    """One mail that cannot be taken is put aside, where it stays, and the others go on."""
    try:
        take(
            account.library,
            fetched.data,
            now=now,
            size=fetched.size,
            too_big=fetched.too_big,
            account=account,
        )
    except Exception as fault:
        log.exception("mail put aside", library=account.library.symbol, uid=fetched.uid)
        mailbox.put_aside(fetched.uid, f"{type(fault).__name__}: {fault}")
    else:
        mailbox.done(fetched.uid)


@transaction.atomic
def take(
    library: Library, data: bytes, *, now: datetime, size: int = 0, too_big: bool = False,
    account: Account | None = None,
) -> Mail:  # fmt: skip
    """Keep one mail and bring it to its end; the same mail again gives the one that is there."""
    read_ = read(data, now=now)
    digest = hashlib.sha256(read_.message_id.encode() if read_.message_id else data).hexdigest()
    known = Mail.objects.filter(library=library, digest=digest).first()
    if known:
        return known
    text, masked = mask_national_ids(read_.text)
    patron = found_by_mail(library, read_.sender)
    mail = Mail.objects.create(
        library=library, account=account, patron=patron, digest=digest,
        message_id=read_.message_id[:250], sender=read_.sender[:254],
        sender_name=read_.sender_name[:200], subject=mask_national_ids(read_.subject)[0][:400],
        text=text, raw=_kept(data, masked=masked), size=size or len(data), sent_at=read_.date, came_at=now,
        fate=MailFate.WAITING, why=list(read_.broken), masked=masked,
    )  # fmt: skip
    mail.fate = _end(mail, read_, too_big=too_big, now=now)
    mail.save(update_fields=["fate", "why", "patron"])
    return mail


def _kept(data: bytes, *, masked: int) -> bytes:
    """The bytes as they came, compressed; where a national identity number was masked, none."""
    return zlib.compress(b"" if masked else data)


def _came(mail: Mail) -> CameIn:
    sender = mail.sender if "@" in mail.sender else ""
    return CameIn(
        library=mail.library, patron=mail.patron, sender=sender[:254], sender_name=mail.sender_name,
        mail_id=mail.pk, message_id=mail.message_id, at=mail.came_at,
    )  # fmt: skip


def _end(mail: Mail, read_: ReadMail, *, too_big: bool, now: datetime) -> str:
    """Bring a kept mail to its end and say which one it is."""
    if read_.is_auto:
        return MailFate.AUTOMATIC
    if too_big:
        return _wait(mail, MailFate.TOO_BIG, "too_big", now)
    if read_.broken and "@" not in mail.sender:
        return _wait(mail, MailFate.BROKEN, "broken", now)
    about = _answered_request(mail.library, read_)
    if not mail.text.strip() and not mail.subject.strip():
        broken = bool(read_.broken)
        return _wait(
            mail,
            MailFate.BROKEN if broken else MailFate.EMPTY,
            "broken" if broken else "empty",
            now,
        )
    reading = read_mail(mail.subject, mail.text)
    _forwarded(mail)
    if about is not None:
        return _answer(mail, about, reading, now)
    if mail.patron is None:
        return _stranger(mail, reading, now)
    return _from_reader(mail, reading, now)


def _wait(
    mail: Mail, fate: str, why: str, now: datetime, about: PatronRequest | None = None
) -> str:
    wait_for_staff(_came(mail), why=why, text=mail.text, now=now, about=about)
    return fate


def _forwarded(mail: Mail) -> None:
    """A reader's mail that a colleague passed on is the reader's."""
    original = clean_body(mail.text).forwarded_from
    if original and (patron := found_by_mail(mail.library, original)):
        mail.patron = patron


def _stranger(mail: Mail, reading: Reading, now: datetime) -> str:
    """Nobody we know: staff may register them; their wish is read already."""
    if reading.is_request and reading.items:
        take_items(_came(mail), reading.items, now=now)
    else:
        wait_for_staff(_came(mail), why="stranger", text=mail.text, now=now)
    return MailFate.STRANGER


def _from_reader(mail: Mail, reading: Reading, now: datetime) -> str:
    if not reading.is_request or not reading.items:
        why = reading.why_not or "nothing_found"
        fate = MailFate.EMPTY if why == "empty" else MailFate.NOT_A_REQUEST
        return _wait(mail, fate, why, now)
    outcome = take_items(_came(mail), reading.items, now=now)
    if outcome.waiting and mail.patron:
        PatronNews.objects.create(patron=mail.patron, event="mail_waiting", at=now)
    return MailFate.WAITING if outcome.waiting else MailFate.REQUEST


_NOTICE_ID = re.compile(r"notice-(\d+)@kopru")


def _answered_request(library: Library, read_: ReadMail) -> PatronRequest | None:
    """The request whose thread this mail stands in, by our notices or the reader's first mail."""
    ids = [i for i in (read_.in_reply_to, *read_.references) if i]
    requests = PatronRequest.objects.of(library)
    notices = [int(m.group(1)) for i in ids if (m := _NOTICE_ID.search(i))]
    if notices:
        found = requests.filter(
            number__in=library.notices.filter(pk__in=notices).exclude(request_number="")
            .values("request_number")
        )  # fmt: skip
        if found:
            return found.order_by("-pk").first()
    return requests.filter(mail_message_id__in=ids).order_by("-pk").first() if ids else None


def _answer(mail: Mail, about: PatronRequest, reading: Reading, now: datetime) -> str:
    """An answer is added to its request; where we had asked, a person confirms what it says."""
    if mail.patron is None or mail.patron.pk != about.patron_id:
        return _stranger(mail, reading, now)
    Note.objects.create(
        patron_request=about, by="reader", text=mail.text[:5000], at=now, author=mail.patron.user
    )
    if about.state == PatronRequestState.NEEDS_INFO and reading.items:
        take_items_about(mail, about, reading, now)
    else:
        wait_for_staff(_came(mail), why="answer", text=mail.text, now=now, about=about)
    return MailFate.ANSWER


def take_items_about(mail: Mail, about: PatronRequest, reading: Reading, now: datetime) -> None:
    """What an answer says of its request waits for one click of staff."""
    draft = wait_for_staff(_came(mail), why="answer", text=mail.text, now=now, about=about)
    draft.cited = {**about.cited, **reading.items[0].citation.as_dict()}
    draft.confidence = dict(reading.items[0].confidence)
    draft.save(update_fields=["cited", "confidence"])


def patron_of(mail: Mail) -> Patron | None:
    """The reader a mail came from, looked up again after somebody was registered."""
    return mail.patron or found_by_mail(mail.library, mail.sender)
