"""Libraries that get another symbol or move to another city: their editions are indexed anew.

The index keeps symbols and cities with each edition, so that they can be counted; the
file `libraries.json` beside it says which these were.
"""

import json
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from kopru.libraries.models import Library


def note_moved_libraries() -> int:
    """Note the editions of libraries whose symbol or city has changed; returns how many libraries."""
    known = _known()
    now = {str(pk): [symbol, city] for pk, symbol, city in _libraries()}
    if known == now:
        return 0
    moved = [int(pk) for pk, place in now.items() if known and known.get(pk, place) != place]
    with transaction.atomic():
        for pk in moved:
            _note(pk)
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(now, ensure_ascii=False))
    fresh.replace(path)
    return len(moved)


def _libraries() -> list[tuple[int, str, str]]:
    return list(Library.objects.order_by("pk").values_list("pk", "symbol", "city"))


def _path() -> Path:
    return Path(settings.KOPRU_DATA) / "index" / "libraries.json"


def _known() -> dict[str, list[str]]:
    """What the index was made with; empty where that was never written down."""
    try:
        known: dict[str, list[str]] = json.loads(_path().read_text())
    except (OSError, ValueError):
        return {}
    return known


def _note(library: int) -> None:
    # a library may hold millions: one statement, nothing read
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_editiontoindex (edition_id)"
            " SELECT DISTINCT edition_id FROM catalogue_holding WHERE library_id = %s",
            [library],
        )
