"""Keeping what a catalogue told: the check, the copies that we know, whether it rests."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from kopru.catalogue.models import EditionToIndex, Holding, HoldingStatus
from kopru.catalogue.records.described import Copy
from kopru.common.text import fold
from kopru.connections.targets import resting
from kopru.connections.targets.models import Breaker, Check, Outcome, Target
from kopru.connections.targets.told import Told, as_plain

_ORDER = [
    HoldingStatus.AVAILABLE, HoldingStatus.ON_LOAN, HoldingStatus.NOT_FOR_LOAN,
    HoldingStatus.UNKNOWN,
]  # fmt: skip


@transaction.atomic
def keep(check: Check, told: Told, *, milliseconds: int) -> Check:
    """Write what came of a question that was asked at `check.asked_at`."""
    now = check.asked_at + timedelta(milliseconds=milliseconds)
    breaker = Breaker.objects.select_for_update().get(target=check.target_id)
    check.answered_at, check.milliseconds = now, milliseconds
    check.outcome, check.detail = told.outcome, told.detail[:300]
    check.copies = as_plain(told.copies)
    check.save(update_fields=["answered_at", "milliseconds", "outcome", "detail", "copies"])
    resting.note(breaker, told.outcome, now=now)
    if told.outcome == Outcome.HELD and check.edition_id is not None:
        learn(check.target, check.edition_id, told.copies, now=now)
    return check


def learn(target: Target, edition_id: int, copies: Sequence[Copy], *, now: datetime) -> int:
    """Write what is known of each copy to the library's rows of it; returns how many rows.

    A copy is known by its barcode, else by call number and branch. What the catalogue has
    and we have not is not made up here: it comes with the library's records. Only where
    our one row says no more than "the library has it", it stands for all their copies.
    """
    rows = list(Holding.objects.of(target.library).filter(edition=edition_id).order_by("pk"))
    learnt = _known(rows, copies)
    if not learnt and len(rows) == 1 and not (rows[0].barcode or rows[0].call_number) and copies:
        learnt = {rows[0].pk: (rows[0], _best(copies))}
    was_in = {row.pk: row.status == HoldingStatus.AVAILABLE for row in rows}
    told = [(row, copy) for row, copy in learnt.values() if copy.status != HoldingStatus.UNKNOWN]
    for row, copy in told:
        row.status, row.due_back, row.status_at = copy.status, copy.due_back, now
    Holding.objects.bulk_update([row for row, _ in told], ["status", "due_back", "status_at"])
    if any(was_in[row.pk] != (row.status == HoldingStatus.AVAILABLE) for row, _ in told):
        # "available now" is something to search by; a row's own save would tell the index each time
        EditionToIndex.objects.create(edition_id=edition_id)
    return len(learnt)


def _known(rows: Sequence[Holding], copies: Sequence[Copy]) -> dict[int, tuple[Holding, Copy]]:
    """Each row with the copy that it is; a row of several alike gets the best of theirs."""
    found: dict[int, tuple[Holding, Copy]] = {}
    for row in rows:
        same = [c for c in copies if c.barcode and c.barcode == row.barcode]
        if not same:
            same = [c for c in copies if _same_place(row, c)]
        if same:
            found[row.pk] = (row, _best(same))
    return found


def _same_place(row: Holding, copy: Copy) -> bool:
    if row.barcode and copy.barcode:
        return False
    number = fold(row.call_number)
    if not number or number != fold(copy.call_number):
        return False
    return not (row.branch_code and copy.branch_code) or row.branch_code == copy.branch_code


def _best(copies: Sequence[Copy]) -> Copy:
    """The copy that is most in, then the one that is back first."""

    def place(copy: Copy) -> tuple[int, bool, str]:
        order = _ORDER.index(HoldingStatus(copy.status))
        return order, copy.due_back is None, str(copy.due_back or "")

    return min(copies, key=place)
