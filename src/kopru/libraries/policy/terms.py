"""A library's lending rules as values. Pure: no database, no clock.

The parameters and their real ranges: domain.md 2.1, whose rows are named at each; default
clocks: domain.md 3.8. Days are calendar days unless the description says open days. Sums
are in `currency`; a policy is dated, and its sums with it.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kopru.libraries.policy.clauses import Clause, Kind, Trait

PATRON_GROUPS = ("academic", "graduate", "undergraduate", "staff", "public")

Group = Literal["academic", "graduate", "undergraduate", "staff", "public"]
Payer = Literal["recipient", "sender"]
Sum = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Weekday = Annotated[int, Field(ge=0, le=6)]


class Rate(BaseModel):
    """What a day costs from a certain day of delay on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_day: int = Field(1, ge=1, le=365, description="Day of delay from which the rate holds.")
    per_day: Sum = Field(description="What one item costs a day.")


class LendingTerms(BaseModel):
    """What a library promises and asks when other libraries borrow from it."""

    # what it lends, and to whom
    lends: bool = Field(default=True, description="Takes requests from other libraries at present.")
    gives_copies: bool = Field(
        default=True, description="Supplies copies of articles and chapters (13)."
    )
    excluded_kinds: tuple[Kind, ...] = Field((), description="Kinds of material never lent (18).")
    excluded_traits: tuple[Trait, ...] = Field(
        ("reference", "rare", "reserve"), description="Sorts of items never lent (18, 19)."
    )
    needs_two_copies: bool = Field(
        default=False, description="Lends only what it holds twice (19)."
    )
    copy_instead: bool = Field(
        default=False, description="Offers a copy of what it does not lend (20)."
    )
    library_use_only: bool = Field(
        default=False, description="What it lends is read in the requesting library."
    )
    no_reproduction: bool = Field(default=False, description="What it lends is not copied (41).")
    serves_individuals: bool = Field(
        default=False, description="Takes requests of persons directly (46)."
    )
    # for how long
    loan_days: int = Field(30, ge=1, le=365, description="Days of a loan (1).")
    counts_from: Literal["arrival", "dispatch"] = Field(
        "arrival", description="Day the loan's days are counted from (2)."
    )
    includes_transit: bool = Field(
        default=False,
        description="The way to the requester and back is part of the loan's days (2).",
    )
    renewals: int = Field(1, ge=0, le=9, description="Times a loan may be renewed (5).")
    renewal_days: int = Field(
        0, ge=0, le=365, description="Days of a renewal; 0: as many as the loan (5)."
    )
    renewal_lead_days: int = Field(
        0, ge=0, le=60, description="Days before the due date by which a renewal is asked for (7)."
    )
    renewal_unless_wanted: bool = Field(
        default=True, description="No renewal where somebody else waits for the item (6)."
    )
    renewal_by_form: bool = Field(default=False, description="A renewal needs a new form (8).")
    renews_overdue: bool = Field(
        default=False, description="Renews what is overdue already (3.6, renewal)."
    )
    may_recall: bool = Field(default=True, description="May ask for its item back early (39).")
    recall_days: int = Field(3, ge=1, le=60, description="Days to return a recalled item (39).")
    recall_by_courier: bool = Field(
        default=False, description="A recalled item comes back by special courier (39)."
    )
    takes_reservations: bool = Field(
        default=False, description="Keeps lent items for libraries that wait for them (40)."
    )
    # how many
    max_per_library: int = Field(
        10, ge=1, le=500, description="Items out to one library at once (9)."
    )
    max_per_reader: int = Field(
        0, ge=0, le=100, description="Items out to one reader of another library; 0: any (10)."
    )
    max_copies_per_library: int = Field(
        0, ge=0, le=500, description="Open requests for copies of one library; 0: any (13)."
    )
    # how fast
    answer_days: int = Field(3, ge=1, le=30, description="Open days to answer a request (21).")
    ship_days: int = Field(2, ge=0, le=30, description="Open days to ship after a yes (21).")
    ship_days_after_return: int = Field(
        3, ge=0, le=60, description="Open days to ship what was out, once it is back (21)."
    )
    # what it costs, and who pays
    currency: str = Field(
        "TRY", pattern="^[A-Z]{3}$", description="Currency of all sums, ISO 4217."
    )
    freight_payer: Payer = Field(
        "recipient", description="Who pays the courier on the way out (26)."
    )
    return_payer: Payer = Field("sender", description="Who pays the courier on the way back (26).")
    carrier: str = Field(
        "", max_length=80, description="Courier it wants its parcels sent with (28)."
    )
    loan_price: Sum = Field(Decimal(0), description="Price of a loan.")
    page_price: Sum = Field(Decimal(0), description="Price of a copied page (29).")
    paid_to: str = Field("", max_length=300, description="Account that sums are paid to (47).")
    proof: str = Field("", max_length=120, description="Proof of payment it asks for (47).")
    # late, lost, barred
    fines: tuple[Rate, ...] = Field(
        (), description="Fine a day, by day of delay; none: no fines (30)."
    )
    grace_days: int = Field(0, ge=0, le=60, description="Days of delay without a fine (31).")
    fines_on_open_days: bool = Field(
        default=False, description="Only open days count for a fine (32)."
    )
    fine_limit: Sum = Field(Decimal(0), description="Highest fine of one item; 0: no limit.")
    debt_limit: Sum = Field(
        Decimal(0), description="Debt of a library from which it borrows no more; 0: none (33)."
    )
    bars_late: Literal["never", "overdue", "warnings", "once"] = Field(
        "never",
        description="Bars a late library: never, while something is overdue, after warnings, for good (34).",
    )
    warnings: int = Field(2, ge=1, le=9, description="Warnings before a library is barred (34).")
    barred_days: int = Field(365, ge=0, le=3650, description="Days that it is barred for (34).")
    lost_after_days: int = Field(
        0,
        ge=0,
        le=365,
        description="Days overdue from which an item counts as lost; 0: never (37).",
    )
    lost_means: Literal["same_item", "market_value"] = Field(
        "market_value", description="What replaces a lost item (36)."
    )
    lost_factor: Decimal = Field(
        Decimal(1), ge=1, le=10, decimal_places=2, description="Times the market value (36)."
    )
    lost_fee: Sum = Field(Decimal(0), description="Sum on top of a replacement (36).")
    liable_in_transit: Literal["requester", "supplier"] = Field(
        "requester", description="Who answers for an item on its way (38)."
    )
    # copies
    copy_share: int = Field(
        20, ge=1, le=100, description="Percent of a work that may be copied (42)."
    )
    copy_pages: int = Field(
        0, ge=0, le=2000, description="Pages of one copy at most; 0: no limit of its own (42)."
    )
    copy_form: Literal["paper", "file", "print_only"] = Field(
        "file",
        description="How a copy reaches the reader: paper, a file, or a file to print only (43).",
    )


class BorrowingTerms(BaseModel):
    """What a library promises its own readers and asks of them when it borrows for them."""

    # who may ask, for what
    patron_groups: tuple[Group, ...] = Field(
        ("academic", "graduate", "staff"), description="Groups whose members may ask (15)."
    )
    advisor_groups: tuple[Group, ...] = Field(
        (), description="Groups whose members ask through their advisor (15)."
    )
    needs_contract: bool = Field(
        default=False, description="Asks for signed membership and privacy contracts (17)."
    )
    needs_institution_email: bool = Field(
        default=False, description="Asks for an e-mail address of the institution (17)."
    )
    not_requested_kinds: tuple[Kind, ...] = Field(
        (), description="Kinds it asks of no other library (16, 18)."
    )
    # how many
    patron_limit: int = Field(5, ge=1, le=100, description="Open requests of one reader (11).")
    patron_month_limit: int = Field(
        0, ge=0, le=100, description="Requests of one reader in a month; 0: any number (12)."
    )
    patron_copy_limit: int = Field(
        0, ge=0, le=100, description="Open requests of one reader for copies; 0: as all (13)."
    )
    free_copies: int = Field(
        0, ge=0, le=500, description="Copies a year that cost the reader nothing; 0: none (14)."
    )
    # what is told, and by when
    detail_days: int = Field(
        7, ge=1, le=90, description="Days to complete a citation before the request lapses (45)."
    )
    expected_days: int = Field(
        0, ge=0, le=90, description="Days that a reader is told to expect; 0: reckoned (22)."
    )
    service_days: tuple[Weekday, ...] = Field(
        (), description="Weekdays (0 Monday) on which requests are dealt with; none: all (44)."
    )
    auto_send: bool = Field(
        default=False, description="A request that is certain goes to the first library by itself."
    )
    # from the shelf to the post
    collect_days: int = Field(
        3, ge=1, le=60, description="Open days to collect an arrived item (23)."
    )
    second_collect_days: int = Field(
        7, ge=0, le=60, description="Days more after a second notice (23)."
    )
    barred_months: int = Field(
        0, ge=0, le=60,
        description="Months for which a title that was not collected is not asked again (24).",
    )  # fmt: skip
    transit_days: int = Field(2, ge=0, le=30, description="Open days a parcel takes on its way.")
    buffer_days: int = Field(
        3,
        ge=0,
        le=30,
        description="Open days a reader returns an item before we must post it (25).",
    )
    renewal_asked_days: int = Field(
        5, ge=0, le=60, description="Days before its due date by which a reader renews (7)."
    )
    post_back_days: int = Field(
        2, ge=0, le=30, description="Open days to post an item that the reader returned."
    )
    posts_back_at_once: bool = Field(
        default=True, description="Taking an item back and posting it are one step at the desk."
    )
    copy_days: int = Field(
        14, ge=1, le=90, description="Days for which a reader may open a copy (43)."
    )
    copy_views: int = Field(5, ge=1, le=50, description="How often a reader may open a copy (43).")
    copy_declaration: str = Field(
        "", max_length=1000, description="What a reader agrees to when asking for a copy (42)."
    )
    copy_opening: Literal["link", "print"] = Field(
        "link", description="A copy that came as a file: opened by its reader, or printed (43)."
    )
    reader_copying: bool = Field(
        default=True, description="Readers may copy from what is borrowed (41)."
    )
    # what it costs the reader
    reader_pays: Literal["nothing", "half", "outbound", "both"] = Field(
        "nothing", description="Freight that the reader pays: none, half, one way, both ways (26)."
    )
    free_parcels: int = Field(
        0, ge=0, le=100, description="Parcels a year before the reader pays (26)."
    )
    paid_when: Literal["before", "on_collection", "later"] = Field(
        "on_collection", description="When the reader pays (27)."
    )
    reader_pays_price: bool = Field(
        default=True, description="The reader bears what a lender asks for a loan or a copy."
    )
    reader_fines: tuple[Rate, ...] = Field(
        (), description="The library's own fine a day for its readers, by day of delay (30)."
    )
    reader_grace_days: int = Field(
        0, ge=0, le=60, description="Days of delay without a fine for its readers (31)."
    )
    reader_fines_on_open_days: bool = Field(
        default=False, description="Only open days count for its readers' fines (32)."
    )
    reader_fine_limit: Sum = Field(
        Decimal(0), description="Highest fine of a reader for one item; 0: no limit."
    )
    reader_fines_limit: Sum = Field(
        Decimal(0), description="Highest sum of a reader's unpaid fines; 0: no limit."
    )
    reader_debt_limit: Sum = Field(
        Decimal(0), description="Debt from which a reader asks no more; 0: none (33)."
    )
    unpaid_blocks: bool = Field(default=False, description="Unpaid freight blocks requests (27).")
    overdue_blocks: bool = Field(
        default=True, description="A reader with something overdue asks for nothing more (35)."
    )
    overdue_blocks_after: int = Field(
        0, ge=0, le=60, description="Days overdue from which that holds (35)."
    )
    loss_blocks: bool = Field(
        default=True, description="A reader with an unsettled loss asks for nothing more (35)."
    )
    clearance: bool = Field(
        default=True, description="Nobody leaves the institution with a book out (48)."
    )


class Terms(LendingTerms, BorrowingTerms):
    """All that one library states, from one day on: both sides, and the clauses that change it.

    Later clauses go before earlier ones.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", title="Terms of a library")

    clauses: tuple[Clause, ...] = Field((), description="What holds otherwise in certain cases.")

    @model_validator(mode="after")
    def _clauses_set_terms(self) -> "Terms":
        for number, clause in enumerate(self.clauses):
            if trouble := trouble_in(clause.sets, clause.side):
                name, words = trouble
                raise ValueError(f"clauses.{number}.sets.{name}: {words}")
        return self

    def with_set(self, values: dict[str, Any]) -> "Terms":
        """These terms with some of them otherwise.

        :raises pydantic.ValidationError: with the names of values that are none
        """
        return Terms.model_validate({**self.model_dump(), **values})

    def stated(self) -> Iterator[tuple[str, Any]]:
        """What differs from the defaults, clauses apart."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if name != "clauses" and value != field.get_default():
                yield name, value


def trouble_in(sets: dict[str, Any], side: str) -> tuple[str, str] | None:
    """The first of these values that is none of the terms of that side, and why."""
    model = LendingTerms if side == "lending" else BorrowingTerms
    for name in sets:
        if name not in model.model_fields:
            return name, f"there is no such term of the {side} side"
    try:
        model.model_validate(sets)
    except ValidationError as error:
        first = error.errors()[0]
        return ".".join(map(str, first["loc"])), first["msg"]
    return None
