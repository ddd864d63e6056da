"""What is known of an edition in one library's catalogue, as a page shows it: one line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote

from django.db.models import Exists, OuterRef

from kopru.catalogue.described import Copy
from kopru.catalogue.models import Edition, Holding, HoldingStatus
from kopru.catalogue.numbers import is_isbn, numbers_of
from kopru.connections.targets.looked_for import LookedFor, look_for
from kopru.connections.targets.models import Breaker, Check, Outcome, Target
from kopru.connections.targets.told import from_plain
from kopru.libraries.models import Library


class Standing(StrEnum):
    """How a line stands at this moment."""

    #: it has answered (or failed) lately
    TOLD = "told"
    #: it is being asked
    ASKED = "asked"
    #: it is left in peace for a while after failures
    RESTS = "rests"
    #: it has enough questions at this moment
    BUSY = "busy"
    #: nobody asks it: there is only a link, or nothing to ask by
    NOT_ASKED = "not_asked"
    #: nobody has asked yet
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class Line:
    """A library's catalogue and the last it told of the edition, `outcome` None where nothing.

    `at` is when that was. `page` is the edition's page in the catalogue, "" where there is
    none.
    """

    target: Target
    standing: Standing
    outcome: Outcome | None
    copies: tuple[Copy, ...]
    at: datetime | None
    page: str = ""

    @property
    def library(self) -> Library:
        """Whose catalogue it is."""
        return self.target.library

    @property
    def waits(self) -> bool:
        """An answer may still come."""
        return self.standing == Standing.ASKED

    def count(self, status: HoldingStatus) -> int:
        """How many copies stand so."""
        return sum(copy.copies for copy in self.copies if copy.status == status)

    @property
    def back(self) -> date | None:
        """The nearest day on which a copy comes back."""
        return min((copy.due_back for copy in self.copies if copy.due_back), default=None)


def line_of(
    check: Check | None, *, target: Target | None = None, standing: Standing | None = None,
    page: str = "",
) -> Line:  # fmt: skip
    """The line of a catalogue from the last check, if there was one."""
    if check is None:
        if target is None:
            raise ValueError("a line needs a catalogue")
        return Line(target, standing or Standing.UNASKED, None, (), None, page)
    outcome = Outcome(check.outcome)
    asked = outcome == Outcome.ASKING
    return Line(
        target or check.target,
        standing or (Standing.ASKED if asked else Standing.TOLD),
        None if asked else outcome,
        from_plain(check.copies),
        check.answered_at,
        page,
    )


def lines_of(edition: Edition, *, now: datetime, lost_after: float) -> list[Line]:
    """Every holder's catalogue with what is known of it, by the libraries' names; asks nobody.

    A question older than `lost_after` seconds is no longer waited for. Four queries.
    """
    held = Holding.objects.filter(edition=edition, library=OuterRef("library"))
    known = Target.objects.on().filter(Exists(held)).select_related("library", "breaker")
    targets = list(known.order_by("library__name_sort", "pk"))
    if not targets:
        return []
    wanted = look_for(edition, [target.library_id for target in targets])
    latest = _latest(edition, targets)
    lines = []
    for target in targets:
        check = latest.get(target.pk)
        standing = _standing(target, check, now, lost_after)
        page = page_of(target, wanted[target.library_id])
        shown = check if check is None or check.outcome != Outcome.ASKING else None
        lines.append(line_of(shown, target=target, standing=standing, page=page))
    return lines


def _latest(edition: Edition, targets: Sequence[Target]) -> dict[int, Check]:
    found: dict[int, Check] = {}
    checks = Check.objects.filter(edition=edition, target__in=[t.pk for t in targets])
    for check in checks.exclude(outcome=Outcome.LOST).order_by("asked_at", "pk"):
        found[check.target_id] = check
    return found


def _standing(target: Target, check: Check | None, now: datetime, lost_after: float) -> Standing:
    breaker: Breaker | None = getattr(target, "breaker", None)
    if target.kind == Target.Kind.LINK:
        return Standing.NOT_ASKED
    if check is not None and check.outcome == Outcome.ASKING:
        waits = (now - check.asked_at).total_seconds() < lost_after
        return Standing.ASKED if waits else Standing.BUSY
    if breaker is not None and breaker.is_resting(now=now):
        return Standing.RESTS
    return Standing.TOLD if check is not None else Standing.UNASKED


def page_of(target: Target, wanted: LookedFor) -> str:
    """The edition's page in a library's own catalogue; "" where its address cannot be filled."""
    template = target.page
    if not template.startswith(("http://", "https://")):
        return ""
    isbn = next((number for number in numbers_of(wanted.numbers) if is_isbn(number)), "")
    values = {
        "isbn": isbn, "title": wanted.title, "control_number": wanted.control_number,
        "koha_id": wanted.koha_id,
    }  # fmt: skip
    for name, value in values.items():
        if f"{{{name}}}" in template:
            if not value:
                return ""
            template = template.replace(f"{{{name}}}", quote(value, safe=""))
    return template
