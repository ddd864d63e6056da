"""From happenings to errands, and from errands to told counterparts (design.md 2).

At least once: an errand is done only when its counterpart has answered; a worker
that dies leaves a lease that runs out. Retries back off to an hour; after seven
days an errand is a dead letter that staff see.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from kopru.common.processes import forget_the_dead, is_dead
from kopru.connections.errands.models import Errand
from kopru.connections.errors import ConnectionTrouble
from kopru.requests.models import Happening, Untold

log = structlog.get_logger()

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=7)
_BATCH = 100


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Somebody who must hear of happenings.

    thread: the line of talk a happening belongs to for this counterpart, or None
    when it does not concern them. deliver: tells them; raises ConnectionTrouble. waits: how long
    it is held back, so that others of the same news may be told with it.
    """

    name: str
    thread: Callable[[Happening], str | None]
    deliver: Callable[[Happening, datetime], None]
    waits: Callable[[Happening], timedelta] = lambda _: timedelta(0)


def plan(counterparts: Mapping[str, Counterpart], *, now: datetime) -> int:
    """Write the errands of happenings that can no longer be undone; returns how many happenings."""
    with transaction.atomic():
        due = Untold.objects.due(now=now).select_for_update(of=("self",), skip_locked=_can_skip())
        happenings = [untold.happening for untold in due.select_related("happening")[:_BATCH]]
        if happenings:
            errands = [e for h in happenings for e in _errands(h, counterparts, now)]
            Errand.objects.bulk_create(errands, ignore_conflicts=True)
            Untold.objects.filter(pk__in=[h.pk for h in happenings]).delete()
    return len(happenings)


def _can_skip() -> bool:
    """Two workers plan side by side where the database lets them pass each other's rows."""
    return connection.features.has_select_for_update_skip_locked


def _errands(
    happening: Happening, counterparts: Mapping[str, Counterpart], now: datetime
) -> Iterable[Errand]:
    for counterpart in counterparts.values():
        thread = counterpart.thread(happening)
        if thread is not None:
            yield Errand(
                happening=happening,
                library_id=happening.library_id,
                counterpart=counterpart.name,
                thread=f"{counterpart.name}:{thread}",
                next_try_at=now + counterpart.waits(happening),
                created_at=now,
            )


def run_due(counterparts: Mapping[str, Counterpart], *, now: datetime, limit: int = _BATCH) -> int:
    """Run the errands whose time has come; returns how many were tried."""
    earlier = Errand.objects.waiting().filter(thread=OuterRef("thread"), pk__lt=OuterRef("pk"))
    due = Errand.objects.due(now=now).exclude(Exists(earlier)).select_related("happening")
    tried = 0
    for errand in list(due[:limit]):
        if errand.claim(now=now):
            run(errand, counterparts[errand.counterpart], now=now)
            tried += 1
    return tried


def run(errand: Errand, counterpart: Counterpart, *, now: datetime) -> None:
    """Deliver one claimed errand and keep how it went."""
    errand.attempts += 1
    try:
        counterpart.deliver(errand.happening, now)
    except ConnectionTrouble as trouble:
        _failed(errand, str(trouble), retry=trouble.retry, now=now)
    except Exception as fault:
        log.exception("errand failed", errand=errand.pk)
        _failed(errand, f"{type(fault).__name__}: {fault}", retry=True, now=now)
    else:
        Errand.objects.filter(pk=errand.pk).update(done_at=now, claimed_until=None, trouble="")


def _failed(errand: Errand, trouble: str, *, retry: bool, now: datetime) -> None:
    wait = min(FIRST_WAIT * 2 ** min(errand.attempts - 1, 20), LONGEST_WAIT)
    wait *= 0.8 + 0.4 * random.random()  # noqa: S311 - spread, not secret
    dead = not retry or now - errand.created_at > GIVE_UP_AFTER
    Errand.objects.filter(pk=errand.pk).update(
        claimed_until=None,
        trouble=trouble[:300],
        next_try_at=now + wait,
        dead_at=now if dead else None,
    )


def free_claims_of_the_dead(*, now: datetime) -> int:
    """Give back what workers of this machine had reserved when they died; returns how many.

    Without it a killed server's errands would wait for their leases to run out.
    """
    claimed = Errand.objects.waiting().filter(claimed_until__gt=now)
    dead = [n for n in claimed.values_list("claimed_by", flat=True).distinct() if is_dead(n)]
    freed = claimed.filter(claimed_by__in=dead).update(claimed_until=None) if dead else 0
    forget_the_dead()
    return freed


def send_again(errand: Errand, *, now: datetime) -> None:
    """Staff give a dead letter another week."""
    Errand.objects.filter(pk=errand.pk, done_at=None).update(
        dead_at=None, claimed_until=None, next_try_at=now, created_at=now, attempts=0
    )


def tell_all(counterparts: Mapping[str, Counterpart], *, now: datetime, rounds: int = 50) -> int:
    """Plan and run until nothing is due at `now`; returns how many errands were tried."""
    tried = 0
    for _ in range(rounds):
        busy = plan(counterparts, now=now)
        ran = run_due(counterparts, now=now)
        tried += ran
        if not busy and not ran:
            break
    return tried


def names(counterparts: Iterable[Counterpart]) -> dict[str, Counterpart]:
    """The counterparts by name, as the other functions want them."""
    return {c.name: c for c in counterparts}
