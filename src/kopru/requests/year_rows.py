"""The requests of a library's year, read for `yearly` to count."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from kopru.libraries.models import Library
from kopru.requests.lifecycle import BORROWING, LENDING, BorrowingState
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest, PatronRequest
from kopru.requests.reasons import NO_ANSWER
from kopru.requests.yearly import Counted, Outcome, Year, figures, outcome_of, side_of

#: reasons that no supplier gave, among ISO 18626's and `reasons.NO_ANSWER`
WRONG_ITEM, ASK_AGAIN = "WrongItem", "AskAgain"
_DAY = timedelta(days=1)
_SHIPPED = ("shipped", "copy_sent", "ship", "deliver")
_STEPS = (*_SHIPPED, "receive", "lose", "found", "claim", "lost_reported", "found_reported",
          "return_wrong", "undo")  # fmt: skip

#: the steps of one request that still hold, in their order
Story = Sequence[tuple[str, datetime]]


def year_of(library: Library, year: int) -> Year:
    """Everything asked in a calendar year, by the clock of the installation."""
    begins = timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - made aware at once
    ends = timezone.make_aware(datetime(year + 1, 1, 1))  # noqa: DTZ001
    readers = PatronRequest.objects.of(library).standing()
    asked = readers.filter(asked_at__gte=begins, asked_at__lt=ends)
    sent = BorrowingRequest.objects.of(library).filter(sent_at__gte=begins, sent_at__lt=ends)
    got = LendingRequest.objects.of(library).filter(asked_at__gte=begins, asked_at__lt=ends)
    return Year(
        year, figures(map(_reader_s, asked)),
        side_of(_sent(sent.select_related("supplier", "patron_request"))),
        side_of(_got(got.select_related("requester"))),
    )  # fmt: skip


def years_of(library: Library) -> list[int]:
    """The years in which anything was asked, latest first."""
    found: set[int] = set()
    rows: Iterable[tuple[QuerySet[Any], str]] = (
        (PatronRequest.objects.of(library), "asked_at"),
        (BorrowingRequest.objects.of(library), "sent_at"),
        (LendingRequest.objects.of(library), "asked_at"),
    )
    for query, field in rows:
        years = query.order_by().values_list(ExtractYear(field), flat=True).distinct()
        found.update(year for year in years if year)
    return sorted(found, reverse=True)


def _reader_s(request: PatronRequest) -> Counted:
    return Counted(
        month=timezone.localtime(request.asked_at).month, partner="", kind=request.citation.kind,
        service=request.service, outcome=outcome_of("patron", request.state), reason=request.reason,
    )  # fmt: skip


def _sent(rows: "QuerySet[BorrowingRequest]") -> Iterator[Counted]:
    stories = _stories(BORROWING.name, rows)
    for row in rows:
        story = stories.get(row.pk, [])
        outcome, reason = _met(row, story)
        cost = row.freight_cost
        yield Counted(
            month=timezone.localtime(row.sent_at).month, partner=row.supplier.symbol,
            kind=row.patron_request.citation.kind, service=row.service, outcome=outcome, reason=reason,
            days_to_shipment=_days(row.sent_at, _last(story, *_SHIPPED)),
            days_to_arrival=_days(row.sent_at, _last(story, "receive")),
            renewals=row.renewals, is_lost=_is_lost(story, ("lose",), "found"),
            freight=(cost, row.freight_currency) if cost else None,
        )  # fmt: skip


def _met(row: BorrowingRequest, story: Story) -> tuple[Outcome, str]:
    """What became of a request we sent, and why it was not met."""
    if any(step == "return_wrong" for step, _ in story):
        return Outcome.UNMET, WRONG_ITEM
    outcome = outcome_of("borrowing", row.state)
    if outcome != Outcome.UNMET:
        return outcome, ""
    silent = {BorrowingState.WITHDRAWN: NO_ANSWER, BorrowingState.RETRY_OFFERED: ASK_AGAIN}
    return outcome, row.reason_unfilled or silent.get(BorrowingState(row.state), "")


def _got(rows: "QuerySet[LendingRequest]") -> Iterator[Counted]:
    stories = _stories(LENDING.name, rows)
    for row in rows:
        story = stories.get(row.pk, [])
        yield Counted(
            month=timezone.localtime(row.asked_at).month, partner=row.requester.symbol,
            kind=row.citation.kind, service=row.service, outcome=outcome_of("lending", row.state),
            reason=row.reason_unfilled, days_to_shipment=_days(row.asked_at, _last(story, *_SHIPPED)),
            renewals=row.renewals,
            is_lost=_is_lost(story, ("claim", "lost_reported"), "found_reported"),
        )  # fmt: skip


def _stories(kind: str, rows: "QuerySet[Any]") -> dict[int, list[tuple[str, datetime]]]:
    """The steps of each request that were not undone."""
    steps = Happening.objects.filter(kind=kind, subject_id__in=rows.values("pk"), action__in=_STEPS)
    found: dict[int, list[tuple[str, datetime]]] = {}
    for pk, action, at, facts in steps.order_by("subject_id", "seq").values_list(
        "subject_id", "action", "at", "facts"
    ):
        story = found.setdefault(pk, [])
        if action == "undo":
            _unmade(story, facts.get("undone", []))
        else:
            story.append((action, at))
    return found


def _unmade(story: list[tuple[str, datetime]], undone: Iterable[str]) -> None:
    for action in undone:
        last = next((n for n in range(len(story) - 1, -1, -1) if story[n][0] == action), None)
        if last is not None:
            del story[last]


def _last(story: Story, *steps: str) -> datetime | None:
    return next((at for step, at in reversed(story) if step in steps), None)


def _is_lost(story: Story, lost: tuple[str, ...], found: str) -> bool:
    gone, back = _last(story, *lost), _last(story, found)
    return gone is not None and (back is None or back < gone)


def _days(since: datetime, then: datetime | None) -> float | None:
    return max(0.0, (then - since) / _DAY) if then else None
