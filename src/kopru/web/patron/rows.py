"""One line of a reader's list: a request, or a set of several told as one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kopru.common.words import Words
from kopru.requests import sets
from kopru.requests.lifecycle import PATRON_REQUEST, PatronRequestState
from kopru.requests.models import PatronRequest, RequestSet
from kopru.requests.patron_view import VIEWS, View

#: something is for the reader to do
_READERS_TURN = (
    PatronRequestState.NEEDS_INFO,
    PatronRequestState.CONDITION_OFFERED,
    PatronRequestState.READY,
    PatronRequestState.COPY_READY,
    PatronRequestState.DELIVERED,
    PatronRequestState.WITH_READER,
    PatronRequestState.RECALLED,
    PatronRequestState.OVERDUE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One request as a list shows it. `day`: what the day is, and the day; None where none matters.

    `is_late`: the reader has it although its day is over. For a set `whole` is it, `request` the
    part that concerns the reader most, and `story` how all of it stands.
    """

    request: PatronRequest
    view: View
    day: tuple[str, date] | None
    is_late: bool
    whole: RequestSet | None = None
    story: Words | None = None


def row_of(request: PatronRequest) -> Row:
    """The request's one word, what comes next, and the day that matters now."""
    day = day_that_matters(request)
    waits = request.state == PatronRequestState.RENEWAL_ASKED
    late = bool(day and day[0] == "due" and day[1] < timezone.localdate() and not waits)
    return Row(request, VIEWS[request.state], day, late)


def set_row_of(whole: RequestSet, parts: Sequence[PatronRequest]) -> Row:
    """A set as one line: the word of the part that concerns the reader most."""
    standing = {one: sets.Part(one.part, one.state) for one in parts}
    first = sets.foremost(standing.values())
    request = next(one for one, part in standing.items() if part == first)
    told = sets.story(whole.kind, standing.values())
    return replace(row_of(request), whole=whole, story=told)


def rows_of(requests: Iterable[PatronRequest]) -> list[Row]:
    """Requests as lines in their order, each set once with all its parts; one query more for sets."""
    found = list(requests)
    parts: dict[int, list[PatronRequest]] = {}
    wholes = {one.part_of_id for one in found if one.part_of_id}
    if wholes:
        siblings = PatronRequest.objects.filter(part_of__in=wholes)
        for one in siblings.select_related("current__supplier", "pickup_branch").order_by("pk"):
            parts.setdefault(one.part_of_id or 0, []).append(one)
    rows = []
    for one in found:
        if one.part_of is None:
            rows.append(row_of(one))
        elif one.part_of_id in parts:
            rows.append(set_row_of(one.part_of, parts.pop(one.part_of_id or 0)))
    return rows


def in_turn(requests: Iterable[PatronRequest]) -> list[Row]:
    """Open requests, first those that wait for the reader."""
    return sorted(rows_of(requests), key=lambda row: row.request.state not in _READERS_TURN)


def finished(requests: "QuerySet[PatronRequest]") -> "QuerySet[PatronRequest]":
    """Those that are over; of a set the first part, once all parts are over."""
    over = PATRON_REQUEST.final_states()
    siblings = PatronRequest.objects.filter(part_of=OuterRef("part_of"))
    running = Exists(siblings.exclude(state__in=over))
    earlier = Exists(siblings.filter(pk__lt=OuterRef("pk")))
    return requests.filter(state__in=over).exclude(running).exclude(earlier)


def day_that_matters(request: PatronRequest) -> tuple[str, date] | None:
    """A code for what the day is ("collect", "due", "reply", "answer", "expected") and the day itself."""
    current = request.current
    days = {
        PatronRequestState.READY: ("collect", request.collect_by),
        PatronRequestState.COPY_READY: ("collect", request.collect_by),
        PatronRequestState.DELIVERED: ("open", request.copy_until),
        PatronRequestState.WITH_READER: ("due", request.due_date),
        PatronRequestState.RENEWAL_ASKED: ("due", request.due_date),
        PatronRequestState.RECALLED: ("due", request.due_date),
        PatronRequestState.OVERDUE: ("due", request.due_date),
        PatronRequestState.CONDITION_OFFERED: ("answer", request.condition_by),
        PatronRequestState.NEEDS_INFO: ("reply", request.reply_by),
        PatronRequestState.ON_ITS_WAY: ("expected", current.expected_on if current else None),
    }
    code, day = days.get(PatronRequestState(request.state), ("", None))
    return (code, day) if day else None
