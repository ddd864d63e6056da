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
from django.db import transaction
from django.db.models import Exists, OuterRef

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
    when it does not concern them. deliver: tells them; raises ConnectionTrouble.
    """

    name: str
    thread: Callable[[Happening], str | None]
    deliver: Callable[[Happening, datetime], None]


def plan(counterparts: Mapping[str, Counterpart], *, now: datetime) -> int:
    """Write the errands of happenings that can no longer be undone; returns how many happenings."""
    planned = 0
    for pk in list(Untold.objects.due(now=now).values_list("pk", flat=True)[:_BATCH]):
        planned += _plan_one(pk, counterparts, now)
    return planned


@transaction.atomic
def _plan_one(pk: int, counterparts: Mapping[str, Counterpart], now: datetime) -> int:
    untold = Untold.objects.select_for_update().filter(pk=pk).select_related("happening").first()
    if untold is None:  # undone, or planned by another worker
        return 0
    happening = untold.happening
    Errand.objects.bulk_create(
        [
            Errand(
                happening=happening, library_id=happening.library_id, counterpart=c.name,
                thread=f"{c.name}:{thread}", next_try_at=now, created_at=now,
            )
            for c in counterparts.values()
            if (thread := c.thread(happening)) is not None
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    untold.delete()
    return 1


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
    errand.refresh_from_db(fields=["attempts"])
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
