"""One batch of prepared records into the database, in one transaction, without a query for each."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from kopru.catalogue import rows
from kopru.catalogue.editionrows import as_json
from kopru.catalogue.loading.carried import Carrier, carry
from kopru.catalogue.loading.copies import write_copies, write_first_copies
from kopru.catalogue.loading.editions import add_keys, found_editions, grow_editions, say_anew
from kopru.catalogue.loading.fates import Change, Decided, Fate, Known, decide
from kopru.catalogue.loading.grouping import Groups, Stored
from kopru.catalogue.loading.preparing import Prepared
from kopru.catalogue.models import Doubt, EditionToIndex, Load, LoadState, Quarantined, Record

#: any number that nobody else locks
_GROUPING_LOCK = 0x4B6F7072
_NEW = (
    "id", "library_id", "control_number", "packed", "digest", "format", "encoding", "flaws",
    "edition_id", "belongs_to", "deleted_at", "loaded_by_id", "earlier",
)  # fmt: skip
_GONE = ("digest", "edition_id", "deleted_at", "loaded_by_id")
_CHANGED = (
    "packed", "digest", "format", "encoding", "flaws", "edition_id", "belongs_to", "deleted_at",
    "loaded_by_id", "earlier",
)  # fmt: skip


@dataclass(slots=True)
class Writer:
    """Writes the batches of one load.

    `pending` are older versions of records whose last version is still to come (`fates`).
    `seen`, where given, collects the rows of all records that were delivered.
    """

    load: Load
    now: datetime
    pending: dict[str, Prepared] = field(default_factory=dict)
    seen: set[int] | None = None

    def write(self, items: Sequence[Prepared], **at: int) -> Decided[Prepared]:
        """Write a batch; all of it or, when it fails, nothing.

        `at` are columns of the load that say how far it is, kept with the batch.
        """
        with transaction.atomic():
            self._alone()
            known, stored = self._known({i.control_number for i in items if not i.reason})
            decided = decide(items, known, load_id=self.load.pk, pending=self.pending)
            self._apply(decided, stored)
            self._count(decided.fates, at)
        if self.seen is not None:
            self.seen.update(s.pk for s in stored.values())
        return decided

    def remember(self, before: Sequence[Prepared]) -> None:
        """Records that an earlier part of this load has dealt with: those that wait still do,
        and all of them were delivered."""
        wanted = {(file, place) for file, place in self.load.pending}
        for item in before:
            if (item.file, item.place) in wanted:
                self.pending[item.control_number] = item
        if self.seen is not None and before:
            _, stored = self._known({i.control_number for i in before if not i.reason})
            self.seen.update(s.pk for s in stored.values())

    def write_pending(self) -> None:
        """What still waits at the end of the load is the present version after all."""
        waiting, self.pending = list(self.pending.values()), {}
        if not waiting:
            return
        with transaction.atomic():
            self._alone()
            known, stored = self._known({item.control_number for item in waiting})
            bare = {number: Known(k.digest, k.load_id) for number, k in known.items()}
            decided = decide(waiting, bare, load_id=self.load.pk, pending=self.pending)
            self._apply(decided, stored)
            # they were counted as unchanged when they came
            decided.fates[Fate.UNCHANGED] -= len(waiting)
            self._count(decided.fates, {})

    def write_missing(self, gone: Sequence[str]) -> None:
        """Delete the records of these control numbers, which a full delivery no longer has."""
        with transaction.atomic():
            self._alone()
            _, stored = self._known(gone)
            changes = {n: Change(_deleted(n), ()) for n in stored}
            self._write_changes(changes, stored)
            self.load.missing += len(changes)
            self.load.save(update_fields=["missing"])

    def _alone(self) -> None:
        # two loads must not found the same edition twice; SQLite has one writer anyway
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_GROUPING_LOCK])

    def _known(self, numbers: Iterable[str]) -> tuple[dict[str, Known], dict[str, Stored]]:
        """What is stored of these records: for their fates, and for their editions."""
        columns = (
            "control_number", "digest", "loaded_by_id", "earlier", "id", "edition_id", "belongs_to",
        )  # fmt: skip
        found = rows.select(
            Record, columns, "control_number", list(numbers),
            where="library_id = %s", more=[self.load.library_id],
        )  # fmt: skip
        known = {n: Known(digest, load, _texts(earlier)) for n, digest, load, earlier, *_ in found}
        return known, {n: Stored(*of_row) for n, _, _, _, *of_row in found}

    def _count(self, fates: Mapping[Fate, int], at: Mapping[str, int]) -> None:
        for fate, number in fates.items():
            setattr(self.load, fate, getattr(self.load, fate) + number)
        for name, value in at.items():
            setattr(self.load, name, value)
        self.load.read = sum(getattr(self.load, fate) for fate in Fate)
        self.load.pending = sorted((i.file, i.place) for i in self.pending.values())
        self.load.save(update_fields=["read", "clusters", "pending", "heard_at", *at, *Fate])

    def _apply(self, decided: Decided[Prepared], stored: dict[str, Stored]) -> None:
        self._put_aside(decided.aside)
        if decided.changes:
            self._write_changes(decided.changes, stored)

    def _put_aside(self, items: Iterable[Prepared]) -> None:
        aside = {
            item.digest: Quarantined(
                load=self.load, library=self.load.library, file=item.file, position=item.position,
                reason=item.reason, detail=item.detail, packed=item.packed, digest=item.digest,
                at=self.now,
            )
            for item in items
        }  # fmt: skip
        Quarantined.objects.bulk_create(
            aside.values(),
            update_conflicts=True,
            unique_fields=["library", "digest"],
            update_fields=["load", "file", "position", "reason", "detail", "at"],
        )

    def _write_changes(
        self, changes: Mapping[str, Change[Prepared]], stored: dict[str, Stored]
    ) -> None:
        carriers = {n for n, c in changes.items() if c.item.belongs_to or _carries(stored.get(n))}
        items = {n: change.item for n, change in changes.items() if n not in carriers}
        already = {number: stored[number] for number in items if number in stored}
        groups = Groups.around(items, already, library=self.load.library_id)
        groups.assign()
        found_editions(groups.founded, now=self.now)
        grow_editions(groups.grown, now=self.now)
        add_keys(groups.new_keys, groups.groups.values())
        self._write_records(changes, stored, groups)
        held = self._write_copies(items, already, stored, groups)
        held |= self._carry([changes[n].item for n in sorted(carriers)], items, stored)
        known = {stored[n].pk: item for n, item in items.items() if not item.is_deleted}
        say_anew(groups.to_regroup, now=self.now, prepared=known)
        self._write_doubts(groups, stored)
        self.load.clusters += len(groups.founded)
        touched = {pk for pk in groups.edition_of.values() if pk} | groups.to_regroup | held
        rows.insert(EditionToIndex, ("edition_id",), [(pk,) for pk in sorted(touched)])

    def _write_records(
        self, changes: Mapping[str, Change[Prepared]], stored: dict[str, Stored], groups: Groups
    ) -> None:
        """Write the records; `stored` gets the new ones, too."""
        ids = iter(rows.take_ids(Record, len(changes)))
        new: list[tuple[object, ...]] = []
        changed: list[tuple[object, ...]] = []
        gone: list[tuple[object, ...]] = []
        for number, change in changes.items():
            before, edition = stored.get(number), groups.edition_of.get(number)
            belongs_to = change.item.belongs_to or (before.belongs_to if before else "")
            values = self._values(change, edition, belongs_to)
            if not change.item.packed:
                # it went without a word: what it said last is kept, and is news if it comes back
                gone.append(("", None, rows.as_moment(self.now), self.load.pk, stored[number].pk))
            elif number in stored:
                changed.append((*values, stored[number].pk))
                stored[number] = Stored(stored[number].pk, edition, belongs_to)
            else:
                pk = next(ids)
                stored[number] = Stored(pk, edition, belongs_to)
                new.append((pk, self.load.library_id, number, *values))
        rows.insert(Record, _NEW, new)
        rows.update(Record, _CHANGED, changed)
        rows.update(Record, _GONE, gone)

    def _values(
        self, change: Change[Prepared], edition: int | None, belongs_to: str
    ) -> tuple[object, ...]:
        item = change.item
        return (
            item.packed, item.digest, item.format, self.load.encoding, item.flaws, edition, belongs_to,
            rows.as_moment(self.now) if item.is_deleted else None, self.load.pk,
            as_json(change.earlier),
        )  # fmt: skip

    def _write_copies(
        self,
        items: Mapping[str, Prepared],
        already: Mapping[str, Stored],
        stored: Mapping[str, Stored],
        groups: Groups,
    ) -> set[int]:
        """Write all copies; the ids of editions that won or lost some of a record that was there."""
        library = self.load.library_id
        first = [
            (stored[n].pk, edition, item.copies)
            for n, item in items.items()
            if n not in already and (edition := groups.edition_of[n])
        ]
        write_first_copies(library, first, now=self.now)
        again = [
            (s.pk, groups.edition_of[n], items[n].copies if groups.edition_of[n] else None)
            for n, s in already.items()
        ]
        return write_copies(library, again, now=self.now) if again else set()

    def _carry(
        self,
        carriers: Sequence[Prepared],
        items: Mapping[str, Prepared],
        stored: Mapping[str, Stored],
    ) -> set[int]:
        """Copies that come in records of their own; the ids of editions that they concern."""
        found = [
            Carrier(
                stored[item.control_number].pk,
                stored[item.control_number].belongs_to,
                () if item.is_deleted else item.copies,
            )
            for item in carriers
        ]
        arrived = {number: stored[number].pk for number in items}
        return carry(self.load.library_id, found, arrived, now=self.now)

    def _write_doubts(self, groups: Groups, stored: Mapping[str, Stored]) -> None:
        now = rows.as_moment(self.now)
        doubts = [(stored[n].pk, pk, score, now, "", "[]") for n, pk, score in groups.doubts]
        columns = ("record_id", "edition_id", "score", "created_at", "decision", "moved")
        rows.insert(Doubt, columns, doubts, unless_there=True)


def _carries(stored: Stored | None) -> bool:
    return stored is not None and stored.belongs_to != ""


def _texts(kept: object) -> tuple[str, ...]:
    """A list of texts as its column gives it."""
    return tuple(json.loads(kept) if isinstance(kept, str) else kept or ())  # type: ignore[arg-type]


def _deleted(number: str) -> Prepared:
    """A record that is gone without a word of its own."""
    return Prepared("", 0, 0, 0, "", b"", "", control_number=number, is_deleted=True)


def close_load(load: Load, *, finished_at: datetime, seconds: float) -> None:
    """The load has come to its end."""
    load.finished_at, load.seconds, load.state = finished_at, seconds, LoadState.DONE
    load.bytes_done = load.bytes_total
    load.save(update_fields=["finished_at", "seconds", "state", "bytes_done"])
