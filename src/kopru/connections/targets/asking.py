"""Asking every holder's catalogue at once, within one budget of time.

What was answered a short while ago is not asked again; what rests, is asked too often or
still owes an answer is left in peace. Each question has a thread of its own, which knows
nothing of the database; who began them keeps what comes in time, and a thread keeps what
comes late, so that nobody waits for it and it is there for the next reader.
"""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from kopru.catalogue.models import Edition, Holding
from kopru.connections.targets.dialects import DIALECTS
from kopru.connections.targets.keeping import keep
from kopru.connections.targets.lines import Line, Standing, line_of
from kopru.connections.targets.looked_for import LookedFor, look_for
from kopru.connections.targets.manners import LATE, Manners
from kopru.connections.targets.models import Breaker, Check, Outcome, Target
from kopru.connections.targets.told import Told

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Claim:
    """A question that is ours to ask."""

    check: Check
    wanted: LookedFor


class Round:
    """The questions of one page: `known` lines at once, the others as their answers come."""

    def __init__(self, known: Sequence[Line], claims: Sequence[Claim]) -> None:
        self.known = list(known)
        self._open = {claim.check.pk: claim for claim in claims}
        self._came: queue.SimpleQueue[tuple[int, Told]] = queue.SimpleQueue()
        self._began = time.monotonic()
        for claim in claims:
            threading.Thread(
                target=self._ask, args=(claim,), name=f"target-{claim.check.target_id}", daemon=True
            ).start()

    @property
    def is_open(self) -> bool:
        """Somebody still owes an answer."""
        return bool(self._open)

    def lines(self, seconds: float) -> Iterator[Line]:
        """The answers that come within `seconds` of the beginning, kept as they come."""
        ends = self._began + seconds
        while self._open:
            try:
                first = self._came.get(timeout=max(0.0, ends - time.monotonic()))
            except queue.Empty:
                return
            for check in self._keep([first, *self._waiting()]):
                yield line_of(check, target=check.target, standing=Standing.TOLD)

    def _waiting(self) -> list[tuple[int, Told]]:
        """What else has come already: one write for all is ten times as quick as one for each."""
        came = []
        with suppress(queue.Empty):
            while True:
                came.append(self._came.get_nowait())
        return came

    def _keep(self, came: Sequence[tuple[int, Told]]) -> list[Check]:
        spent = int((time.monotonic() - self._began) * 1000)
        kept = [(self._open.pop(pk).check, told) for pk, told in came if pk in self._open]
        with transaction.atomic():
            return [keep(check, told, milliseconds=spent) for check, told in kept]

    def leave(self) -> "threading.Thread | None":
        """Let a thread keep what is still to come; the thread, if there is one."""
        if not self._open:
            return None
        thread = threading.Thread(target=self._keep_the_rest, name="targets-late", daemon=True)
        thread.start()
        return thread

    def still_open(self) -> list[Line]:
        """The lines of those who have not answered yet."""
        return [Line(claim.check.target, Standing.ASKED) for claim in self._open.values()]

    def _ask(self, claim: Claim) -> None:
        target = claim.check.target
        try:
            told = DIALECTS[target.kind](target, claim.wanted, LATE)
        except Exception as fault:
            log.exception("asking a catalogue failed", target=str(target))
            told = Told(Outcome.CRASHED, detail=type(fault).__name__)
        self._came.put((claim.check.pk, told))

    def _keep_the_rest(self) -> None:
        try:
            for _ in self.lines(LATE + 2):
                pass
            # a name that nobody resolves, say
            self._keep([(pk, Told(Outcome.NO_ANSWER)) for pk in self._open])
        except Exception:
            log.exception("a late answer was lost")
        finally:
            connection.close()


def ask_all(edition: Edition, *, seconds: float | None = None, now: datetime) -> Iterator[Line]:
    """One line for each catalogue of a library that holds `edition`, as they become known.

    First what is known without asking, then each answer as it comes; after `seconds` in
    all (KOPRU_TARGET_SECONDS) those that have not answered. Late answers are kept.
    """
    round_ = begin(edition, now=now)
    try:
        yield from round_.known
        yield from round_.lines(settings.KOPRU_TARGET_SECONDS if seconds is None else seconds)
        yield from round_.still_open()
    finally:
        round_.leave()


def begin(edition: Edition, *, now: datetime) -> Round:
    """Ask every catalogue of a holder that may be asked now; waits for none of them."""
    held = Holding.objects.filter(edition=edition, library=OuterRef("library"))
    targets = list(Target.objects.on().filter(Exists(held)).select_related("library"))
    if not targets:
        return Round([], [])
    wanted = look_for(edition, [target.library_id for target in targets])
    manners = Manners(edition, targets, wanted, now=now)
    # a second reader writes nothing, and waits for nobody who writes
    claims = _claimed(edition, targets, wanted, now) if manners.free else []
    ours = {claim.check.target_id for claim in claims}
    return Round([line for line in manners.lines() if line.target.pk not in ours], claims)


@transaction.atomic
def _claimed(
    edition: Edition, targets: list[Target], wanted: dict[int, LookedFor], now: datetime
) -> list[Claim]:
    """Looks again under lock, so that two readers do not ask the same, and writes the questions."""
    Breaker.objects.bulk_create([Breaker(target=t) for t in targets], ignore_conflicts=True)
    locked = Breaker.objects.select_for_update().filter(target__in=targets).order_by("pk")
    breakers = {breaker.target_id: breaker for breaker in locked}
    checks = []
    for target in Manners(edition, targets, wanted, now=now).free:
        breakers[target.pk].begin_trial(now=now)
        checks.append(Check(target=target, edition=edition, asked_at=now))
    return [Claim(c, wanted[c.target.library_id]) for c in Check.objects.bulk_create(checks)]
