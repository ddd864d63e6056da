"""How well each catalogue answers: what staff and the network's administrators look at."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from kopru.connections.targets.models import Breaker, Check, Outcome, Target

#: the time that the figures are of
LATELY = timedelta(days=7)
_MOST = 500
_TRIALS = (Outcome.ASKING, Outcome.LOST)


@dataclass(frozen=True, slots=True)
class Health:
    """One catalogue lately. Shares are of 1; times in milliseconds; None where there is nothing to count.

    `state` is "well", "resting", "trying" (its rest is over, the next question tries it),
    "off", "link" (there is only a link to it) or "new" (never asked).
    """

    target: Target
    state: str
    asked: int
    success: float | None
    median: int | None
    p95: int | None
    last_answer: datetime | None
    last_trouble: Check | None
    rests_until: datetime | None


def health_of(targets: Iterable[Target], *, now: datetime) -> list[Health]:
    """The health of each, in their order. Three queries, however many."""
    wanted = list(targets)
    breakers = {b.target_id: b for b in Breaker.objects.filter(target__in=wanted)}
    checks: dict[int, list[Check]] = defaultdict(list)
    # pruning bounds them: `_MOST` rows a catalogue at most are read
    lately = Check.objects.filter(target__in=wanted, asked_at__gt=now - LATELY)
    for check in lately.exclude(outcome__in=_TRIALS).defer("copies").order_by("-asked_at"):
        if len(checks[check.target_id]) < _MOST:
            checks[check.target_id].append(check)
    return [_health(t, checks[t.pk], breakers.get(t.pk), now) for t in wanted]


def _health(
    target: Target, checks: Sequence[Check], breaker: Breaker | None, now: datetime
) -> Health:
    outcomes = [Outcome(check.outcome) for check in checks]
    counted = [o for o in outcomes if o.is_answer or o.is_its_fault]
    good = [c for c in checks if Outcome(c.outcome).is_answer]
    times = sorted(check.milliseconds for check in good if check.milliseconds is not None)
    bad = next((c for c in checks if not Outcome(c.outcome).is_answer), None)
    return Health(
        target=target,
        state=_state(target, checks, breaker, now),
        asked=len(checks),
        success=len(good) / len(counted) if counted else None,
        median=_at(times, 0.5),
        p95=_at(times, 0.95),
        last_answer=good[0].answered_at if good else None,
        last_trouble=bad,
        rests_until=breaker.rests_until if breaker else None,
    )


def _state(target: Target, checks: Sequence[Check], breaker: Breaker | None, now: datetime) -> str:
    if not target.is_on:
        return "off"
    if target.kind == Target.Kind.LINK:
        return "link"
    if breaker is not None and breaker.rests_until is not None:
        return "resting" if breaker.is_resting(now=now) else "trying"
    return "well" if checks else "new"


def _at(times: Sequence[int], share: float) -> int | None:
    """The smallest time that at least `share` of all do not exceed."""
    return times[max(0, ceil(len(times) * share) - 1)] if times else None
