"""The three lifecycles as pure tables; everything else reads them."""

from kopru.requests.lifecycle.borrowing import BORROWING, BorrowingState
from kopru.requests.lifecycle.lending import LENDING, LendingState
from kopru.requests.lifecycle.machine import By, Lifecycle, NotAllowed, State, Step
from kopru.requests.lifecycle.patron_request import (
    PATRON_REQUEST,
    WITH_READER,
    PatronRequestState,
)

LIFECYCLES = {table.name: table for table in (PATRON_REQUEST, BORROWING, LENDING)}

__all__ = [
    "BORROWING",
    "LENDING",
    "LIFECYCLES",
    "PATRON_REQUEST",
    "WITH_READER",
    "BorrowingState",
    "By",
    "LendingState",
    "Lifecycle",
    "NotAllowed",
    "PatronRequestState",
    "State",
    "Step",
]
