"""`kopru search`: search the union catalogue as the page does."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kopru.catalogue.queries import EditionHit, EditionPage, HolderFacts, editions_found
from kopru.config.management.base import DataCommand

_MOST = 1_000


def _limit(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST:
        raise ArgumentTypeError(f"1 to {_MOST}")
    return int(text)


class Command(DataCommand):
    """Print what is found, best first, with who holds it."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", help='words in any order, an ISBN, yazar:…, başlık:"…"')
        parser.add_argument("--limit", type=_limit, default=20, help="how many at most (20)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        page = editions_found(options["query"], limit=options["limit"])
        if options["json"]:
            found = {"total": page.total, "editions": [_as_dict(hit) for hit in page.hits]}
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(_as_text(page))


def _as_dict(hit: EditionHit) -> dict[str, object]:
    edition = hit.edition
    return {
        "key": edition.key,
        "title": edition.title,
        "subtitle": edition.subtitle,
        "author": edition.author,
        "publisher": edition.publisher,
        "year": edition.year,
        "kind": edition.kind,
        "isbns": edition.isbns,
        "held_by": [_holder(holder) for holder in hit.holders],
    }


def _holder(holder: HolderFacts) -> dict[str, object]:
    return {
        "library": holder.library.symbol,
        "copies": holder.copies,
        "available": holder.available,
        "not_for_loan": holder.not_for_loan,
        "call_numbers": list(
            dict.fromkeys(h.call_number for h in holder.holdings if h.call_number)
        ),
    }


def _as_text(page: EditionPage) -> str:
    if not page.total:
        return _("Nothing found.")
    lines = [ngettext("%(n)d edition", "%(n)d editions", page.total) % {"n": page.total}]
    for hit in page.hits:
        edition = hit.edition
        title = " : ".join(part for part in (edition.title, edition.subtitle) if part)
        imprint = ", ".join(
            str(part) for part in (edition.author, edition.publisher, edition.year) if part
        )
        symbols = ", ".join(f"{h.library.symbol} ({h.copies})" for h in hit.holders)
        lines += ["", title, *(f"  {line}" for line in (imprint, symbols) if line)]
    return "\n".join(lines)
