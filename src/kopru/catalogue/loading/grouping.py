"""Which edition each record of a batch belongs to, in a handful of queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Self

from kopru.catalogue import rows
from kopru.catalogue.loading.preparing import Prepared
from kopru.catalogue.matching import (
    Features,
    Verdict,
    compare,
    is_hopeless,
    pack,
    together,
    unpack,
)
from kopru.catalogue.models import Edition, EditionKey, Record, Ruling

#: editions that one key may lead to; where there are more, the key says too little
_MOST_CANDIDATES = 100
#: a key that leads to more is followed only for records that no other key finds something for
_CROWDED = 20
#: editions that a record is asked about
_MOST_DOUBTS = 3


@dataclass(slots=True)
class Stored:
    """A record as it is stored: its row's number and its edition's; for a holdings record
    the control number of the record it belongs to."""

    pk: int
    edition: int | None
    belongs_to: str = ""


@dataclass(slots=True)
class Group:
    """An edition that records of the batch may belong to.

    `packed` are its features as stored. `founder` is set where this batch founds it;
    `joined` are the other new records; `numbers` are what has to be added.
    """

    pk: int
    packed: str
    founder: Prepared | None = None
    name: str = ""
    joined: list[Prepared] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    _features: Features | None = None

    @property
    def features(self) -> Features:
        """What it is compared by; of most candidates of a batch that is asked once or never."""
        if self._features is None:
            self._features = unpack(self.packed)
        return self._features

    def join(self, item: Prepared) -> None:
        """A further new record of it."""
        self.joined.append(item)
        both = together(self.features, _mine(item.features))
        if both != self._features:
            self._features, self.packed = both, pack(both)


#: a record that joins an edition was compared with it just before
_mine = lru_cache(maxsize=1)(unpack)


@dataclass(slots=True)
class Rulings:
    """What people decided, by record: editions it belongs to, editions it must stay out of."""

    same: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    different: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, records: Iterable[int]) -> Self:
        """The rulings on these records, by where the others stand at present."""
        found, wanted = cls(), set(records)
        if not wanted:
            return found
        pairs: list[tuple[int, int, bool]] = []
        for here, there in (("one_id", "other_id"), ("other_id", "one_id")):
            pairs += rows.select(Ruling, (here, there, "is_same"), here, wanted)
        others = {theirs for _, theirs, _ in pairs}
        standing = dict(
            rows.select(Record, ("id", "edition_id"), "id", others, where="deleted_at IS NULL")
        )
        for mine, theirs, is_same in pairs:
            if (edition := standing.get(theirs)) is not None:
                (found.same if is_same else found.different)[mine].add(edition)
        return found


@dataclass(slots=True)
class Groups:
    """The editions around a batch, and what the batch does to them.

    `known` are the keys (key, edition) that are stored. `assign` fills the rest: `new_keys`
    are those to be stored, `edition_of` by control number (None where the record left),
    `doubts` as (control number, edition, score), `to_regroup` the editions that have to be
    said anew, since a record of theirs changed or left.
    """

    changes: Mapping[str, Prepared]
    stored: Mapping[str, Stored]
    library: int
    groups: dict[int, Group]
    by_key: dict[int, list[Group]]
    known: set[tuple[int, int]]
    rulings: Rulings
    #: editions that records outside of this batch belong to
    occupied: set[int]
    new_ids: Iterable[int]
    new_keys: list[tuple[int, int]] = field(default_factory=list)
    edition_of: dict[str, int | None] = field(default_factory=dict)
    doubts: list[tuple[str, int, float]] = field(default_factory=list)
    to_regroup: set[int] = field(default_factory=set)

    @classmethod
    def around(
        cls, changes: Mapping[str, Prepared], stored: Mapping[str, Stored], *, library: int
    ) -> Self:
        """The editions that these records may belong to; `stored` are those that are there already."""
        keys = {key for item in changes.values() for key in item.keys}
        found = rows.select(EditionKey, ("key", "edition_id"), "key", keys)
        led_to = _led_to(changes.values(), found)
        mine = {s.edition for s in stored.values() if s.edition is not None}
        rulings = Rulings.of(s.pk for s in stored.values())
        ruled = set().union(*rulings.same.values()) if rulings.same else set()
        wanted = set().union(*led_to.values(), mine, ruled)
        groups = {
            pk: Group(pk, features)
            for pk, features in rows.select(
                Edition, ("id", "match_on"), "id", wanted, where="moved_to_id IS NULL"
            )
        }
        by_key: dict[int, list[Group]] = defaultdict(list)
        for key, editions in led_to.items():
            by_key[key] = [groups[pk] for pk in editions if pk in groups]
        return cls(
            changes, stored, library, groups, by_key, set(found), rulings, _occupied(mine, stored),
            iter(rows.take_ids(Edition, len(changes))),
        )  # fmt: skip

    def assign(self) -> None:
        """Give each record its edition; founds the editions that are missing."""
        for number, item in self.changes.items():
            before = self.stored.get(number)
            old = self.groups.get(before.edition) if before and before.edition else None
            if old is not None:
                self.to_regroup.add(old.pk)
            if item.is_deleted:
                self.edition_of[number] = None
                continue
            group = self._group_for(number, item, before, old)
            self._join(number, item, group, is_stored=before is not None)

    @property
    def founded(self) -> list[Group]:
        """The editions that this batch founds."""
        return [group for group in self.groups.values() if group.founder]

    @property
    def grown(self) -> list[Group]:
        """The editions that new records joined."""
        return [group for group in self.groups.values() if group.joined]

    def _group_for(
        self, number: str, item: Prepared, before: Stored | None, old: Group | None
    ) -> Group:
        if before and (ruled := self._ruled(before.pk)):
            return ruled
        barred = self.rulings.different.get(before.pk, set()) if before else set()
        verdicts = self._verdicts(item, old, barred)
        same = [(v.score, g) for g, v in verdicts if v.outcome == "same"]
        if old is not None and any(g is old for _, g in same):
            return old
        if same:
            return max(same, key=lambda found: (found[0], -found[1].pk))[1]
        if old is not None and old.pk not in self.occupied and old.pk not in barred:
            # no other record speaks for that edition: it is corrected with its record
            return old
        unsure = sorted(
            ((v.score, g.pk) for g, v in verdicts if v.outcome == "unsure"), reverse=True
        )
        self.doubts += [(number, pk, score) for score, pk in unsure[:_MOST_DOUBTS]]
        return self._found(number, item)

    def _ruled(self, record: int) -> Group | None:
        """The edition that a person put it into."""
        for pk in sorted(self.rulings.same.get(record, ())):
            if pk in self.groups:
                return self.groups[pk]
        return None

    def _verdicts(
        self, item: Prepared, old: Group | None, barred: set[int]
    ) -> list[tuple[Group, Verdict]]:
        candidates = {g.pk: g for key in item.keys for g in self.by_key.get(key, ())}
        if old is not None:
            candidates.setdefault(old.pk, old)
        if not candidates:
            return []
        mine = _mine(item.features)
        return [
            (g, compare(mine, g.features))
            for g in candidates.values()
            if g.pk not in barred and not is_hopeless(mine, g.packed)
        ]

    def _found(self, number: str, item: Prepared) -> Group:
        pk = next(iter(self.new_ids))
        named = f"{self.library}\n{number}\n{item.digest}".encode()
        name = blake2b(named, digest_size=10).hexdigest()
        group = Group(pk, item.features, founder=item, name=name)
        self.groups[pk] = group
        return group

    def _join(self, number: str, item: Prepared, group: Group, *, is_stored: bool) -> None:
        self.edition_of[number] = group.pk
        self.occupied.add(group.pk)
        if is_stored and group.founder is None:
            self.to_regroup.add(group.pk)
        elif group.founder is not item:
            group.join(item)
        group.numbers.update(item.numbers)
        for key in item.keys:
            if (pair := (key, group.pk)) not in self.known:
                self.known.add(pair)
                self.new_keys.append(pair)
                self.by_key[key].append(group)


def _led_to(items: Iterable[Prepared], found: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """The editions that keys lead to, the oldest first, of those keys that are followed."""
    editions: dict[int, list[int]] = defaultdict(list)
    for key, pk in sorted(found):
        if len(editions[key]) < _MOST_CANDIDATES:
            editions[key].append(pk)
    followed: set[int] = set()
    for item in items:
        known = [key for key in item.keys if key in editions]
        followed.update([key for key in known if len(editions[key]) <= _CROWDED] or known)
    return {key: editions[key] for key in followed}


def _occupied(editions: set[int], stored: Mapping[str, Stored]) -> set[int]:
    """Those of the editions that living records outside of the batch belong to."""
    inside = {s.pk for s in stored.values()}
    found = rows.select(
        Record, ("edition_id", "id"), "edition_id", editions, where="deleted_at IS NULL"
    )
    return {edition for edition, pk in found if pk not in inside}
