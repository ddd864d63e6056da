"""Before asking: who would lend, when it would come, how long it stays, who pays, under whose rules.

The order is that of `requests.routing`, so that what a page promises is what will be asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, JSONField, Q, Value, When
from django.db.models.functions import JSONObject

from kopru.catalogue.queries import HolderFacts
from kopru.common.words import Words
from kopru.libraries.calendar import OpenDays
from kopru.libraries.models import ClosingDay, Library, Policy, Standstill
from kopru.libraries.policy.deciding import Decision, applied, lending
from kopru.libraries.policy.sentences_borrowing import freight_said
from kopru.libraries.policy.terms import Terms
from kopru.requests import clocks
from kopru.requests.cases import case_at, case_at_home, distance_between
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
    standstills: tuple[Standstill, ...] = ()

    def stopped(self, service: str) -> Words | None:
        """Why the whole network sends nothing of that sort at present."""
        return next((rule.reason for rule in self.standstills if rule.stops(service)), None)

    @classmethod
    def of(cls, libraries: Iterable[Library], *, today: date) -> "Rules":
        """One query, however many libraries."""
        libraries = list(libraries)
        ids = [library.pk for library in libraries]
        terms: dict[int, Terms] = {}
        closed: dict[int | None, set[date]] = defaultdict(set)
        opened: dict[int | None, set[date]] = defaultdict(set)
        standstills = []
        for library_id, day, stated in _stated_and_closed(ids, today):
            if stated is None:
                closed[library_id].add(day)
            elif stated.get("opens"):
                opened[library_id].add(day)
            elif library_id is None:
                ends = stated["ends"] and date.fromisoformat(stated["ends"])
                standstills.append(Standstill(begins=day, **stated | {"ends": ends}))
            else:
                terms[library_id] = Terms.model_validate(stated)
        calendars = {
            one.pk: one.calendar(
                closed=closed[one.pk] | closed[None], opened=opened[one.pk] | opened[None]
            )
            for one in libraries
        }
        own = {pk: terms.get(pk, Terms()) for pk in ids}
        return cls(own, calendars, frozenset(terms), tuple(standstills))


def _stated_and_closed(
    ids: Sequence[int], today: date
) -> list[tuple[int | None, date, dict[str, Any] | None]]:
    """(library, day, stated terms), the oldest first.

    A closing day has no terms, and a day that opens says so; a standstill's are what it says,
    and it is of no library.
    """
    policies = Policy.objects.filter(library__in=ids, valid_from__lte=today).order_by()
    days = ClosingDay.objects.filter(Q(library__in=ids) | Q(library=None)).order_by()
    no_terms = Case(
        When(opens=True, then=JSONObject(opens=Value(1))),
        default=Value(None), output_field=JSONField(),
    )  # fmt: skip
    of_none = Value(None, output_field=BigIntegerField())
    said = JSONObject(kind="kind", ends="ends", reason_tr="reason_tr", reason_en="reason_en")
    stops = (
        Standstill.objects.in_force(on=today).order_by().annotate(library_id=of_none, stated=said)
    )
    rows = policies.values_list("library_id", "valid_from", "stated", "pk").union(
        days.annotate(stated=no_terms).values_list("library_id", "day", "stated", "pk"),
        stops.values_list("library_id", "begins", "stated", "pk"),
        all=True,
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
    decision: Decision


@dataclass(frozen=True, slots=True)
class Wish:
    """Who would ask, for what: nobody is known of a stranger but the wish itself.

    `own` are the terms of the reader's own library as they hold for this wish.
    """

    home: Library | None
    kind: str
    group: str
    own: Terms
    is_said: bool

    @classmethod
    def of(cls, home: Library | None, *, kind: str, group: str, rules: Rules) -> "Wish":
        """A wish of a reader of that group at `home`, whose rules are among `rules`."""
        if home is None:
            return cls(home, kind, group, Terms(), is_said=False)
        own = applied(rules.terms[home.pk], case_at_home(kind, group), "borrowing").terms
        return cls(home, kind, group, own, is_said=home.pk in rules.said)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a reader may expect if the first library says yes.

    `terms` are those of the lender as they hold for this wish, `conditions` what it adds.
    `comes_by`: the latest day at the reader's own library. `keep_days`: calendar days the
    reader has it, after the way back is taken off. `freight`: what the reader pays of it, where
    the reader's library has said so.
    """

    lender: Library
    terms: Terms
    conditions: tuple[Words, ...]
    comes_by: date
    open_days: int
    keep_days: int
    freight: Words | None


def holders_in_order(
    facts: Sequence[HolderFacts], wish: Wish, *, rules: Rules, today: date
) -> list[Holder]:
    """The holders as they would be asked; the reader's own library stands first."""
    asked = _asked_of(wish.home)
    decided = {f.library.pk: _decision(f, wish, rules, asked[f.library.pk]) for f in facts}
    candidates = [
        _candidate(f, wish, rules, today, decided[f.library.pk], asked[f.library.pk]) for f in facts
    ]
    by_id = {f.library.pk: f for f in facts}
    rows = [
        _holder(ranked, by_id[pk], decided[pk])
        for ranked in rank(candidates, today=today)
        for pk in [ranked.candidate.library_id]
    ]
    return sorted(rows, key=lambda row: not row.is_own)


def _asked_of(home: Library | None) -> Counter[int]:
    live = BorrowingRequest.objects.of(home).live() if home else BorrowingRequest.objects.none()
    return Counter(live.values_list("supplier_id", flat=True))


def _decision(facts: HolderFacts, wish: Wish, rules: Rules, items_out: int) -> Decision:
    case = case_at(
        facts.library, wish.home, kind=wish.kind, group=wish.group, copies=facts.copies,
        items_out=items_out,
    )  # fmt: skip
    return lending(rules.terms[facts.library.pk], case)


def _candidate(
    facts: HolderFacts, wish: Wish, rules: Rules, today: date, decision: Decision, open_asks: int
) -> Candidate:
    library, home = facts.library, wish.home
    return Candidate(
        library_id=library.pk,
        symbol=library.symbol,
        copies=facts.copies,
        available=facts.available,
        takes_part=library.is_active,
        same_city=home is not None and distance_between(library, home) == "same_city",
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


def _holder(ranked: Ranked, facts: HolderFacts, decision: Decision) -> Holder:
    candidate = ranked.candidate
    own = candidate.is_home
    return Holder(
        facts,
        own,
        ranked.because,
        None if own else ranked.obstacle,
        candidate.closed_until,
        decision,
    )


def offer_of(holders: Sequence[Holder], wish: Wish, *, rules: Rules, today: date) -> Offer | None:
    """What the first library that can be asked would give; None where nobody can be asked.

    A stranger's own library is not known: its part is counted by the default terms.
    """
    first = next((h for h in holders if not h.is_own and h.obstacle is None), None)
    if first is None:
        return None
    lender, home, own = first.facts.library, wish.home, wish.own
    terms, theirs = first.decision.applied.terms, rules.calendars[lender.pk]
    ours = rules.calendars[home.pk] if home else OpenDays()
    answered = clocks.answer_by(theirs.on_or_after(today), terms=terms, open_days=theirs)
    posted = clocks.ship_by(answered, terms=terms, open_days=theirs)
    comes_by = ours.after(posted, own.transit_days)
    lender_due = clocks.lender_due(posted, terms=terms, open_days=theirs)
    due = clocks.patron_due(lender_due, today=comes_by, terms=own, open_days=ours).due
    return Offer(
        lender, terms, tuple(finding.words for finding in first.decision.conditions), comes_by,
        _open_days(ours, today, comes_by), (due - comes_by).days,
        freight_said(own) if wish.is_said else None,
    )  # fmt: skip


def _open_days(calendar: OpenDays, start: date, end: date) -> int:
    return sum(
        calendar.is_open(start + timedelta(days=n)) for n in range(1, (end - start).days + 1)
    )
