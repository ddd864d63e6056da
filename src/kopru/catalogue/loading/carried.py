"""Copies that come in records of their own (MARC holdings), whichever of the two comes first.

Such a record names the bibliographic record it belongs to. Its copies stand with that
record, so that they go where it goes, and remember the record that carries them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kopru.catalogue.loading.copies import IMPLIED, save_copies, sync_copies
from kopru.catalogue.models import Holding, Record
from kopru.catalogue.records.described import Copy
from kopru.catalogue.records.packing import unpacked
from kopru.catalogue.records.reading import read_stored


@dataclass(frozen=True, slots=True)
class Carrier:
    """A holdings record: its row, the control number of the work's record, and its copies
    (none where it was deleted)."""

    record: int
    belongs_to: str
    copies: tuple[Copy, ...]


def carry(
    library: int, carriers: Collection[Carrier], arrived: Mapping[str, int], *, now: datetime
) -> set[int]:
    """Bring carried copies to the records they belong to; gives the ids of editions concerned.

    `carriers` are holdings records that came or changed; `arrived` are the bibliographic
    records of this batch, by control number, for which copies may wait.
    """
    all_ = [*carriers, *_waiting(library, arrived, {c.record for c in carriers})]
    if not all_:
        return set()
    works = _works(library, {c.belongs_to for c in all_})
    there: dict[int, list[Holding]] = defaultdict(list)
    for holding in Holding.objects.filter(source__in=[c.record for c in all_]).order_by("pk"):
        if holding.source_id is not None:
            there[holding.source_id].append(holding)
    concerned = {h.record_id for rest in there.values() for h in rest}
    for carrier in all_:
        work = works.get(carrier.belongs_to)
        mine = there.get(carrier.record, [])
        if work is None:
            save_copies([], [], mine)
            continue
        concerned.add(work.pk)
        new, kept, gone = sync_copies(
            carrier.copies, mine, library=library, record=work.pk, edition=work.edition_id, now=now
        )
        for holding in (*new, *kept):
            holding.record_id, holding.source_id = work.pk, carrier.record
        save_copies(new, kept, gone)
    return _settle(library, concerned, now)


def _waiting(library: int, arrived: Mapping[str, int], known: set[int]) -> Iterable[Carrier]:
    """Holdings records that were there before the records of this batch that they belong to."""
    # few libraries have any, and to ask for that is cheap
    waiting = Record.objects.living().filter(library=library).exclude(belongs_to="")
    if not waiting.exists():
        return
    for record in waiting.filter(belongs_to__in=list(arrived)).exclude(pk__in=known):
        said = read_stored(unpacked(record.packed), record.format, record.encoding)
        if said is not None:
            yield Carrier(record.pk, record.belongs_to, said.copies)


def _works(library: int, numbers: set[str]) -> dict[str, Record]:
    found = Record.objects.living().filter(library=library, control_number__in=numbers)
    return {r.control_number: r for r in found.exclude(edition=None).defer("packed")}


def _settle(library: int, records: set[int], now: datetime) -> set[int]:
    """The copy that a record without copies implies stands only where there is no other."""
    copies: dict[int, list[Holding]] = defaultdict(list)
    for holding in Holding.objects.filter(record__in=records):
        copies[holding.record_id].append(holding)
    editions: set[int] = set()
    for record in Record.objects.filter(pk__in=records).exclude(edition=None).defer("packed"):
        mine = copies[record.pk]
        implied = [h for h in mine if _is_implied(h)]
        if implied and len(implied) < len(mine):
            save_copies([], [], implied)
        elif not mine:
            new, _, _ = sync_copies(
                IMPLIED, [], library=library, record=record.pk, edition=record.edition_id, now=now
            )
            save_copies(new, [], [])
        editions.add(record.edition_id or 0)
    return editions - {0}


def _is_implied(holding: Holding) -> bool:
    said = (
        holding.branch_code, holding.location, holding.call_number, holding.barcode, holding.note
    )  # fmt: skip
    return holding.source_id is None and not any(said)
