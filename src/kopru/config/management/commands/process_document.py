"""`kopru process_document`: a library's official process document, made from the rules that run."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from kopru.libraries.models import Library
from kopru.reports.models import ProcessRevision
from kopru.reports.process.bpmn import as_bpmn
from kopru.reports.process.content import Process
from kopru.reports.process.drawing.layout import sheets
from kopru.reports.process.drawing.svg import drawn
from kopru.reports.process.paper import printed
from kopru.reports.process.standing import form_of, process_today

_WRONG_CALL = 2


class Command(BaseCommand):
    """Write the document as PDF, the drawings as SVG, or the process as BPMN 2.0."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--library", required=True, metavar="SYMBOL")
        parser.add_argument("--lang", choices=("tr", "en"), default="tr")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day whose rules hold, YYYY-MM-DD"
        )
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf|.svg|.bpmn")

    def handle(self, *args: Any, **options: Any) -> None:
        library = Library.objects.filter(symbol=options["library"]).first()
        if library is None:
            said = _("There is no library with the symbol %(symbol)s.") % {
                "symbol": options["library"]
            }
            raise CommandError(said, returncode=_WRONG_CALL)
        for path, content in self._files(library, options):
            try:
                path.write_bytes(content)
            except OSError as error:
                said = _("%(file)s cannot be written: %(why)s.") % {
                    "file": path,
                    "why": error.strerror,
                }
                raise CommandError(said, returncode=_WRONG_CALL) from error
            self.stdout.write(str(path))

    def _files(self, library: Library, options: dict[str, Any]) -> list[tuple[Path, bytes]]:
        out, language = options["out"], options["lang"]
        on = options["on"] or timezone.localdate()
        process = process_today(library, on=on)
        match out.suffix.lower():
            case ".pdf":
                return [
                    (
                        out,
                        printed(
                            process, form_of(library, _saying(library, process), on=on), language
                        ),
                    )
                ]
            case ".svg":
                return [
                    (
                        out.with_stem(f"{out.stem}-{chart.key}"),
                        drawn(sheets(chart, language)[0], name=chart.key).encode(),
                    )
                    for chart in process.charts
                ]
            case ".bpmn":
                return [(out, as_bpmn(process, language, name=library.name_in(language)))]
            case other:
                said = _("A file ending in %(end)s cannot be made; .pdf, .svg and .bpmn can.") % {
                    "end": other or "“”"
                }
                raise CommandError(said, returncode=_WRONG_CALL)


def _saying(library: Library, process: Process) -> ProcessRevision | None:
    """The newest revision that says what ran on that day; None where no revision does."""
    return ProcessRevision.objects.of(library).filter(mark=process.mark).first()
