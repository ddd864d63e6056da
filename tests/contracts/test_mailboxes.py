"""What every mailbox promises, whichever it is: a maildir, or IMAP with a real Dovecot."""

import pytest

from dovecot_server import MAIL, MAX
from kopru.connections.mailbox.fetching import Maildir


@pytest.fixture
def maildir(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new/1").write_bytes(MAIL % 1)
    (tmp_path / "new/2").write_bytes(MAIL % 2 + b"x" * 250_000)
    return lambda: Maildir(tmp_path, max_bytes=MAX)


@pytest.fixture(params=["maildir", "inbox"])
def mailbox(request):
    """A mailbox with one small and one too big mail, opened anew at each call."""
    return request.getfixturevalue(request.param)


def test_mails_come_in_order_with_their_true_size(mailbox):
    small, big = list(mailbox().fetch(10))
    assert small.data == MAIL % 1
    assert (small.too_big, big.too_big) == (False, True)
    assert big.size > 200_000


def test_no_more_come_than_were_asked_for(mailbox):
    assert len(list(mailbox().fetch(1))) == 1


def test_what_is_not_done_comes_again(mailbox):
    assert [f.uid for f in mailbox().fetch(10)] == [f.uid for f in mailbox().fetch(10)]


def test_what_is_done_or_put_aside_does_not(mailbox):
    box = mailbox()
    small, big = list(box.fetch(10))
    box.done(small.uid)
    box.put_aside(big.uid, "too odd")
    assert list(mailbox().fetch(10)) == []
