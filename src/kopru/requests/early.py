"""Early warning: before one late item costs the whole library its lender (pain 7)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from kopru.charges.models import Lift
from kopru.libraries.models import Library, Policy
from kopru.libraries.policy.terms import Terms
from kopru.requests.blocking import bar_by_warnings
from kopru.requests.due import LATE_AGAIN
from kopru.requests.lifecycle import BorrowingState as B
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest

#: with us, and wanted back; while the answer to a renewal is awaited nothing is late
_HELD = (B.RECEIVED, B.RECALLED, B.OVERDUE, B.DAMAGED)
#: days before the bar from which it is warned of
AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """From the day `on` the lender lends the whole library nothing, should this item be out until then."""

    lender: Library
    loan: BorrowingRequest
    on: date


def early_warnings(library: Library, *, today: date) -> list[EarlyWarning]:
    """The nearest warning of each lender, the most urgent first; who bars us already is left out."""
    loans = list(
        BorrowingRequest.objects.of(library).filter(state__in=_HELD, due_date__lte=today + AHEAD)
        .select_related("supplier", "patron_request__patron").order_by("due_date", "pk")
    )  # fmt: skip
    lenders = {loan.supplier_id for loan in loans}
    terms, warned = _terms(lenders, today), _warned(library, lenders)
    lifted = _lifted(library, lenders, today)
    found: dict[int, EarlyWarning] = {}
    for loan in loans:
        if loan.supplier_id in lifted or loan.supplier_id not in terms or loan.due_date is None:
            continue
        on = bars_on(
            loan.due_date, terms[loan.supplier_id], warned=warned[loan.supplier_id], today=today
        )
        known = found.get(loan.supplier_id)
        if on is not None and today < on <= today + AHEAD and (known is None or on < known.on):
            found[loan.supplier_id] = EarlyWarning(loan.supplier, loan, on)
    return sorted(found.values(), key=lambda one: (one.on, one.lender.symbol))


def bars_on(due: date, terms: Terms, *, warned: Iterable[date], today: date) -> date | None:
    """The day on which an item due on `due` brings a bar upon its borrower; None where it brings none.

    Warnings go out the day after the due date and, while it is still out, after each of LATE_AGAIN days.
    """
    late = due + timedelta(days=1)
    if terms.bars_late in ("overdue", "once"):
        return late
    if terms.bars_late == "never":
        return None
    counting, until = bar_by_warnings(warned, warnings=terms.warnings, days=terms.barred_days)
    if until is not None and until >= today:
        return None
    days = (late, *(due + timedelta(days=n) for n in LATE_AGAIN))
    coming = [day for day in days if day > today]
    missing = terms.warnings - counting
    return coming[missing - 1] if missing <= len(coming) else None


def _terms(lenders: set[int], today: date) -> dict[int, Terms]:
    """The terms of those that have stated any, in one question."""
    rows = Policy.objects.filter(library__in=lenders, valid_from__lte=today)
    return {one.library_id: one.terms for one in rows.order_by("valid_from", "pk")}


def _warned(library: Library, lenders: set[int]) -> dict[int, list[date]]:
    """Days on which each lender warned the library."""
    loans = LendingRequest.objects.filter(requester=library, library__in=lenders)
    rows = Happening.objects.filter(
        kind="lending", action__in=("overdue", "warn"), subject_id__in=loans.values("pk")
    )
    found: dict[int, list[date]] = defaultdict(list)
    for lender, at in rows.values_list("library", "at"):
        found[lender].append(timezone.localdate(at))
    return found


def _lifted(library: Library, lenders: set[int], today: date) -> set[int]:
    rows = Lift.objects.in_force(on=today).filter(library__in=lenders, partner=library)
    return set(rows.values_list("library", flat=True))
