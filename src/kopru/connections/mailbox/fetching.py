"""Where mails lie until they are taken: a maildir, or an IMAP server.

A mail that is not marked done comes again the next time: nothing is lost when we die
in the middle.
"""

import imaplib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from imap_tools import (
    AND,
    BaseMailBox,
    MailBox,
    MailBoxStartTls,
    MailBoxUnencrypted,
    MailMessageFlags,
)
from imap_tools.errors import ImapToolsError

from kopru.connections.errors import ConnectionTrouble

#: the most bytes of a too big mail that are fetched: its headers
_HEAD = 64 * 1024


class MailboxTrouble(ConnectionTrouble):
    """The mailbox cannot be read."""

    retry = True


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
        for file in sorted(folder.iterdir())[:limit]:
            size = file.stat().st_size
            with file.open("rb") as mail:
                data = mail.read(_HEAD if size > self.max_bytes else self.max_bytes + 1)
            yield Fetched(file.name, data, size, too_big=size > self.max_bytes)

    def done(self, uid: str) -> None:
        """Move the mail to `cur/`, marked seen."""
        self._move(uid, "cur", f"{uid.split(':')[0]}:2,S")

    def put_aside(self, uid: str, why: str) -> None:
        """Move the mail to `.Aside/cur/` with the reason in a file beside it."""
        self._move(uid, ".Aside/cur", uid)
        (self.path / ".Aside/cur" / f"{uid}.why").write_text(why)

    def close(self) -> None:
        """Nothing is held open."""

    def _move(self, uid: str, folder: str, name: str) -> None:
        target = self.path / folder
        target.mkdir(parents=True, exist_ok=True)
        (self.path / "new" / uid).rename(target / name)


class Imap:
    """An IMAP folder. Done mails are marked seen; those put aside are flagged and left unread there."""

    def __init__(
        self, *, host: str, port: int, user: str, password: str, folder: str = "INBOX",
        security: str = "ssl", max_bytes: int, timeout: float = 20,
    ) -> None:  # fmt: skip
        self.host, self.port, self.user, self.password = host, port, user, password
        self.folder, self.security = folder, security
        self.max_bytes, self.timeout = max_bytes, timeout
        self._box: BaseMailBox | None = None

    def _open(self) -> BaseMailBox:
        if self._box is None:
            kinds = {"ssl": MailBox, "starttls": MailBoxStartTls, "none": MailBoxUnencrypted}
            try:
                box = kinds[self.security](self.host, port=self.port, timeout=self.timeout)
            except (OSError, imaplib.IMAP4.error) as error:
                raise MailboxTrouble(f"{self.host}: {error}") from error
            try:
                self._box = box.login(self.user, self.password, initial_folder=self.folder)
            except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
                box.client.shutdown()
                raise MailboxTrouble(f"{self.host}: {error}") from error
        return self._box

    def fetch(self, limit: int) -> Iterator[Fetched]:
        """Up to `limit` unseen mails that are not put aside, by their size first."""
        box = self._open()
        try:
            for uid in box.uids(AND(seen=False, flagged=False))[:limit]:
                yield self._fetched(box, uid)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise MailboxTrouble(f"{self.host}: {error}") from error

    def _fetched(self, box: BaseMailBox, uid: str) -> Fetched:
        _, answer = box.client.uid("fetch", uid, "(RFC822.SIZE)")
        size = int(str(answer[0]).split("RFC822.SIZE ")[1].split(")")[0].split()[0])
        too_big = size > self.max_bytes
        part = f"(BODY.PEEK[]<0.{_HEAD}>)" if too_big else "(BODY.PEEK[])"
        _, parts = box.client.uid("fetch", uid, part)
        data = next((p[1] for p in parts if isinstance(p, tuple)), b"")
        return Fetched(uid, bytes(data), size, too_big=too_big)

    def done(self, uid: str) -> None:
        """Mark the mail seen."""
        self._open().flag(uid, MailMessageFlags.SEEN, True)  # noqa: FBT003 - the library's way

    def put_aside(self, uid: str, why: str) -> None:
        """Flag the mail: it stays unread in its folder and is not fetched again."""
        self._open().flag(uid, MailMessageFlags.FLAGGED, True)  # noqa: FBT003 - the library's way

    def close(self) -> None:
        """Leave the server."""
        if self._box is not None:
            box, self._box = self._box, None
            try:
                box.logout()
            except (OSError, imaplib.IMAP4.error, ImapToolsError):
                return
