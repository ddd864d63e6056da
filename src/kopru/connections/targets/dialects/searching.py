"""Searching a catalogue by the surest way first, and believing only what is of the edition."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from kopru.catalogue.records.described import Copy, Described, Facts
from kopru.catalogue.records.reading import described
from kopru.common.words import Words
from kopru.connections.errors import ConnectionTrouble, Refused, Unreachable
from kopru.connections.outbound import Forbidden, TooBig, TooSlow
from kopru.connections.targets.copies import from_opac
from kopru.connections.targets.looked_for import LookedFor
from kopru.connections.targets.models import Outcome
from kopru.connections.targets.told import Told
from kopru.protocols.marc import MarcRecord, Reason, Unreadable, read_marcxml
from kopru.protocols.zoom.opacxml import OpacHolding

#: records asked for in one search: an edition catalogued twice or thrice is no rarity
MOST_RECORDS = 5
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Way:
    """One search: the query, what it asks by, and whether a wrong record in answer is a fault."""

    query: str
    by: Words
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """A record of the catalogue, as far as it matters here."""

    facts: Facts
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """What one search gave. With `trouble` it gave nothing, and `detail` says more."""

    hits: int = 0
    seen: tuple[Seen, ...] = ()
    trouble: Outcome | None = None
    detail: str = ""


def marcxml_of(data: bytes) -> MarcRecord:
    """The first record of some MARCXML. Raises Unreadable."""
    record = next(read_marcxml(BytesIO(data)), None)
    if record is None:
        raise Unreadable(Reason.NO_FIELDS, "there is no MARC record in it")
    if isinstance(record, Unreadable):
        raise record
    return record


def seen_in(record: MarcRecord, holdings: Sequence[OpacHolding] = ()) -> Seen:
    """A MARC record with its holdings: those that came beside it, else those in its own fields."""
    said: Described = described(record, "")
    return Seen(said.facts, from_opac(holdings) if holdings else said.copies)


def search(
    ways: Sequence[Way], run: Callable[[Way, float], Searched], wanted: LookedFor, *, seconds: float
) -> Told:
    """Try the ways in their order until one finds the edition, or the time is over."""
    ends = time.monotonic() + seconds
    trace: list[Words] = []
    lied = False
    for way in ways:
        left = ends - time.monotonic()
        if left <= 0:
            return Told(Outcome.NO_ANSWER, trace=tuple(trace))
        began = time.monotonic()
        found = run(way, left)
        trace.append(_step(way, found, int((time.monotonic() - began) * 1000)))
        if found.trouble is not None:
            return Told(found.trouble, detail=found.detail, trace=tuple(trace))
        believed = [seen for seen in found.seen if wanted.is_the_same(seen.facts)]
        trace += [_judged(seen, is_it=seen in believed) for seen in found.seen]
        if believed:
            copies = tuple(copy for seen in believed for copy in seen.copies)
            return Told(Outcome.HELD, copies, trace=tuple(trace))
        lied = lied or (way.is_sure and bool(found.seen))
    if lied:
        return Told(Outcome.OTHER_WORK, detail=_titles(found.seen), trace=tuple(trace))
    return Told(Outcome.NOT_HELD, trace=tuple(trace))


def _step(way: Way, found: Searched, spent: int) -> Words:
    if found.trouble is None:
        tr, en = f"{found.hits} kayıt", f"{found.hits} records"
    else:
        tr = en = f"{found.trouble}" + (f" ({found.detail})" if found.detail else "")
    return Words(f"{way.by.tr}: {tr}, {spent} ms", f"{way.by.en}: {en}, {spent} ms")


def _judged(seen: Seen, *, is_it: bool) -> Words:
    title = seen.facts.title[:80] or "–"
    if is_it:
        count = len(seen.copies)
        return Words(f"«{title}»: bu eser, {count} nüsha", f"“{title}”: this work, {count} copies")
    return Words(f"«{title}»: başka bir eser", f"“{title}”: another work")


def _titles(seen: Sequence[Seen]) -> str:
    return "; ".join(one.facts.title[:80] for one in seen)[:300]


def outcome_of(trouble: ConnectionTrouble) -> Outcome:
    """What a failure on the way is counted as."""
    sorts: tuple[tuple[type[ConnectionTrouble], Outcome], ...] = (
        (Forbidden, Outcome.FORBIDDEN),
        (TooSlow, Outcome.NO_ANSWER),
        (TooBig, Outcome.TOO_BIG),
        (Refused, Outcome.REFUSED),
        (Unreachable, Outcome.UNREACHABLE),
    )
    return next((outcome for sort, outcome in sorts if isinstance(trouble, sort)), Outcome.GARBLED)
