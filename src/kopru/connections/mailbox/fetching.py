"""Where mails lie until they are taken: a maildir, or an IMAP server.

A mail that is not marked done comes again the next time: nothing is lost when we die
in the middle.

MailboxTrouble         the mailbox cannot be read: try again later
└── MailboxRefused     it answered and said no: a person must look at the settings
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError
from imap_tools.utils import encode_folder

from kopru.connections.errors import ConnectionTrouble

#: the most bytes of a too big mail that are fetched: its headers
_HEAD = 64 * 1024
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxTrouble(ConnectionTrouble):
    """The mailbox cannot be read."""

    retry = True


class MailboxRefused(MailboxTrouble):
    """The mailbox's server said no: a wrong password, folder or certificate."""

    retry = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as it lies there. Of one that is `too_big` only the beginning is in `data`."""

    uid: str
    data: bytes
    size: int
    too_big: bool = False


class Mailbox(Protocol):
    """A place that mails are taken from."""

    def fetch(self, limit: int) -> Iterator[Fetched]:
        """Up to `limit` mails that are not done. :raises MailboxTrouble: cannot be reached"""

    def done(self, uid: str) -> None:
        """The mail is taken; it does not come again."""

    def put_aside(self, uid: str, why: str) -> None:
        """The mail cannot be taken; it is kept apart for a person to look at."""

    def close(self) -> None:
        """Let go of whatever was opened."""


class Maildir:
    """A maildir: new mails in `new/`, done ones in `cur/`, those put aside in `.Aside/`."""

    def __init__(self, path: Path, *, max_bytes: int) -> None:
        self.path, self.max_bytes = Path(path), max_bytes

    def fetch(self, limit: int) -> Iterator[Fetched]:
        """Up to `limit` new mails, oldest first."""
        folder = self.path / "new"
        if not folder.is_dir():
            raise MailboxTrouble(f"{folder} is not there")
        for file in sorted(file for file in folder.iterdir() if file.is_file())[:limit]:
            try:
                size = file.stat().st_size
                with file.open("rb") as mail:
                    data = mail.read(_HEAD if size > self.max_bytes else self.max_bytes + 1)
            except FileNotFoundError:  # another program took it meanwhile
                continue
            except OSError as error:
                raise MailboxTrouble(f"{file}: {error.strerror}") from error
            yield Fetched(file.name, data, size, too_big=size > self.max_bytes)

    def done(self, uid: str) -> None:
        """Move the mail to `cur/`, marked seen."""
        self._move(uid, "cur", f"{uid.split(':')[0]}:2,S")

    def put_aside(self, uid: str, why: str) -> None:
        """Move the mail to `.Aside/cur/` with the reason in a file beside it."""
        self._move(uid, ".Aside/cur", uid)
        (self.path / ".Aside/cur" / f"{uid}.why").write_text(why, encoding="utf-8")

    def close(self) -> None:
        """Nothing is held open."""

    def _move(self, uid: str, folder: str, name: str) -> None:
        if Path(uid).name != uid:
            raise MailboxRefused(f"{uid} is no mail of this maildir")
        target = self.path / folder
        try:
            target.mkdir(parents=True, exist_ok=True)
            (self.path / "new" / uid).rename(target / name)
        except OSError as error:
            raise MailboxTrouble(f"{self.path}: {error.strerror}") from error


class Imap:
    """An IMAP folder. Done mails are marked seen, and moved where `processed` names a folder.

    Those put aside are flagged and left unread where they are. `security` is "ssl",
    "starttls" or "none"; `trust` replaces the system's certificates. A mail's uid
    carries the folder's UIDVALIDITY, so that a folder made anew is never mistaken
    for the old one (RFC 3501 2.3.1.1).
    """

    def __init__(
        self, *, host: str, port: int, user: str, password: str, folder: str = "INBOX",
        security: str = "ssl", max_bytes: int, timeout: float = 20, processed: str = "",
        trust: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self.host, self.port, self.user, self.password = host, port, user, password
        self.folder, self.security, self.processed = folder, security, processed
        self.max_bytes, self.timeout, self.trust = max_bytes, timeout, trust
        self._box: BaseMailBox | None = None
        self._validity = ""

    def fetch(self, limit: int) -> Iterator[Fetched]:
        """Up to `limit` unseen mails that are not put aside, by their size first."""
        box = self._open()
        with self._troubles():
            uids = box.uids(AND(seen=False, flagged=False))[:limit]
        for uid in uids:
            with self._troubles():
                fetched = self._fetched(box, uid)
            if fetched:
                yield fetched

    def done(self, uid: str) -> None:
        """Mark the mail seen, then move it to the folder for processed ones, if there is one."""
        self._store(uid, "\\Seen")
        if self.processed:
            with self._troubles():
                self._move(self._open(), uid.rpartition(":")[2])

    def put_aside(self, uid: str, why: str) -> None:
        """Flag the mail: it stays unread in its folder and is not fetched again."""
        self._store(uid, "\\Flagged")

    def close(self) -> None:
        """Leave the server."""
        if self._box is not None:
            box, self._box = self._box, None
            try:
                box.logout()
            except (OSError, imaplib.IMAP4.error, ImapToolsError):
                box.client.shutdown()  # the server hung up first: our end is still open

    def _open(self) -> BaseMailBox:
        if self._box is None:
            with self._troubles():
                box = self._connected()
            try:
                with self._troubles(refused=True):
                    login = box.login if (self.user + self.password).isascii() else box.login_utf8
                    login(self.user, self.password, initial_folder=self.folder)
                    self._validity = str(box.folder.status(self.folder)["UIDVALIDITY"])
            except MailboxTrouble:
                box.client.shutdown()
                raise
            self._box = box
        return self._box

    def _connected(self) -> BaseMailBox:
        """A connection; the server's certificate is checked, which the library does not by itself."""
        if self.security == "none":
            return MailBoxUnencrypted(self.host, port=self.port, timeout=self.timeout)
        kind = MailBox if self.security == "ssl" else MailBoxStartTls
        trust = self.trust or ssl.create_default_context()
        return kind(self.host, port=self.port, timeout=self.timeout, ssl_context=trust)

    @contextmanager
    def _troubles(self, *, refused: bool = False) -> Iterator[None]:
        """What the libraries raise, as ours; `refused` where a plain no means our settings."""
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise MailboxRefused(f"{self.host}: {error.verify_message}") from error
        except (OSError, imaplib.IMAP4.abort) as error:
            raise MailboxTrouble(f"{self.host}: {error}") from error
        except (imaplib.IMAP4.error, ImapToolsError) as error:
            family = MailboxRefused if refused else MailboxTrouble
            raise family(f"{self.host}: {error}") from error

    def _fetched(self, box: BaseMailBox, uid: str) -> Fetched | None:
        """One mail; None when it is gone meanwhile."""
        _, answer = box.client.uid("fetch", uid, "(RFC822.SIZE)")
        found = _SIZE.search(answer[0]) if answer and isinstance(answer[0], bytes) else None
        if not found:
            return None
        size = int(found[1])
        too_big = size > self.max_bytes
        part = f"(BODY.PEEK[HEADER]<0.{_HEAD}>)" if too_big else "(BODY.PEEK[])"
        _, parts = box.client.uid("fetch", uid, part)
        data = next((p[1] for p in parts if isinstance(p, tuple)), None)
        if data is None:  # expunged by another program between the two questions
            return None
        return Fetched(f"{self._validity}:{uid}", bytes(data), size, too_big=too_big)

    def _store(self, uid: str, flag: str) -> None:
        """Set a flag. Not by the library's `flag`, which also expunges what others deleted."""
        box = self._open()
        validity, _, number = uid.rpartition(":")
        if validity != self._validity:
            raise MailboxRefused(f"{self.host}: {self.folder} is not the folder it was")
        with self._troubles():
            status, answer = box.client.uid("STORE", number, "+FLAGS.SILENT", f"({flag})")
            if status != "OK":
                raise MailboxTrouble(f"{self.host}: {answer!r}")

    def _move(self, box: BaseMailBox, number: str) -> None:
        """Move where the server can; elsewhere the mail stays, seen, and no copy is made."""
        _, answer = box.client.capability()
        if b"MOVE" not in answer[0].split():
            return
        if not box.folder.exists(self.processed):
            box.folder.create(self.processed)
        box.client.uid("MOVE", number, encode_folder(self.processed).decode("ascii"))
