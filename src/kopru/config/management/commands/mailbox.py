"""`kopru mailbox`: name the mailbox that a library's readers write to, and try it."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from kopru.config.management.base import DataCommand
from kopru.connections.mailbox.models import Account
from kopru.connections.mailbox.server import fetch
from kopru.libraries.models import Library

_SCHEMES = ("maildir:", "imap://", "imaps://")


class Command(DataCommand):
    """The password is read from standard input, so that no process list shows it."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="imaps://host:port/folder, imap://… or maildir:folder")
        parser.add_argument("--library", required=True, help="the library's symbol")
        parser.add_argument("--user", default="", help="account at the mail server")
        parser.add_argument("--off", action="store_true", help="do not read it any more")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["address"].startswith(_SCHEMES):
            raise CommandError(
                f"address: must begin with one of {', '.join(_SCHEMES)}", returncode=2
            )
        library = Library.objects.filter(symbol__iexact=options["library"]).first()
        if library is None:
            raise CommandError(f"library: there is no {options['library']}", returncode=2)
        account, _ = Account.objects.get_or_create(library=library, address=options["address"])
        account.user, account.is_on = options["user"], not options["off"]
        if options["user"] and account.is_on:
            account.password = sys.stdin.readline().rstrip("\n")
        account.save()
        if account.is_on:
            self._try(account)

    def _try(self, account: Account) -> None:
        taken = fetch(account, now=timezone.now())
        account.refresh_from_db()
        if account.trouble:
            raise CommandError(f"kept, but it cannot be read yet: {account.trouble}")
        self.stdout.write(f"{account.address}: {taken} mails taken; it is read from now on")
