"""Fetching: a maildir, and a real Dovecot; nothing done twice, nothing lost."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

from kopru.connections.mailbox.fetching import Imap, MailboxTrouble, Maildir

DOVECOT = shutil.which("dovecot") or (
    "/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None
)
MAIL = b"From: a@b.example\r\nSubject: =?utf-8?q?Kitap_iste=C4=9Fi?=\r\nMessage-ID: <%d@b>\r\n\r\nmerhaba\r\n"
MAX = 100_000


@pytest.fixture
def maildir(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "m" / name).mkdir(parents=True)
    for n in (1, 2, 3):
        (tmp_path / "m/new" / f"{n}.x").write_bytes(MAIL % n)
    return tmp_path / "m"


def test_a_maildir_gives_its_mails_in_order(maildir):
    assert [f.uid for f in Maildir(maildir, max_bytes=MAX).fetch(10)] == ["1.x", "2.x", "3.x"]


def test_what_is_not_done_comes_again(maildir):
    box = Maildir(maildir, max_bytes=MAX)
    for fetched in box.fetch(10):
        if fetched.uid == "2.x":
            box.done(fetched.uid)
    assert [f.uid for f in box.fetch(10)] == ["1.x", "3.x"]


def test_what_cannot_be_taken_is_kept_aside_with_the_reason(maildir):
    box = Maildir(maildir, max_bytes=MAX)
    box.put_aside("1.x", "ValueError: odd")
    assert (maildir / ".Aside/cur/1.x").read_bytes() == MAIL % 1
    assert (maildir / ".Aside/cur/1.x.why").read_text() == "ValueError: odd"


def test_a_mail_of_twenty_megabytes_is_not_read_whole(maildir):
    (maildir / "new/0.big").write_bytes(MAIL % 0 + b"x" * 20_000_000)
    first = next(iter(Maildir(maildir, max_bytes=MAX).fetch(1)))
    assert (first.too_big, first.size > 20_000_000, len(first.data) < 100_000) == (True, True, True)


def test_a_maildir_that_is_not_there_is_trouble_that_may_pass(tmp_path):
    with pytest.raises(MailboxTrouble) as trouble:
        list(Maildir(tmp_path / "nowhere", max_bytes=MAX).fetch(1))
    assert trouble.value.retry


@pytest.fixture(scope="module")
def dovecot(tmp_path_factory):
    """A Dovecot of our own on a free port, with the account okur / gizli."""
    if not DOVECOT:
        pytest.skip("Dovecot is not installed: IMAP is not tested here")
    base = tmp_path_factory.mktemp("dovecot")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    owner = pwd.getpwuid(os.getuid())
    mail_uid = "mail" if os.getuid() == 0 else owner.pw_name
    uid = pwd.getpwnam(mail_uid)
    (base / "users").write_text(f"okur:{{PLAIN}}gizli:{uid.pw_uid}:{uid.pw_gid}::{base}/home\n")
    (base / "home").mkdir()
    (base / "dovecot.conf").write_text(_conf(base, port, owner.pw_name))
    if os.getuid() == 0:
        base.parent.chmod(0o755)
        base.parent.parent.chmod(0o755)
        base.chmod(0o755)
        shutil.chown(base / "home", uid.pw_uid, uid.pw_gid)
    process = subprocess.Popen(
        [DOVECOT, "-F", "-c", base / "dovecot.conf"]
    )
    _until_it_answers(port)
    yield port
    process.terminate()
    process.wait(10)


def _conf(base, port, login):
    return f"""
protocols = imap
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{base}/home/mail
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {"dovecot" if os.getuid() == 0 else login}
default_login_user = {"dovenull" if os.getuid() == 0 else login}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
passdb {{
  driver = passwd-file
  args = {base}/users
}}
userdb {{
  driver = passwd-file
  args = {base}/users
}}
"""


def _until_it_answers(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Dovecot did not start")


@pytest.fixture
def inbox(dovecot):
    """The account's inbox with two mails, one of them large."""
    client = imaplib.IMAP4("127.0.0.1", dovecot)
    client.login("okur", "gizli")
    client.select("INBOX")
    client.store("1:*", "+FLAGS", "\\Deleted") if client.search(None, "ALL")[1][0] else None
    client.expunge()
    client.append("INBOX", "", None, MAIL % 1)
    client.append("INBOX", "", None, MAIL % 2 + b"x" * 60 + b"\r\n" + (b"y" * 70 + b"\r\n") * 3000)
    client.logout()
    opened = []

    def box():
        opened.append(
            Imap(
                host="127.0.0.1",
                port=dovecot,
                user="okur",
                password="gizli",
                security="none",
                max_bytes=MAX,
            )
        )
        return opened[-1]

    yield box
    for mailbox in opened:
        mailbox.close()


def test_imap_gives_unseen_mails_and_of_a_big_one_the_head(inbox):
    one, two = list(inbox().fetch(10))
    assert one.data == MAIL % 1
    assert (one.too_big, two.too_big) == (False, True)
    assert two.size > 200_000 > len(two.data)


def test_imap_mails_that_are_not_done_come_again_and_done_ones_do_not(inbox):
    box = inbox()
    for fetched in box.fetch(10):
        if not fetched.too_big:
            box.done(fetched.uid)
    again = list(inbox().fetch(10))
    assert [f.too_big for f in again] == [True]
    inbox().put_aside(again[0].uid, "too odd")
    assert list(inbox().fetch(10)) == []


def test_a_wrong_password_is_trouble_with_the_servers_name(dovecot):
    box = Imap(
        host="127.0.0.1",
        port=dovecot,
        user="okur",
        password="falsch",
        security="none",
        max_bytes=MAX,
    )
    with pytest.raises(MailboxTrouble, match=r"127\.0\.0\.1"):
        list(box.fetch(1))


def test_a_server_that_is_not_there_is_trouble(dovecot):
    box = Imap(
        host="127.0.0.1", port=1, user="a", password="b", security="none", max_bytes=MAX, timeout=2
    )
    with pytest.raises(MailboxTrouble):
        list(box.fetch(1))
