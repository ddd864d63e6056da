"""A library's lending rules as values. Pure: no database, no clock.

The parameters and their real ranges: domain.md 2.1; default clocks: domain.md 3.8.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

PATRON_GROUPS = ("academic", "graduate", "undergraduate", "staff", "public")

Group = Literal["academic", "graduate", "undergraduate", "staff", "public"]


class Terms(BaseModel):
    """What one library promises and asks, from one day on.

    The first half is said as supplier, the second as requester for its own readers.
    Days are calendar days unless the name says open days.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    # as supplier
    lends: bool = Field(default=True, description="Takes requests from other libraries at present.")
    loan_days: int = Field(30, ge=1, le=365, description="Days of a loan.")
    counts_from: Literal["arrival", "dispatch"] = Field(
        "arrival", description="Day the loan's days are counted from."
    )
    includes_transit: bool = Field(
        default=False, description="The way to the requester and back is part of the loan's days."
    )
    renewals: int = Field(1, ge=0, le=9, description="Times a loan may be renewed.")
    answer_days: int = Field(3, ge=1, le=30, description="Open days to answer a request.")
    ship_days: int = Field(2, ge=0, le=30, description="Open days to ship after a yes.")
    max_per_library: int = Field(10, ge=1, le=500, description="Items out to one library at once.")
    excluded_kinds: tuple[str, ...] = Field((), description="Kinds of material never lent.")
    needs_two_copies: bool = Field(default=False, description="Lends only what it holds twice.")
    freight_payer: Literal["recipient", "sender"] = Field(
        "recipient", description="Who pays the courier on the way out."
    )
    carrier: str = Field("", description="Courier the library wants its parcels sent with.")
    # as requester
    patron_groups: tuple[Group, ...] = Field(
        ("academic", "graduate", "staff"), description="Groups whose members may ask."
    )
    patron_limit: int = Field(5, ge=1, le=100, description="Open requests of one reader.")
    collect_days: int = Field(3, ge=1, le=60, description="Open days to collect an arrived item.")
    transit_days: int = Field(2, ge=0, le=30, description="Open days a parcel takes on its way.")
    buffer_days: int = Field(
        3, ge=0, le=30, description="Open days a reader returns an item before we must post it."
    )
    posts_back_at_once: bool = Field(
        default=True, description="Taking an item back and posting it are one step at the desk."
    )
    auto_send: bool = Field(
        default=False, description="A request that is certain goes to the first library by itself."
    )
