"""Which edition each record belongs to, and what an edition's records say together."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any, Self

from kopru.catalogue.described import Described, Facts
from kopru.catalogue.keys import hashed
from kopru.catalogue.matching import BY_ISBN, edition_keys, may_be_same
from kopru.catalogue.models import Edition, EditionKey, Isbn, Record
from kopru.catalogue.numbers import numbers_of
from kopru.common.text import sort_key

_TEXTS = (
    "title", "subtitle", "responsibility", "publisher", "place", "year", "year_text",
    "edition_statement", "volume", "pages", "kind", "language", "is_online",
)  # fmt: skip
_LISTS = ("authors", "isbns", "issns", "subjects", "series")
_COLUMNS = [*_TEXTS, *_LISTS, "author", "title_sort", "changed_at"]
_TITLE_SORT = 120
_NUMBER_LENGTH = 20


def facts_of(edition: Edition) -> Facts:
    """What an edition's records say, as its row has it."""
    said: dict[str, Any] = {name: getattr(edition, name) for name in _TEXTS}
    lists: dict[str, Any] = {name: tuple(getattr(edition, name)) for name in _LISTS}
    return Facts(**said, **lists)


def fill(edition: Edition, facts: Facts, *, now: datetime) -> None:
    """Write `facts` into the edition's columns."""
    for name in _TEXTS:
        setattr(edition, name, getattr(facts, name))
    for name in _LISTS:
        setattr(edition, name, list(getattr(facts, name)))
    edition.kind, edition.language = facts.kind[:20], facts.language[:10]
    edition.author = display_author(facts)
    edition.title_sort = sort_key(facts.title[: 2 * _TITLE_SORT])[:_TITLE_SORT]
    edition.changed_at = now


def display_author(facts: Facts) -> str:
    """The authors as people say their names: "Pamuk, Orhan" is shown as "Orhan Pamuk"."""
    return ", ".join(_spoken(name) for name in facts.authors)


def _spoken(name: str) -> str:
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name


@dataclass(slots=True)
class Groups:
    """The editions around a batch of changed records.

    Call `assign`, `save_new`, then (when records and copies are written) `regroup`.
    """

    work: Sequence[tuple[Record, Described]]
    now: datetime
    editions: dict[int, Edition]
    by_key: dict[int, list[Edition]]
    #: editions that records outside of this batch belong to
    occupied: set[int]
    facts: dict[str, Facts] = field(default_factory=dict)
    founded: list[Edition] = field(default_factory=list)
    grown: dict[int, Edition] = field(default_factory=dict)
    added_keys: list[tuple[Edition, int]] = field(default_factory=list)
    to_regroup: set[int] = field(default_factory=set)
    touched: set[int] = field(default_factory=set)

    @classmethod
    def around(cls, work: Sequence[tuple[Record, Described]], *, now: datetime) -> Self:
        """The editions that these records may belong to, in a handful of queries."""
        keys = {hashed(key) for _, d in work if not d.is_deleted for key in edition_keys(d.facts)}
        rows = (
            EditionKey.objects.filter(key__in=keys)
            .order_by("edition_id")
            .values_list("key", "edition_id")
        )
        found = list(rows)
        mine = {record.edition_id for record, _ in work if record.edition_id}
        editions = Edition.objects.in_bulk({pk for _, pk in found} | mine)
        by_key: dict[int, list[Edition]] = defaultdict(list)
        for key, pk in found:
            by_key[key].append(editions[pk])
        others = (
            Record.objects.living()
            .filter(edition__in=mine)
            .exclude(pk__in=[record.pk for record, _ in work if not record._state.adding])
        )
        return cls(work, now, editions, by_key, set(others.values_list("edition_id", flat=True)))

    def assign(self) -> None:
        """Give each record its edition; founds the editions that are missing."""
        for record, described in self.work:
            old = self.editions.get(record.edition_id) if record.edition_id else None
            if old is not None:
                self.to_regroup.add(old.pk)
            if described.is_deleted:
                record.edition = None
                continue
            keys = edition_keys(described.facts)
            edition = self._fitting(described.facts, keys, old) or self._kept(old)
            if edition is None:
                edition = self._found(record, described.facts)
            elif not record._state.adding and not edition._state.adding:
                self.to_regroup.add(edition.pk)
            else:
                self._grow(edition, described.facts)
            self._join(record, edition, keys)

    def _fitting(self, facts: Facts, keys: Iterable[str], old: Edition | None) -> Edition | None:
        """The edition that shares a key with nothing against it; where it is already, if possible."""
        first: Edition | None = None
        for key in keys:
            by_isbn = key.startswith(BY_ISBN)
            fits = [
                e
                for e in self.by_key.get(hashed(key), ())
                if may_be_same(facts, e, by_isbn=by_isbn)
            ]
            if old is not None and any(e is old for e in fits):
                return old
            if len({e.volume for e in fits}) > 1 and not facts.volume:
                continue  # a set's number in each of its volumes: which one is not said
            if fits and first is None:
                first = fits[0]
        return first

    def _kept(self, old: Edition | None) -> Edition | None:
        """Its edition, corrected with it, where no other record speaks for that edition."""
        return old if old is not None and old.pk not in self.occupied else None

    def _found(self, record: Record, facts: Facts) -> Edition:
        named = f"{record.library_id}\n{record.control_number}\n{record.digest}".encode()
        edition = Edition(key=blake2b(named, digest_size=10).hexdigest())
        fill(edition, facts, now=self.now)
        self.facts[edition.key] = facts
        self.founded.append(edition)
        return edition

    def _grow(self, edition: Edition, facts: Facts) -> None:
        before = self.facts.get(edition.key) or facts_of(edition)
        after = self.facts[edition.key] = before.with_more(facts)
        if not edition._state.adding:
            self.touched.add(edition.pk)
        if after is not before:
            fill(edition, after, now=self.now)
            if not edition._state.adding:
                self.grown[edition.pk] = edition

    def _join(self, record: Record, edition: Edition, keys: Iterable[str]) -> None:
        record.edition = edition
        if not edition._state.adding:
            self.occupied.add(edition.pk)
        for key in map(hashed, keys):
            sharing = self.by_key.setdefault(key, [])
            if not any(e is edition for e in sharing):
                sharing.append(edition)
                self.added_keys.append((edition, key))

    def save_new(self) -> None:
        """Write founded and grown editions with their keys and numbers; records point at them then."""
        self._keep_keys_apart()
        Edition.objects.bulk_create(self.founded)
        save_editions(self.grown.values())
        EditionKey.objects.bulk_create(
            [EditionKey(edition=edition, key=key) for edition, key in self.added_keys],
            ignore_conflicts=True,
        )
        Isbn.objects.bulk_create(
            [
                Isbn(edition=e, number=n)
                for e in (*self.founded, *self.grown.values())
                for n in _numbers(e)
            ],
            ignore_conflicts=True,
        )
        self.touched |= {edition.pk for edition in self.founded}
        for record, _ in self.work:
            record.edition = record.edition  # takes over the number it has been given

    def _keep_keys_apart(self) -> None:
        """A record that comes back to an earlier form founds an edition of the same name: number it."""
        names = {edition.key for edition in self.founded}
        taken = set(Edition.objects.filter(key__in=names).values_list("key", flat=True))
        for edition in self.founded:
            if edition.key in taken:
                edition.key = f"{edition.key}{self.now:%Y%m%d%H%M%S%f}"[:40]

    def regroup(self, described: Callable[[Record], Described | None]) -> None:
        """Say anew what editions are whose records changed or left, from the records they have.

        An edition that no record is left of stays as it was: requests point at it.
        """
        said: dict[int, list[Facts]] = defaultdict(list)
        records = Record.objects.living().filter(edition__in=self.to_regroup).order_by("pk")
        for record in records:
            if record.edition_id and (known := described(record)):
                said[record.edition_id].append(known.facts)
        editions = Edition.objects.in_bulk(said)
        for pk, edition in editions.items():
            whole = said[pk][0]
            for facts in said[pk][1:]:
                whole = whole.with_more(facts)
            fill(edition, whole, now=self.now)
        save_editions(editions.values())
        keys = {
            pk: {hashed(k) for f in facts for k in edition_keys(f)} for pk, facts in said.items()
        }
        _sync_keys(keys)
        _sync_numbers(editions)
        self.touched |= self.to_regroup


def save_editions(editions: Iterable[Edition]) -> None:
    """Write the columns of editions that are there already, in one statement."""
    Edition.objects.bulk_create(
        list(editions), update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS
    )


def _numbers(edition: Edition) -> list[str]:
    return [n[:_NUMBER_LENGTH] for n in numbers_of([*edition.isbns, *edition.issns])]


def _sync_keys(wanted: dict[int, set[int]]) -> None:
    gone = [
        row.pk
        for row in EditionKey.objects.filter(edition__in=wanted)
        if row.key not in wanted[row.edition_id]
    ]
    EditionKey.objects.filter(pk__in=gone).delete()
    EditionKey.objects.bulk_create(
        [EditionKey(edition_id=pk, key=key) for pk, keys in wanted.items() for key in sorted(keys)],
        ignore_conflicts=True,
    )


def _sync_numbers(editions: dict[int, Edition]) -> None:
    wanted = {pk: _numbers(edition) for pk, edition in editions.items()}
    rows = Isbn.objects.filter(edition__in=editions)
    gone = [row.pk for row in rows if row.number not in wanted[row.edition_id]]
    Isbn.objects.filter(pk__in=gone).delete()
    Isbn.objects.bulk_create(
        [Isbn(edition_id=pk, number=n) for pk, numbers in wanted.items() for n in numbers],
        ignore_conflicts=True,
    )
