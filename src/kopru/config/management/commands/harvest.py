"""`kopru harvest`: take over records from OAI-PMH providers, all that are due or a named one."""

import json
import sys
from argparse import ArgumentParser
from typing import Any, TextIO

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kopru.catalogue.search.index import index_all_changed, search_index
from kopru.config.management.base import DataCommand
from kopru.connections.harvest import runs
from kopru.connections.harvest.harvester import harvest
from kopru.connections.harvest.models import Prefix, Run, RunState, Source
from kopru.libraries.models import Library

_WRONG_CALL = 2
_COUNTED = (
    "pages",
    "records",
    "stored",
    "updated",
    "unchanged",
    "deleted",
    "quarantined",
    "unknown",
)


class Command(DataCommand):
    """Without a source: everything that is due. A harvest that was interrupted goes on."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", type=int, metavar="N", help="the source numbered so")
        parser.add_argument("--library", metavar="SYMBOL", help="whose records they are")
        parser.add_argument("--url", default="", help="address of the provider; kept as a source")
        parser.add_argument("--prefix", default="marc21", choices=Prefix.values, help="format")
        parser.add_argument("--set", default="", help="only this set")
        parser.add_argument(
            "--encoding", default="", metavar="NAME",
            help="code page of a provider that does not write UTF-8, for example cp1254",
        )  # fmt: skip
        parser.add_argument(
            "--union", action="store_true",
            help="the records are of many libraries, which 852 $a names by their symbols",
        )  # fmt: skip
        parser.add_argument("--pause", type=float, default=None, metavar="SECONDS",
                            help="between two pages")  # fmt: skip
        parser.add_argument(
            "--full", action="store_true",
            help="everything from the beginning; what does not come any more is taken out",
        )  # fmt: skip
        parser.add_argument(
            "--json", action="store_true", help="end with one line of JSON a source"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sources = _sources(options)
        search_index().rebuild(only_if_broken=True)
        ended: list[Run] = []
        for source in sources:
            shown = _Line(sys.stderr)
            try:
                ended.append(
                    harvest(source, clock=timezone.now, full=options["full"], progress=shown.show)
                )
            except runs.Busy:
                self.stderr.write(_("%(source)s is being harvested already.") % {"source": source})
            shown.end()
        index_all_changed()
        for run in ended:
            said = _as_json(run) if options["json"] else _as_text(run)
            self.stdout.write(said)
        if len(ended) < len(sources) or any(run.state != RunState.DONE for run in ended):
            raise CommandError(_("Not everything was harvested."))


class _Line:
    """How far a harvest is: on a terminal one line that changes, else a line for each ten pages."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._terminal = out, out.isatty()

    def show(self, run: Run) -> None:
        """Say the pages and records so far."""
        said = _("%(source)s: page %(pages)d, %(records)d records") % {
            "source": run.source, "pages": run.pages, "records": run.records,
        }  # fmt: skip
        if run.percent is not None:
            said += f" · {run.percent} %"
        if self._terminal:
            self._out.write(f"\r{said}\033[K")
        elif run.pages % 10 == 1:
            self._out.write(f"{said}\n")
        self._out.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._terminal:
            self._out.write("\n")


def _sources(options: dict[str, Any]) -> list[Source]:
    if options["source"] is not None:
        found = Source.objects.select_related("library").filter(pk=options["source"]).first()
        if found is None:
            raise CommandError(_("source: there is none of this number"), returncode=_WRONG_CALL)
        return [found]
    if options["url"]:
        return [_named(options)]
    if options["library"]:
        library = _library(options["library"])
        return list(Source.objects.of(library).select_related("library"))
    return runs.due(now=timezone.now())


def _named(options: dict[str, Any]) -> Source:
    """The library's source of this address, format and set; made where it is not there."""
    if not options["library"]:
        raise CommandError(_("library: needed with --url"), returncode=_WRONG_CALL)
    if not options["url"].startswith(("http://", "https://")):
        message = _("url: must begin with http:// or https://")
        raise CommandError(message, returncode=_WRONG_CALL)
    _check_encoding(options["encoding"])
    source, _is_new = Source.objects.get_or_create(
        library=_library(options["library"]), address=options["url"], format=options["prefix"],
        set=options["set"], defaults={"due_at": timezone.now()},
    )  # fmt: skip
    encoding = options["encoding"] or source.encoding
    is_union = options["union"] or source.is_union
    if runs.is_other(source, {"encoding": encoding, "is_union": is_union}):
        runs.begin_anew(source, now=timezone.now())
    source.encoding, source.is_union = encoding, is_union
    source.pause = source.pause if options["pause"] is None else max(0.0, options["pause"])
    source.save(update_fields=["encoding", "is_union", "pause", "reached"])
    return source


def _check_encoding(name: str) -> None:
    try:
        b"a".decode(name or "utf-8")
    except (LookupError, ValueError) as error:
        message = _("encoding: there is no %(name)s") % {"name": name}
        raise CommandError(message, returncode=_WRONG_CALL) from error


def _library(symbol: str) -> Library:
    library = Library.objects.filter(symbol=symbol).first()
    if library is None:
        message = _("library: there is no %(symbol)s") % {"symbol": symbol}
        raise CommandError(message, returncode=_WRONG_CALL)
    return library


def _as_json(run: Run) -> str:
    said = {"source": run.source_id, "state": str(run.state), "restarts": run.restarts}
    counts = {name: getattr(run, name) for name in _COUNTED}
    ended = {"repairs": run.repairs, "trouble": run.trouble, "detail": run.detail}
    return json.dumps({**said, **counts, **ended}, ensure_ascii=False)


def _as_text(run: Run) -> str:
    language = get_language() or "tr"
    counts = ", ".join(f"{name} {getattr(run, name)}" for name in _COUNTED)
    lines = [f"{run.source}: {run.get_state_display()}; {counts}"]
    lines += [f"  {said.say(language)}" for said in run.mended]
    if run.why:
        lines.append(f"  {run.why.say(language)} {run.detail}".rstrip())
    return "\n".join(lines)
