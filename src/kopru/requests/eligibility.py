"""May this reader have this work asked for? Pure: facts in, objections out.

Source: domain.md 3.5 (steps 1 and 2), 2.1 rows 15 to 20.
"""

from dataclasses import dataclass
from decimal import Decimal

from kopru.common.words import Words
from kopru.libraries.policy.case import Case, kind_of, service_of
from kopru.libraries.policy.deciding import borrowing
from kopru.libraries.policy.terms import Terms
from kopru.requests.reasons import REFUSED


@dataclass(frozen=True, slots=True)
class Owing:
    """What a reader has late, lost and unpaid. `debt` is in the currency of the library's terms."""

    overdue: int = 0
    days_overdue: int = 0
    unpaid_freight: bool = False
    loss: bool = False
    debt: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a wish is judged."""

    group: str
    member: bool
    open_requests: int
    kind: str
    held_copies_in: int
    same_work_open: bool
    blocked: bool = False
    #: why the whole network sends nothing of this sort at present
    standstill: Words | None = None
    owing: Owing = Owing()


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason of `REFUSED` that stands. `firm`: the rules leave staff no room.

    `rule` says it more closely, where terms do.
    """

    code: str
    firm: bool
    rule: Words | None = None

    @property
    def words(self) -> Words:
        """The reason as people read it."""
        return REFUSED[self.code]


#: the weightiest first
_ORDER = (
    "standstill", "blocked", "membership_over", "not_eligible", "excluded_kind", "held_and_in", "limit_reached",
    "duplicate",
)  # fmt: skip


def objections(facts: Facts, terms: Terms) -> list[Objection]:
    """Everything that speaks against asking another library, weightiest first; each reason once."""
    by_terms = borrowing(terms, _case(facts)).against
    found = [
        (facts.standstill is not None, Objection("standstill", firm=True, rule=facts.standstill)),
        (facts.blocked, Objection("blocked", firm=True)),
        (facts.kind == "reference", Objection("excluded_kind", firm=True)),
        *((True, Objection(one.reason, firm=True, rule=one.words)) for one in by_terms),
        (facts.held_copies_in > 0, Objection("held_and_in", firm=False)),
        (facts.same_work_open, Objection("duplicate", firm=False)),
    ]
    named = {objection.code: objection for stands, objection in reversed(found) if stands}
    return sorted(named.values(), key=lambda objection: _ORDER.index(objection.code))


def _case(facts: Facts) -> Case:
    kind, owing = kind_of(facts.kind), facts.owing
    return Case(
        service=service_of(kind), kind=kind, group=facts.group,
        member=facts.member or facts.blocked, open_requests=facts.open_requests,
        reader_overdue=owing.overdue, reader_days_overdue=owing.days_overdue,
        reader_unpaid=owing.unpaid_freight, reader_loss=owing.loss, reader_debt=owing.debt,
    )  # fmt: skip
