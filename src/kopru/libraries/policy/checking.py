"""A file of policies and requests, and what the policies say of each request. Pure.

The file's form is `File`; its JSON Schema stands in docs/policy.schema.json.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from kopru.libraries.policy.case import Case
from kopru.libraries.policy.clauses import Symbol
from kopru.libraries.policy.deciding import Decision, borrowing, lending
from kopru.libraries.policy.terms import Terms


class Stated(BaseModel):
    """The terms of a library from a day on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    library: Symbol
    valid_from: date = Field(description="The first day on which they hold.")
    terms: Terms


class Asked(BaseModel):
    """A request to be judged: by the supplier's terms, the requester's, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field("", max_length=200, description="What it is called in the answer.")
    supplier: Symbol | None = Field(None, description="The library asked; its lending terms count.")
    requester: Symbol | None = Field(
        None, description="The library that asks for its reader; its borrowing terms count."
    )
    asked_on: date = Field(description="The policy in force on this day governs it.")
    case: Case = Field(default_factory=Case)


class File(BaseModel):
    """Policies, and requests to try on them."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Köprü policies and requests")

    policies: tuple[Stated, ...]
    requests: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A request with what each side says; None where that side is not asked or has said nothing."""

    asked: Asked
    sides: tuple[tuple[Symbol, Stated | None, Decision | None], ...]

    @property
    def is_allowed(self) -> bool:
        """Whether every side that is asked has terms and allows it."""
        return all(decision is not None and decision.is_allowed for _, _, decision in self.sides)


def in_force(policies: tuple[Stated, ...], library: Symbol, on: date) -> Stated | None:
    """The policy of a library that holds on a day; of two from one day the later in the file."""
    known = [one for one in policies if one.library == library and one.valid_from <= on]
    return max(enumerate(known), key=lambda one: (one[1].valid_from, one[0]))[1] if known else None


def judged(file: File) -> Iterator[Judged]:
    """Every request of the file, in its order."""
    for asked in file.requests:
        sides = []
        for library, judge in ((asked.requester, borrowing), (asked.supplier, lending)):
            if library is None:
                continue
            stated = in_force(file.policies, library, asked.asked_on)
            case = asked.case
            if judge is lending and not case.partner and asked.requester:
                case = case.model_copy(update={"partner": asked.requester})
            sides.append((library, stated, judge(stated.terms, case) if stated else None))
        yield Judged(asked, tuple(sides))
