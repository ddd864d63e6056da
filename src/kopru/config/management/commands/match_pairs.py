"""`kopru match_pairs`: how well records of one edition are told from others, on labelled pairs."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopru.catalogue.pairs import BadLine, Tally, measured

_FAILED, _WRONG_CALL = 1, 2
_MOST_SHOWN = 20


class Command(BaseCommand):
    """Judge the pairs of a file and print precision, recall and what is left to a person."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="FILE",
            help='lines of JSON: "label" is match or distinct, "a" and "b" are ISO 2709 in base64',
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        tally, bad = _measured(options["file"])
        if tally.pairs:
            self.stdout.write(json.dumps(_figures(tally)) if options["json"] else _table(tally))
        if bad:
            raise CommandError(_complaint(bad), returncode=_FAILED)
        if not tally.pairs:
            raise CommandError(_("The file holds no pair."), returncode=_WRONG_CALL)


def _measured(file: Path) -> tuple[Tally, list[BadLine]]:
    try:
        with file.open("rb") as lines:
            return measured(lines)
    except OSError as error:
        message = _("%(file)s cannot be read: %(why)s") % {"file": file, "why": error.strerror}
        raise CommandError(message, returncode=_WRONG_CALL) from error


def _figures(tally: Tally) -> dict[str, float]:
    return {
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "queue": round(tally.queue, 4),
        "pairs": tally.pairs,
    }


def _table(tally: Tally) -> str:
    rows = [
        ("", _("joined"), _("left to a person"), _("kept apart")),
        (_("one edition"), tally.joined_rightly, tally.unsure_matches, tally.missed),
        (_("different"), tally.joined_wrongly, tally.unsure_others, tally.kept_apart),
    ]
    widths = [max(len(str(row[column])) for row in rows) for column in range(4)]
    lines = [
        "  ".join(
            [str(row[0]).ljust(widths[0]), *(str(row[n]).rjust(widths[n]) for n in (1, 2, 3))]
        )
        for row in rows
    ]
    figures = _(
        "Precision %(precision).3f, recall %(recall).3f, queue %(queue).1f %%, %(pairs)d pairs"
    )
    said = figures % {**_figures(tally), "queue": 100 * tally.queue}
    return "\n".join([*lines, "", said])


def _complaint(bad: list[BadLine]) -> str:
    language = get_language() or "tr"
    lines = [_("These lines are no pairs and were not counted:")]
    lines += [
        _("line %(line)d: %(why)s") % {"line": one.line, "why": one.why.say(language)}
        for one in bad[:_MOST_SHOWN]
    ]
    if len(bad) > _MOST_SHOWN:
        lines.append(_("and %(n)d more") % {"n": len(bad) - _MOST_SHOWN})
    return "\n".join(lines)
