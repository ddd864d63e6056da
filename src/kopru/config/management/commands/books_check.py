"""`kopru books_check`: whether the books of account hold."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kopru.charges.checks import faults
from kopru.charges.models import Transaction


class Command(BaseCommand):
    """Status 0: every transaction balances and every pair of libraries agrees; 1: something does not."""

    help = "Checks that every transaction balances and every pair of libraries agrees."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` for programs."""
        parser.add_argument("--json", action="store_true", help="print the faults as JSON")

    def handle(self, **options: Any) -> None:
        """Print what is wrong."""
        found = faults()
        if options["json"]:
            print(json.dumps({"faults": [asdict(one) for one in found]}))
        elif found:
            print("\n".join(f"{one.code}: {one.about}" for one in found))
        else:
            print(f"{Transaction.objects.count()} transactions balance, and both ends agree.")
        if found:
            sys.exit(1)
