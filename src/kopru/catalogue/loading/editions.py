"""Editions written: founded, grown by further records, or said anew from the records they have."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any, NamedTuple

from kopru.catalogue import rows
from kopru.catalogue.editionrows import COLUMNS, completed, row_of
from kopru.catalogue.keys import all_hashed
from kopru.catalogue.loading.grouping import Group
from kopru.catalogue.loading.preparing import Prepared, numbers_in
from kopru.catalogue.matching import (
    block_keys,
    features_of,
    pack,
    together,
    unpack,
    work_keys,
)
from kopru.catalogue.models import Edition, EditionKey, Isbn, Record
from kopru.catalogue.records.described import Facts
from kopru.catalogue.records.packing import unpacked
from kopru.catalogue.records.reading import read_stored

_LONGEST_NAME = 40


class _Said(NamedTuple):
    """What one record says of its edition."""

    row: tuple[Any, ...]
    features: str
    keys: tuple[int, ...]
    numbers: tuple[str, ...]


def found_editions(groups: Sequence[Group], *, now: datetime) -> None:
    """Write the editions that are founded, with what else of the batch joined them."""
    names = _names_apart(groups, now)
    moment = rows.as_moment(now)
    written = []
    for group, name in zip(groups, names, strict=True):
        if group.founder is not None:
            row = _whole([group.founder.row, *(i.row for i in group.joined)], group.packed)
            written.append((group.pk, name, *row, moment))
    rows.insert(Edition, ("id", "key", *COLUMNS, "changed_at"), written)


def grow_editions(groups: Sequence[Group], *, now: datetime) -> None:
    """Complete editions that are there already by what joined them."""
    old = {group.pk: group for group in groups if group.founder is None}
    moment = rows.as_moment(now)
    changed: list[tuple[Any, ...]] = []
    same: list[tuple[Any, ...]] = []
    for pk, *before in rows.select(Edition, ("id", *COLUMNS), "id", list(old)):
        group = old[pk]
        after = _whole([tuple(before), *(item.row for item in group.joined)], group.packed)
        if after == tuple(before):
            same.append((moment, pk))
        else:
            changed.append((*after, moment, pk))
    rows.update(Edition, (*COLUMNS, "changed_at"), changed)
    rows.update(Edition, ("changed_at",), same)


def add_keys(keys: Iterable[tuple[int, int]], groups: Iterable[Group]) -> None:
    """Write the keys and numbers that founded and grown editions have to be found by."""
    numbers = [(number, group.pk) for group in groups for number in group.numbers]
    # in the order of the index: neighbours share its pages
    rows.insert(EditionKey, ("key", "edition_id"), sorted(keys), unless_there=True)
    rows.insert(Isbn, ("number", "edition_id"), sorted(numbers), unless_there=True)


def say_anew(
    editions: Collection[int], *, now: datetime, prepared: Mapping[int, Prepared] | None = None
) -> None:
    """Say editions anew whose records changed or left, from the living records they have.

    `prepared` has records by the number of their row that need not be read again. An
    edition that no record is left of stays as it was, with its keys: requests point at
    it, and a record that comes back finds it.
    """
    moment = rows.as_moment(now)
    said = _said(editions, prepared or {})
    texts = [
        (*_whole([s.row for s in all_], _features(all_)), moment, pk) for pk, all_ in said.items()
    ]
    rows.update(Edition, (*COLUMNS, "changed_at"), texts)
    left = [(moment, pk) for pk in editions if pk not in said]
    rows.update(Edition, ("changed_at",), left)
    _sync(EditionKey, "key", {pk: {k for s in all_ for k in s.keys} for pk, all_ in said.items()})
    _sync(Isbn, "number", {pk: {n for s in all_ for n in s.numbers} for pk, all_ in said.items()})


def _said(editions: Collection[int], prepared: Mapping[int, Prepared]) -> dict[int, list[_Said]]:
    columns = ("id", "edition_id", "packed", "format", "encoding")
    found = rows.select(Record, columns, "edition_id", editions, where="deleted_at IS NULL")
    said: dict[int, list[_Said]] = defaultdict(list)
    for pk, edition, kept, format_, encoding in sorted(found, key=lambda row: row[0]):
        item = prepared.get(pk)
        if item is not None:
            said[edition].append(_Said(item.row, item.features, item.keys, item.numbers))
        elif described := read_stored(unpacked(kept), format_, encoding):
            said[edition].append(_of(described.facts))
    return said


def _of(facts: Facts) -> _Said:
    features = features_of(facts)
    kept, keys = pack(features), all_hashed([*block_keys(features), *work_keys(facts)])
    return _Said(row_of(facts, kept), kept, keys, numbers_in(facts))


def _whole(said: Sequence[tuple[Any, ...]], features: str) -> tuple[Any, ...]:
    """What several records say together; the first gives the edition its face."""
    whole = said[0]
    for more in said[1:]:
        whole = completed(whole, more, features)
    return whole


def _features(said: Sequence[_Said]) -> str:
    if len(said) == 1:
        return said[0].features
    return pack(reduce(together, (unpack(s.features) for s in said)))


def _names_apart(groups: Sequence[Group], now: datetime) -> list[str]:
    """A record that comes back to an earlier form founds an edition of the same name: number it."""
    taken = {name for (name,) in rows.select(Edition, ("key",), "key", [g.name for g in groups])}
    return [
        f"{g.name}{now:%Y%m%d%H%M%S%f}"[:_LONGEST_NAME] if g.name in taken else g.name
        for g in groups
    ]


def _sync(
    model: type[EditionKey] | type[Isbn],
    column: str,
    wanted: Mapping[int, set[int]] | Mapping[int, set[str]],
) -> None:
    """Bring the keys or numbers of some editions to what is wanted."""
    there = rows.select(model, (column, "edition_id"), "edition_id", list(wanted))
    gone = [(value, pk) for value, pk in there if value not in wanted[pk]]
    rows.delete(model, (column, "edition_id"), gone)
    known = set(there)
    new = [(v, pk) for pk, values in wanted.items() for v in values if (v, pk) not in known]
    rows.insert(model, (column, "edition_id"), sorted(new), unless_there=True)
