"""What a supplier's message does at the requester. Repeats and late messages change nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from kopru.requests import clocks
from kopru.requests.actions import costs
from kopru.requests.actions.reader_time import reader_dates
from kopru.requests.actions.requester import locked, locked_borrowing, next_or_wait
from kopru.requests.actions.steps import Act, take
from kopru.requests.conditions import Condition
from kopru.requests.lifecycle import BORROWING, PATRON_REQUEST, BorrowingState
from kopru.requests.models import BorrowingRequest, PatronRequest
from kopru.shipping.packing import ParcelTold

#: what a message that was held up on its way might seem to say of a loan that has moved on
_IN_ORDER = frozenset({
    "went_back", "tracked", "renewed", "due_told", "recall", "overdue", "overdue_again", "dispute", "condition", "late_yes",
})  # fmt: skip
#: what it is to the reader's request, by what it is to the borrowing; the first that may be
_FOR_REQUEST = {
    "shipped": ("shipped", "shipped_meanwhile"),
    "unfilled": ("supplier_declined", "cancel_accepted"),
    "retry": ("supplier_declined", "cancel_accepted"),
    "cancel_accepted": ("cancel_accepted", "supplier_declined"),
    "cancel_refused": ("cancel_refused",),
    "condition": ("condition_offered",),
    "went_back": ("went_back",),
    "due_told": ("due_told",),
    "renewed": ("renewed", "due_told"),
    "renewal_refused": ("renewal_refused",),
    "recall": ("recall", "recalled_unread"),
    "completed": ("complete", "settled"),
    "copy_sent": ("copy_sent",),
}
#: after these the reader's request looks for another library
_GOES_ON = frozenset({"supplier_declined", "recalled_unread"})


@dataclass(frozen=True, slots=True)
class SupplierSays:
    """A supplier's message in our words.

    `what` are actions of the borrowing lifecycle that it may mean; the first that fits is taken.
    `changed_at` is when that became so, by the supplier's clock.
    """

    what: tuple[str, ...]
    changed_at: datetime | None = None
    due_date: date | None = None
    item_barcode: str = ""
    reason: str = ""
    retry_after: date | None = None
    condition: Condition = field(default_factory=Condition)
    supplier_request_id: str = ""
    return_address: tuple[tuple[str, str], ...] = ()
    copy_url: str = ""
    print_only: bool = False
    parcel: ParcelTold = field(default_factory=ParcelTold)


@transaction.atomic
def supplier_says(borrowing_pk: int, said: SupplierSays, *, act: Act) -> bool:
    """Carry out a supplier's message; False when it is late or repeated and changes nothing."""
    borrowing = locked_borrowing(borrowing_pk)
    if not borrowing.supplier_request_id and said.supplier_request_id:
        borrowing.supplier_request_id = said.supplier_request_id[:64]
        borrowing.save(update_fields=["supplier_request_id"])
    what = _fitting(borrowing, said, act)
    if what is None:
        return False
    request = locked(borrowing.patron_request_id)
    take(borrowing, what, act, changes=_changes(borrowing, what, said, act), facts=_facts(said))
    if what in ("shipped", "copy_sent"):
        costs.price_is_due(borrowing, act=act)
    elif what == "went_back":
        costs.price_is_off(borrowing, act=act)
    if request.current_id == borrowing.pk:
        _tell_request(request, borrowing, what, said, act)
    return True


def _fitting(borrowing: BorrowingRequest, said: SupplierSays, act: Act) -> str | None:
    """The first meaning that the table allows, unless the message is older than what we know."""
    since, now = borrowing.supplier_since, said.changed_at
    is_old = since is not None and now is not None and now <= since
    for what in said.what:
        if is_old and what in _IN_ORDER:
            continue
        if _says_nothing_new(borrowing, what, said):
            continue
        if BORROWING.can(borrowing.state, what, by=act.actor.by):
            return what
    return None


def _says_nothing_new(borrowing: BorrowingRequest, what: str, said: SupplierSays) -> bool:
    """A status that is only repeated: a due date that we know is neither told nor renewed."""
    known = borrowing.due_date
    if what == "tracked":
        return said.parcel == ParcelTold(
            borrowing.parcel_code, borrowing.carrier, borrowing.tracking
        )
    if what == "due_told":
        return known is not None or said.due_date is None
    if what == "recall" and borrowing.state == BorrowingState.RECALLED:
        return said.due_date in (None, known)
    # a status says no more than that it is lent: it may have been on its way when we asked
    is_answer = borrowing.state == BorrowingState.RENEWAL_ASKED and said.what == ("renewed",)
    return what == "renewed" and not is_answer and said.due_date in (None, known)


def _changes(
    borrowing: BorrowingRequest, what: str, said: SupplierSays, act: Act
) -> dict[str, object]:
    """The fields that a message sets, by what it is to the borrowing."""
    told = _TELLS.get(what)
    since = {"supplier_since": said.changed_at or act.now}
    return since | (told(borrowing, said, act) if told else {})


def _shipped(borrowing: BorrowingRequest, said: SupplierSays, act: Act) -> dict[str, object]:
    today, library = act.now.date(), borrowing.library
    expected = clocks.expected_on(
        today, terms=library.terms(on=today), open_days=library.open_days()
    )
    return {
        "due_date": said.due_date, "item_barcode": said.item_barcode[:60],
        "return_address": dict(said.return_address), "expected_on": expected, "condition_by": None,
        **_parcel(said),
    }  # fmt: skip


def _conditional(borrowing: BorrowingRequest, said: SupplierSays, act: Act) -> dict[str, object]:
    today, library = act.now.date(), borrowing.library
    by = clocks.answer_by(today, terms=library.terms(on=today), open_days=library.open_days())
    return {"condition": said.condition.as_dict(), "condition_by": by}


def _dated(borrowing: BorrowingRequest, said: SupplierSays, act: Act) -> dict[str, object]:
    return {"due_date": said.due_date or borrowing.due_date}


def _renewed(borrowing: BorrowingRequest, said: SupplierSays, act: Act) -> dict[str, object]:
    answers = borrowing.state == BorrowingState.RENEWAL_ASKED
    return _dated(borrowing, said, act) | ({"renewals": borrowing.renewals + 1} if answers else {})


def _not_now(borrowing: BorrowingRequest, said: SupplierSays, act: Act) -> dict[str, object]:
    return {"reason_unfilled": said.reason[:60], "retry_after": said.retry_after}


def _parcel(said: SupplierSays) -> dict[str, object]:
    told = said.parcel
    return {"parcel_code": told.code, "carrier": told.carrier, "tracking": told.tracking}


_TELLS: dict[str, Callable[[BorrowingRequest, SupplierSays, Act], dict[str, object]]] = {
    "shipped": _shipped,
    "copy_sent": lambda _, said, _act: {
        "copy_url": said.copy_url[:500],
        "copy_print_only": said.print_only,
        "condition_by": None,
    },
    "tracked": lambda _, said, _act: _parcel(said),
    "unfilled": _not_now,
    "retry": _not_now,
    "condition": _conditional,
    "renewed": _renewed,
    "due_told": _dated,
    "recall": _dated,
    "went_back": lambda *_: {"due_date": None, "expected_on": None},
}


def _facts(said: SupplierSays) -> dict[str, object]:
    return {"reason": said.reason} if said.reason else {}


def _tell_request(
    request: PatronRequest, borrowing: BorrowingRequest, what: str, said: SupplierSays, act: Act
) -> None:
    """The patron request follows its current borrowing, where its own table foresees it."""
    actions = _FOR_REQUEST.get(what, ())
    fitting = (a for a in actions if PATRON_REQUEST.can(request.state, a, by=act.actor.by))
    action = next(fitting, None)
    if action is None:
        return
    changes: dict[str, object] = {}
    if action in _GOES_ON:
        changes = {"current": None, "condition_by": None}
    elif action == "copy_sent":
        changes = {"service": "copy", "condition_by": None}
    elif action == "condition_offered":
        changes = {"condition_by": borrowing.condition_by}
    elif action in ("renewed", "recall", "due_told") and borrowing.due_date:
        changes = reader_dates(request, borrowing.due_date, today=act.now.date())
    take(request, action, act, changes=changes, facts=_facts(said))
    if action in _GOES_ON:
        next_or_wait(request, act)
