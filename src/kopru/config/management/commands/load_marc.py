"""`kopru load_marc`: a library's MARC 21 records, as ISO 2709 or MARCXML, into the union catalogue."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kopru.catalogue.loading.fates import Fate
from kopru.catalogue.loading.load import LoadRunning, Progress, load_files
from kopru.catalogue.models import Load, LoadMode
from kopru.catalogue.records.reading import DIALECTS
from kopru.catalogue.records.reasons import reason_words
from kopru.common.processes import collect_seldom
from kopru.config.management.base import DataCommand
from kopru.libraries.models import Library
from kopru.protocols.marc import knows

_WRONG_CALL = 2
_BAR = 30


class Command(DataCommand):
    """Load files; again as often as one likes, since what is there already stays as it is."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="ISO 2709 or MARCXML"
        )
        parser.add_argument(
            "--library", required=True, metavar="SYMBOL", help="whose records they are"
        )
        parser.add_argument(
            "--create", action="store_true", help="make the library if it is not there"
        )
        parser.add_argument(
            "--encoding", default="", metavar="NAME",
            help="code page of records that are not UTF-8, for example cp1254; marc-8 and iso5426 also",
        )  # fmt: skip
        parser.add_argument(
            "--format", default="", choices=DIALECTS,
            help="where records do not say themselves what they are in",
        )  # fmt: skip
        whole = parser.add_mutually_exclusive_group()
        whole.add_argument(
            "--full", action="store_true",
            help="the files are everything the library has: what is not in them is deleted",
        )  # fmt: skip
        whole.add_argument(
            "--delta", action="store_true", help="the files are changes (as without either)"
        )
        parser.add_argument(
            "--index-later", action="store_true",
            help="of many files: leave the search index to `kopru index` behind the last one",
        )  # fmt: skip
        parser.add_argument(
            "--json",
            action="store_true",
            help="end with one line of JSON: what became of the records",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files: list[Path] = options["files"]
        for file in files:
            _check_file(file)
        _check_encoding(options["encoding"])
        library = _library(options["library"], create=options["create"])
        collect_seldom()
        shown = ProgressLine(sys.stderr)
        try:
            load = load_files(
                files, library=library, now=timezone.now(), encoding=options["encoding"],
                dialect=options["format"], mode=LoadMode.FULL if options["full"] else LoadMode.DELTA, progress=shown.show,
                index_later=options["index_later"],
            )  # fmt: skip
        except LoadRunning as running:
            said = _(
                "%(files)s: another process is loading these at this moment. Nothing was done."
            )
            raise CommandError(said % {"files": running}, returncode=1) from running
        finally:
            shown.end()
        self.stdout.write(json.dumps(_counts(load)) if options["json"] else _table(load))


class ProgressLine:
    """Percent, records a second and the time left: on a terminal a bar, else a line now and then."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()
        self._pause = 0.1 if self._terminal else 2.0
        self._next = 0.0

    def show(self, progress: Progress) -> None:
        """Say how far it is, unless that was said just now."""
        if progress.seconds < self._next and not progress.is_over:
            return
        self._next = progress.seconds + self._pause
        share = progress.bytes_done / progress.bytes_total if progress.bytes_total else 1.0
        speed = round(progress.records / progress.seconds) if progress.seconds else 0
        left = round(progress.seconds / share - progress.seconds) if share else 0
        said = _("%(percent)d %% · %(speed)d records/s · %(left)d s left") % {
            "percent": int(share * 100), "speed": speed, "left": left,
        }  # fmt: skip
        if self._terminal:
            full = round(share * _BAR)
            self._out.write(f"\r[{'█' * full}{'·' * (_BAR - full)}] {said}\033[K")
        else:
            self._out.write(f"{said}\n")
        self._out.flush()

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._terminal:
            self._out.write("\n")


def _check_file(file: Path) -> None:
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        said = _("%(file)s cannot be opened: %(why)s. Nothing was loaded.")
        message = said % {"file": file, "why": error.strerror}
        raise CommandError(message, returncode=_WRONG_CALL) from error


def _check_encoding(name: str) -> None:
    if name and not knows(name):
        message = _("There is no encoding %(name)s. Nothing was loaded.") % {"name": name}
        raise CommandError(message, returncode=_WRONG_CALL)


def _library(symbol: str, *, create: bool) -> Library:
    library = Library.objects.filter(symbol=symbol).first()
    if library is not None:
        return library
    longest = Library._meta.get_field("symbol").max_length or 0
    if create and 0 < len(symbol) <= longest:
        return Library.objects.create(symbol=symbol, name_tr=symbol)
    message = _("There is no library %(symbol)s. With --create it is made.") % {"symbol": symbol}
    if create:
        message = _("A library's symbol has 1 to %(longest)d characters.") % {"longest": longest}
    raise CommandError(message, returncode=_WRONG_CALL)


def _counts(load: Load) -> dict[str, float]:
    return {
        "read": load.read,
        **{str(fate): getattr(load, fate) for fate in Fate},
        "clusters": load.clusters,
        **({"missing": load.missing} if load.mode == LoadMode.FULL else {}),
        "seconds": round(load.seconds, 3),
    }


def _table(load: Load) -> str:
    names = {
        "read": _("read"), "stored": _("stored"), "updated": _("updated"), "unchanged": _("unchanged"),
        "deleted": _("deleted"), "quarantined": _("quarantined"), "clusters": _("new editions"),
        **({"missing": _("no longer delivered")} if load.mode == LoadMode.FULL else {}),
    }  # fmt: skip
    width = max(map(len, names.values()))
    lines = [f"{names[key]:<{width}}  {getattr(load, key):>9}" for key in names]
    lines.append(
        ngettext("%(seconds).1f second", "%(seconds).1f seconds", round(load.seconds))
        % {"seconds": load.seconds}
    )
    reasons = load.quarantine.all().reasons().most_common()
    if reasons:
        lines += ["", _("Put aside, each kept with its bytes:")]
        lines += [
            f"{number:>9}  {reason_words(code).say(get_language() or 'tr')}"
            for code, number in reasons
        ]
    return "\n".join(lines)
