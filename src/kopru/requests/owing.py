"""What a reader, or a partner library, has late and owes: the facts that may block them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kopru.charges.books import Place
from kopru.charges.lifting import lifted
from kopru.charges.models import AccountKind, Entry, Purpose
from kopru.charges.queries import lines_of, open_of, partner_owes
from kopru.charges.readers import reader_place
from kopru.libraries.models import Library
from kopru.libraries.policy.terms import Terms
from kopru.patrons.models import Patron
from kopru.requests.blocking import bar_by_warnings
from kopru.requests.delays import days_late
from kopru.requests.eligibility import Owing
from kopru.requests.lifecycle import LendingState, PatronRequestState
from kopru.requests.models import Happening, LendingRequest, PatronRequest

S, L = PatronRequestState, LendingState
#: of the reader, and wanted back
_OUT = (S.WITH_READER, S.RECALLED, S.OVERDUE)
#: of the supplier, and wanted back; who awaits the answer to a renewal is not late
AWAY = (L.SHIPPED, L.OUT, L.RECALLED, L.OVERDUE)


def owing_of(patron: Patron, *, today: date, terms: Terms) -> Owing:
    """What a reader has late, lost and unpaid; nothing of it where staff have lifted it."""
    if lifted(patron.library, patron, on=today) is not None:
        return Owing()
    states = (*_OUT, S.LOST, S.DAMAGED)
    rows = PatronRequest.objects.filter(patron=patron, state__in=states)
    mine = list(rows.values_list("state", "due_date"))
    late = [days_late(due, today) for state, due in mine if state in _OUT]
    still, credit = open_of(lines_of(patron.library, reader_place(patron)), currency=terms.currency)
    return Owing(
        overdue=sum(days > 0 for days in late),
        days_overdue=max(late, default=0),
        unpaid_freight=any(one.charge.purpose == Purpose.FREIGHT for one in still),
        loss=any(state in (S.LOST, S.DAMAGED) for state, _ in mine),
        debt=max(Decimal(0), sum((one.left for one in still), Decimal(0)) - credit),
    )


def may_owe(*, on: date) -> Q:
    """To be asked of readers in a query: whether `owing_of` could find anything of them."""
    mine = PatronRequest.objects.filter(patron=OuterRef("pk"))
    late = mine.filter(state__in=_OUT, due_date__lt=on) | mine.filter(state__in=(S.LOST, S.DAMAGED))
    lines = Entry.objects.filter(account__patron=OuterRef("pk"))
    return Exists(late) | Exists(lines)


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """How a library stands with one that lends to it. `warned`: days on which it was warned."""

    items_out: int = 0
    overdue: int = 0
    warned: tuple[date, ...] = ()
    late_ever: int = 0
    debt: Decimal = Decimal(0)

    def bar(self, terms: Terms) -> tuple[int, date | None]:
        """Warnings that count at present, and the last day of the latest bar by warnings."""
        return bar_by_warnings(self.warned, warnings=terms.warnings, days=terms.barred_days)


def record_of(
    lender: Library, borrower: Library, *, today: date, terms: Terms, besides: Collection[int] = ()
) -> PartnerRecord:
    """How `borrower` stands with `lender`, by the lender's rows; late and owed count for nothing where lifted.

    `besides`: lending requests that do not count.
    """
    loans = LendingRequest.objects.of(lender).filter(requester=borrower).exclude(pk__in=besides)
    waiting = (L.NEW, L.SEARCHING)
    out = loans.open().exclude(state__in=waiting).count()
    if lifted(lender, borrower, on=today) is not None:
        return PartnerRecord(out)
    story = _bad_story(loans)
    owed = partner_owes(lender, borrower).get(terms.currency, Decimal(0))
    return PartnerRecord(
        items_out=out,
        overdue=loans.filter(state__in=AWAY, due_date__lt=today).count(),
        warned=tuple(timezone.localdate(h.at) for h in story if h.action in ("overdue", "warn")),
        late_ever=len({h.subject_id for h in story if h.action in ("overdue", "find_damage")}),
        debt=max(Decimal(0), owed),
    )


def _bad_story(loans: "QuerySet[LendingRequest]") -> list[Happening]:
    """Warnings and damage of these loans."""
    actions = ("overdue", "warn", "find_damage")
    rows = Happening.objects.filter(kind="lending", action__in=actions)
    return list(rows.filter(subject_id__in=loans.values("pk")).order_by("pk"))


def partner_place(partner: Library) -> Place:
    """The account of a partner in a library's books."""
    return Place(AccountKind.PARTNER, partner=partner)
