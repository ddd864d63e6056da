"""The works above editions: which other editions and volumes of a work there are, and who has them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from kopru.catalogue.editionrows import facts_of
from kopru.catalogue.keys import all_hashed
from kopru.catalogue.matching import features_of, work_keys
from kopru.catalogue.models import Edition, EditionKey, HoldingStatus, Record
from kopru.catalogue.records.described import Facts
from kopru.catalogue.records.reading import read_stored

#: records of an edition that are asked for the titles of its work: they hardly differ
_RECORDS = 5
#: editions of one work on a page; a classic may have hundreds
_MOST = 60
_HELD = Q(holdings__isnull=False)
_HERE = Q(holdings__status=HoldingStatus.AVAILABLE)


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """Another edition of the work: how many libraries hold it, and how many have it on the shelf."""

    edition: Edition
    libraries: int
    here: int


@dataclass(frozen=True, slots=True)
class Family:
    """What else there is of a work: `editions` that may stand in for each other, and `volumes`
    that hold other parts of it."""

    editions: tuple[OtherEdition, ...] = ()
    volumes: tuple[OtherEdition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.editions or self.volumes)


def family_of(edition: Edition) -> Family:
    """The other editions and volumes of this work that a library holds; at most sixty in all.

    Editions in the same language first, then those that are in, the newest first; volumes by
    their numbers. Two queries.
    """
    keys = all_hashed(key for facts in _described(edition) for key in work_keys(facts))
    if not keys:
        return Family()
    of_the_work = EditionKey.objects.filter(key__in=keys).values("edition_id")
    found = Edition.objects.filter(pk__in=of_the_work, moved_to=None).exclude(pk=edition.pk)
    counted = found.annotate(
        libraries=Count("holdings__library", filter=_HELD, distinct=True),
        here=Count("holdings__library", filter=_HERE, distinct=True),
    )
    held = counted.filter(libraries__gt=0).order_by("-here", "-year", "pk")[:_MOST]
    others = [OtherEdition(e, vars(e)["libraries"], vars(e)["here"]) for e in held]
    return _parted(edition, others)


def _parted(edition: Edition, others: Iterable[OtherEdition]) -> Family:
    """A volume of another number is no other edition: who wants the second has no use for the first."""
    mine = _volume(edition)
    editions: list[OtherEdition] = []
    volumes: list[tuple[str, OtherEdition]] = []
    for other in others:
        theirs = _volume(other.edition)
        if theirs and theirs != mine:
            volumes.append((theirs, other))
        else:
            editions.append(other)
    editions.sort(key=lambda other: _order(edition, other))
    volumes.sort(key=lambda part: (len(part[0]), part[0], _order(edition, part[1])))
    return Family(tuple(editions), tuple(other for _, other in volumes))


def _volume(edition: Edition) -> str:
    """The key of its volume, "" where it is none."""
    return features_of(facts_of(edition)).volume


def _order(edition: Edition, other: OtherEdition) -> tuple[bool, bool, int, int]:
    theirs = other.edition
    return (theirs.language != edition.language, not other.here, -(theirs.year or 0), theirs.pk)


def _described(edition: Edition) -> Iterable[Facts]:
    """What the row says, and what records say beyond it: titles of the original."""
    yield facts_of(edition)
    records = Record.objects.living().filter(edition=edition).order_by("pk")[:_RECORDS]
    for record in records:
        raw = record.raw
        described = read_stored(raw, record.format, record.encoding) if raw else None
        if described:
            yield described.facts
