"""Copies: sent by the supplier, fetched by the requester, opened by the reader, deleted and proven so.

Source: domain.md 3.6 (copy instead of loan, e-delivery), 4.9. A copy has no way home.
"""

import secrets
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kopru.libraries.models import Library
from kopru.requests import clocks
from kopru.requests.actions import costs, requester, supplier
from kopru.requests.actions.requester import locked, locked_borrowing
from kopru.requests.actions.steps import Act, Refused, noted, step, take
from kopru.requests.cases import borrowing_terms
from kopru.requests.lifecycle import (
    BORROWING,
    PATRON_REQUEST,
    BorrowingState,
    By,
    LendingState,
    PatronRequestState,
)
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest
from kopru.shipping.copies import NotACopy, keep, remove
from kopru.shipping.models import CopyFile

#: for another library: days in which it may fetch our file, and how often it may try
FETCH_DAYS, FETCHES = 14, 5


def folder() -> Path:
    """Where files of copies lie: in the data folder, outside of all that is served."""
    return Path(settings.KOPRU_DATA) / "copies"


def _kept(
    library: Library,
    request_id: str,
    data: bytes,
    *,
    is_ours: bool,
    days: int,
    views: int,
    act: Act,
) -> CopyFile:
    """Write the file and its row; both are gone where the transaction fails."""
    try:
        kept = keep(data, folder())
    except NotACopy as wrong:
        raise Refused(wrong.code) from wrong
    try:
        with transaction.atomic():
            return CopyFile.objects.create(
                library=library, request_id=request_id, is_ours=is_ours,
                token=secrets.token_urlsafe(32), name=kept.name, media=kept.media, size=kept.size,
                sha256=kept.sha256, made_at=act.now, views_left=views,
                expires_on=timezone.localdate(act.now) + timedelta(days=days),
            )  # fmt: skip
    except BaseException:
        remove(kept.name, folder())
        raise


def deleted(copy: CopyFile, *, now: datetime) -> dict[str, object]:
    """Delete the file with the transaction; what was deleted, as facts of the happening that proves it.

    The file goes when the transaction is kept; `sweep` makes sure of it should we die in between.
    """
    CopyFile.objects.filter(pk=copy.pk).update(deleted_at=now)
    transaction.on_commit(lambda: remove(copy.name, folder()))
    return {"sha256": copy.sha256, "size": copy.size, "views": copy.views}


#: a file without a row this old was left by a transaction that was not kept
ORPHAN_AGE = timedelta(minutes=10)


def sweep(now: datetime, *, orphan_age: timedelta = ORPHAN_AGE) -> int:
    """Remove every file that no row keeps; returns how many."""
    if not folder().is_dir():
        return 0
    kept = set(CopyFile.objects.kept().values_list("name", flat=True))
    rows = set(CopyFile.objects.values_list("name", flat=True))
    removed, young = 0, time.time() - orphan_age.total_seconds()
    for path in folder().iterdir():
        is_orphan = path.name not in rows
        if path.name not in kept and (not is_orphan or path.stat().st_mtime <= young):
            removed += remove(path.name, folder())
    return removed


def _replaced(library: Library, request_id: str, *, is_ours: bool, act: Act) -> dict[str, object]:
    """A file that was there before goes; which, as a fact of the step that brings the new one."""
    old = copy_of(library, request_id, is_ours=is_ours)
    return {"replaces": deleted(old, now=act.now)["sha256"]} if old else {}


def copy_of(library: Library, request_id: str, *, is_ours: bool) -> CopyFile | None:
    """The file that is kept for a loan; None where there is none, or no longer."""
    rows = CopyFile.objects.of(library).kept()
    return rows.filter(request_id=request_id, is_ours=is_ours).first()


# -- the supplier


@transaction.atomic
def deliver(pk: int, *, act: Act, data: bytes = b"", link: str = "") -> LendingRequest:
    """The copy goes out: as a file to be fetched, as a link, or (with neither) by post.

    :raises Refused: "is_loan" for a loan; "not_a_copy", "copy_too_large", "copy_active" for the file
    """
    lending = supplier.locked(pk)
    if lending.service != "copy":
        raise Refused("is_loan")
    way = "file" if data else "link" if link.strip() else "post"
    facts: dict[str, object] = {"way": way, **({"link": link.strip()} if link.strip() else {})}
    facts |= _replaced(lending.library, lending.request_id, is_ours=True, act=act)
    take(lending, "deliver", act, facts=facts)
    costs.charge_price(lending, act=act)
    if data:
        _kept(
            lending.library, lending.request_id, data, is_ours=True, days=FETCH_DAYS,
            views=FETCHES, act=act,
        )  # fmt: skip
    return lending


@transaction.atomic
def end_delivery(pk: int, *, act: Act) -> LendingRequest:
    """Our file has been fetched, or its time is over: deleted, and closed."""
    lending = supplier.locked(pk)
    copy = copy_of(lending.library, lending.request_id, is_ours=True)
    take(lending, "copy_over", act, facts=deleted(copy, now=act.now) if copy else {})
    return lending


# -- the requester


@transaction.atomic
def take_in_copy(borrowing_pk: int, data: bytes, *, act: Act) -> PatronRequest:
    """The file of a copy is here, fetched or uploaded at the desk: opened to the reader by a link
    that ends, or left at the desk to be printed, as the library's terms say.

    :raises Refused: "no_copy_awaited"; "not_a_copy", "copy_too_large", "copy_active"
    """
    borrowing = locked_borrowing(borrowing_pk)
    request = locked(borrowing.patron_request_id)
    if request.state != PatronRequestState.COPY_SENT or request.current_id != borrowing.pk:
        raise Refused("no_copy_awaited")
    terms = borrowing_terms(request)
    if terms.copy_opening == "link" and not borrowing.copy_print_only:
        until = timezone.localdate(act.now) + timedelta(days=terms.copy_days)
        facts = _replaced(request.library, borrowing.request_id, is_ours=False, act=act)
        take(request, "copy_here", act, changes={"copy_until": until}, facts=facts)
    elif copy_of(request.library, borrowing.request_id, is_ours=False) is not None:
        raise Refused("copy_is_here")
    _kept(
        request.library, borrowing.request_id, data, is_ours=False, days=terms.copy_days,
        views=terms.copy_views, act=act,
    )  # fmt: skip
    return request


@transaction.atomic
def copy_arrived(pk: int, *, act: Act) -> PatronRequest:
    """The copy is on paper at the desk: printed from its file, which is deleted, or come by post."""
    request = locked(pk)
    if request.service != "copy":
        raise Refused("is_loan_in")
    terms, open_days = borrowing_terms(request), request.library.open_days()
    by = clocks.collect_by(timezone.localdate(act.now), terms=terms, open_days=open_days)
    take(
        request, "copy_arrived", act, changes={"collect_by": by}, facts=_file_deleted(request, act)
    )
    return request


def copy_collected(pk: int, *, act: Act) -> PatronRequest:
    """The reader has the printed copy."""
    return step(locked, pk, "copy_collected", act=act)


def copy_not_collected(pk: int, *, act: Act) -> PatronRequest:
    """Nobody came for the printed copy."""
    return step(locked, pk, "copy_not_collected", act=act)


@transaction.atomic
def copy_over(pk: int, *, act: Act) -> PatronRequest:
    """The reader's days, or openings, are used up: the file is deleted."""
    request = locked(pk)
    take(request, "copy_over", act, facts=_file_deleted(request, act))
    return request


@transaction.atomic
def copy_unusable(pk: int, *, note: str, act: Act) -> PatronRequest:
    """Incomplete, illegible or the wrong one: its file is deleted, and the next library asked."""
    request = locked(pk)
    facts = {**noted(note), **_file_deleted(request, act)}
    left = locked_borrowing(request.current_id) if request.current_id else None
    take(request, "copy_unusable", act, changes={"current": None, "copy_until": None}, facts=facts)
    if left is not None and BORROWING.can(left.state, "withdraw", by=act.actor.by):
        # it came before its lender had said so: nothing more is wanted of that lender
        take(left, "withdraw", act, changes={"reason_unfilled": "copy_unusable"})
    requester.next_or_wait(request, act)
    return request


def _file_deleted(request: PatronRequest, act: Act) -> dict[str, object]:
    if request.current_id is None:
        return {}
    borrowing = locked_borrowing(request.current_id)
    copy = copy_of(request.library, borrowing.request_id, is_ours=False)
    return deleted(copy, now=act.now) if copy else {}


@transaction.atomic
def ask_for_copy(pk: int, *, act: Act, library: Library | None = None) -> BorrowingRequest:
    """A copy instead of a loan, on the same request: of the library that offered one, or another.

    :raises Refused: "nobody_offers_a_copy" where no library is named and none has offered
    """
    request = locked(pk)
    offered = _offer_to(request)
    if library is None and offered is None:
        raise Refused("nobody_offers_a_copy")
    chosen = library or offered.supplier  # type: ignore[union-attr]
    again = offered.request_id if offered and offered.supplier_id == chosen.pk else ""
    take(request, "ask_for_copy", act, changes={"service": "copy"})
    sent_by = act if act.actor.by == By.STAFF else act.follow()
    return requester.send(pk, act=sent_by, library=chosen, asks_again=again)


def offers_a_copy(request: PatronRequest) -> Library | None:
    """The library that would give a copy instead of a loan; None where none said so, or too late."""
    if request.service == "copy" or not PATRON_REQUEST.can(request.state, "ask_for_copy"):
        return None
    offered = _offer_to(request)
    return offered.supplier if offered else None


def _offer_to(request: PatronRequest) -> BorrowingRequest | None:
    """The latest request that was answered with "a copy is possible, not a loan"."""
    offers = request.borrowing_requests.filter(
        state=BorrowingState.RETRY_OFFERED, reason_unfilled="CopyPossible"
    )
    return offers.select_related("supplier").order_by("-pk").first()


# -- opening and sweeping


def opened(copy: CopyFile, *, now: datetime) -> bool:
    """Count an opening; False where none is left. Two at once never share the last one."""
    today = timezone.localdate(now)
    left = CopyFile.objects.kept().filter(pk=copy.pk, views_left__gt=0, expires_on__gte=today)
    return left.update(views_left=F("views_left") - 1, views=F("views") + 1) == 1


def _is_over(copy: CopyFile | None, *, now: datetime) -> bool:
    """Nobody may open it any more."""
    return copy is None or copy.expires_on < timezone.localdate(now) or copy.views_left == 0


def readers_copies_over(*, now: datetime) -> list[int]:
    """Patron requests whose reader may not open the copy any more."""
    open_ones = PatronRequest.objects.filter(state=PatronRequestState.DELIVERED)
    over = []
    for request in open_ones.select_related("library", "current"):
        code = request.current.request_id if request.current else ""
        if _is_over(copy_of(request.library, code, is_ours=False), now=now):
            over.append(request.pk)
    return over


def deliveries_over(*, now: datetime) -> list[int]:
    """Lending requests whose copy has been fetched, went without a file, or was not fetched in time."""
    sent = LendingRequest.objects.filter(
        state=LendingState.DELIVERED, state_since__lt=now - timedelta(minutes=15)
    )
    over = []
    for lending in sent.select_related("library"):
        copy = copy_of(lending.library, lending.request_id, is_ours=True)
        if _is_over(copy, now=now) or (copy is not None and copy.views > 0):
            over.append(lending.pk)
    return over
