"""Money that a step brings about, booked with it in the same transaction and taken back with it.

Every function runs inside the caller's transaction.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from kopru.charges import between, readers
from kopru.charges.books import CENT, Made, Place, locked_account, reverse
from kopru.charges.fines import Fine, within
from kopru.charges.models import AccountKind, Entry, Purpose, Transaction, TransactionKind
from kopru.charges.queries import lines_of, open_of
from kopru.charges.readers import Sum
from kopru.libraries.models import Library
from kopru.requests.actions.steps import Act
from kopru.requests.cases import borrowing_terms, lending_terms, pages_asked, supplier_terms
from kopru.requests.delays import running_fine
from kopru.requests.freight import readers_part
from kopru.requests.lifecycle import BorrowingState, By
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest, PatronRequest


def made_by(act: Act, library: Library) -> Made:
    """The act as the books of `library` write it down; a message or the clock is nobody's."""
    user = act.actor.id if act.actor.by in (By.STAFF, By.READER) else None
    return Made(act.now, library, user or 0, act.deed)


def pay_at_the_door(
    library: Library, partner: Library, freight: Decimal, *, number: str, payer: str, act: Act
) -> None:
    """The courier of a parcel from `partner` was paid: out of our cash, in TRY.

    Where the sender was to pay ("sender"), the partner owes it to us.
    """
    made, cost = made_by(act, library), Sum(freight, "TRY", Purpose.FREIGHT, number)
    name = f"{number}:{act.deed.hex[:12]}"
    readers.spend(library, cost, reference=f"door:{name}", made=made)
    if payer == "sender":
        between.charge(library, partner, cost, reference=f"door-back:{name}", made=made)


def ask_freight_of_reader(borrowing: BorrowingRequest, share: Decimal, *, act: Act) -> None:
    """The reader's part of what their item cost at the door, as our terms say."""
    request = borrowing.patron_request
    if request.patron is None:
        return
    terms = borrowing_terms(request)
    year = timezone.localdate(act.now).year
    before = BorrowingRequest.objects.filter(
        library=borrowing.library, patron_request__patron=request.patron, freight_cost__gt=0,
        received_at__year=year,
    ).exclude(pk=borrowing.pk)  # fmt: skip
    part = readers_part(share, terms=terms, parcels_before=before.count())
    if part:
        readers.ask_of_reader(
            request.patron, Sum(part, "TRY", Purpose.FREIGHT, request.number),
            reference=f"freight:{borrowing.request_id}:{act.deed.hex[:12]}",
            made=made_by(act, borrowing.library), facts={"share": str(share), "loan": borrowing.request_id},
        )  # fmt: skip


# -- what a supplier charges a requester


def charge_price(lending: LendingRequest, *, act: Act) -> None:
    """Our price of a loan or a copy, or the one of a condition that was accepted; nothing where there is none."""
    amount, currency = price_of(lending)
    if amount:
        purpose = Purpose.COPY if lending.service == "copy" else Purpose.LOAN
        _charge(lending, Sum(amount, currency, purpose, lending.request_id), "price", act)


def price_of(lending: LendingRequest) -> tuple[Decimal, str]:
    """What we ask for it, and in which currency. Pages of a copy that nobody has counted cost nothing."""
    offered, terms = lending.offered, lending_terms(lending)
    if offered.cost and _was(lending, "condition_accepted"):
        return offered.cost, offered.currency
    if lending.service == "copy":
        return (pages_asked(lending.citation.pages) or 0) * terms.page_price, terms.currency
    return terms.loan_price, terms.currency


def charge_fine(lending: LendingRequest, *, act: Act) -> Fine | None:
    """It is back and was late: what our terms say of that."""
    fine = running_fine(lending, until=timezone.localdate(act.now))
    if fine is None or not fine.amount:
        return None
    what = Sum(fine.amount, fine.currency, Purpose.FINE, lending.request_id)
    _charge(lending, what, "fine", act, facts=fine.as_facts())
    return fine


def charge_loss(lending: LendingRequest, value: Decimal, *, note: str, act: Act) -> None:
    """It is lost: its market value as our terms reckon it, or their sum on top of the same item (row 36)."""
    terms = lending_terms(lending)
    amount = terms.lost_fee
    if terms.lost_means == "market_value":
        amount += (value * terms.lost_factor).quantize(CENT, rounding=ROUND_HALF_UP)
    if amount:
        what = Sum(amount, terms.currency, Purpose.REPLACEMENT, lending.request_id)
        facts = {"value": str(value), "factor": str(terms.lost_factor), "fee": str(terms.lost_fee)}
        _charge(lending, what, "loss", act, facts=facts, reason=note)


def charge_damage(lending: LendingRequest, amount: Decimal, *, note: str, act: Act) -> None:
    """It is damaged: what mending it, or another copy, costs."""
    what = Sum(amount, lending_terms(lending).currency, Purpose.DAMAGE, lending.request_id)
    _charge(lending, what, "damage", act, reason=note)


def _charge(
    lending: LendingRequest, what: Sum, name: str, act: Act, *,
    facts: Mapping[str, object] | None = None, reason: str = "",
) -> None:  # fmt: skip
    reference = f"{name}:{lending.request_id}:{act.deed.hex[:12]}"
    between.charge(
        lending.library, lending.requester, what, reference=reference, facts=facts, reason=reason,
        made=made_by(act, lending.library),
    )  # fmt: skip


def take_back_charges(lending: LendingRequest, purpose: Purpose, *, reason: str, act: Act) -> None:
    """What we charged for this loan and purpose is charged no more: it came back to us, or turned up."""
    mine = Transaction.objects.of(lending.library).standing().filter(
        request_number=lending.request_id, purpose=purpose, kind=TransactionKind.CHARGE,
        booked_by=lending.library,
    )  # fmt: skip
    for one in mine:
        reverse(one.pk, reason=reason, made=made_by(act, lending.library))


# -- what a reader bears


def fine_reader(request: PatronRequest, *, act: Act) -> Fine | None:
    """It is back, or lost, and was late: our own fine, within the limit of all unpaid fines.

    Once a loan: what is found again after it was reported lost is not fined a second time.
    """
    fine = running_fine(request, until=timezone.localdate(act.now))
    if fine is None or request.patron is None or not fine.amount:
        return None
    place, terms = readers.reader_place(request.patron), borrowing_terms(request)
    fined = Transaction.objects.of(request.library).standing()
    if fined.filter(request_number=request.number, purpose=Purpose.FINE).exists():
        return None
    locked_account(request.library, place)
    still, _ = open_of(lines_of(request.library, place), currency=fine.currency)
    unpaid = sum((one.left for one in still if one.charge.purpose == Purpose.FINE), Decimal(0))
    amount = within(fine.amount, unpaid=unpaid, limit=terms.reader_fines_limit)
    if amount:
        readers.ask_of_reader(
            request.patron, Sum(amount, fine.currency, Purpose.FINE, request.number),
            reference=f"fine:{request.number}:{act.deed.hex[:12]}",
            made=made_by(act, request.library), facts=fine.as_facts(),
        )  # fmt: skip
    return fine


def price_is_due(borrowing: BorrowingRequest, *, act: Act) -> None:
    """It is on its way: what its supplier asks for it is borne by its reader, as our terms say.

    A supplier of this installation has booked both ends; of one elsewhere we book ours.
    """
    request, made = borrowing.patron_request, made_by(act, borrowing.library)
    purpose = Purpose.COPY if borrowing.service == "copy" else Purpose.LOAN
    if not borrowing.supplier.is_local:
        amount, currency = _price_elsewhere(borrowing)
        what = Sum(amount, currency, purpose, borrowing.request_id)
        reference = f"price:{borrowing.request_id}:{act.deed.hex[:12]}"
        if amount:
            between.charge(
                borrowing.supplier, borrowing.library, what, reference=reference, made=made
            )
    is_readers = request.current_id == borrowing.pk and borrowing_terms(request).reader_pays_price
    if request.patron is None or not is_readers or _is_free(borrowing):
        return
    for line in _asked_of_us(borrowing, purpose):
        readers.ask_of_reader(
            request.patron, Sum(-line.amount, line.currency, purpose, request.number), made=made,
            reference=f"price-of-reader:{borrowing.request_id}:{act.deed.hex[:12]}",
            facts={"loan": borrowing.request_id},
        )  # fmt: skip


def price_is_off(borrowing: BorrowingRequest, *, act: Act) -> None:
    """It went back to its supplier on its way here: neither we nor the reader owe its price."""
    request, made = borrowing.patron_request, made_by(act, borrowing.library)
    mine = Transaction.objects.of(borrowing.library).standing().filter(
        kind=TransactionKind.CHARGE, purpose__in=(Purpose.LOAN, Purpose.COPY),
        request_number__in=(request.number, borrowing.request_id), booked_by=borrowing.library,
    )  # fmt: skip
    for one in mine:
        reverse(one.pk, reason="went_back", made=made)


def _price_elsewhere(borrowing: BorrowingRequest) -> tuple[Decimal, str]:
    """What a supplier that is served elsewhere asks, as far as it told us or its terms are known here."""
    offered, terms = borrowing.offered, supplier_terms(borrowing)
    if offered.cost and _was(borrowing, "accept_condition"):
        return offered.cost, offered.currency
    if borrowing.service == "copy":
        pages = pages_asked(borrowing.patron_request.citation.pages) or 0
        return pages * terms.page_price, terms.currency
    return terms.loan_price, terms.currency


def _asked_of_us(borrowing: BorrowingRequest, purpose: Purpose) -> list[Entry]:
    """What our own books say that we owe for it."""
    lines = Entry.objects.filter(
        account__key=Place(AccountKind.PARTNER, partner=borrowing.supplier).key(borrowing.library),
        transaction__request_number=borrowing.request_id, transaction__purpose=purpose, amount__lt=0,
        transaction__reverses=None, transaction__reversed_by=None,
    )  # fmt: skip
    return list(lines)


def _was(subject: LendingRequest | BorrowingRequest, action: str) -> bool:
    """Whether that step was taken."""
    told = Happening.objects.filter(kind=subject.lifecycle.name, subject_id=subject.pk)
    return told.filter(action=action).exists()


def _is_free(borrowing: BorrowingRequest) -> bool:
    """Whether it is one of the copies of a year that cost its reader nothing (row 14)."""
    request = borrowing.patron_request
    free = borrowing_terms(request).free_copies
    if borrowing.service != "copy" or not free:
        return False
    sent = BorrowingRequest.objects.filter(
        library=borrowing.library, patron_request__patron=request.patron, service="copy",
        sent_at__year=borrowing.sent_at.year, state=BorrowingState.CLOSED,
    )  # fmt: skip
    return sent.exclude(pk=borrowing.pk).count() < free
