"""Both sides in one list: what our readers asked for, and what others asked of us."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.libraries.models import Library
from kopru.requests.lifecycle import LENDING, PATRON_REQUEST
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest
from kopru.web.desk.here import here, page_of
from kopru.web.desk.queues import rows_as_csv
from kopru.web.desk.rows import row_of
from kopru.web.frame.sight import KopruRequest, staff_only

SIDES = {"ours": PATRON_REQUEST, "theirs": LENDING}


def _ours(library: Library, text: str) -> "QuerySet[Any]":
    rows = PatronRequest.objects.of(library)
    if text:
        loans = BorrowingRequest.objects.of(library).filter(
            _code(text) | Q(supplier__symbol__iexact=text)
        )
        by_words = rows.found_by(text).values("pk")
        rows = rows.filter(Q(pk__in=by_words) | Q(pk__in=loans.values("patron_request")))
    return rows.select_related("patron", "current__supplier", "part_of")


def _theirs(library: Library, text: str) -> "QuerySet[Any]":
    rows = LendingRequest.objects.of(library)
    if text:
        by_words = rows.found_by(text).values("pk")
        rows = rows.filter(Q(pk__in=by_words) | _code(text) | Q(parcel__tracking=text))
    return rows.select_related("requester")


def _code(text: str) -> Q:
    return Q(request_id__iexact=text) | Q(item_barcode=text)


def found(library: Library, side: str, text: str) -> "QuerySet[Any]":
    """The requests of one side whose number, words, barcode or partner is `text`."""
    return _theirs(library, text) if side == "theirs" else _ours(library, text)


def _filtered(rows: "QuerySet[Any]", state: str, side: str) -> "QuerySet[Any]":
    if state == "open":
        return rows.exclude(state__in=SIDES[side].final_states())
    return rows.filter(state=state) if state else rows


@require_safe
@staff_only
def show_requests(request: KopruRequest) -> HttpResponse:
    """The list; `side` (ours, theirs), `q`, `state` (a state, "open" or empty), `page`, `format` in the address."""
    side = "theirs" if request.GET.get("side") == "theirs" else "ours"
    text, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    library, today = here(request), timezone.localdate()
    rows = _filtered(found(library, side, text), state, side).order_by(
        F("state_since").desc(), "-pk"
    )
    if request.GET.get("format") == "csv":
        return rows_as_csv(f"{side}-{today}", (row_of(s, today=today) for s in rows.iterator(500)))
    page = page_of(rows, request)
    if text and not state and page.paginator.count == 1 and request.GET.get("go"):
        return redirect(row_of(page[0], today=today).url)
    table = SIDES[side]
    other = "ours" if side == "theirs" else "theirs"
    context = {
        "side": side,
        "page": page,
        "rows": [row_of(subject, today=today) for subject in page],
        "states": [(str(s), table.state(s).label) for s in table.running_states()],
        "state": state,
        "q": text,
        "on_the_other_side": found(library, other, text).count() if text else 0,
    }
    return render(request, "desk/requests.html", context)
