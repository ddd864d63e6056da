"""May this reader have this work asked for? Pure: facts in, objections out.

Source: domain.md 3.5 (steps 1 and 2), 2.1 rows 15 to 20.
"""

from dataclasses import dataclass

from kopru.common.words import Words
from kopru.libraries.policy.terms import Terms
from kopru.requests.reasons import REFUSED


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


@dataclass(frozen=True, slots=True)
class Objection:
    """A reason of `REFUSED` that stands. `firm`: the rules leave staff no room."""

    code: str
    firm: bool

    @property
    def words(self) -> Words:
        """The reason as people read it."""
        return REFUSED[self.code]


def objections(facts: Facts, terms: Terms) -> list[Objection]:
    """Everything that speaks against asking another library, weightiest first."""
    found = [
        (facts.blocked, Objection("blocked", firm=True)),
        (not facts.member and not facts.blocked, Objection("membership_over", firm=True)),
        (facts.group not in terms.patron_groups, Objection("not_eligible", firm=True)),
        (facts.kind == "reference", Objection("excluded_kind", firm=True)),
        (facts.held_copies_in > 0, Objection("held_and_in", firm=False)),
        (facts.open_requests >= terms.patron_limit, Objection("limit_reached", firm=True)),
        (facts.same_work_open, Objection("duplicate", firm=False)),
    ]
    return [objection for stands, objection in found if stands]
