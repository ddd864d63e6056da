"""`kopru search`: search the union catalogue as the page does."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kopru.api.asking import SearchParameters
from kopru.api.shapes import Editions
from kopru.catalogue.queries import EditionPage
from kopru.catalogue.search.asked import SORTS
from kopru.config.management.base import DataCommand
from kopru.protocols.cql import CqlTrouble

_MOST, _DEEPEST = 1_000, 10_000


def _limit(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise ArgumentTypeError(f"1 to {_MOST}")
    return int(text)


def _offset(text: str) -> int:
    if not text.isdecimal() or int(text) > _DEEPEST:
        raise ArgumentTypeError(f"0 to {_DEEPEST}")
    return int(text)


class Command(DataCommand):
    """Print what is found, best first, with who holds it."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "query",
            help='words in any order, "side by side", an ISBN, yazar:…, başlık:…, yıl:1990-1999',
        )
        parser.add_argument("--limit", type=_limit, default=20, help="how many at most (20)")
        parser.add_argument("--offset", type=_offset, default=0, help="how many to leave out (0)")
        parser.add_argument("--sort", choices=SORTS, default="relevance", help="order (relevance)")
        parser.add_argument(
            "--facets", action="store_true", help="count libraries, cities, years, …"
        )
        parser.add_argument("--cql", action="store_true", help="the query is CQL 1.2")
        parser.add_argument("--library", action="append", default=[], help="held there; repeatable")
        parser.add_argument("--available", action="store_true", help="a copy is on the shelf")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object, as the API's"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("limit", "offset", "sort", "facets", "cql", "library", "available")
        asked = SearchParameters.model_construct(
            q=options["query"], **{name: options[name] for name in names}
        )
        try:
            page = asked.found()
        except CqlTrouble as trouble:
            words = trouble.words.say(get_language() or "tr")
            raise CommandError(f"query: {words} (SRU {trouble.code}): {trouble.detail}") from None
        if options["json"]:
            found = Editions.of(page, query=asked.q, limit=asked.limit, offset=asked.offset)
            self.stdout.write(
                json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1)
            )
        else:
            self.stdout.write(_as_text(page))


def _as_text(page: EditionPage) -> str:
    if not page.total:
        nothing = [_("Nothing found.")]
        return "\n".join(nothing + _hint(page))
    lines = [ngettext("%(n)d edition", "%(n)d editions", page.total) % {"n": page.total}]
    for hit in page.hits:
        edition = hit.edition
        title = " : ".join(part for part in (edition.title, edition.subtitle) if part)
        imprint = ", ".join(
            str(part) for part in (edition.author, edition.publisher, edition.year) if part
        )
        symbols = ", ".join(f"{h.library.symbol} ({h.copies})" for h in hit.holders)
        lines += ["", title, *(f"  {line}" for line in (imprint, symbols) if line)]
    return "\n".join(lines + _hint(page) + _counts(page))


def _hint(page: EditionPage) -> list[str]:
    return [_("Did you mean: %(text)s") % {"text": page.instead}] if page.instead else []


def _counts(page: EditionPage) -> list[str]:
    return [
        f"{name}: " + ", ".join(f"{one.value} {one.count}" for one in counts[:10])
        for name, counts in page.facets.items()
        if counts
    ]
