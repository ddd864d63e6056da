"""A pile of the desk: its rows, what of them is wanted, and what to print for several at once."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopru.common.text import fold
from kopru.requests.desk import QUEUES, Queue, queue_rows
from kopru.web.desk.export import csv_answer
from kopru.web.desk.here import here, page_of, say
from kopru.web.desk.rows import Row, row_of
from kopru.web.frame.sight import KopruRequest, staff_only

#: papers that make sense for several rows of a pile at once
PAPERS: dict[str, tuple[str, ...]] = {
    "pull": ("pull", "pull_list"),
    "pack": ("address", "return"),
    "hand_over": ("strap", "loan"),
    "call_home": ("overdue_letter",),
    "post_back": ("return_home",),
}
ICONS = {
    "copy_out": "document-duplicate", "copy_in": "document-arrow-down", "pull": "book-open", "pack": "archive-box", "decide_cancel": "scale", "send": "paper-airplane",
    "unpack": "inbox-arrow-down", "hand_over": "hand-raised", "take_back": "arrow-uturn-left",
    "post_back": "truck", "check_in": "check-badge", "chase": "bell-alert",
    "decide_renewal": "calendar-days", "decide_condition": "question-mark-circle", "call_home": "exclamation-triangle",
    "conditions_out": "question-mark-circle", "settle": "exclamation-triangle", "claims": "scale",
}  # fmt: skip


def queue_named(code: str) -> Queue:
    """The pile called `code`; 404 for none."""
    for queue in QUEUES:
        if queue.code == code:
            return queue
    raise Http404(code)


def _wanted(
    rows: "QuerySet[Any]", queue: Queue, request: KopruRequest, today: date
) -> "QuerySet[Any]":
    key = "patron_request__search_key" if queue.side == "borrowing" else "search_key"
    for word in fold(request.GET.get("q", "")).split():
        rows = rows.filter(**{f"{key}__contains": word})
    if request.GET.get("late") and queue.urgent_field:
        rows = rows.filter(Q(**{f"{queue.urgent_field}__lt": today}))
    return rows


@require_safe
@staff_only
def show_queue(request: KopruRequest, code: str) -> HttpResponse:
    """The rows of one pile, those that wait longest first; `q`, `late`, `page`, `format=csv` in the address."""
    queue, today = queue_named(code), timezone.localdate()
    found = _wanted(queue_rows(queue, here(request), today=today), queue, request, today)
    if request.GET.get("format") == "csv":
        return rows_as_csv(
            f"{queue.code}-{today}", (row_of(s, today=today) for s in found.iterator(500))
        )
    page = page_of(found, request)
    context = {
        "queue": queue,
        "page": page,
        "rows": [row_of(subject, today=today) for subject in page],
        "papers": PAPERS.get(queue.code, ()),
        "is_filtered": bool(request.GET.get("q") or request.GET.get("late")),
        "today": today,
    }
    return render(request, "desk/queue.html", context)


def rows_as_csv(name: str, rows: Iterable[Row]) -> HttpResponse:
    """Any list of requests as a download."""
    headings = (
        _("Number"), _("Title"), _("Author"), _("Library"), _("Reader"), _("Shelf mark"),
        _("Barcode"), _("State"), _("Since"), _("Until"), _("Late"),
    )  # fmt: skip
    return csv_answer(name, headings, (_cells(row) for row in rows))


def _cells(row: Row) -> tuple[object, ...]:
    since = timezone.localtime(row.since).strftime("%Y-%m-%d %H:%M")
    late = _("yes") if row.is_late else ""
    return (
        row.number, row.title, row.author, row.partner, row.reader, row.place, row.barcode,
        say(row.state), since, row.until or "", late,
    )  # fmt: skip
