"""The copies that records describe, brought up to date without losing what was learnt of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from kopru.catalogue import rows
from kopru.catalogue.models import Holding, HoldingStatus
from kopru.catalogue.records.described import Copy

_COLUMNS = [
    "edition", "branch_code", "location", "call_number", "barcode", "copies", "status", "status_at",
    "due_back", "note",
]  # fmt: skip
_SAVED = [*_COLUMNS, "record", "source"]
#: a record without copies still says that its library holds the work
IMPLIED = (Copy(),)


def write_first_copies(
    library: int, work: Sequence[tuple[int, int, tuple[Copy, ...]]], *, now: datetime
) -> None:
    """Write the copies of records that are new; `work` has (record, edition, copies)."""
    moment = rows.as_moment(now)
    written = []
    for record, edition, copies in work:
        for copy in copies or IMPLIED:
            known = copy.status != HoldingStatus.UNKNOWN
            written.append(
                (
                    library, record, edition, copy.branch_code[:40], copy.location, copy.call_number,
                    copy.barcode[:80], copy.copies, str(copy.status), moment if known else None,
                    rows.as_day(copy.due_back) if known else None, copy.note,
                )
            )  # fmt: skip
    rows.insert(Holding, ("library_id", "record_id", "edition_id", *_COLUMNS[1:]), written)


def write_copies(
    library: int, work: Sequence[tuple[int, int | None, tuple[Copy, ...] | None]], *, now: datetime
) -> set[int]:
    """Write the copies of records that were there already; `work` has (record, edition, copies),
    with None for the copies of a record that was deleted.

    A copy that is still there keeps its row, so that what points at it stays true and a
    status learnt elsewhere outlives a record that says nothing of it. Copies that other
    records carry go where this one goes. Gives the ids of editions that lost or won a copy.
    """
    there: dict[int, list[Holding]] = defaultdict(list)
    for holding in Holding.objects.filter(record__in=[pk for pk, _, _ in work]).order_by("pk"):
        there[holding.record_id].append(holding)
    new: list[Holding] = []
    kept: list[Holding] = []
    gone: list[Holding] = []
    for record, edition, copies in work:
        carried = [h for h in there.get(record, []) if h.source_id is not None]
        mine = [h for h in there.get(record, []) if h.source_id is None]
        wanted = () if copies is None else copies or (() if carried else IMPLIED)
        changes = sync_copies(
            wanted, mine, library=library, record=record, edition=edition, now=now
        )
        for all_, some in zip((new, kept, gone), changes, strict=True):
            all_.extend(some)
        for holding in carried:
            holding.edition_id = edition or holding.edition_id
            (gone if copies is None else kept).append(holding)
    save_copies(new, kept, gone)
    return {h.edition_id for h in (*new, *gone)}


def sync_copies(
    wanted: Sequence[Copy],
    there: Sequence[Holding],
    *,
    library: int,
    record: int,
    edition: int | None,
    now: datetime,
) -> tuple[list[Holding], list[Holding], list[Holding]]:
    """What has to be written so that a record's copies are those `wanted`: new, kept, gone."""
    new: list[Holding] = []
    kept: list[Holding] = []
    rest = list(there)
    for copy in wanted:
        known = _same(copy, rest)
        if known is None:
            holding = Holding(library_id=library, record_id=record)
            new.append(holding)
        else:
            holding = known
            rest.remove(known)
            kept.append(known)
        _fill(holding, copy, edition, now)
    return new, kept, rest


def save_copies(new: list[Holding], kept: list[Holding], gone: Iterable[Holding]) -> None:
    """Write them."""
    Holding.objects.filter(pk__in=[holding.pk for holding in gone]).delete()
    Holding.objects.bulk_create(new)
    Holding.objects.bulk_create(
        kept, update_conflicts=True, unique_fields=["id"], update_fields=_SAVED
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


def _fill(holding: Holding, copy: Copy, edition: int | None, now: datetime) -> None:
    holding.edition_id = edition or holding.edition_id
    holding.branch_code = copy.branch_code[:40]
    holding.location, holding.call_number = copy.location, copy.call_number
    holding.barcode, holding.copies, holding.note = copy.barcode[:80], copy.copies, copy.note
    if copy.status != HoldingStatus.UNKNOWN:
        holding.status, holding.status_at = copy.status, now
        holding.due_back = copy.due_back
    elif holding.status == HoldingStatus.NOT_FOR_LOAN:
        # only records say this, so the record that no longer does takes it back
        holding.status, holding.status_at = HoldingStatus.UNKNOWN, None
