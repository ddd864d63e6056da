"""Taking a deed back, as long as nobody else has been told of it.

Nothing is erased: the log shows the deed and, after it, that it was undone.
"""

import uuid
from typing import Any

from django.db import transaction

from kopru.charges.books import reverse_deed
from kopru.libraries.models import Library
from kopru.requests.actions.costs import made_by
from kopru.requests.actions.parcels import settle
from kopru.requests.actions.steps import Act, Refused
from kopru.requests.models import (
    BorrowingRequest,
    Happening,
    LendingRequest,
    PatronRequest,
    RotaEntry,
    Untold,
)
from kopru.requests.models.subject import Subject
from kopru.shipping.models import Parcel

SUBJECTS: dict[str, type[Subject]] = {
    "patron_request": PatronRequest,
    "borrowing": BorrowingRequest,
    "lending": LendingRequest,
}


def can_undo(deed: uuid.UUID, library: Library) -> bool:
    """Whether the deed was this library's, can be undone, and nobody has been told of any of it."""
    mine = list(Happening.objects.filter(deed=deed, library=library))
    untold = Untold.objects.filter(happening__in=mine).count()
    return bool(mine) and len(mine) == untold and all(map(_has_undo, mine))


def _has_undo(happening: Happening) -> bool:
    """Whether the table lets the step be taken back."""
    rows = (
        row for row in SUBJECTS[happening.kind].lifecycle.rows if row.action == happening.action
    )
    return all(row.undo for row in rows)


@transaction.atomic
def undo(deed: uuid.UUID, *, library: Library, act: Act) -> list[Subject]:
    """Put every row that the deed touched back to where it was.

    :raises Refused: "unknown_deed"; "already_told" when the other library or the
        reader knows; "no_undo" where the step has none; "moved_on" when something happened to a row since
    """
    happenings = list(Happening.objects.filter(deed=deed, library=library).order_by("-pk"))
    if not happenings:
        raise Refused("unknown_deed")
    untold = Untold.objects.select_for_update().filter(happening__in=happenings)
    if len(untold) != len(happenings):
        raise Refused("already_told")
    if not all(map(_has_undo, happenings)):
        raise Refused("no_undo")
    touched = {(h.kind, h.subject_id) for h in happenings}
    rows = {
        (kind, pk): SUBJECTS[kind]._default_manager.select_for_update().get(pk=pk)
        for kind, pk in sorted(touched)
    }
    latest = {(h.kind, h.subject_id): h.seq for h in reversed(happenings)}
    if any(row.happenings_count != latest[key] for key, row in rows.items()):
        raise Refused("moved_on")  # also by a step that led nowhere else, such as a reminder
    for happening in happenings:
        _step_back(rows[happening.kind, happening.subject_id], happening)
    untold.delete()
    for (kind, _), row in rows.items():
        _write(row, [h for h in happenings if h.kind == kind and h.subject_id == row.pk], act)
    _side_rows(happenings, rows)
    reverse_deed(deed, reason="undo", made=made_by(act, library))
    return list(rows.values())


def _step_back(row: Subject, happening: Happening) -> None:
    if row.state != happening.target:
        raise Refused("moved_on")
    row.state = happening.source or row.state
    for name, (before, _) in happening.changed.items():
        column: Any = row._meta.get_field(name)
        setattr(row, column.attname, column.to_python(before) if before is not None else None)
        if before in ("", None) and not column.null:
            setattr(row, column.attname, column.get_default())


def _write(row: Subject, undone: list[Happening], act: Act) -> None:
    """The happening that says so; a row that the deed had made ends as cancelled."""
    made = undone[-1].source == ""
    fields = {name for h in undone for name in h.changed}
    if made:
        row.state = "cancelled"
    happening = Happening(
        kind=row.lifecycle.name, subject_id=row.pk, library_id=undone[0].library_id,
        seq=row.happenings_count + 1, deed=act.deed, action="undo", source=undone[0].target,
        target=row.state, by=act.actor.by, actor_id=act.actor.id, at=act.now,
        changed={n: [after, before] for h in reversed(undone) for n, (before, after) in h.changed.items()},
        facts={"undone": [h.action for h in reversed(undone)]}, previous_hash=row.chain,
    )  # fmt: skip
    happening.hash = happening.computed_hash()
    happening.save(force_insert=True)
    row.happenings_count, row.chain, row.state_since = happening.seq, happening.hash, act.now
    row.save(update_fields={"state", "state_since", "happenings_count", "chain", *fields})


def _side_rows(happenings: list[Happening], rows: dict[tuple[str, int], Subject]) -> None:
    """Parcels and rotas that the deed wrote beside the lifecycle."""
    for happening in happenings:
        changed = happening.changed
        for field in ("parcel", "return_parcel"):
            if changed.get(field, [None, None])[1]:
                for parcel in Parcel.objects.filter(pk=changed[field][1]):
                    settle(parcel)
        row = rows[happening.kind, happening.subject_id]
        if happening.action == "send" and isinstance(row, BorrowingRequest):
            entry = RotaEntry.objects.filter(
                patron_request=row.patron_request_id, library=row.supplier_id
            )
            entry.update(asked_at=None)
