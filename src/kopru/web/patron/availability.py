"""In or out, now: the title page's lines on each library, brought up to date by its own catalogue.

The page is there at once with what libraries last told us, and asks nobody. The first look
begins to ask and takes along what is quick; the page looks again every 300 ms until all
have answered or the time is over. Each answer goes into the line that is there already, so
that nothing moves. Without JavaScript the same address is a page of its own that waits.
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
from kopru.catalogue.queries import HolderFacts, holders_of
from kopru.connections.targets.asking import begin
from kopru.connections.targets.lines import Line, lines_of
from kopru.connections.targets.lines import Standing as Turn
from kopru.connections.targets.models import Outcome
from kopru.web.patron.shelf import Standing, standing_of

#: the first look waits so long for what is quick
_QUICK = 0.25


@dataclass(frozen=True, slots=True)
class Shown:
    """A library's line: a few words, their tone, what else is known, and as of when."""

    line: Line
    words: str
    tone: str = "neutral"
    more: str = ""
    at: datetime | None = None

    @property
    def standing(self) -> Standing:
        """The words as the title page shows them."""
        return Standing(self.words, self.tone, self.at)


@dataclass(frozen=True, slots=True)
class Now:
    """What is known now. `again` is the address to look at next, "" when nothing more comes."""

    edition: Edition
    shown: list[Shown]
    said: str
    again: str


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
    answer = render(request, template, {"now": now})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _ask(edition: Edition, *, seconds: float) -> None:
    round_ = begin(edition, now=timezone.now())
    for _line in round_.lines(seconds):
        pass
    round_.leave()


def _now(edition: Edition, now: datetime, *, asked_at: int) -> Now:
    patience = settings.KOPRU_TARGET_SECONDS
    spent = now.timestamp() - asked_at / 1000
    is_early = 0 <= spent < patience
    # early: what was asked shortly before us is waited for, too
    lines = lines_of(edition, now=now, lost_after=spent + patience if is_early else 0)
    facts = {holder.library.pk: holder for holder in holders_of(edition)}
    shown = [_shown(line, facts[line.library.pk]) for line in lines if line.library.pk in facts]
    again = ""
    if is_early and any(line.waits for line in lines):
        address = reverse("title_availability", args=[edition.pk])
        again = f"{address}?{urlencode({'since': asked_at})}"
    said = _("Asking the libraries' own catalogues…") if again else _after(lines)
    return Now(edition, shown, said, again)


def _after(lines: list[Line]) -> str:
    """One sentence on all of them, for the eye and for screen readers."""
    asked = [line for line in lines if line.standing != Turn.NOT_ASKED]
    if not asked:
        return _("As each library last told us.")
    answered = sum(1 for line in asked if _has_answered(line))
    said = ngettext(
        "%(answered)s of %(n)s catalogue has answered.",
        "%(answered)s of %(n)s catalogues have answered.",
        len(asked),
    )
    return said % {"answered": answered, "n": len(asked)}


def _has_answered(line: Line) -> bool:
    told = line.outcome is not None and line.outcome.is_answer
    return told and line.standing == Turn.TOLD and not line.failed


def _shown(line: Line, facts: HolderFacts) -> Shown:
    if line.outcome == Outcome.HELD:
        return _held(line)
    if line.outcome == Outcome.NOT_HELD:
        return Shown(line, _("Not found in its catalogue"), "warn", at=line.at)
    return _as_last_told(line, facts)


def _as_last_told(line: Line, facts: HolderFacts) -> Shown:
    """A catalogue that has not answered: what its records last said, and that it is silent."""
    last = standing_of(facts)
    if line.standing == Turn.NOT_ASKED:
        return Shown(line, last.words, last.tone, "", last.at)
    if line.waits:
        return Shown(line, last.words, last.tone, _("being asked…"), last.at)
    if last.at is None:
        return Shown(line, _("Not known (no answer)"))
    return Shown(line, last.words, last.tone, _("no answer now"), last.at)


def _held(line: Line) -> Shown:
    here, out = line.count(HoldingStatus.AVAILABLE), line.count(HoldingStatus.ON_LOAN)
    every = sum(copy.copies for copy in line.copies)
    silent = line.failed or line.standing in (Turn.RESTS, Turn.BUSY)
    more = _("no answer now") if silent else ""
    if here:
        if every > 1 and not silent:
            more = _("%(here)s of %(n)s copies") % {"here": here, "n": every}
        return Shown(line, _("On the shelf"), "good", more, line.at)
    if out:
        return Shown(line, _("Out at present"), "wait", more, line.at)
    if line.count(HoldingStatus.NOT_FOR_LOAN):
        return Shown(line, _("Read there only"), "neutral", more, line.at)
    return Shown(line, _("Its catalogue does not say whether it is in"), "neutral", more, line.at)
