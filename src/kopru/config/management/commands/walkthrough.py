"""`kopru walkthrough`: play the seed process from a mail to the closed request, on a fresh installation."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from kopru.config.management.base import DataCommand
from kopru.config.wiring import COUNTERPARTS
from kopru.simulation.walkthrough import Disagreement, Row, play_all

_HEADINGS = ("box", "actor", "document", "requester_state", "supplier_state", "message", "notice")


class Command(DataCommand):
    """Exit 0 only when both sides closed and agree."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print a list of objects")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = play_all(Path(settings.KOPRU_DATA), COUNTERPARTS, now=timezone.now())
        except Disagreement as wrong:
            raise CommandError(str(wrong)) from wrong
        if options["json"]:
            self.stdout.write(json.dumps([r.as_dict() for r in rows], ensure_ascii=False, indent=1))
        else:
            self._table(rows)

    def _table(self, rows: list[Row]) -> None:
        play = ""
        for row in rows:
            if row.play != play:
                play = row.play
                self.stdout.write(f"\n== {play} ==")
            self.stdout.write(f"\n[{row.box}] {row.actor}: {row.document}")
            self.stdout.write(
                f"    requester {row.requester_state}   supplier {row.supplier_state}"
            )
            for name in ("message", "notice"):
                if value := getattr(row, name):
                    self.stdout.write(f"    {name}: {value}")
        self.stdout.write("\nBoth sides closed and agree.")
