"""Who may be asked at this moment, and who is left in peace: limits, rests, what is remembered."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q

from kopru.catalogue.models import Edition
from kopru.connections.targets.dialects import can_ask
from kopru.connections.targets.lines import Line, Standing, last_checks, line_of
from kopru.connections.targets.looked_for import LookedFor
from kopru.connections.targets.models import Breaker, Check, Outcome, Target

#: seconds that a catalogue has in all; what comes later is lost
LATE = 6.0
#: a question older than this has lost its process
ASKED_FOR = timedelta(seconds=LATE + 6)
#: a failure is not asked for again at the next press of a key
FAILURE_KEPT = timedelta(seconds=15)


class Manners:
    """How each of some catalogues stands for one edition. Four queries, however many."""

    def __init__(
        self, edition: Edition, targets: Sequence[Target], wanted: Mapping[int, LookedFor], *,
        now: datetime,
    ) -> None:  # fmt: skip
        self._now, self._targets, self._wanted = now, targets, wanted
        ids = [target.pk for target in targets]
        self._breakers = {b.target_id: b for b in Breaker.objects.filter(target__in=ids)}
        self._last = last_checks(edition, ids)
        minute = Check.objects.filter(target__in=ids, asked_at__gt=now - timedelta(minutes=1))
        owes = Q(outcome=Outcome.ASKING, asked_at__gt=now - ASKED_FOR)
        counted = minute.values("target").annotate(
            all=Count("pk"), owed=Count("pk", filter=owes), since=Min("asked_at", filter=owes)
        )
        self._counted = {row["target"]: row for row in counted}
        self._standings = {target.pk: self._standing(target) for target in targets}

    @property
    def free(self) -> list[Target]:
        """Those who may be asked now."""
        return [target for target in self._targets if self._standings[target.pk] is None]

    def lines(self) -> list[Line]:
        """What is known of each without asking."""
        lines = []
        for target in self._targets:
            tried, told = self._last[target.pk]
            standing = self._standings[target.pk] or Standing.BUSY  # free, but another was quicker
            lines.append(line_of(told or tried, target=target, standing=standing))
        return lines

    def _standing(self, target: Target) -> Standing | None:
        """Why it is not asked now; None where it may be."""
        last, _ = self._last[target.pk]
        breaker = self._breakers.get(target.pk)
        if not can_ask(target, self._wanted[target.library_id]):
            return Standing.NOT_ASKED
        if last is not None and (standing := self._remembered(last)) is not None:
            return standing
        if breaker is not None and breaker.is_resting(now=self._now):
            return Standing.RESTS
        return Standing.BUSY if self._is_busy(target) else None

    def _remembered(self, last: Check) -> Standing | None:
        outcome = Outcome(last.outcome)
        age = self._now - last.asked_at
        if outcome == Outcome.ASKING:
            return Standing.ASKED if age < ASKED_FOR else None
        fresh = timedelta(minutes=settings.KOPRU_TARGET_MINUTES)
        return Standing.TOLD if age < (fresh if outcome.is_answer else FAILURE_KEPT) else None

    def _is_busy(self, target: Target) -> bool:
        """It has as many questions as it wants, or owes an answer for longer than a page waits."""
        counted = self._counted.get(target.pk)
        if counted is None:
            return False
        patience = timedelta(seconds=settings.KOPRU_TARGET_SECONDS)
        if counted["since"] is not None and self._now - counted["since"] >= patience:
            return True
        return bool(counted["owed"] >= target.at_once or counted["all"] >= target.a_minute)
