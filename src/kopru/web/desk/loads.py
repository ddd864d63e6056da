"""Deliveries of records: what became of each, and how far one is that is running."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.catalogue.loading.load import SILENCE
from kopru.catalogue.models import Load, LoadState
from kopru.web.desk.here import here, page_of
from kopru.web.frame.sight import KopruRequest, staff_only


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A delivery as it is shown. `speed` is records a second, `left` the seconds it may take
    still (None where nothing can be said), `state` what it looks like from outside."""

    load: Load
    state: str
    speed: int
    left: int | None

    @property
    def is_running(self) -> bool:
        """Whether it moves, so that the page asks again."""
        return self.state == LoadState.RUNNING

    @property
    def seconds(self) -> int:
        """Whole seconds that it took."""
        return round(self.load.seconds)

    @property
    def minutes_left(self) -> int:
        """Whole minutes that it may take still, at least one."""
        return max(1, round((self.left or 0) / 60))


def row_of(load: Load, *, now: datetime) -> LoadRow:
    """How a delivery stands now. A running one that has long said nothing has stopped."""
    state = load.state
    heard = load.heard_at or load.started_at
    if state == LoadState.RUNNING and now - heard > SILENCE:
        state = LoadState.STOPPED
    elapsed = load.seconds or (heard - load.started_at).total_seconds()
    speed = round(load.read / elapsed) if elapsed > 0 else 0
    left = None
    if state == LoadState.RUNNING and elapsed > 0 and load.bytes_done:
        left = round((load.bytes_total - load.bytes_done) * elapsed / load.bytes_done)
    return LoadRow(load, state, speed, left)


@require_safe
@staff_only
def show_loads(request: KopruRequest) -> HttpResponse:
    """Every delivery of this library, newest first."""
    page = page_of(Load.objects.filter(library=here(request)), request)
    now = timezone.now()
    context = {"page": page, "rows": [row_of(load, now=now) for load in page]}
    return render(request, "desk/loads.html", context)


@require_safe
@staff_only
def show_load_row(request: KopruRequest, pk: int) -> HttpResponse:
    """One delivery's row, for a page that is already open."""
    load = get_object_or_404(Load, library=here(request), pk=pk)
    context = {"row": row_of(load, now=timezone.now())}
    return render(request, "desk/load_row.html", context)
