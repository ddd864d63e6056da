"""The copies that records describe, brought up to date without losing what was learnt of each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from kopru.catalogue.described import Copy, Described
from kopru.catalogue.models import Holding, HoldingStatus, Record

_COLUMNS = [
    "edition", "branch_code", "location", "call_number", "barcode", "copies", "status", "status_at",
    "due_back", "note",
]  # fmt: skip
#: a record without copies still says that its library holds the work
_IMPLIED = (Copy(),)


def write_copies(
    work: Sequence[tuple[Record, Described]], *, old: Collection[int], now: datetime
) -> set[int]:
    """Write the copies of saved records; `old` are the ids of those that had copies before.

    A copy that is still there keeps its row, so that what points at it stays true and a
    status learnt elsewhere outlives a record that says nothing of it. Gives the ids of
    editions that lost or won a copy by this.
    """
    there: dict[int, list[Holding]] = defaultdict(list)
    if old:
        for holding in Holding.objects.filter(record__in=old).order_by("pk"):
            there[holding.record_id].append(holding)
    new: list[Holding] = []
    kept: list[Holding] = []
    gone: list[Holding] = []
    for record, described in work:
        wanted = () if described.is_deleted else (described.copies or _IMPLIED)
        mine = there.get(record.pk, [])
        for copy in wanted:
            known = _same(copy, mine)
            if known is None:
                holding = Holding(library_id=record.library_id, record=record)
                new.append(holding)
            else:
                holding = known
                mine.remove(known)
                kept.append(known)
            _fill(holding, copy, record, now)
        gone += mine
    touched = {h.edition_id for h in (*new, *gone)}
    _save(new, kept, gone)
    return touched


def _save(new: list[Holding], kept: list[Holding], gone: Iterable[Holding]) -> None:
    Holding.objects.filter(pk__in=[holding.pk for holding in gone]).delete()
    Holding.objects.bulk_create(new)
    Holding.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS
    )


def _same(copy: Copy, holdings: Sequence[Holding]) -> Holding | None:
    """The row of a copy: by its barcode, else by where it stands."""
    barcode = copy.barcode[:80]
    place = (copy.branch_code[:40], copy.call_number)
    for holding in holdings:
        if barcode and holding.barcode == barcode:
            return holding
    for holding in holdings:
        either_without = not barcode or not holding.barcode
        if either_without and (holding.branch_code, holding.call_number) == place:
            return holding
    return None


def _fill(holding: Holding, copy: Copy, record: Record, now: datetime) -> None:
    holding.edition_id = record.edition_id or holding.edition_id
    holding.branch_code = copy.branch_code[:40]
    holding.location, holding.call_number = copy.location, copy.call_number
    holding.barcode, holding.copies, holding.note = copy.barcode[:80], copy.copies, copy.note
    if copy.status != HoldingStatus.UNKNOWN:
        holding.status, holding.status_at = copy.status, now
        holding.due_back = copy.due_back
    elif holding.status == HoldingStatus.NOT_FOR_LOAN:
        # only records say this, so the record that no longer does takes it back
        holding.status, holding.status_at = HoldingStatus.UNKNOWN, None
