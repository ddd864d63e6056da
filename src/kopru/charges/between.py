"""Money between two libraries: each end books it in its own books, under one reference.

Where the other library is served elsewhere, only our end is booked here; a message tells theirs.
"""

import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kopru.charges.books import Event, Line, Made, NotBooked, Place, book, locked_account
from kopru.charges.models import AccountKind, Transaction, TransactionKind
from kopru.charges.queries import balance_of
from kopru.charges.readers import Paid, Sum
from kopru.libraries.models import Library


def _held(one: Library, other: Library) -> None:
    """Hold both ends' accounts of each other, in one order everywhere."""
    for owner, partner in sorted(((one, other), (other, one)), key=lambda pair: pair[0].pk):
        if owner.is_local:
            locked_account(owner, Place(AccountKind.PARTNER, partner=partner))


def owed(creditor: Library, debtor: Library, *, currency: str) -> Decimal:
    """What `debtor` owes `creditor`, net, by the books that are kept here; below nought: reversed."""
    if creditor.is_local:
        place = Place(AccountKind.PARTNER, partner=debtor)
        return balance_of(locked_account(creditor, place), currency=currency)
    place = Place(AccountKind.PARTNER, partner=creditor)
    return -balance_of(locked_account(debtor, place), currency=currency)


def _book(
    creditor: Library, debtor: Library, event: Event, amount: Decimal, theirs: AccountKind,
    ours: AccountKind, purpose: str, made: Made,
) -> list[Transaction]:  # fmt: skip
    """At the creditor: owed against `theirs`; at the debtor: `ours` against what it owes."""
    rows = []
    if creditor.is_local:
        lines = [
            Line(Place(AccountKind.PARTNER, partner=debtor), amount),
            Line(Place(theirs, purpose), -amount),
        ]
        rows.append(book(creditor, event, lines, made=made))
    if debtor.is_local:
        lines = [
            Line(Place(ours, purpose), amount),
            Line(Place(AccountKind.PARTNER, partner=creditor), -amount),
        ]
        rows.append(book(debtor, event, lines, made=made))
    return rows


@transaction.atomic
def charge(
    creditor: Library, debtor: Library, what: Sum, *, reference: str, made: Made,
    facts: Mapping[str, object] | None = None, reason: str = "",
) -> list[Transaction]:  # fmt: skip
    """`debtor` owes `creditor` a sum from now on; what each end booked.

    `reason` and `facts` stand in both books: nothing of a reader.
    """
    _held(creditor, debtor)
    event = Event(
        TransactionKind.CHARGE, reference, what.purpose, what.currency, what.request_number, reason,
        facts=facts or {},
    )  # fmt: skip
    return _book(
        creditor, debtor, event, what.amount, AccountKind.INCOME, AccountKind.EXPENSE,
        what.purpose, made,
    )  # fmt: skip


@transaction.atomic
def pay(
    payer: Library,
    payee: Library,
    paid: Paid,
    *,
    made: Made,
    facts: Mapping[str, object] | None = None,
) -> list[Transaction]:
    """`payer` has paid `payee`. Either end may book it; the same proof again is the same payment.

    :raises NotBooked: "more_than_owed"; "proof_missing"; "reference_taken"
    """
    kind, number = paid.proof()
    reference = f"paid:{payer.pk}:{payee.pk}:{kind.value}:{number.casefold()}"
    _held(payer, payee)
    known = Transaction.objects.filter(library__in=(payer, payee), reference=reference)
    if not known.exists():
        _not_more(payee, payer, paid.amount, paid.currency)
    event = Event(
        TransactionKind.PAYMENT, reference, currency=paid.currency, proof_kind=kind,
        proof_number=number, facts=facts or {},
    )  # fmt: skip
    return _book(payee, payer, event, -paid.amount, paid.means, paid.means, "", made)


@transaction.atomic
def waive(
    creditor: Library, debtor: Library, what: Sum, *, reason: str, made: Made
) -> list[Transaction]:
    """`creditor` asks for a sum no more.

    :raises NotBooked: "reason_missing"; "more_than_owed"; "not_ours_to_waive" to anybody but the creditor
    """
    if not reason.strip():
        raise NotBooked("reason_missing")
    if made.booked_by.pk != creditor.pk:
        raise NotBooked("not_ours_to_waive")
    _held(creditor, debtor)
    _not_more(creditor, debtor, what.amount, what.currency)
    event = Event(
        TransactionKind.WAIVER, f"waived:{uuid.uuid4().hex}", what.purpose, what.currency,
        what.request_number, reason.strip(),
    )  # fmt: skip
    return _book(
        creditor, debtor, event, -what.amount, AccountKind.WAIVED, AccountKind.WAIVED,
        what.purpose, made,
    )  # fmt: skip


def _not_more(creditor: Library, debtor: Library, amount: Decimal, currency: str) -> None:
    if amount <= 0:
        raise NotBooked("not_a_sum", str(amount))
    if amount > owed(creditor, debtor, currency=currency):
        raise NotBooked("more_than_owed")
