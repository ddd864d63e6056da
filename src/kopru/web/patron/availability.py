"""In or out, now: a part of the title page that asks every holder's own catalogue.

It is there from the start with what was last told, so that nothing moves when answers
come. The first look begins to ask and takes along what is quick; the page looks again
every 300 ms until all have answered or the time is over. Without JavaScript the same
address is a page of its own that waits for the answers.
"""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kopru.catalogue.models import Edition, HoldingStatus
from kopru.connections.targets.asking import begin
from kopru.connections.targets.lines import Line, Standing, lines_of
from kopru.connections.targets.models import Outcome

#: the first look waits so long for what is quick
_QUICK = 0.25


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it is read: a few words, their tone ("" for quiet ones), and what else is known."""

    line: Line
    words: str
    tone: str
    more: str


@dataclass(frozen=True, slots=True)
class Now:
    """The part of the page. `again` is the address to look at next, "" when nothing more comes."""

    edition: Edition
    shown: list[Shown]
    said: str
    again: str
    is_asked: bool


@never_cache
@require_safe
def availability(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, or looks what has come (`since`: when it was asked, milliseconds of the epoch)."""
    edition = get_object_or_404(Edition, pk=pk)
    is_part = bool(getattr(request, "htmx", False))
    since = request.GET.get("since", "")
    if is_part and since.isascii() and since.isdigit() and len(since) < 16:
        asked_at = int(since)
    else:
        quick = _QUICK if is_part else settings.KOPRU_TARGET_SECONDS
        _ask(edition, seconds=quick)
        # counted from the asking, not from the wait for a busy database before it
        asked_at = int((timezone.now().timestamp() - quick) * 1000)
    now = _now(edition, timezone.now(), asked_at=asked_at)
    template = "patron/availability_part.html" if is_part else "patron/availability.html"
    answer = render(request, template, {"now": now, "is_part": is_part})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def last_told(edition: Edition) -> Now:
    """What is known without asking."""
    return _now(edition, timezone.now(), asked_at=None)


def _ask(edition: Edition, *, seconds: float) -> None:
    round_ = begin(edition, now=timezone.now())
    for _line in round_.lines(seconds):
        pass
    round_.leave()


def _now(edition: Edition, now: datetime, *, asked_at: int | None) -> Now:
    patience = settings.KOPRU_TARGET_SECONDS
    address = reverse("title_availability", args=[edition.pk])
    if asked_at is None:
        lines = lines_of(edition, now=now, lost_after=patience)
        shown = [_shown(line) for line in lines]
        return Now(edition, shown, _before(lines), address, is_asked=False)
    spent = now.timestamp() - asked_at / 1000
    is_early = 0 <= spent < patience
    # early: what was asked shortly before us is waited for, too
    lines = lines_of(edition, now=now, lost_after=spent + patience if is_early else 0)
    again = ""
    if is_early and any(line.waits for line in lines):
        again = f"{address}?{urlencode({'since': asked_at})}"
    said = _("Asking the libraries' own catalogues…") if again else _after(lines)
    return Now(edition, [_shown(line) for line in lines], said, again, is_asked=True)


def _before(lines: list[Line]) -> str:
    asked = any(line.standing != Standing.NOT_ASKED for line in lines)
    return _("What the libraries' own catalogues last said.") if asked else ""


def _after(lines: list[Line]) -> str:
    """One sentence on all of them, for the eye and for screen readers."""
    asked = [line for line in lines if line.standing != Standing.NOT_ASKED]
    if not asked:
        return ""
    answered = sum(1 for line in asked if _has_answered(line))
    said = ngettext(
        "%(answered)s of %(n)s catalogue has answered.",
        "%(answered)s of %(n)s catalogues have answered.",
        len(asked),
    )
    return said % {"answered": answered, "n": len(asked)}


def _has_answered(line: Line) -> bool:
    told = line.outcome is not None and line.outcome.is_answer
    return told and line.standing == Standing.TOLD and not line.failed


def _shown(line: Line) -> Shown:
    if line.standing == Standing.NOT_ASKED:
        return Shown(line, _("Not asked from here"), "", "")
    if line.waits:
        return Shown(line, _("Being asked…"), "", "")
    if line.outcome == Outcome.HELD:
        return _held(line)
    if line.outcome == Outcome.NOT_HELD:
        return Shown(line, _("Not found in its catalogue"), "warn", "")
    if line.standing == Standing.UNASKED:
        return Shown(line, _("Not known yet"), "", "")
    return Shown(line, _("Not known"), "", _("no answer"))


def _held(line: Line) -> Shown:
    here, out = line.count(HoldingStatus.AVAILABLE), line.count(HoldingStatus.ON_LOAN)
    every = sum(copy.copies for copy in line.copies)
    silent = line.failed or line.standing in (Standing.RESTS, Standing.BUSY)
    more = _("no answer now") if silent else ""
    if here:
        if every > 1 and not silent:
            more = _("%(here)s of %(n)s copies") % {"here": here, "n": every}
        return Shown(line, _("On the shelf"), "good", more)
    if out:
        return Shown(line, _("Out at present"), "wait", more)
    if line.count(HoldingStatus.NOT_FOR_LOAN):
        return Shown(line, _("Read there only"), "", more)
    return Shown(line, _("Its catalogue has it, but does not say whether it is in"), "", more)
