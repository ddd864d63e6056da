"""What people decide about editions: the same, different, split, joined. Outlives every load.

A decision is kept as rulings between records, since records are what libraries deliver
again: `grouping` obeys them before it compares anything.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from kopru.catalogue.loading.editions import say_anew
from kopru.catalogue.models import (
    Doubt,
    DoubtDecision,
    Edition,
    EditionToIndex,
    Holding,
    Record,
    Ruling,
    new_key,
)
from kopru.libraries.models import User

#: records on each side that a decision is written down for; more than any edition needs
_MOST = 50


class NotPossible(Exception):
    """The decision makes no sense as things stand; `code` says why.

    "gone": an edition has no records any more. "same": both are one already. "not_its":
    records are not of the edition. "all": nothing would be left behind.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def decide(doubt: Doubt, *, is_same: bool, by: User, now: datetime) -> Edition:
    """A person's answer to a doubt; gives the record's edition then.

    It can be answered anew: the other answer takes the first one back, with everything
    that it moved.

    :raises NotPossible: "gone" where either side has no records any more
    """
    doubt = Doubt.objects.select_for_update().get(pk=doubt.pk)
    mine, theirs = doubt.record.edition, standing(doubt.edition)
    if mine is None or not _living(theirs):
        raise NotPossible("gone")
    if is_same and mine != theirs:
        doubt.moved_from, doubt.moved = mine, [record.pk for record in _living(mine)]
        join(theirs, mine, by=by, now=now)
    elif not is_same and mine == theirs:
        moved = [r for r in _living(theirs) if r.pk in (doubt.moved or [doubt.record_id])]
        split(theirs, moved, by=by, now=now, into=doubt.moved_from)
        doubt.moved_from, doubt.moved = None, []
    else:
        _rule([doubt.record], _living(theirs), is_same=is_same, by=by, now=now)
    doubt.decision = DoubtDecision.SAME if is_same else DoubtDecision.DIFFERENT
    doubt.decided_at, doubt.decided_by = now, by
    doubt.save(update_fields=["decision", "decided_at", "decided_by", "moved_from", "moved"])
    doubt.record.refresh_from_db()
    return doubt.record.edition or theirs


@transaction.atomic
def join(edition: Edition, other: Edition, *, by: User, now: datetime) -> Edition:
    """Both are one: the records of `other` become the edition's, and its page leads there.

    :raises NotPossible: "same", or "gone" where either has no records
    """
    edition, other = standing(edition), standing(other)
    if edition == other:
        raise NotPossible("same")
    mine, theirs = _living(edition), _living(other)
    if not mine or not theirs:
        raise NotPossible("gone")
    _rule(mine, theirs, is_same=True, by=by, now=now)
    _move(theirs, edition)
    Edition.objects.filter(pk=other.pk).update(moved_to=edition)
    _said_anew({edition.pk, other.pk}, now)
    return edition


@transaction.atomic
def split(
    edition: Edition,
    records: Collection[Record],
    *,
    by: User,
    now: datetime,
    into: Edition | None = None,
) -> Edition:
    """These records are of another edition: a new one, or `into`, which was joined to this one.

    :raises NotPossible: "not_its" where a record is not of the edition, "all" where none
        would be left, "gone" where there are none
    """
    all_ = _living(edition)
    leaving = [record for record in all_ if record.pk in {r.pk for r in records}]
    staying = [record for record in all_ if record not in leaving]
    if len(leaving) != len({r.pk for r in records}):
        raise NotPossible("not_its")
    if not leaving or not staying:
        raise NotPossible("all" if leaving else "gone")
    if into is None:
        into = Edition.objects.create(key=new_key(), title=edition.title)
    Edition.objects.filter(pk=into.pk).update(moved_to=None)
    _rule(leaving, staying, is_same=False, by=by, now=now)
    _move(leaving, into)
    _said_anew({edition.pk, into.pk}, now)
    into.refresh_from_db()
    return into


def standing(edition: Edition) -> Edition:
    """The edition itself, or the one that it was joined to, at however many removes."""
    seen = {edition.pk}
    while edition.moved_to is not None and edition.moved_to_id not in seen:
        edition = edition.moved_to
        seen.add(edition.pk)
    return edition


def _living(edition: Edition) -> list[Record]:
    return list(Record.objects.living().filter(edition=edition).defer("packed").order_by("pk"))


def _rule(
    some: Iterable[Record], others: Iterable[Record], *, is_same: bool, by: User, now: datetime
) -> None:
    """Write down, for each pair, what was decided last."""
    pairs = [
        (min(one.pk, other.pk), max(one.pk, other.pk))
        for one in list(some)[:_MOST]
        for other in list(others)[:_MOST]
        if one.pk != other.pk
    ]
    Ruling.objects.bulk_create(
        [
            Ruling(one_id=one, other_id=other, is_same=is_same, at=now, by=by)
            for one, other in pairs
        ],
        update_conflicts=True,
        unique_fields=["one", "other"],
        update_fields=["is_same", "at", "by"],
    )


def _move(records: Collection[Record], edition: Edition) -> None:
    ids = [record.pk for record in records]
    Record.objects.filter(pk__in=ids).update(edition=edition)
    Holding.objects.filter(record__in=ids).update(edition=edition)


def _said_anew(editions: set[int], now: datetime) -> None:
    say_anew(editions, now=now)
    EditionToIndex.objects.bulk_create([EditionToIndex(edition_id=pk) for pk in sorted(editions)])
