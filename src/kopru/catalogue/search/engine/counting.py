"""How many of the hits there are of each library, city, language, year and kind, and on the shelf."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kopru.catalogue.search.asked import Asked, Narrowed
from kopru.catalogue.search.engine.asking import Asking
from kopru.catalogue.search.engine.fields import SAMPLES
from kopru.catalogue.search.engine.folder import Opened

#: facets by the field that is counted, and how many values of it are given at most
_FACETS = {"library": 200, "city": 100, "language": 60, "year": 300, "kind": 30}
#: hits that are counted one by one; of more a sample that is no larger
_COUNTED = 8_000


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet and how many hits have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The counts of each facet, most first; `is_rough` where a sample was counted.

    What a facet is narrowed to does not narrow its own counts, so that more can be chosen.
    """

    counts: dict[str, tuple[FacetCount, ...]]
    is_rough: bool = False


def facets_of(
    opened: Opened, asking: Asking, asked: Asked, narrowed: Narrowed, total: int
) -> Facets:
    """The facets of a search that has `total` hits; none in an index that was not made for them."""
    if not opened.countable.issuperset(_FACETS):
        return Facets({})
    searcher = opened.index.searcher()
    counts: dict[str, tuple[FacetCount, ...]] = {}
    share = next((n for n in (1, *SAMPLES) if total <= _COUNTED * n), SAMPLES[-1])
    sign = f"s{share}" if share > 1 else ""
    counts_shelf = "shelf" in opened.countable and not (narrowed.libraries or narrowed.cities)
    on_shelf = None
    for leave_out, names in _rounds(narrowed):
        hits = asking.bare(asked, narrowed, leave_out=leave_out, among=sign)
        wanted = {name: {"terms": {"field": name, "size": _FACETS[name]}} for name in names}
        if not leave_out and counts_shelf:
            wanted["shelf"] = {"terms": {"field": "shelf", "size": 2}}
        answer: dict[str, Any] = searcher.aggregate(hits, wanted)
        for name in names:
            counts[name] = tuple(_counted(answer[name]["buckets"], share))
        if "shelf" in answer:
            on_shelf = sum(b["doc_count"] for b in answer["shelf"]["buckets"] if b["key"])
    if on_shelf is None:
        there = asking.bare(asked, replace(narrowed, available=True), among=sign)
        result: Any = searcher.search(there, 1, count=True)
        on_shelf = int(result.count)
    counts["available"] = (FacetCount("1", on_shelf * share),)
    return Facets(counts, share > 1)


def _rounds(narrowed: Narrowed) -> Iterator[tuple[str, list[str]]]:
    """What is left out of `narrowed`, and the facets that are counted then."""
    chosen = {
        "library": narrowed.libraries, "city": narrowed.cities, "language": narrowed.languages,
        "kind": narrowed.kinds, "year": (narrowed.year_from, narrowed.year_to) != (None, None),
    }  # fmt: skip
    free = [name for name in _FACETS if not chosen[name]]
    if free:
        yield "", free
    yield from ((name, [name]) for name in _FACETS if chosen[name])


def _counted(buckets: Iterable[dict[str, Any]], share: int) -> Iterator[FacetCount]:
    for bucket in sorted(buckets, key=lambda b: (-b["doc_count"], str(b["key"]))):
        key = bucket["key"]
        said = str(int(key)) if isinstance(key, float) else str(key)
        yield FacetCount(said, bucket["doc_count"] * share)
