"""Asking every holder's catalogue at once, within one budget of time.

What was answered a short while ago is not asked again; what rests, is asked too often or
still owes an answer is left in peace. Each question has a thread of its own, which knows
nothing of the database; who began them keeps what comes in time, and a thread keeps what
comes late, so that nobody waits for it and it is there for the next reader.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Exists, Min, OuterRef, Q

from kopru.catalogue.models import Edition, Holding
from kopru.connections.targets import resting
from kopru.connections.targets.dialects import DIALECTS, can_ask
from kopru.connections.targets.keeping import keep
from kopru.connections.targets.lines import Line, Standing, line_of
from kopru.connections.targets.looked_for import LookedFor, look_for
from kopru.connections.targets.models import Breaker, Check, Outcome, Target
from kopru.connections.targets.told import Told

log = structlog.get_logger()

#: seconds that a catalogue has in all; what comes later is lost
LATE = 6.0
#: a question older than this has lost its process
ASKED_FOR = timedelta(seconds=LATE + 6)
#: a failure is not asked for again at the next press of a key
FAILURE_KEPT = timedelta(seconds=15)

Ask = Callable[[Target, LookedFor, float], Told]


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
                pk, told = self._came.get(timeout=max(0.0, ends - time.monotonic()))
            except queue.Empty:
                return
            if pk in self._open:
                yield line_of(self._kept(pk, told))

    def leave(self) -> "threading.Thread | None":
        """Let a thread keep what is still to come; the thread, if there is one."""
        if not self._open:
            return None
        thread = threading.Thread(target=self._keep_the_rest, name="targets-late", daemon=True)
        thread.start()
        return thread

    def still_open(self) -> list[Line]:
        """The lines of those who have not answered yet."""
        return [line_of(claim.check) for claim in self._open.values()]

    def _ask(self, claim: Claim) -> None:
        target = claim.check.target
        try:
            told = DIALECTS[target.kind](target, claim.wanted, LATE)
        except Exception as fault:
            log.exception("asking a catalogue failed", target=str(target))
            told = Told(Outcome.CRASHED, detail=type(fault).__name__)
        self._came.put((claim.check.pk, told))

    def _kept(self, pk: int, told: Told) -> Check:
        spent = int((time.monotonic() - self._began) * 1000)
        return keep(self._open.pop(pk).check, told, milliseconds=spent)

    def _keep_the_rest(self) -> None:
        try:
            for _ in self.lines(LATE + 2):
                pass
            for pk in list(self._open):  # a name that nobody resolves, say
                self._kept(pk, Told(Outcome.NO_ANSWER))
        except Exception:
            log.exception("a late answer was lost")
        finally:
            connection.close()


def ask_all(
    edition: Edition, *, seconds: float | None = None, now: datetime
) -> Iterator[Line]:  # fmt: skip
    """One line for each catalogue of a library that holds `edition`, as they become known.

    First what is known without asking, then each answer as it comes; after `seconds` in
    all (KOPRU_TARGET_SECONDS) those that have not answered. Late answers are kept.
    """
    round_ = begin(edition, now=now)
    yield from round_.known
    yield from round_.lines(settings.KOPRU_TARGET_SECONDS if seconds is None else seconds)
    yield from round_.still_open()
    round_.leave()


def begin(edition: Edition, *, now: datetime) -> Round:
    """Ask every catalogue of a holder that may be asked now; waits for none of them."""
    held = Holding.objects.filter(edition=edition, library=OuterRef("library"))
    targets = list(Target.objects.on().filter(Exists(held)).select_related("library"))
    if not targets:
        return Round([], [])
    known, claims = _decided(edition, targets, now)
    return Round(known, claims)


@transaction.atomic
def _decided(
    edition: Edition, targets: list[Target], now: datetime
) -> tuple[list[Line], list[Claim]]:
    wanted = look_for(edition, [target.library_id for target in targets])
    ours = _Manners(edition, targets, now)
    known: list[Line] = []
    checks: list[Check] = []
    for target in targets:
        last = ours.latest.get(target.pk)
        standing = ours.standing(target, wanted[target.library_id])
        if standing is None:
            resting.begin_trial(ours.breakers[target.pk], now=now)
            checks.append(Check(target=target, edition=edition, asked_at=now))
        else:
            known.append(line_of(last, target=target, standing=standing))
    made = Check.objects.bulk_create(checks)
    return known, [Claim(check, wanted[check.target.library_id]) for check in made]


class _Manners:
    """Who may be asked at this moment. Four queries, however many catalogues; locks their breakers."""

    def __init__(self, edition: Edition, targets: list[Target], now: datetime) -> None:
        self.now = now
        ids = [target.pk for target in targets]
        missing = [Breaker(target=target) for target in targets]
        Breaker.objects.bulk_create(missing, ignore_conflicts=True)
        locked = Breaker.objects.select_for_update().filter(target__in=ids).order_by("pk")
        self.breakers = {breaker.target_id: breaker for breaker in locked}
        self.latest: dict[int, Check] = {}
        checks = Check.objects.filter(edition=edition, target__in=ids).select_related("target")
        for check in checks.exclude(outcome=Outcome.LOST).order_by("asked_at", "pk"):
            self.latest[check.target_id] = check
        minute = Check.objects.filter(target__in=ids, asked_at__gt=now - timedelta(minutes=1))
        owes = Q(outcome=Outcome.ASKING, asked_at__gt=now - ASKED_FOR)
        counted = minute.values("target").annotate(
            all=Count("pk"), owed=Count("pk", filter=owes), since=Min("asked_at", filter=owes)
        )
        self.counted = {row["target"]: row for row in counted}

    def standing(self, target: Target, wanted: LookedFor) -> Standing | None:
        """Why it is not asked now; None where it may be."""
        last = self.latest.get(target.pk)
        if target.kind == Target.Kind.LINK or not can_ask(target, wanted):
            return Standing.NOT_ASKED
        if last is not None and (standing := self._remembered(last)) is not None:
            return standing
        if self.breakers[target.pk].is_resting(now=self.now):
            return Standing.RESTS
        return Standing.BUSY if self._is_busy(target) else None

    def _remembered(self, last: Check) -> Standing | None:
        outcome = Outcome(last.outcome)
        age = self.now - last.asked_at
        if outcome == Outcome.ASKING:
            return Standing.ASKED if age < ASKED_FOR else None
        fresh = timedelta(minutes=settings.KOPRU_TARGET_MINUTES)
        return Standing.TOLD if age < (fresh if outcome.is_answer else FAILURE_KEPT) else None

    def _is_busy(self, target: Target) -> bool:
        """It has as many questions as it wants, or owes an answer for longer than a page waits."""
        counted = self.counted.get(target.pk)
        if counted is None:
            return False
        patience = timedelta(seconds=settings.KOPRU_TARGET_SECONDS)
        if counted["since"] is not None and self.now - counted["since"] >= patience:
            return True
        return bool(counted["owed"] >= target.at_once or counted["all"] >= target.a_minute)
