"""What the rules say of people and libraries as they stand: a request judged, and what blocks whom."""

from datetime import date

from kopru.libraries.models import Library
from kopru.libraries.policy.case import Case
from kopru.libraries.policy.deciding import Decision, borrowing
from kopru.libraries.policy.deciding import lending as lend
from kopru.libraries.policy.terms import Terms
from kopru.patrons.models import Patron
from kopru.requests.blocking import Block, blocks
from kopru.requests.cases import case_at, case_of
from kopru.requests.models import LendingRequest
from kopru.requests.owing import PartnerRecord, owing_of, record_of


def judged(lending: LendingRequest, *, today: date) -> Decision:
    """What our terms say of another library's request, with how that library stands with us today."""
    terms = lending.library.terms(on=lending.asked_at.date())
    record = record_of(
        lending.library, lending.requester, today=today, terms=terms, besides=(lending.pk,)
    )
    return lend(terms, with_record(case_of(lending), record, terms, today=today))


def with_record(case: Case, record: PartnerRecord, terms: Terms, *, today: date) -> Case:
    """A request of a library with how that library stands with the lender."""
    counting, until = record.bar(terms)
    is_barred = until is not None and until >= today
    known = {
        "items_out": record.items_out, "items_overdue": record.overdue, "late_ever": record.late_ever,
        "warnings": terms.warnings if is_barred else counting, "debt": record.debt,
    }  # fmt: skip
    return case.model_copy(update=known)


def partner_blocks(lender: Library, borrower: Library, *, today: date) -> list[Block]:
    """What keeps `borrower` from borrowing of `lender` at present, by what is late or owed."""
    terms = lender.terms(on=today)
    record = record_of(lender, borrower, today=today, terms=terms)
    case = case_at(lender, borrower, kind="book", copies=None, items_out=0)
    decision = lend(terms, with_record(case, record, terms, today=today))
    return blocks(decision.against, until=record.bar(terms)[1])


def reader_blocks(patron: Patron, *, today: date) -> list[Block]:
    """What keeps a reader from asking at present, by what is late or owed."""
    terms = patron.library.terms(on=today)
    owing = owing_of(patron, today=today, terms=terms)
    case = Case(
        group=patron.group, reader_overdue=owing.overdue, reader_days_overdue=owing.days_overdue,
        reader_unpaid=owing.unpaid_freight, reader_loss=owing.loss, reader_debt=owing.debt,
    )  # fmt: skip
    return blocks(borrowing(terms, case).against)
