"""A request as a library's terms look at it: the facts of rows made into a `Case`."""

import re

from kopru.libraries.models import Library
from kopru.libraries.policy.case import Case, kind_of, service_of
from kopru.libraries.policy.clauses import Distance, Kind, Service
from kopru.libraries.policy.deciding import applied
from kopru.libraries.policy.terms import Terms
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest

_PAGES = re.compile(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?")


def distance_between(one: Library, other: Library) -> Distance | None:
    """Whether both are in one city; None where that is not known."""
    if not one.city or not other.city:
        return None
    return "same_city" if one.city == other.city else "other_city"


def case_at(
    supplier: Library, home: Library | None, *, kind: str, group: str = "", copies: int | None, items_out: int,
    service: str = "",
) -> Case:  # fmt: skip
    """A wish of a reader of `home` as `supplier` would look at it; `items_out` it has lent `home`."""
    named = kind_of(kind)
    return Case(
        service=_service(service, named), kind=named, group=group, copies=copies, items_out=items_out,
        partner=home.symbol if home else "", partner_kind=_kind_of(home) if home else None,
        distance=distance_between(supplier, home) if home else None,
    )  # fmt: skip


def pages_asked(said: str) -> int | None:
    """How many pages a citation names ("123-145" is 23, "5-7, 9" is 4); None where none are read."""
    found = _PAGES.findall(said)
    total = sum(max(0, int(last or first) - int(first) + 1) for first, last in found)
    return total or None


def case_of(lending: LendingRequest, *, items_out: int = 0) -> Case:
    """What another library asked of us."""
    kind = kind_of(lending.citation.kind)
    return Case(
        service=_service(lending.service, kind), kind=kind, pages=pages_asked(lending.citation.pages), group=lending.patron_group, branch=lending.branch_code,
        items_out=items_out, partner=lending.requester.symbol,
        partner_kind=_kind_of(lending.requester),
        distance=distance_between(lending.library, lending.requester),
    )  # fmt: skip


def case_at_home(kind: str, group: str, service: str = "") -> Case:
    """A wish as the reader's own library would look at it, by itself."""
    named = kind_of(kind)
    return Case(service=_service(service, named), kind=named, group=group)


def _service(said: str, kind: Kind) -> Service:
    """The service that is asked for; where nobody has said, as the kind is supplied."""
    return "copy" if said == "copy" else "loan" if said == "loan" else service_of(kind)


def case_of_reader(request: PatronRequest) -> Case:
    """What a reader of ours asked for, by itself: without what else the reader has."""
    group = request.patron.group if request.patron else ""
    return case_at_home(request.citation.kind, group, request.service)


def lending_terms(lending: LendingRequest) -> Terms:
    """The supplier's terms that govern a request: those of the day it came, as they hold for it."""
    terms = lending.library.terms(on=lending.asked_at.date())
    return applied(terms, case_of(lending), "lending").terms


def supplier_terms(borrowing: BorrowingRequest) -> Terms:
    """The supplier's terms that govern what we borrow, as far as we can tell: those of the day it was asked."""
    request = borrowing.patron_request
    case = case_at(
        borrowing.supplier, borrowing.library, kind=request.citation.kind, group=request.patron_group,
        copies=None, items_out=0, service=borrowing.service,
    )  # fmt: skip
    terms = borrowing.supplier.terms(on=borrowing.sent_at.date())
    return applied(terms, case, "lending").terms


def borrowing_terms(request: PatronRequest) -> Terms:
    """The home library's terms that govern a reader's request, as they hold for it."""
    terms = request.library.terms(on=request.asked_at.date())
    return applied(terms, case_of_reader(request), "borrowing").terms


def _kind_of(library: Library) -> str | None:
    return library.kind or None
