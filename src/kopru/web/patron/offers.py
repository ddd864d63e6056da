"""Before asking: who would lend, when it would come, how long it stays, who pays, under whose rules.

The order is that of `requests.routing`, so that what a page promises is what will be asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import JSONField, Q, Value

from kopru.catalogue.queries import HolderFacts
from kopru.common.words import Words
from kopru.libraries.calendar import OpenDays
from kopru.libraries.models import ClosingDay, Library, Policy
from kopru.libraries.policy.deciding import lending
from kopru.libraries.policy.terms import Terms
from kopru.requests import clocks
from kopru.requests.cases import case_at
from kopru.requests.models import BorrowingRequest
from kopru.requests.routing import Candidate, Ranked, rank

#: closed for longer than a long weekend: worth telling
_LONG = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """Terms and calendars of some libraries on one day, read at once.

    A library without a policy goes by the default terms; `said` are those that have their own.
    """

    terms: dict[int, Terms]
    calendars: dict[int, OpenDays]
    said: frozenset[int] = frozenset()

    def own_of(self, library: Library) -> Terms | None:
        """The terms that the library itself has said."""
        return self.terms[library.pk] if library.pk in self.said else None

    @classmethod
    def of(cls, libraries: Iterable[Library], *, today: date) -> "Rules":
        """One query, however many libraries."""
        ids = [library.pk for library in libraries]
        terms: dict[int, Terms] = {}
        closed: dict[int | None, set[date]] = defaultdict(set)
        for library_id, day, stated in _stated_and_closed(ids, today):
            if stated is None:
                closed[library_id].add(day)
            elif library_id is not None:
                terms[library_id] = Terms.model_validate(stated)
        calendars = {pk: OpenDays(frozenset(closed[pk] | closed[None])) for pk in ids}
        return cls({pk: terms.get(pk, Terms()) for pk in ids}, calendars, frozenset(terms))


def _stated_and_closed(
    ids: Sequence[int], today: date
) -> list[tuple[int | None, date, dict[str, Any] | None]]:
    """(library, day, stated terms), the oldest first; a closing day has no terms."""
    policies = Policy.objects.filter(library__in=ids, valid_from__lte=today).order_by()
    days = ClosingDay.objects.filter(Q(library__in=ids) | Q(library=None)).order_by()
    no_terms = Value(None, output_field=JSONField())
    rows = policies.values_list("library_id", "valid_from", "stated", "pk").union(
        days.annotate(stated=no_terms).values_list("library_id", "day", "stated", "pk"), all=True
    )
    ordered = sorted(rows, key=lambda row: (row[1], row[3]))
    return [(library_id, day, stated) for library_id, day, stated, _ in ordered]


@dataclass(frozen=True, slots=True)
class Holder:
    """A library on the title page: its copies, and why it is (not) asked."""

    facts: HolderFacts
    is_own: bool
    because: tuple[Words, ...]
    obstacle: Words | None
    closed_until: date | None


@dataclass(frozen=True, slots=True)
class Offer:
    """What a reader may expect if the first library says yes.

    `comes_by`: the latest day at the reader's own library. `keep_days`: calendar days the
    reader has it, after the way back is taken off.
    """

    lender: Library
    terms: Terms
    comes_by: date
    open_days: int
    keep_days: int


def holders_in_order(
    facts: Sequence[HolderFacts], *, home: Library | None, kind: str, rules: Rules, today: date
) -> list[Holder]:
    """The holders as they would be asked; the reader's own library stands first."""
    asked = _asked_of(home)
    candidates = [_candidate(f, home, kind, rules, today, asked[f.library.pk]) for f in facts]
    by_id = {f.library.pk: f for f in facts}
    rows = [
        _holder(ranked, by_id[ranked.candidate.library_id])
        for ranked in rank(candidates, today=today)
    ]
    return sorted(rows, key=lambda row: not row.is_own)


def _asked_of(home: Library | None) -> Counter[int]:
    live = BorrowingRequest.objects.of(home).live() if home else BorrowingRequest.objects.none()
    return Counter(live.values_list("supplier_id", flat=True))


def _candidate(
    facts: HolderFacts, home: Library | None, kind: str, rules: Rules, today: date, open_asks: int
) -> Candidate:
    library = facts.library
    case = case_at(library, home, kind=kind, copies=facts.copies, items_out=open_asks)
    decision = lending(rules.terms[library.pk], case)
    return Candidate(
        library_id=library.pk,
        symbol=library.symbol,
        copies=facts.copies,
        available=facts.available,
        takes_part=library.is_active,
        same_city=case.distance == "same_city",
        closed_until=_closed_until(rules.calendars[library.pk], today),
        not_for_loan=facts.not_for_loan,
        open_asks=open_asks,
        loan_days=decision.applied.terms.loan_days,
        is_home=home is not None and library.pk == home.pk,
        against=tuple(finding.words for finding in decision.against),
    )


def _closed_until(calendar: OpenDays, today: date) -> date | None:
    first_open = calendar.on_or_after(today)
    return first_open - timedelta(days=1) if (first_open - today).days > _LONG else None


def _holder(ranked: Ranked, facts: HolderFacts) -> Holder:
    candidate = ranked.candidate
    own = candidate.is_home
    return Holder(
        facts, own, ranked.because, None if own else ranked.obstacle, candidate.closed_until
    )


def offer_of(
    holders: Sequence[Holder], *, home: Library | None, rules: Rules, today: date
) -> Offer | None:
    """What the first library that can be asked would give; None where nobody can be asked.

    A stranger's own library is not known: its part is counted by the default terms.
    """
    first = next((h for h in holders if not h.is_own and h.obstacle is None), None)
    if first is None:
        return None
    lender = first.facts.library
    terms, theirs = rules.terms[lender.pk], rules.calendars[lender.pk]
    own = rules.terms[home.pk] if home else Terms()
    ours = rules.calendars[home.pk] if home else OpenDays()
    answered = clocks.answer_by(theirs.on_or_after(today), terms=terms, open_days=theirs)
    posted = clocks.ship_by(answered, terms=terms, open_days=theirs)
    comes_by = ours.after(posted, own.transit_days)
    lender_due = clocks.lender_due(posted, terms=terms, open_days=theirs)
    due = clocks.patron_due(lender_due, today=comes_by, terms=own, open_days=ours).due
    return Offer(lender, terms, comes_by, _open_days(ours, today, comes_by), (due - comes_by).days)


def _open_days(calendar: OpenDays, start: date, end: date) -> int:
    return sum(
        calendar.is_open(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)
    )
