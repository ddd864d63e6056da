"""Editions written: founded, grown by further records, or said anew from the records they have."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any

from kopru.catalogue.editionrows import COLUMNS, row_of
from kopru.catalogue.keys import all_hashed
from kopru.catalogue.loading import rows
from kopru.catalogue.loading.grouping import Group, with_facts
from kopru.catalogue.loading.preparing import Prepared, numbers_in
from kopru.catalogue.matching import (
    Features,
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


@dataclass(frozen=True, slots=True)
class _Said:
    """What one record says of its edition."""

    facts: Facts
    features: Features
    keys: tuple[int, ...]
    numbers: tuple[str, ...]


def found_editions(groups: Sequence[Group], *, now: datetime) -> None:
    """Write the editions that are founded, with what else of the batch joined them."""
    names = _names_apart(groups, now)
    moment = rows.as_moment(now)
    written = []
    for group, name in zip(groups, names, strict=True):
        founder = group.founder
        if founder is None:
            continue
        written.append((group.pk, name, *_founding_row(group, founder), moment))
    rows.insert(Edition, ("id", "key", *COLUMNS, "changed_at"), written)


def grow_editions(groups: Sequence[Group], *, now: datetime) -> None:
    """Complete editions that are there already by what joined them."""
    old = [group for group in groups if group.founder is None]
    with_facts(old)
    moment = rows.as_moment(now)
    changed: list[tuple[Any, ...]] = []
    same: list[tuple[Any, ...]] = []
    for group in old:
        before = group.facts or Facts()
        after = _whole([before, *(item.facts for item in group.joined)])
        features = pack(group.features)
        if after is before:
            same.append((features, moment, group.pk))
        else:
            changed.append((*row_of(after, features), moment, group.pk))
    rows.update(Edition, (*COLUMNS, "changed_at"), changed)
    rows.update(Edition, ("match_on", "changed_at"), same)


def add_keys(groups: Iterable[Group]) -> None:
    """Write the keys and numbers that founded and grown editions have to be found by."""
    keys: list[tuple[int, int]] = []
    numbers: list[tuple[str, int]] = []
    for group in groups:
        keys += [(key, group.pk) for key in group.keys]
        numbers += [(number, group.pk) for number in group.numbers]
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
        (*row_of(_whole([s.facts for s in all_]), _features(all_)), moment, pk)
        for pk, all_ in said.items()
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
            said[edition].append(_Said(item.facts, unpack(item.features), item.keys, item.numbers))
        elif described := read_stored(unpacked(kept), format_, encoding):
            said[edition].append(_of(described.facts))
    return said


def _of(facts: Facts) -> _Said:
    features = features_of(facts)
    keys = all_hashed([*block_keys(features), *work_keys(facts)])
    return _Said(facts, features, keys, numbers_in(facts))


def _whole(facts: Sequence[Facts]) -> Facts:
    """What several records say together; the first gives the edition its face."""
    whole = facts[0]
    for more in facts[1:]:
        whole = whole.with_more(more)
    return whole


def _features(said: Sequence[_Said]) -> str:
    return pack(reduce(together, (s.features for s in said)))


def _founding_row(group: Group, founder: Prepared) -> tuple[Any, ...]:
    """The row of a new edition that more than one record may speak for."""
    if not group.joined:
        return founder.row
    whole = _whole([founder.facts, *(item.facts for item in group.joined)])
    return row_of(whole, pack(group.features))


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
