"""A provider harvested into the catalogue: page by page, so that a kill costs one page at most.

Each page is written in one transaction together with the token that leads to the next.
Whoever goes on asks for that token, or, when the provider no longer knows it, for the
window from its start: records that are there already stay as they are.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connections

from kopru.connections.harvest import runs
from kopru.connections.harvest.fetching import Fetcher, Later, Never
from kopru.connections.harvest.models import Run, Source
from kopru.connections.harvest.taking import Taking
from kopru.connections.harvest.troubles import FOUNDED
from kopru.connections.outbound import Fetched
from kopru.protocols import oaipmh
from kopru.protocols.oaipmh import Answer, ErrorCode, Wrong

log = structlog.get_logger()

#: pauses in place before a page that did not come is given up for now
TRIES = (2.0, 10.0)
#: an asked-for wait up to this is waited in place, a longer one ends this attempt
_PATIENCE = 60.0
_MOST_RESTARTS = 3
_MOST_EMPTY_PAGES = 50
_NOTHING = (ErrorCode.NO_RECORDS_MATCH,)


@dataclass(slots=True)
class Harvest:
    """One attempt at a run. `clock` gives the time, `sleep` waits, `progress` hears of each page."""

    run: Run
    fetcher: Fetcher
    clock: Callable[[], datetime]
    sleep: Callable[[float], None] = time.sleep
    progress: Callable[[Run], None] | None = None
    _empty: int = 0
    _cut: int = 0

    def go(self) -> Run:
        """Work until the run is done, failed, or put off."""
        try:
            if not self.run.pages:
                self._meet()
            while self._page():
                self.sleep(self.run.source.pause)
            self._end()
        except Later as later:
            wait = timedelta(seconds=later.after)
            runs.put_off(
                self.run, trouble=later.code, detail=later.detail, after=wait, now=self.clock()
            )
        except Never as never:
            runs.fail(self.run, trouble=never.code, detail=never.detail, now=self.clock())
        except Exception as fault:
            log.exception("harvest failed", source=str(self.run.source), run=self.run.pk)
            said = f"{type(fault).__name__}: {fault}"
            runs.put_off(
                self.run, trouble="fault", detail=said, after=timedelta(0), now=self.clock()
            )
        self._tell()
        return self.run

    def _meet(self) -> None:
        """Ask who they are: the granularity of their dates, and whether they know of deletions."""
        source = self.run.source
        page = self._fetch({"verb": "Identify"})
        try:
            identity = oaipmh.read_identity(
                page.body, charset=page.charset, code_page=source.encoding
            )
        except Wrong as wrong:
            raise Never("refused", str(wrong)) from wrong
        except oaipmh.NotOai as other:
            raise Later("not_oai", str(other)) from other
        source.name, source.deleted = identity.name[:200], identity.deleted[:12]
        granularity = oaipmh.Granularity.named(identity.granularity)
        if source.granularity != granularity:
            source.granularity = str(granularity)
            if not self.run.is_full:
                self.run.since = runs.window_start(source)
        source.save(update_fields=["name", "deleted", "granularity"])

    def _page(self) -> bool:
        """Take one page; whether another one follows."""
        run = self.run
        answer = self._answer()
        if answer.wrong is not None and not answer.records:
            return self._refused(answer.wrong)
        token = answer.token.value if answer.token else ""
        if not answer.is_whole and not token and self._cut < len(TRIES):
            self._cut += 1
            self.sleep(TRIES[self._cut - 1])
            return True
        self._keep(answer, token)
        if not answer.is_whole and not token:
            raise Never("cut", f"page {run.pages}")
        return bool(token)

    def _keep(self, answer: Answer, token: str) -> None:
        run, now = self.run, self.clock()
        self._empty = 0 if answer.records else self._empty + 1
        if token and (token == run.token or self._empty > _MOST_EMPTY_PAGES):
            raise Never("loops", token[:200])
        if not run.reached:
            run.reached = oaipmh.datestamps.write(answer.response_date or now)
        taken = Taking.of(run.source, answer.records, position=run.records)
        run.token, run.pages = token, run.pages + 1
        run.attempts = 0
        if answer.token and answer.token.complete_size:
            run.complete_size = answer.token.complete_size
        run.repairs = sorted(
            {*run.repairs, *answer.repairs, *[FOUNDED + symbol for symbol in taken.founded]}
        )
        runs.write_page(run, taken, now=now, position=run.records + len(answer.records))
        self._cut = 0
        self._tell()

    def _refused(self, wrong: Wrong) -> bool:
        """A provider's no: nothing in the window is an end, a token it forgot a new beginning."""
        run = self.run
        if wrong.code in _NOTHING:
            if not run.reached:
                run.reached = oaipmh.datestamps.write(self.clock())
            return False
        if wrong.code == ErrorCode.BAD_RESUMPTION_TOKEN and run.token:
            if run.restarts >= _MOST_RESTARTS:
                raise Never("refused", f"{wrong} (again after {run.restarts} restarts)")
            run.restarts += 1
            run.token, run.records, run.reached = "", 0, ""
            run.save()
            return True
        raise Never("refused", str(wrong))

    def _answer(self) -> Answer:
        """The page asked for next, read; a web page in its place is asked for again, like silence."""
        run = self.run
        asked = (
            oaipmh.resume(run.token)
            if run.token
            else oaipmh.list_records(prefix=run.source.format, since=run.since, set_=run.source.set)
        )
        for pause in (*TRIES, None):
            page = self._fetch(asked)
            try:
                return oaipmh.read_records(
                    page.body, charset=page.charset, code_page=run.source.encoding
                )
            except oaipmh.NotOai as other:
                if pause is None:
                    raise Later("not_oai", str(other)) from other
                self.sleep(pause)
        raise AssertionError  # the last turn returns or raises

    def _fetch(self, asked: dict[str, str]) -> Fetched:
        for pause in (*TRIES, None):
            try:
                return self.fetcher.fetch(asked)
            except Later as later:
                wait = max(pause or 0, later.after)
                if pause is None or wait > _PATIENCE:
                    raise
                self.sleep(wait)
        raise AssertionError  # the last turn returns or raises

    def _end(self) -> None:
        now = self.clock()
        if self.run.is_full and not runs.sweep(self.run, now=now):
            self.run.trouble = "shrunk"
        runs.finish(self.run, now=now)

    def _tell(self) -> None:
        if self.progress:
            self.progress(self.run)


def harvest(
    source: Source,
    *,
    clock: Callable[[], datetime],
    full: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    progress: Callable[[Run], None] | None = None,
) -> Run:
    """Harvest a source, or go on where it was left; the run says how it ended.

    `full` begins at the beginning and, when everything came, takes out what did not.

    :raises Busy: somebody harvests it at the moment
    """
    with runs.alone(source):
        run = runs.begin(source, now=clock(), full=full)
        return Harvest(run, fetcher_of(source), clock, sleep, progress).go()


def fetcher_of(source: Source) -> Fetcher:
    """What fetches the pages of a source."""
    return Fetcher(source.address)


def harvest_due(*, clock: Callable[[], datetime]) -> int:
    """Harvest one after the other what is due; returns how many were."""
    done = 0
    for source in runs.due(now=clock()):
        try:
            harvest(source, clock=clock)
        except runs.Busy:
            continue
        done += 1
    return done


_working: list[threading.Thread] = []


def harvest_in_background(*, clock: Callable[[], datetime]) -> int:
    """Start what is due in a thread of its own: a harvest takes hours, and errands must not wait.

    Returns 1 when one was started. A process that ends leaves its run to be gone on with.
    """
    _working[:] = [thread for thread in _working if thread.is_alive()]
    if _working or not runs.due(now=clock()):
        return 0

    def work() -> None:
        try:
            harvest_due(clock=clock)
        except Exception:
            log.exception("harvests failed")
        finally:
            connections.close_all()

    thread = threading.Thread(target=work, name="harvest", daemon=True)
    thread.start()
    _working.append(thread)
    return 1
