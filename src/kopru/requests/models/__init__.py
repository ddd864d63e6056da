"""What is kept of requests: the need, our talk with suppliers, our work as one, and the log."""

from kopru.requests.models.borrowing import BorrowingRequest
from kopru.requests.models.happening import Happening, Untold
from kopru.requests.models.lending import LendingRequest
from kopru.requests.models.patron_request import (
    Counter,
    Note,
    PatronRequest,
    RotaEntry,
    stem_of,
)
from kopru.requests.models.request_set import RequestSet
from kopru.requests.models.stray import Stray

__all__ = [
    "BorrowingRequest",
    "Counter",
    "Happening",
    "LendingRequest",
    "Note",
    "PatronRequest",
    "RequestSet",
    "RotaEntry",
    "Stray",
    "Untold",
    "stem_of",
]
