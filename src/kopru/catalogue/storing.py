"""One batch of records into the database, in one transaction, without a query for each record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from kopru.catalogue.copies import write_copies
from kopru.catalogue.described import Described
from kopru.catalogue.fates import Change, Decided, Fate, Item, Known, decide
from kopru.catalogue.grouping import Groups
from kopru.catalogue.models import EditionToIndex, Load, Quarantined, Record, packed

#: reads a stored record again: (bytes, format, declared encoding) to what it says
Describe = Callable[[bytes, str, str], Described | None]

#: any number that nobody else locks
_GROUPING_LOCK = 0x4B6F7072


@dataclass(slots=True)
class Writer:
    """Writes the batches of one load.

    `pending` are older versions of records whose last version is still to come (`fates`).
    """

    load: Load
    describe: Describe
    now: datetime
    pending: dict[str, Item]

    def write(self, items: Sequence[Item]) -> Decided:
        """Write a batch; all of it or, when it fails, nothing."""
        with transaction.atomic():
            self._alone()
            known = self._known({item.control_number for item in items if item.described})
            decided = decide(items, known, load_id=self.load.pk, pending=self.pending)
            self._apply(decided)
            self._count(decided.fates)
        return decided

    def write_pending(self) -> None:
        """What still waits at the end of the load is the present version after all."""
        waiting, self.pending = list(self.pending.values()), {}
        if not waiting:
            return
        with transaction.atomic():
            self._alone()
            known = self._known({item.control_number for item in waiting})
            bare = {number: Known(k.digest, k.load_id) for number, k in known.items()}
            decided = decide(waiting, bare, load_id=self.load.pk, pending=self.pending)
            self._apply(decided)
            # they were counted as unchanged when they came
            decided.fates[Fate.UNCHANGED] -= len(waiting)
            self._count(decided.fates)

    def _alone(self) -> None:
        # two loads must not found the same edition twice; SQLite has one writer anyway
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_GROUPING_LOCK])

    def _known(self, numbers: Iterable[str]) -> dict[str, Known]:
        rows = Record.objects.of(self.load.library).filter(control_number__in=list(numbers))
        return {
            number: Known(digest, load_id, tuple(earlier))
            for number, digest, load_id, earlier in rows.values_list(
                "control_number", "digest", "loaded_by_id", "earlier"
            )
        }

    def _count(self, fates: Mapping[Fate, int]) -> None:
        for fate, number in fates.items():
            setattr(self.load, fate, getattr(self.load, fate) + number)
        self.load.read = sum(getattr(self.load, fate) for fate in Fate)
        self.load.save(update_fields=["read", *Fate])

    def _apply(self, decided: Decided) -> None:
        self._put_aside(decided.aside)
        if decided.changes:
            self._write_changes(decided.changes)

    def _put_aside(self, items: Iterable[Item]) -> None:
        rows = {
            item.digest: Quarantined(
                load=self.load, library=self.load.library, file=item.file, position=item.position,
                reason=item.reason, detail=item.detail, packed=packed(item.raw), digest=item.digest,
                at=self.now,
            )
            for item in items
        }  # fmt: skip
        Quarantined.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["library", "digest"],
            update_fields=["load", "file", "position", "reason", "detail", "at"],
        )

    def _write_changes(self, changes: Mapping[str, Change]) -> None:
        stored = Record.objects.of(self.load.library).filter(control_number__in=list(changes))
        rows = {record.control_number: record for record in stored.defer("packed")}
        before = {row.pk: row.edition_id for row in rows.values()}
        for number, change in changes.items():
            rows[number] = self._filled(rows.get(number), number, change)
        groups = Groups.around([(rows[n], c.described) for n, c in changes.items()], now=self.now)
        groups.assign()
        groups.save_new()
        _save_records(rows.values())
        described = {rows[n].pk: c.described for n, c in changes.items()}
        held = write_copies(
            [(rows[n], c.described) for n, c in changes.items()], old=set(before), now=self.now
        )
        groups.regroup(lambda record: described.get(record.pk) or self._read_again(record))
        touched = groups.touched | held
        EditionToIndex.objects.bulk_create(
            [EditionToIndex(edition_id=pk) for pk in sorted(touched)]
        )

    def _filled(self, row: Record | None, number: str, change: Change) -> Record:
        row = row or Record(library=self.load.library, control_number=number)
        row.packed, row.digest = packed(change.item.raw), change.item.digest
        row.format, row.encoding = change.item.format, self.load.encoding
        row.deleted_at = self.now if change.described.is_deleted else None
        row.loaded_by, row.earlier = self.load, list(change.earlier)
        return row

    def _read_again(self, record: Record) -> Described | None:
        return self.describe(record.raw, record.format, record.encoding)


def _save_records(rows: Iterable[Record]) -> None:
    new: list[Record] = []
    changed: list[Record] = []
    for row in rows:
        (new if row._state.adding else changed).append(row)
    Record.objects.bulk_create(new)
    Record.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "packed", "digest", "format", "encoding", "edition", "deleted_at", "loaded_by", "earlier",
        ],
    )  # fmt: skip


def close_load(load: Load, *, finished_at: datetime, seconds: float) -> None:
    """The load has come to its end."""
    load.finished_at, load.seconds = finished_at, seconds
    load.save(update_fields=["finished_at", "seconds"])
