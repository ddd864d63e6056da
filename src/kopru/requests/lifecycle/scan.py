"""What one scan does: the next steps of the thing in the hand, in order.

A scan says "I have this item in my hand": the state says what that means. Four
scans move a loan from shelf to shelf, hand-over to the reader is the fifth
(design.md 5).
"""

from kopru.requests.lifecycle.borrowing import BorrowingState
from kopru.requests.lifecycle.lending import LendingState
from kopru.requests.lifecycle.patron_request import PatronRequestState

#: supplier: pulled from the shelf and packed, or come home
LENDING_SCAN: dict[str, tuple[str, ...]] = {
    LendingState.NEW: ("promise", "pack", "ship"),
    LendingState.SEARCHING: ("promise", "pack", "ship"),
    LendingState.PROMISED: ("pack", "ship"),
    LendingState.PACKED: ("ship",),
    LendingState.SHIPPED: ("check_in", "close"),
    LendingState.OUT: ("check_in", "close"),
    LendingState.RETURNING: ("check_in", "close"),
    LendingState.RENEWAL_ASKED: ("check_in", "close"),
    LendingState.RECALLED: ("check_in", "close"),
    LendingState.OVERDUE: ("check_in", "close"),
    LendingState.CLAIMED: ("check_in", "close"),
    LendingState.CHECKED_IN: ("close",),
}

#: requester, by the patron request where the borrowing is the one its reader waits for
PATRON_REQUEST_SCAN: dict[str, tuple[str, ...]] = {
    PatronRequestState.REQUESTED: ("arrive",),
    PatronRequestState.ON_ITS_WAY: ("arrive",),
    PatronRequestState.CANCEL_ASKED: ("arrive",),
    PatronRequestState.READY: ("hand_over",),
    PatronRequestState.WITH_READER: ("take_back",),
    PatronRequestState.RENEWAL_ASKED: ("take_back",),
    PatronRequestState.RECALLED: ("take_back",),
    PatronRequestState.OVERDUE: ("take_back",),
    PatronRequestState.COPY_SENT: ("copy_arrived",),
    PatronRequestState.COPY_READY: ("copy_collected",),
}

#: requester, by the borrowing alone: posting back, and items nobody waits for any more
BORROWING_SCAN: dict[str, tuple[str, ...]] = {
    BorrowingState.SHIPPED: ("receive",),
    BorrowingState.NOT_ARRIVED: ("receive",),
    BorrowingState.WITHDRAWN: ("receive",),
    BorrowingState.RECEIVED: ("post_back",),
    BorrowingState.RECALLED: ("post_back",),
    BorrowingState.OVERDUE: ("post_back",),
    BorrowingState.DAMAGED: ("post_back",),
    BorrowingState.LOST: ("found",),
}
