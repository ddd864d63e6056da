"""What is known of an edition in one library's catalogue, as a page shows it: one line each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import quote

from django.db.models import Exists, OuterRef, Subquery

from kopru.catalogue.models import Edition, Holding, HoldingStatus
from kopru.catalogue.numbers import is_isbn, numbers_of
from kopru.catalogue.records.described import Copy
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
    """A library's catalogue and the last it told of the edition.

    `outcome` is of the last answer, `at` when that came; where it never answered, that of
    the last failure; None where there was neither. `failed`: the last question failed,
    however old the answer is. `page` is the edition's page there, "" where there is none.
    """

    target: Target
    standing: Standing
    outcome: Outcome | None = None
    copies: tuple[Copy, ...] = ()
    at: datetime | None = None
    failed: bool = False
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
    told: Check | None, *, target: Target, standing: Standing, failed: bool = False, page: str = ""
) -> Line:
    """The line of a catalogue whose last answer (or failure) was `told`."""
    if told is None or told.outcome == Outcome.ASKING:
        return Line(target, standing, failed=failed, page=page)
    outcome, copies = Outcome(told.outcome), from_plain(told.copies)
    return Line(target, standing, outcome, copies, told.answered_at, failed, page)


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
    last = last_checks(edition, [target.pk for target in targets])
    lines = []
    for target in targets:
        tried, told = last[target.pk]
        failed = tried is not None and tried != told and tried.outcome != Outcome.ASKING
        lines.append(
            line_of(
                told or tried, target=target, failed=failed,
                standing=_standing(target, tried, now, lost_after),
                page=page_of(target, wanted[target.library_id]),
            )
        )  # fmt: skip
    return lines


def last_checks(
    edition: Edition, targets: Sequence[int]
) -> dict[int, tuple[Check | None, Check | None]]:
    """The last question and the last answer of each catalogue (id) on `edition`. Two queries."""
    checks = Check.objects.filter(target=OuterRef("pk"), edition=edition)
    tried = checks.exclude(outcome=Outcome.LOST).order_by("-asked_at", "-pk").values("pk")
    told = tried.filter(outcome__in=[Outcome.HELD, Outcome.NOT_HELD])
    rows = list(
        Target.objects.filter(pk__in=targets)
        .annotate(tried=Subquery(tried[:1]), told=Subquery(told[:1]))
        .values_list("pk", "tried", "told")
    )
    found = Check.objects.in_bulk([pk for _, *both in rows for pk in both if pk])
    return {pk: (found.get(tried), found.get(told)) for pk, tried, told in rows}


def _standing(target: Target, tried: Check | None, now: datetime, lost_after: float) -> Standing:
    breaker: Breaker | None = getattr(target, "breaker", None)
    if target.kind == Target.Kind.LINK:
        return Standing.NOT_ASKED
    if tried is not None and tried.outcome == Outcome.ASKING:
        waits = (now - tried.asked_at).total_seconds() < lost_after
        return Standing.ASKED if waits else Standing.BUSY
    if breaker is not None and breaker.is_resting(now=now):
        return Standing.RESTS
    return Standing.TOLD if tried is not None else Standing.UNASKED


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
