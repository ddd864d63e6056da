"""Finding editions by words and numbers: the port, and the index kept in step with the database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from kopru.catalogue.models import Edition, EditionToIndex, Holding
from kopru.catalogue.numbers import numbers_of
from kopru.catalogue.tantivy_index import Entry, Filters, Found, TantivyIndex
from kopru.catalogue.wanted import Wanted, understand
from kopru.common.text import fold_words, lower

_BATCH = 2_000
#: what a title or a list of subjects says is said by then
_LONGEST_TEXT = 4_000


class SearchIndex(Protocol):
    """What the catalogue asks of a search engine. Any number of processes read, one writes at a time."""

    def find(self, wanted: Wanted, filters: Filters, *, limit: int, offset: int) -> Found:
        """Entries with all words and one of the numbers, the most relevant first."""

    def similar(
        self, title: Sequence[str], author: Sequence[str], *, limit: int
    ) -> tuple[int, ...]:
        """Ids of entries that share most of these folded words, small typing errors allowed."""

    def replace(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Bring entries up to date and drop others; lasting when it returns."""

    def rebuild(self, *, only_if_broken: bool = False) -> None:
        """Make the index from the database."""

    def is_sound(self) -> bool:
        """Whether it is there and can be read."""


@lru_cache(maxsize=4)
def _index_in(folder: Path) -> SearchIndex:
    return TantivyIndex(folder, _all_entries)


def search_index() -> SearchIndex:
    """The installation's index."""
    return _index_in(Path(settings.KOPRU_DATA) / "index")


def find(
    query_text: str,
    *,
    limit: int = 20,
    offset: int = 0,
    kind: str = "",
    library: str = "",
    year_from: int | None = None,
    year_to: int | None = None,
) -> Found:
    """Ids of editions for what somebody typed (`wanted` says how it is read); any text will do.

    `library` is a symbol. An empty query finds nothing.
    """
    filters = Filters(kind, library, year_from, year_to)
    return search_index().find(understand(query_text), filters, limit=limit, offset=offset)


def index_changed(limit: int) -> int:
    """Bring up to `limit` noted changes into the index; returns how many notes were done with.

    Notes go away only after the index has them for good, so that a crash repeats work
    and loses none.
    """
    notes = list(EditionToIndex.objects.order_by("pk").values_list("pk", "edition_id")[:limit])
    if not notes:
        return 0
    changed = sorted({edition for _, edition in notes})
    entries = [entry for batch in _in_batches(changed) for entry in _entries(batch)]
    present = {entry.id for entry in entries}
    search_index().replace(entries, [pk for pk in changed if pk not in present])
    for batch in _in_batches([pk for pk, _ in notes]):
        EditionToIndex.objects.filter(pk__in=batch).delete()
    return len(notes)


def index_all_changed() -> int:
    """Bring every noted change into the index."""
    done = 0
    while some := index_changed(4 * _BATCH):
        done += some
    return done


def _all_entries() -> Iterator[Entry]:
    last = 0
    while batch := list(
        Edition.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_BATCH]
    ):
        yield from _entries(batch)
        last = batch[-1]


def _entries(ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of those of these editions that a library holds."""
    libraries: dict[int, set[str]] = defaultdict(set)
    held = Holding.objects.filter(edition__in=ids).values_list("edition_id", "library__symbol")
    for pk, symbol in held.order_by().distinct():
        libraries[pk].add(symbol)
    for edition in Edition.objects.filter(pk__in=libraries).order_by("pk"):
        yield _entry(edition, sorted(libraries[edition.pk]))


def _entry(edition: Edition, libraries: Sequence[str]) -> Entry:
    title = fold_words(f"{edition.title} {edition.subtitle}"[:_LONGEST_TEXT])
    names = " ".join([edition.author, *edition.authors, edition.responsibility])
    author = list(dict.fromkeys(fold_words(names[:_LONGEST_TEXT])))
    rest = [edition.publisher, edition.place, edition.volume, *edition.series, *edition.subjects]
    body = [*title, *author, *fold_words(" ".join(rest)[:_LONGEST_TEXT])]
    if edition.year is not None:
        body.append(str(edition.year))
    return Entry(
        id=edition.pk,
        title=" ".join(title),
        author=" ".join(author),
        body=" ".join(body),
        typed=_letters(f"{edition.title} {edition.subtitle}"[:_LONGEST_TEXT]),
        numbers=numbers_of([*edition.isbns, *edition.issns]),
        year=edition.year,
        libraries=libraries,
        kind=edition.kind,
        language=edition.language,
    )


def _letters(text: str) -> str:
    return "".join(c if c.isalnum() else " " for c in lower(text))


def _in_batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
