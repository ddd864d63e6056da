"""Taking one step: check the table, change the row, write the happening. Nothing else writes state.

Every function here but `step` runs inside the caller's transaction, on rows the caller has locked.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models, transaction

from kopru.libraries.models import User
from kopru.requests.lifecycle import By
from kopru.requests.models import Happening, Untold
from kopru.requests.models.subject import Subject


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which capacity. `id` is a user's for people, a library's for partners."""

    by: By
    id: int | None = None

    @classmethod
    def staff(cls, user: User) -> "Actor":
        """A member of staff at their desk."""
        return cls(By.STAFF, user.pk)

    @classmethod
    def reader(cls, user: User | None) -> "Actor":
        """The reader, signed in or by mail."""
        return cls(By.READER, user.pk if user else None)

    @classmethod
    def system(cls) -> "Actor":
        """The installation itself."""
        return cls(By.SYSTEM)

    @classmethod
    def partner(cls, library_id: int) -> "Actor":
        """The other library, by a message."""
        return cls(By.PARTNER, library_id)


@dataclass(frozen=True, slots=True)
class Act:
    """One deed of one actor at one moment, over all the rows it touches."""

    actor: Actor
    now: dt.datetime
    deed: uuid.UUID = field(default_factory=uuid.uuid4)

    def follow(self) -> "Act":
        """What the system does by itself in the same breath."""
        return Act(Actor.system(), self.now, self.deed)


class Refused(Exception):
    """The action cannot be done; `code` names why, for the page to say."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}" if detail else code)


#: what staff write of an item, at most
_LONGEST_NOTE = 300


def noted(note: str) -> dict[str, object]:
    """What somebody wrote of an item, as a fact of the happening.

    :raises Refused: "note_missing"
    """
    if not note.strip():
        raise Refused("note_missing")
    return {"note": note.strip()[:_LONGEST_NOTE]}


def _plain(value: object) -> object:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def take(
    subject: Subject,
    action: str,
    act: Act,
    *,
    changes: Mapping[str, Any] | None = None,
    facts: Mapping[str, object] | None = None,
) -> Happening:
    """Move `subject` by `action`, setting the fields of `changes` with it.

    :raises NotAllowed: the table has no such step for this state and actor
    """
    row = subject.lifecycle.step(subject.state, action, by=act.actor.by)
    return _record(
        subject, action, str(row.target), act, dict(changes or {}), facts or {}, undo=row.undo
    )


_Row = TypeVar("_Row", bound=Subject)


@transaction.atomic
def step(
    lock: Callable[[int], _Row],
    pk: int,
    action: str,
    *,
    act: Act,
    changes: Mapping[str, Any] | None = None,
    facts: Mapping[str, object] | None = None,
) -> _Row:
    """Take a step that has no other effect, in a transaction of its own, on the row that `lock` holds.

    :raises NotAllowed: as `take` does
    """
    subject = lock(pk)
    take(subject, action, act, changes=changes, facts=facts)
    return subject


def begin(
    subject: Subject, action: str, act: Act, *, facts: Mapping[str, object] | None = None
) -> Happening:
    """Save a new `subject` in its first state, with its first happening."""
    subject.state = ""
    subject.state_since = act.now
    subject.save()
    return _record(subject, action, str(subject.lifecycle.first), act, {}, facts or {}, undo=True)


def _record(
    subject: Subject,
    action: str,
    target: str,
    act: Act,
    changes: dict[str, Any],
    facts: Mapping[str, object],
    *,
    undo: bool,
) -> Happening:
    if not connection.in_atomic_block:
        raise RuntimeError("a step is taken inside a transaction")
    changed = _apply(subject, changes)
    happening = Happening(
        kind=subject.lifecycle.name, subject_id=subject.pk, library_id=subject.library_id,  # type: ignore[attr-defined]
        seq=subject.happenings_count + 1, deed=act.deed, action=action, source=subject.state,
        target=target, by=act.actor.by, actor_id=act.actor.id, at=act.now, changed=changed,
        facts={k: _plain(v) for k, v in facts.items()}, previous_hash=subject.chain,
    )  # fmt: skip
    happening.hash = happening.computed_hash()
    happening.save(force_insert=True)
    wait = settings.KOPRU_UNDO_SECONDS if undo and act.actor.by == By.STAFF else 0
    Untold.objects.create(happening=happening, tell_after=act.now + timedelta(seconds=wait))
    if subject.state != target:
        subject.state_since = act.now
    subject.state = target
    subject.happenings_count = happening.seq
    subject.chain = happening.hash
    subject.save(update_fields={"state", "state_since", "happenings_count", "chain", *changes})
    return happening


def _apply(subject: Subject, changes: Mapping[str, Any]) -> dict[str, list[object]]:
    """Set the fields and say what they were, as {"field": [before, after]} in plain JSON."""
    changed: dict[str, list[object]] = {}
    for name, value in changes.items():
        column = subject._meta.get_field(name)
        before = getattr(subject, getattr(column, "attname", name))
        after = value.pk if isinstance(value, models.Model) else value
        setattr(subject, name, value)
        changed[name] = [_plain(before), _plain(after)]
    return changed
