"""Gathering what is known of the holders of a work, and writing the order of asking."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Count

from kopru.catalogue.models import Edition
from kopru.catalogue.queries import HolderFacts, holders_of
from kopru.libraries.models import Library
from kopru.libraries.policy.deciding import lending
from kopru.requests.cases import case_at
from kopru.requests.judging import with_record
from kopru.requests.lifecycle import BorrowingState
from kopru.requests.models import BorrowingRequest, PatronRequest, RotaEntry
from kopru.requests.owing import record_of
from kopru.requests.routing import Candidate, Ranked, rank
from kopru.requests.sets import SetKind


def _closed_until(library: Library, today: date) -> date | None:
    """The last of the closed days that run from today, where they run for more than a weekend."""
    open_days = library.open_days()
    first_open = open_days.on_or_after(today)
    return first_open - timedelta(days=1) if (first_open - today).days > 3 else None


@dataclass(frozen=True, slots=True)
class Siblings:
    """What the other parts of a request's set ask of whom: how many each, and who said no to one."""

    copies: bool = False
    asked: Mapping[int, int] = field(default_factory=dict)
    declined: frozenset[int] = frozenset()

    @classmethod
    def of(cls, request: PatronRequest) -> "Siblings":
        """Of this request; nothing where it is no part of a set."""
        if request.part_of is None:
            return cls()
        others = BorrowingRequest.objects.filter(patron_request__part_of=request.part_of)
        others = others.exclude(patron_request=request)
        asked = Counter(others.live().values_list("supplier", flat=True))
        no = others.filter(state=BorrowingState.UNFILLED).values_list("supplier", flat=True)
        return cls(request.part_of.kind == SetKind.COPIES, asked, frozenset(no))


def _candidate(
    holder: HolderFacts, request: PatronRequest, today: date, open_asks: int, siblings: Siblings
) -> Candidate:
    library = holder.library
    case = case_at(
        library, request.library, kind=request.citation.kind, group=request.patron.group if request.patron else "",
        copies=holder.copies, items_out=open_asks, service=request.service,
    )  # fmt: skip
    terms = library.terms(on=today)
    if library.is_local and (terms.bars_late != "never" or terms.debt_limit):
        record = record_of(library, request.library, today=today, terms=terms)
        known = replace(record, items_out=max(open_asks, record.items_out))
        case = with_record(case, known, terms, today=today)
    decision = lending(terms, case)
    return Candidate(
        library_id=library.pk,
        symbol=library.symbol,
        copies=holder.copies,
        available=holder.available,
        takes_part=library.is_active,
        same_city=case.distance == "same_city",
        closed_until=_closed_until(library, today),
        not_for_loan=holder.not_for_loan,
        open_asks=open_asks,
        loan_days=decision.applied.terms.loan_days,
        is_home=library.pk == request.library_id,
        against=tuple(finding.words for finding in decision.against),
        siblings=siblings.asked.get(library.pk, 0),
        declined_sibling=library.pk in siblings.declined,
        wants_copies=siblings.copies,
    )


def ranked_holders(request: PatronRequest, *, now: datetime) -> list[tuple[Ranked, HolderFacts]]:
    """Who holds the request's edition, in the order of asking, each with its reasons."""
    if request.edition is None:
        return []
    today = now.date()
    asked = dict(
        BorrowingRequest.objects.filter(library=request.library).live()
        .values_list("supplier").annotate(Count("pk"))
    )  # fmt: skip
    holders = {h.library.pk: h for h in holders_of(request.edition)}
    siblings = Siblings.of(request)
    candidates = [
        _candidate(h, request, today, asked.get(pk, 0), siblings) for pk, h in holders.items()
    ]
    return [(r, holders[r.candidate.library_id]) for r in rank(candidates, today=today)]


def write_rota(request: PatronRequest, *, now: datetime) -> list[RotaEntry]:
    """Put the holders in order and keep that order with its reasons; libraries already asked stay."""
    kept = {e.library_id for e in request.rota.exclude(asked_at=None)}
    request.rota.filter(asked_at=None).delete()
    entries = [
        RotaEntry(
            patron_request=request,
            position=position + len(kept),
            library_id=ranked.candidate.library_id,
            because=[{"tr": w.tr, "en": w.en} for w in ranked.because],
            obstacle={"tr": ranked.obstacle.tr, "en": ranked.obstacle.en}
            if ranked.obstacle
            else {},
            call_number=_call_number(holder),
            available=ranked.candidate.available,
            looked_at=now,
        )
        for position, (ranked, holder) in enumerate(ranked_holders(request, now=now), start=1)
        if ranked.candidate.library_id not in kept and not ranked.candidate.is_home
    ]
    return RotaEntry.objects.bulk_create(entries)


def _call_number(holder: HolderFacts) -> str:
    return next((h.call_number for h in holder.holdings if h.call_number), "")[:120]


def next_in_rota(request: PatronRequest, *, now: datetime) -> RotaEntry | None:
    """The first library not yet asked that nothing speaks against.

    For a part of a set the order is made anew: meanwhile its siblings may have been asked for.
    """
    if request.part_of_id is not None:
        write_rota(request, now=now)
    waiting = request.rota.filter(asked_at=None, obstacle={}).select_related("library")
    return waiting.order_by("position").first()


def edition_record_id(edition: Edition | None, library: Library) -> str:
    """The supplier's own record number of the work, for its staff to find it at once."""
    if edition is None:
        return ""
    record = edition.records.filter(library=library, deleted_at=None).first()
    return record.control_number if record else ""
