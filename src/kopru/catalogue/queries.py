"""What other rooms ask of the catalogue: who holds what, and which edition a citation means."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from kopru.catalogue.citations import Sought, judge, sought
from kopru.catalogue.editionrows import facts_of
from kopru.catalogue.models import Edition, Holding, HoldingStatus
from kopru.catalogue.search.asked import (
    EVERYTHING,
    NOTHING,
    Asked,
    Narrowed,
    Sort,
    Term,
    marks_of,
    with_terms,
)
from kopru.catalogue.search.cql_asked import CqlTrouble, asked_in
from kopru.catalogue.search.engine.counting import FacetCount
from kopru.catalogue.search.engine.index import Found
from kopru.catalogue.search.index import find_asked, search_index
from kopru.catalogue.search.meant import instead_of
from kopru.catalogue.search.suggesting import Suggestion, suggestions
from kopru.catalogue.search.wanted import understand
from kopru.common.citation import Citation
from kopru.common.words import Words
from kopru.libraries.models import Library

__all__ = [
    "CqlTrouble", "EditionHit", "EditionPage", "FacetCount", "HolderFacts", "Match", "Narrowed",
    "Suggestion", "cql_found", "editions_found", "find_edition", "held_by", "holders_of", "suggestions",
]  # fmt: skip
_MOST_MATCHES = 5
_CANDIDATES = 40
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class HolderFacts:
    """A library that holds an edition, with its copies.

    `available` counts the copies on the shelf; None where nothing is known of any.
    `not_for_loan` is true where none may leave the house. `status_at` is when the latest
    status was learnt, None where none ever was.
    """

    library: Library
    holdings: tuple[Holding, ...]
    copies: int
    available: int | None
    not_for_loan: bool
    status_at: datetime | None


@dataclass(frozen=True, slots=True)
class EditionHit:
    """An edition that was found, and who holds it, by the libraries' names."""

    edition: Edition
    holders: tuple[HolderFacts, ...]


@dataclass(frozen=True, slots=True)
class EditionPage:
    """One page of hits in the order asked for, and how many there are in all.

    `facets` has the counts of library (symbols), city, language, year, kind and available
    (one, of the value "1"), where they were asked for; `is_rough` where they were estimated
    from a sample, as with very many hits. `is_wider` where other spellings of the words were
    taken in, since there was little else. `instead` is what may have been meant ("" for
    nothing better); `marks` the folded words to highlight, beginnings with a `*` (`marking`).
    """

    total: int
    hits: tuple[EditionHit, ...]
    facets: dict[str, tuple[FacetCount, ...]] = field(default_factory=dict)
    is_rough: bool = False
    is_wider: bool = False
    instead: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An edition that a citation may mean: score and confidence of each field from 0 to 1."""

    edition: Edition
    score: float
    confidence: dict[str, float]
    why: Words


def editions_found(
    query: str,
    *,
    limit: int = 20,
    offset: int = 0,
    narrowed: Narrowed = EVERYTHING,
    sort: Sort = "relevance",
    facets: bool = False,
) -> EditionPage:
    """A page of editions for what somebody typed (read as `wanted` says), with who holds each.

    Three queries of the database, however long the page; one more where little is found and another spelling
    finds more.
    """
    asked = understand(query)
    found = find_asked(
        asked, narrowed, limit=limit, offset=offset, sort=sort, facets=facets, is_lenient=True
    )
    page = _page(found, marks_of(asked))
    instead = instead_of(query, asked, narrowed, found.exact)
    return replace(page, instead=instead) if instead else page


def cql_found(
    cql: str,
    *,
    limit: int = 20,
    offset: int = 0,
    narrowed: Narrowed = EVERYTHING,
    sort: Sort | Literal[""] = "",
    facets: bool = False,
) -> EditionPage:
    """A page of editions for a query in CQL 1.2, as SRU clients and librarians ask.

    `sort` goes before a `sortby` of the query; without either the most relevant come first.

    :raises CqlTrouble: with the number of SRU's diagnostic, where it cannot be answered
    """
    asked, by_query = asked_in(cql)
    asked = with_terms(asked, _by_number)
    found = find_asked(
        asked, narrowed, limit=limit, offset=offset, sort=sort or by_query, facets=facets
    )
    return _page(found, marks_of(asked))


def _by_number(term: Term) -> Asked:
    """An edition that is asked for by its key, by its number; also one that was joined into another."""
    if term.field != "key":
        return term
    known = Edition.objects.filter(key=term.text).values_list("pk", "moved_to_id").first()
    return Term(str(known[1] or known[0]), "id") if known else NOTHING


def _page(found: Found, marks: tuple[str, ...]) -> EditionPage:
    editions = Edition.objects.in_bulk(found.ids)
    holders = _holders(editions)
    hits = [EditionHit(editions[pk], tuple(holders[pk])) for pk in found.ids if pk in editions]
    counted = found.facets
    return EditionPage(
        total=found.total,
        hits=tuple(hits),
        facets=counted.counts if counted else {},
        is_rough=bool(counted and counted.is_rough),
        is_wider=found.is_wider,
        marks=marks,
    )


def holders_of(edition: Edition) -> list[HolderFacts]:
    """The libraries that hold the edition, in the order of their names."""
    return _holders([edition.pk])[edition.pk]


def held_by(library: Library, edition: Edition) -> HolderFacts | None:
    """What `library` has of the edition; None where it has nothing."""
    holdings = Holding.objects.of(library).filter(edition=edition).order_by("pk")
    copies = list(holdings.select_related("library"))
    return _facts(copies) if copies else None


def find_edition(citation: Citation) -> list[Match]:
    """The editions that a citation may mean, most likely first, at most five.

    By ISBN or ISSN, else by words of title and author, which may be typed without Turkish
    letters and with a wrong letter here and there. Only editions that a library holds.
    """
    wanted = sought(citation)
    matches = []
    for edition in _candidates(wanted):
        verdict = judge(wanted, facts_of(edition))
        if verdict:
            matches.append(Match(edition, verdict.score, verdict.confidence, verdict.why))
    return sorted(matches, key=lambda match: (-match.score, match.edition.pk))[:_MOST_MATCHES]


def _candidates(wanted: Sought) -> Iterable[Edition]:
    by_number = {
        e.pk: e for e in Edition.objects.with_number(*wanted.numbers).in_use()[:_CANDIDATES]
    }
    title, author = wanted.title.split()[:_MOST_WORDS], wanted.author.split()[:_MOST_WORDS]
    if not title:
        return by_number.values()
    by_words = search_index().similar(title, author, limit=_CANDIDATES)
    missing = [pk for pk in by_words if pk not in by_number]
    return [*by_number.values(), *Edition.objects.filter(pk__in=missing).in_use()]


def _holders(editions: Collection[int]) -> dict[int, list[HolderFacts]]:
    copies: dict[tuple[int, int], list[Holding]] = defaultdict(list)
    # a page of well-known books has hundreds of copies, and few libraries: each of them once
    found = Holding.objects.filter(edition__in=editions).prefetch_related("library")
    for holding in sorted(found, key=lambda h: (h.library.name_sort, h.library_id, h.pk)):
        copies[holding.edition_id, holding.library_id].append(holding)
    holders: dict[int, list[HolderFacts]] = {pk: [] for pk in editions}
    for (edition, _), holdings in copies.items():
        holders[edition].append(_facts(holdings))
    return holders


def _facts(holdings: list[Holding]) -> HolderFacts:
    known = [h for h in holdings if h.status != HoldingStatus.UNKNOWN]
    here = sum(h.copies for h in known if h.status == HoldingStatus.AVAILABLE)
    staying = all(h.status == HoldingStatus.NOT_FOR_LOAN for h in holdings)
    times = [h.status_at for h in holdings if h.status_at is not None]
    return HolderFacts(
        library=holdings[0].library,
        holdings=tuple(holdings),
        copies=sum(h.copies for h in holdings),
        available=here if known else None,
        not_for_loan=staying,
        status_at=max(times, default=None),
    )
