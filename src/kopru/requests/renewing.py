"""Whether a loan may be renewed, by the supplier's terms and the home library's."""

from datetime import date

from kopru.common.words import Words
from kopru.libraries.policy.case import Case
from kopru.libraries.policy.deciding import Decision, lending
from kopru.requests.cases import borrowing_terms, case_of
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest


def _case(loan: LendingRequest, *, today: date) -> Case:
    """Another library's wish for more time, as our terms look at it."""
    left = (loan.due_date - today).days if loan.due_date else None
    asked = {"renews": True, "renewals_done": loan.renewals, "days_left": left}
    return case_of(loan).model_copy(update=asked)


def renewal_judged(loan: LendingRequest, *, today: date) -> Decision:
    """What our terms of the day of the request say to another library's wish for more time."""
    terms = loan.library.terms(on=loan.asked_at.date())
    return lending(terms, _case(loan, today=today))


def why_not(
    request: PatronRequest, borrowing: BorrowingRequest, *, today: date
) -> tuple[Words, ...]:
    """What speaks against asking for more time; nothing where it may be asked.

    The supplier's terms of the day of the request, as far as they are known here, and how
    long before the reader's own due date a renewal is asked for at the home library.
    """
    terms = borrowing.supplier.terms(on=borrowing.sent_at.date())
    left = (borrowing.due_date - today).days if borrowing.due_date else None
    case = Case(
        renews=True,
        renewals_done=borrowing.renewals,
        days_left=left,
        partner=borrowing.library.symbol,
    )
    against = [finding.words for finding in lending(terms, case).against]
    lead = borrowing_terms(request).renewal_asked_days
    if request.due_date and 0 <= (request.due_date - today).days < lead:
        against.append(
            Words(
                f"Uzatma, son günden en az {lead} gün önce istenir.",
                f"A renewal is asked for at least {lead} days before the due date.",
            )
        )
    return tuple(against)
