"""One request as the terms of a library look at it. Pure."""

from decimal import Decimal
from typing import Annotated, get_args

from pydantic import BaseModel, ConfigDict, Field

from kopru.libraries.policy.clauses import Distance, Kind, LibraryKind, Service, Trait, When

Count = Annotated[int, Field(ge=0)]
_KINDS: tuple[Kind, ...] = get_args(Kind)
#: the catalogue's kinds that citations name otherwise
_CITED_AS: dict[str, Kind] = {"journal": "issue"}
#: what is supplied as a copy
_COPIED = frozenset({"article", "chapter"})


def kind_of(said: str) -> Kind:
    """A kind of a citation or of the catalogue as terms name it; what is not known is a book."""
    named = _CITED_AS.get(said, said)
    return next((kind for kind in _KINDS if kind == named), "book")


def service_of(kind: Kind) -> Service:
    """How a kind is supplied: articles and chapters as copies, the rest as loans."""
    return "copy" if kind in _COPIED else "loan"


def service_for(said: str) -> Service:
    """How what a citation or the catalogue calls so is supplied."""
    return service_of(kind_of(said))


class Case(BaseModel):
    """What is known of a request when it is judged; what is not known is left out.

    `renews` asks whether a loan may be renewed, and not whether it may be made.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    # what is asked for
    service: Service = Field("loan", description="A loan or a copy.")
    renews: bool = Field(default=False, description="More time for a loan is asked for.")
    kind: Kind = Field("book", description="Kind of material.")
    traits: tuple[Trait, ...] = Field((), description="What the item is besides.")
    share: int | None = Field(None, ge=1, le=100, description="Percent of the work to be copied.")
    pages: int | None = Field(None, ge=1, description="Pages to be copied.")
    # the item at the supplier
    copies: Count | None = Field(None, description="Copies that the supplier holds.")
    branch: str = Field("", description="Code of the branch that holds it.")
    wanted: bool = Field(default=False, description="Somebody else waits for the item.")
    # the other library
    partner: str = Field("", description="Symbol of the requesting library.")
    partner_kind: LibraryKind | None = Field(None, description="Its sort.")
    distance: Distance | None = Field(None, description="Where it is, seen from the supplier.")
    individual: bool = Field(default=False, description="A person asks, and no library.")
    items_out: Count = Field(0, description="Items it has of the supplier at present.")
    copies_asked: Count = Field(0, description="Copies it has asked the supplier for at present.")
    items_overdue: Count = Field(0, description="Those of them that are overdue.")
    warnings: Count = Field(0, description="Warnings it has had.")
    late_ever: Count = Field(0, description="Items that were ever late or damaged.")
    debt: Decimal = Field(Decimal(0), ge=0, description="What it owes the supplier.")
    # the reader
    group: str = Field("", description="The reader's group.")
    member: bool = Field(default=True, description="The reader's membership is in force.")
    through_advisor: bool = Field(default=False, description="The advisor asks for the reader.")
    contract: bool = Field(default=True, description="The reader has signed the contracts.")
    institution_email: bool = Field(
        default=True, description="The reader's address is the institution's."
    )
    reader_items_out: Count = Field(
        0, description="Items of this supplier that the reader has at present."
    )
    open_requests: Count = Field(0, description="The reader's open requests.")
    open_copies: Count = Field(0, description="Those of them that are for copies.")
    asked_this_month: Count = Field(0, description="Requests of the reader in this month.")
    reader_overdue: Count = Field(0, description="Items that the reader has overdue.")
    reader_days_overdue: Count = Field(0, description="Days by which the longest of them is.")
    reader_unpaid: bool = Field(default=False, description="The reader owes freight.")
    reader_loss: bool = Field(default=False, description="A loss of the reader is not settled.")
    reader_debt: Decimal = Field(Decimal(0), ge=0, description="What the reader owes.")
    months_since_left: Count | None = Field(
        None, description="Months since the reader left the same title uncollected."
    )
    # a renewal
    renewals_done: Count = Field(0, description="Renewals that the loan has had.")
    days_left: int | None = Field(
        None, description="Days to the due date; below nought where it is past."
    )

    def meets(self, when: When) -> bool:
        """Whether a clause's conditions hold; what the case says nothing of does not."""
        one_of: tuple[tuple[object, tuple[object, ...]], ...] = (
            (self.service, when.services), (self.kind, when.kinds), (self.group, when.groups),
            (self.distance, when.distances), (self.branch, when.branches),
            (self.partner, when.partners), (self.partner_kind, when.partner_kinds),
        )  # fmt: skip
        if any(wanted and value not in wanted for value, wanted in one_of):
            return False
        if when.traits and set(self.traits).isdisjoint(when.traits):
            return False
        few = when.fewer_copies_than
        return not few or (self.copies is not None and self.copies < few)
