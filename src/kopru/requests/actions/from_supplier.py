"""What a supplier's message does at the requester. Repeats and late messages change nothing."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kopru.requests.actions.requester import locked, locked_borrowing, next_or_wait
from kopru.requests.actions.steps import Act, take
from kopru.requests.lifecycle import BORROWING, PATRON_REQUEST
from kopru.requests.models import BorrowingRequest, PatronRequest


@dataclass(frozen=True, slots=True)
class SupplierSays:
    """A supplier's message in our words. `what` is an action of the borrowing lifecycle."""

    what: str
    due_date: date | None = None
    item_barcode: str = ""
    reason: str = ""
    supplier_request_id: str = ""
    return_address: tuple[tuple[str, str], ...] = ()


@transaction.atomic
def supplier_says(borrowing_pk: int, said: SupplierSays, *, act: Act) -> bool:
    """Carry out a supplier's message; False when it is late or repeated and changes nothing."""
    borrowing = locked_borrowing(borrowing_pk)
    if not borrowing.supplier_request_id and said.supplier_request_id:
        borrowing.supplier_request_id = said.supplier_request_id[:64]
        borrowing.save(update_fields=["supplier_request_id"])
    if not BORROWING.can(borrowing.state, said.what, by=act.actor.by):
        return False
    request = locked(borrowing.patron_request_id)
    take(borrowing, said.what, act, changes=_changes(said), facts=_facts(said))
    if request.current_id == borrowing.pk:
        _tell_request(request, borrowing, said, act)
    return True


def _changes(said: SupplierSays) -> dict[str, object]:
    if said.what == "shipped":
        return {
            "due_date": said.due_date,
            "item_barcode": said.item_barcode[:60],
            "return_address": dict(said.return_address),
        }
    if said.what == "unfilled":
        return {"reason_unfilled": said.reason[:60]}
    return {}


def _facts(said: SupplierSays) -> dict[str, object]:
    return {"reason": said.reason} if said.reason else {}


def _tell_request(
    request: PatronRequest, borrowing: BorrowingRequest, said: SupplierSays, act: Act
) -> None:
    """The patron request follows its current borrowing, where its own table foresees it."""
    cancelling = request.state == "cancel_asked"
    action = {
        "shipped": "shipped_meanwhile" if cancelling else "shipped",
        "unfilled": "cancel_accepted" if cancelling else "supplier_declined",
        "cancel_accepted": "cancel_accepted" if cancelling else "supplier_declined",
        "cancel_refused": "cancel_refused",
        "completed": "complete",
    }.get(said.what)
    if action is None or not PATRON_REQUEST.can(request.state, action, by=act.actor.by):
        return
    changes: dict[str, object] = {}
    if action == "supplier_declined":
        changes = {"current": None}
    take(request, action, act, changes=changes, facts=_facts(said))
    if action == "supplier_declined":
        next_or_wait(request, act)
