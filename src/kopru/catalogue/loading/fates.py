"""What becomes of each record of a delivery. Pure.

Every record read has exactly one fate, so that what was read is the sum of the fates.
"""

from collections import Counter
from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, NamedTuple, Protocol, TypeVar

from kopru.catalogue.records.described import Described

#: more versions of one record in one delivery than any real file has
_MOST_VERSIONS = 500


class Fate(StrEnum):
    """The five things that can become of a record."""

    STORED = "stored"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    DELETED = "deleted"
    QUARANTINED = "quarantined"


class Item(NamedTuple):
    """One record of a file: its bytes and where they stand, and what they say or why they do not.

    `position` counts bytes from the start of the file. Either `described` is there, or
    `reason` (a code of `reasons`).
    """

    file: str
    position: int
    raw: bytes
    digest: str
    format: str
    described: Described | None = None
    reason: str = ""
    detail: str = ""

    @property
    def control_number(self) -> str:
        """The record's number in its library; empty where it could not be read."""
        return self.described.control_number if self.described else ""

    @property
    def is_deleted(self) -> bool:
        """Whether it says that its library has deleted it."""
        return self.described is not None and self.described.is_deleted


class Deliverable(Protocol):
    """A record of a delivery, as far as its fate depends on it; `reason` where it cannot be read."""

    @property
    def control_number(self) -> str: ...
    @property
    def digest(self) -> str: ...
    @property
    def is_deleted(self) -> bool: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a record: its digest, and the digests the same load gave it before."""

    digest: str
    load_id: int | None
    earlier: tuple[str, ...] = ()


T = TypeVar("T", bound=Deliverable)


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """A record that has to be written, and the digests it had before within this load."""

    item: T
    earlier: tuple[str, ...]


@dataclass(slots=True)
class Decided(Generic[T]):
    """The fates of a batch; what has to be written, by control number; what goes aside."""

    fates: Counter[Fate]
    changes: dict[str, Change[T]]
    aside: list[T]


def decide(
    items: Iterable[T],
    known: MutableMapping[str, Known],
    *,
    load_id: int,
    pending: dict[str, T],
) -> Decided[T]:
    """The fate of each item, in their order; `known` and `pending` are brought up to date.

    A file may carry a record more than once; the last one counts. Loading it again meets
    the first one while the last is stored. Such an older version is no change as long as
    the last one follows: it waits in `pending`, and whatever still waits when the load
    ends was meant, and is to be decided again (`known` then without `earlier`).
    """
    decided: Decided[T] = Decided(Counter(), {}, [])
    for item in items:
        if item.reason:
            decided.aside.append(item)
            decided.fates[Fate.QUARANTINED] += 1
            continue
        number = item.control_number
        before = known.get(number)
        if before and before.digest == item.digest:
            pending.pop(number, None)
            decided.fates[Fate.UNCHANGED] += 1
        elif before and item.digest in before.earlier and before.load_id != load_id:
            pending[number] = item
            decided.fates[Fate.UNCHANGED] += 1
        else:
            pending.pop(number, None)
            earlier = _earlier(before, load_id)
            decided.changes[number] = Change(item, earlier)
            known[number] = Known(item.digest, load_id, earlier)
            decided.fates[_fate(item, before)] += 1
    return decided


def _earlier(before: Known | None, load_id: int) -> tuple[str, ...]:
    if before is None:
        return ()
    if before.load_id != load_id:
        return ()
    return (*before.earlier, before.digest)[-_MOST_VERSIONS:]


def _fate(item: Deliverable, before: Known | None) -> Fate:
    if item.is_deleted:
        return Fate.DELETED
    return Fate.UPDATED if before else Fate.STORED
