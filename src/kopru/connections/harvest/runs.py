"""The rows of the log: begun, taken over from the dead, counted page by page, ended."""

import fcntl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from kopru.catalogue.models import Load
from kopru.common.processes import is_here, worker
from kopru.connections.harvest.models import Delivered, Run, RunState, Source
from kopru.connections.harvest.taking import Taken, deletion, hand_over
from kopru.libraries.models import Library
from kopru.protocols.oaipmh import Granularity, datestamps

#: a run on another machine that nobody has heard of for so long is taken over
LEASE = timedelta(minutes=15)
#: clocks differ, and transactions commit late: so much is asked for again
OVERLAP = timedelta(minutes=5)
#: pauses before a provider that failed is asked again; after the last one a person is asked
PAUSES = tuple(timedelta(minutes=m) for m in (2, 10, 60, 360, 720, 1440))
_FATES = ("stored", "updated", "unchanged", "deleted", "quarantined")
_SWEEP = 500
#: columns that say which records a source brings, and how they are read
_SAME = ("address", "format", "set", "encoding", "is_union")


class Busy(Exception):
    """Somebody is harvesting this source at the moment."""


@contextmanager
def alone(source: Source) -> Iterator[None]:
    """Nobody else on this machine harvests the source meanwhile; a dead process gives way at once.

    :raises Busy: somebody does already
    """
    place = Path(settings.KOPRU_DATA) / "harvest" / f"{source.pk}.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(str(source)) from None
        yield


def begin(source: Source, *, now: datetime, full: bool = False) -> Run:
    """The run to work on: the one that was not finished, else a new one. To be called `alone`.

    :raises Busy: a process on another machine works on it
    """
    with transaction.atomic():
        Source.objects.select_for_update().get(pk=source.pk)
        run = source.runs.filter(state__in=(RunState.RUNNING, RunState.WAITING)).first()
        if run is not None and _is_elsewhere(run, now):
            raise Busy(str(source))
        if run is None:
            since = "" if full else window_start(source)
            run = Run(
                source=source, started_at=now, since=since, is_full=full or not source.reached
            )
        run.state, run.worker, run.heard_at, run.again_at = RunState.RUNNING, worker(), now, None
        run.trouble = run.detail = ""
        run.save()
    run.source = source
    return run


def _is_elsewhere(run: Run, now: datetime) -> bool:
    """Worked on, as far as we know, by a process that our lock does not reach."""
    fresh = run.heard_at > now - LEASE
    return run.state == RunState.RUNNING and not is_here(run.worker) and fresh


def window_start(source: Source) -> str:
    """`from` of the next harvest, as fine as the provider's dates; "" where nothing was taken yet."""
    reached = datestamps.read_leniently(source.reached) if source.reached else None
    if reached is None:
        return ""
    return datestamps.write(reached - OVERLAP, Granularity.named(source.granularity))


def due(*, now: datetime) -> list[Source]:
    """Sources whose time has come, or whose harvest is to go on. Some may be worked on already (`alone`)."""
    is_due = Q(due_at__lte=now) | Q(due_at=None)
    waiting = Q(runs__state=RunState.WAITING, runs__again_at__lte=now)
    orphaned = Q(runs__state=RunState.RUNNING)
    found = Source.objects.filter(is_on=True).filter(is_due | waiting | orphaned).distinct()
    open_runs = {
        run.source_id: run
        for run in Run.objects.filter(
            source__in=found, state__in=(RunState.RUNNING, RunState.WAITING)
        )
    }
    return [
        one for one in found.select_related("library") if _may_start(open_runs.get(one.pk), now)
    ]


def _may_start(run: Run | None, now: datetime) -> bool:
    if run is None:
        return True
    if run.state == RunState.WAITING:
        return run.again_at is None or run.again_at <= now
    return not _is_elsewhere(run, now)


def write_page(run: Run, taken: Taken, *, now: datetime, position: int) -> None:
    """Everything of a page in one transaction: its records, what is remembered, where it goes on."""
    with transaction.atomic():
        for library, items in taken.items.items():
            hand_over(_load_of(run, library, now), items, now=now)
        _remember(run, taken)
        run.unknown += taken.unknown
        run.records = position
        count(run)
        run.heard_at = now
        run.save()
        run.loads.update(heard_at=now)


def _load_of(run: Run, library: Library, now: datetime) -> Load:
    load = run.loads.filter(library=library).first()
    if load is None:
        load = Load.objects.create(
            library=library, files=[run.source.address], mode="delta", started_at=now, heard_at=now,
            worker=worker(),
        )  # fmt: skip
        run.loads.add(load)
    return load


def _remember(run: Run, taken: Taken) -> None:
    rows = {
        (identifier, library.pk): Delivered(
            source=run.source,
            identifier=identifier,
            library=library,
            control_number=number,
            run=run,
        )
        for identifier, library, number in taken.brought
    }
    Delivered.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["source", "identifier", "library"],
        update_fields=["control_number", "run"],
    )
    Delivered.objects.filter(pk__in=taken.gone).delete()


def count(run: Run) -> None:
    """Bring the run's counts up to those of its loads."""
    loads = list(run.loads.all())
    for fate in _FATES:
        setattr(run, fate, sum(getattr(load, fate) for load in loads))


def sweep(run: Run, *, now: datetime) -> bool:
    """After a full harvest: take out what it did not bring. False where that would be most of it."""
    known = Delivered.objects.filter(source=run.source)
    missing = known.exclude(run=run)
    gone = missing.count()
    if gone * 2 > known.count():
        return False
    while rows := list(missing.select_related("library").order_by("pk")[:_SWEEP]):
        taken = Taken()
        for row in rows:
            item = deletion(row, run.reached, file=run.source.address, position=run.records)
            taken.items[row.library].append(item)
            taken.gone.append(row.pk)
        write_page(run, taken, now=now, position=run.records)
    return True


def finish(run: Run, *, now: datetime) -> None:
    """The run has come to its end: the next one begins where this one did, by the provider's clock."""
    source = run.source
    with transaction.atomic():
        Source.objects.filter(pk=source.pk).update(
            name=source.name, granularity=source.granularity, deleted=source.deleted,
            due_at=_next(source, now),
        )  # fmt: skip
        # what was changed meanwhile is another source, of which nothing was taken yet
        same = {name: getattr(source, name) for name in _SAME}
        Source.objects.filter(pk=source.pk, **same).update(reached=run.reached or source.reached)
        run.state, run.ended_at, run.heard_at, run.token = RunState.DONE, now, now, ""
        run.save()
        _close(run.loads.all(), run.started_at, now, state="done")


def begin_anew(source: Source, *, now: datetime) -> None:
    """After a change of what is asked for: nothing of it was taken yet, and what waits is given up."""
    source.reached = ""
    source.runs.filter(state=RunState.WAITING).update(
        state=RunState.FAILED, ended_at=now, again_at=None, trouble="changed", detail=""
    )


def is_other(source: Source, wanted: Mapping[str, object]) -> bool:
    """Whether these values (by the names of columns) make other records of the source."""
    return any(name in wanted and wanted[name] != getattr(source, name) for name in _SAME)


def put_off(run: Run, *, trouble: str, detail: str, after: timedelta, now: datetime) -> None:
    """It goes on by itself later, at least `after` from now, where its token stands."""
    if run.attempts >= len(PAUSES):
        fail(run, trouble=trouble, detail=detail, now=now)
        return
    run.again_at = now + max(after, PAUSES[run.attempts])
    run.attempts += 1
    run.state, run.heard_at, run.trouble, run.detail = RunState.WAITING, now, trouble, detail
    run.save()


def fail(run: Run, *, trouble: str, detail: str, now: datetime) -> None:
    """It does not go on until a person has changed something; the next one is tried at its time."""
    with transaction.atomic():
        run.state, run.ended_at, run.heard_at = RunState.FAILED, now, now
        run.trouble, run.detail = trouble, detail
        run.save()
        Source.objects.filter(pk=run.source_id).update(due_at=_next(run.source, now))
        _close(run.loads.all(), run.started_at, now, state="stopped")


def _next(source: Source, now: datetime) -> datetime | None:
    hours = source.every_hours
    # a source that is harvested by hand only is due in a time that does not come
    return now + timedelta(hours=hours) if hours else now + timedelta(days=36_500)


def _close(loads: Iterable[Load], began: datetime, now: datetime, *, state: str) -> None:
    for load in loads:
        load.state, load.finished_at, load.heard_at = state, now, now
        load.seconds = (now - load.started_at).total_seconds()
        load.save(update_fields=["state", "finished_at", "heard_at", "seconds"])
