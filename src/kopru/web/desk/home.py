"""The desk as it opens: what is waiting, by the physical thing to do, and what comes first."""

from datetime import date

from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.connections.mailbox.models import Account
from kopru.libraries.models import Library
from kopru.requests.desk import queue_rows
from kopru.requests.lifecycle import LendingState as L
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.web.desk.counts import waiting
from kopru.web.desk.here import here
from kopru.web.desk.queues import ICONS, queue_named
from kopru.web.desk.rows import Row, row_of
from kopru.web.frame.sight import KopruRequest, staff_only

#: how many lines "first of all" shows
FIRST = 8


@require_safe
@staff_only
def show_desk(request: KopruRequest) -> HttpResponse:
    """Piles with counts, the most urgent rows, what came in, what is in trouble."""
    library, today = here(request), timezone.localdate()
    found = waiting(library, today=today)
    boxes = Account.objects.filter(library=library, is_on=True).exclude(trouble="")
    context = {
        "waiting": found,
        "piles": [
            (pile, ICONS[pile.queue.code])
            for pile in found.piles
            if pile.count or not pile.queue.seldom
        ],
        "mailboxes": list(boxes) if found.mailboxes else [],
        "first": first_of_all(library, today=today),
    }
    return render(request, "desk/home.html", context)


def first_of_all(library: Library, *, today: date) -> list[Row]:
    """The rows that others wait for, by the day they have to be done; at most `FIRST`."""
    lendings = (
        LendingRequest.objects.of(library)
        .filter(
            state__in=(L.NEW, L.SEARCHING, L.PROMISED, L.PACKED, L.CANCEL_ASKED, L.RENEWAL_ASKED)
        )
        .select_related("requester")
        .order_by(Coalesce("ship_by", "answer_by"), "state_since")[:FIRST]
    )
    silent = queue_rows(queue_named("chase"), library, today=today)[:FIRST]
    requests = queue_rows(queue_named("send"), library, today=today)[:FIRST]
    due_back = (
        BorrowingRequest.objects.of(library)
        .filter(state__in=("received", "recalled", "overdue"), due_date__lt=today)
        .select_related("supplier", "patron_request__patron")
        .order_by("due_date")[:FIRST]
    )
    rows = [row_of(s, today=today) for some in (lendings, silent, requests, due_back) for s in some]
    return sorted(rows, key=lambda r: (not r.is_late, r.until or date.max, r.since))[:FIRST]
