"""Fetching: a maildir, and a real Dovecot; nothing done twice, nothing lost."""

import pytest

from dovecot_server import MAIL, MAX
from kopru.connections.mailbox.fetching import Imap, MailboxTrouble, Maildir


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
