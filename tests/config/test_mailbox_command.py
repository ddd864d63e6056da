"""Naming a mailbox from the command line."""

import io

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kopru.connections.mailbox.models import Account

pytestmark = pytest.mark.django_db


def test_a_maildir_is_named_tried_and_switched_off(ash, settings):
    (settings.KOPRU_DATA / "mail/x/new").mkdir(parents=True)
    call_command("mailbox", "maildir:mail/x", library="tr-ash", stdout=io.StringIO())
    assert Account.objects.get().is_on
    call_command("mailbox", "maildir:mail/x", library="TR-ASH", off=True, stdout=io.StringIO())
    assert not Account.objects.get().is_on


def test_the_password_comes_on_standard_input(ash, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("gizli\n"))
    with pytest.raises(CommandError, match="cannot be read yet"):
        call_command("mailbox", "imap://127.0.0.1:1/INBOX", library="TR-ASH", user="okur")
    assert (Account.objects.get().user, Account.objects.get().password) == ("okur", "gizli")


@pytest.mark.parametrize(
    ("address", "library", "named"),
    [("ftp://x", "TR-ASH", "address"), ("maildir:x", "TR-X", "library")],
)
def test_what_is_wrong_is_named(ash, address, library, named):
    with pytest.raises(CommandError, match=named):
        call_command("mailbox", address, library=library)
