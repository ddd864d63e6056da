"""A real Dovecot for those who read mail over IMAP."""

import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from kopru.connections.mailbox.fetching import Imap

DOVECOT = shutil.which("dovecot") or (
    "/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None
)
MAIL = b"From: a@b.example\r\nSubject: =?utf-8?q?Kitap_iste=C4=9Fi?=\r\nMessage-ID: <%d@b>\r\n\r\nmerhaba\r\n"
MAX = 100_000


@pytest.fixture(scope="session")
def dovecot(tmp_path_factory):
    """A Dovecot of our own on a free port, with the account okur / gizli."""
    with running_dovecot(tmp_path_factory.mktemp("dovecot"), port := free_port()):
        yield port


@pytest.fixture(scope="session")
def dovecot_with(tmp_path_factory):
    """Starts a Dovecot with a (certificate, key): its plain port, for STARTTLS, and its encrypted one."""
    with ExitStack() as running:

        def start(certificate):
            plain, encrypted = free_port(), free_port()
            more = f"""
ssl = yes
ssl_cert = <{certificate[0]}
ssl_key = <{certificate[1]}
service imap-login {{
  inet_listener imaps {{
    address = 127.0.0.1
    port = {encrypted}
    ssl = yes
  }}
}}
"""
            base = tmp_path_factory.mktemp("encrypted")
            running.enter_context(running_dovecot(base, plain, more))
            return plain, encrypted

        yield start


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def running_dovecot(base, port, more=""):
    """A Dovecot in the folder `base`, listening on `port`, stopped at the end."""
    if not DOVECOT:
        pytest.skip("Dovecot is not installed: IMAP is not tested here")
    owner = pwd.getpwuid(os.getuid())
    mail_uid = "mail" if os.getuid() == 0 else owner.pw_name
    uid = pwd.getpwnam(mail_uid)
    (base / "users").write_text(f"okur:{{PLAIN}}gizli:{uid.pw_uid}:{uid.pw_gid}::{base}/home\n")
    (base / "home").mkdir()
    (base / "dovecot.conf").write_text(_conf(base, port, owner.pw_name) + more)
    if os.getuid() == 0:
        for folder in (base, *base.parents):
            if folder.stat().st_uid == 0 and "pytest" in str(folder):
                folder.chmod(0o755)
        shutil.chown(base / "home", uid.pw_uid, uid.pw_gid)
    process = subprocess.Popen([DOVECOT, "-F", "-c", base / "dovecot.conf"])
    try:
        _until_it_answers(port)
        yield
    finally:
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
