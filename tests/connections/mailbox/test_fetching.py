"""Fetching: a maildir, and a real Dovecot; nothing done twice, nothing lost."""

import imaplib
import shutil
import ssl
import subprocess

import pytest

from dovecot_server import MAIL, MAX
from kopru.connections.mailbox.fetching import Imap, MailboxRefused, MailboxTrouble, Maildir


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


def test_a_mail_that_another_program_took_meanwhile_is_passed_over(maildir):
    fetching = Maildir(maildir, max_bytes=MAX).fetch(10)
    assert next(fetching).uid == "1.x"
    (maildir / "new/2.x").unlink()
    assert [f.uid for f in fetching] == ["3.x"]


def test_no_name_leads_out_of_a_maildir(maildir):
    with pytest.raises(MailboxRefused):
        Maildir(maildir, max_bytes=MAX).done("../cur/1.x")


def test_a_mail_done_twice_is_trouble_of_ours(maildir):
    box = Maildir(maildir, max_bytes=MAX)
    box.done("1.x")
    with pytest.raises(MailboxTrouble):
        box.done("1.x")


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
    with pytest.raises(MailboxRefused, match=r"127\.0\.0\.1") as trouble:
        list(box.fetch(1))
    assert not trouble.value.retry


def test_a_server_that_is_not_there_is_trouble(dovecot):
    box = Imap(
        host="127.0.0.1", port=1, user="a", password="b", security="none", max_bytes=MAX, timeout=2
    )
    with pytest.raises(MailboxTrouble):
        list(box.fetch(1))


def _box(port, **settings):
    account = {"user": "okur", "password": "gizli", "security": "none", "max_bytes": MAX}
    return Imap(host="127.0.0.1", port=port, **{**account, **settings})


def test_a_folder_that_is_not_there_is_refused(dovecot):
    box = _box(dovecot, folder="Yok")
    with pytest.raises(MailboxRefused):
        list(box.fetch(1))
    box.close()


def test_done_mails_move_where_a_folder_is_named(inbox, dovecot):
    inbox()
    box = _box(dovecot, processed="İşlenenler")
    small, big = list(box.fetch(10))
    box.done(small.uid)
    box.close()
    assert [f.size for f in inbox().fetch(10)] == [big.size]
    moved = _box(dovecot, folder="İşlenenler")
    assert list(moved.fetch(10)) == []  # it is there, and seen
    assert moved._open().folder.status("İşlenenler")["MESSAGES"] >= 1
    moved.close()


def test_marking_a_mail_leaves_what_others_deleted(inbox, dovecot):
    """Others' mails that wait under \\Deleted are not ours to expunge."""
    small, _ = list(inbox().fetch(10))
    client = imaplib.IMAP4("127.0.0.1", dovecot)
    client.login("okur", "gizli")
    client.select("INBOX")
    client.store("2", "+FLAGS", "\\Deleted")
    inbox().done(small.uid)
    inbox().put_aside(small.uid, "odd")
    assert client.search(None, "DELETED")[1] == [b"2"]
    client.logout()


def test_a_uid_of_another_folder_of_that_name_is_refused(inbox):
    small, _ = list(inbox().fetch(10))
    number = small.uid.partition(":")[2]
    with pytest.raises(MailboxRefused):
        inbox().done(f"12345:{number}")


def test_a_mail_gone_meanwhile_is_passed_over(inbox, dovecot):
    fetching = inbox().fetch(10)
    assert next(fetching).data == MAIL % 1
    client = imaplib.IMAP4("127.0.0.1", dovecot)
    client.login("okur", "gizli")
    client.select("INBOX")
    client.store("2", "+FLAGS", "\\Deleted")
    client.expunge()
    client.logout()
    assert list(fetching) == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """(certificate, key) of 127.0.0.1, signed by nobody but itself."""
    openssl = shutil.which("openssl")
    if not openssl:
        pytest.skip("openssl is not installed: encrypted IMAP is not tested here")
    folder = tmp_path_factory.mktemp("certificate")
    command = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    files = (folder / "cert.pem", folder / "key.pem")
    subprocess.run(
        [openssl, *command.split(), "-out", files[0], "-keyout", files[1]],
        check=True,
        capture_output=True,
    )
    return files


@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_encrypted_imap_checks_the_servers_certificate(certificate, dovecot_with, security):
    plain, encrypted = dovecot_with(certificate)
    port = encrypted if security == "ssl" else plain
    known = ssl.create_default_context(cafile=certificate[0])

    box = _box(port, security=security, trust=known)
    assert list(box.fetch(1)) == []
    box.close()

    with pytest.raises(MailboxRefused, match="certificate"):
        list(_box(port, security=security).fetch(1))
