"""One line of any list at the desk: a loan of either side, or a reader's request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from kopru.common.words import Words
from kopru.requests.lifecycle import BorrowingState, LendingState, PatronRequestState
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest
from kopru.requests.models.subject import Subject
from kopru.requests.sets import part_label
from kopru.web.desk.saying import TONES

S, B, L = PatronRequestState, BorrowingState, LendingState


@dataclass(frozen=True, slots=True)
class Row:
    """What a list says of one thing. `until` is the day by which somebody has to act."""

    pk: int
    kind: str
    number: str
    url: str
    title: str
    author: str
    partner: str
    reader: str
    place: str
    barcode: str
    state: Words
    tone: str
    since: datetime
    until: date | None
    is_late: bool
    #: which part of a set it is
    part: Words | None = None


_UNTIL: dict[str, dict[str, str]] = {
    "lending": {
        L.NEW: "answer_by", L.SEARCHING: "answer_by", L.PROMISED: "ship_by", L.PACKED: "ship_by",
        L.SHIPPED: "due_date", L.OUT: "due_date", L.RETURNING: "due_date", L.RENEWAL_ASKED: "due_date",
        L.RECALLED: "due_date", L.OVERDUE: "due_date", L.CONDITIONAL: "condition_by",
    },
    "borrowing": {
        B.SENT: "answer_by", B.EXPECTED: "answer_by", B.SHIPPED: "expected_on",
        B.PROMISED: "expected_on", B.RECEIVED: "due_date", B.NOT_ARRIVED: "expected_on",
        B.RENEWAL_ASKED: "due_date", B.RECALLED: "due_date", B.OVERDUE: "due_date",
        B.CONDITIONAL: "condition_by",
    },
    "patron_request": {
        S.READY: "collect_by", S.WITH_READER: "due_date", S.NEEDS_INFO: "reply_by",
        S.RENEWAL_ASKED: "due_date", S.RECALLED: "due_date", S.OVERDUE: "due_date",
        S.CONDITION_OFFERED: "condition_by", S.COPY_READY: "collect_by", S.DELIVERED: "copy_until",
    },
}  # fmt: skip


def until(subject: Subject) -> date | None:
    """The day that matters while the row stands where it does."""
    field = _UNTIL[subject.lifecycle.name].get(subject.state)
    found: date | None = getattr(subject, field) if field else None
    return found


def _row(
    subject: Subject,
    today: date,
    *,
    number: str,
    url: str,
    cited: dict[str, Any],
    title: str,
    part: Words | None = None,
    **more: str,
) -> Row:
    last_day = until(subject)
    return Row(
        pk=subject.pk,
        kind=subject.lifecycle.name,
        number=number,
        url=url,
        title=title,
        author=str(cited.get("author", "")),
        partner=more.get("partner", ""),
        reader=more.get("reader", ""),
        place=more.get("place", ""),
        barcode=more.get("barcode", ""),
        state=subject.state_info.label,
        tone=TONES.get(subject.state, "neutral"),
        since=subject.state_since,
        until=last_day,
        is_late=last_day is not None and last_day < today,
        part=part,
    )


def lending_row(lending: LendingRequest, *, today: date) -> Row:
    """What another library asked of us."""
    return _row(
        lending,
        today,
        number=lending.request_id,
        url=reverse("desk_lending", args=[lending.pk]),
        cited=lending.cited,
        title=lending.title,
        part=_volume(lending),
        partner=lending.requester.name,
        place=" · ".join(p for p in (lending.call_number, lending.location) if p),
        barcode=lending.item_barcode,
    )


def _volume(lending: LendingRequest) -> Words | None:
    """Which volume is wanted, where one is."""
    cited = lending.citation
    return part_label("volumes", cited.volume) if cited.volume and cited.kind == "book" else None


def borrowing_row(borrowing: BorrowingRequest, *, today: date) -> Row:
    """What we asked of another library for a reader."""
    request = borrowing.patron_request
    return _row(
        borrowing,
        today,
        number=borrowing.request_id,
        url=reverse("desk_request", args=[request.number]),
        cited=request.cited,
        title=request.title,
        part=request.part_words,
        partner=borrowing.supplier.name,
        reader=request.patron.name if request.patron else "",
        barcode=borrowing.item_barcode,
    )


def patron_request_row(request: PatronRequest, *, today: date) -> Row:
    """What a reader asked for."""
    return _row(
        request,
        today,
        number=request.number,
        url=reverse("desk_request", args=[request.number]),
        cited=request.cited,
        title=request.title,
        part=request.part_words,
        partner=request.current.supplier.name if request.current else "",
        reader=request.patron.name if request.patron else "",
    )


_MAKERS: dict[str, Callable[..., Row]] = {
    "lending": lending_row,
    "borrowing": borrowing_row,
    "patron_request": patron_request_row,
}


def row_of(subject: Subject, *, today: date) -> Row:
    """The line of a row of any side."""
    return _MAKERS[subject.lifecycle.name](subject, today=today)
