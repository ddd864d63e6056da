"""`kopru demo`: a network of invented libraries to play with."""

import json
import signal
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kopru.config.management.base import prepare_data
from kopru.config.wiring import COUNTERPARTS
from kopru.simulation.demo import building


class Command(BaseCommand):
    """Make the demo's data where it is not there yet, print who can be played, and serve."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="throw the demo's data away first")
        parser.add_argument("--prepare", action="store_true", help="make the data and do not serve")
        parser.add_argument(
            "--json", action="store_true", help="with --prepare: print the people as JSON"
        )
        parser.add_argument(
            "--stories", type=int, help="with --prepare: how many requests to tell (all)"
        )
        parser.add_argument(
            "--fill", action="store_true", help="only tell what is missing of the history"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["fill"]:
            building.fill(COUNTERPARTS, say=self._say, breath=building.BREATH)
            return
        self._open(fresh=options["fresh"])
        if options["prepare"]:
            self._tell(upto=options["stories"])
            self._prepared(as_json=options["json"])
            return
        raise SystemExit(self._serve())

    def _open(self, *, fresh: bool) -> None:
        """A data folder with people who can sign in."""
        try:
            if fresh or not building.is_open():
                building.clear()
        except building.NotADemo as folder:
            raise CommandError(
                f"{folder} holds an installation that is no demo; set KOPRU_DATA to another folder"
            ) from None
        prepare_data()
        if not building.is_open():
            building.invite(now=timezone.now(), say=self._say)

    def _tell(self, *, upto: int | None) -> None:
        if not building.is_ready():
            building.build(say=self._say)
        if not building.is_full():
            building.fill(COUNTERPARTS, say=self._say, upto=upto)

    def _serve(self) -> int:
        """Serve at once; records and the first requests come beside it, then months of history."""
        us = [sys.executable, "-m", "kopru.config.command"]
        # who ends us ends the server, too: without this a TERM would leave it behind, and so would
        # an INT where a shell that began us in its background had told us not to hear it
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, signal.default_int_handler)
        serving = subprocess.Popen([*us, "serve"])  # noqa: S603 - our own command
        filling = None
        try:
            if not building.is_ready():
                building.build(say=self._say)
            self._people()
            if not building.is_full():
                building.begin(COUNTERPARTS, say=self._say)
                filling = subprocess.Popen([*us, "demo", "--fill"])  # noqa: S603 - our own command
            return serving.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            for process in (filling, serving):
                if process and process.poll() is None:
                    process.terminate()
                    process.wait(timeout=25)

    def _say(self, what: str) -> None:
        self.stderr.write(f"demo: {what}")

    def _prepared(self, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(building.people(), ensure_ascii=False))
        else:
            self._people()

    def _people(self) -> None:
        self.stdout.write(f"\nKöprü demo at {settings.KOPRU_ADDRESS}/")
        self.stdout.write(f"Everybody's password: {building.PASSWORD}\n")
        seen: set[tuple[object, object]] = set()
        for person in building.people()["people"]:
            assert isinstance(person, dict)  # noqa: S101 - made two lines up
            key = (person["role"], person["library"])
            if key not in seen:
                seen.add(key)
                self.stdout.write(
                    f"  {person['role']:<14} {person['library'] or '':<18} {person['email']}"
                )
        self.stdout.flush()
