"""A reader's account: asked of them, paid with proof, waived with reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from kopru.charges.books import Event, Line, Made, NotBooked, Place, account, book, locked_account
from kopru.charges.models import AccountKind, ProofKind, Purpose, Transaction, TransactionKind
from kopru.charges.queries import balance_of
from kopru.libraries.models import Library
from kopru.patrons.models import Patron

#: how money comes in, and what proves it
PROVED_BY: dict[AccountKind, ProofKind] = {
    AccountKind.CASH: ProofKind.RECEIPT,
    AccountKind.BANK: ProofKind.TRANSFER,
    AccountKind.CARD: ProofKind.SLIP,
    AccountKind.VOUCHERS: ProofKind.VOUCHER,
}


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of a currency for a purpose, and the request that it is about."""

    amount: Decimal
    currency: str
    purpose: Purpose
    request_number: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment: how much, by which means, proved by which number."""

    amount: Decimal
    means: AccountKind
    number: str
    currency: str = "TRY"

    def proof(self) -> tuple[ProofKind, str]:
        """What proves it.

        :raises NotBooked: "proof_missing"; "not_a_means"
        """
        kind = PROVED_BY.get(self.means)
        if kind is None:
            raise NotBooked("not_a_means", self.means)
        number = " ".join(self.number.split())[:60]
        if not number:
            raise NotBooked("proof_missing", kind.value)
        return kind, number


def reader_place(patron: Patron) -> Place:
    """The account of a reader in their library's books."""
    return Place(AccountKind.READER, patron=patron)


@transaction.atomic
def ask_of_reader(
    patron: Patron, what: Sum, *, reference: str, made: Made, facts: Mapping[str, object] | None = None,
    reason: str = "",
) -> Transaction:  # fmt: skip
    """A reader owes their library a sum."""
    event = Event(
        TransactionKind.CHARGE, reference, what.purpose, what.currency, what.request_number,
        reason, facts=facts or {},
    )  # fmt: skip
    lines = [
        Line(reader_place(patron), what.amount),
        Line(Place(AccountKind.INCOME, what.purpose), -what.amount),
    ]
    return book(patron.library, event, lines, made=made)


@transaction.atomic
def pay_by_reader(
    patron: Patron, paid: Paid, *, made: Made, settles: Transaction | None = None
) -> Transaction:
    """A reader pays. The same proof again is the same payment.

    :raises NotBooked: "more_than_owed"; "proof_missing"; "reference_taken" where the proof's number
        stands for another sum
    """
    kind, number = paid.proof()
    reference = f"paid:{patron.pk}:{kind.value}:{number.casefold()}"
    event = Event(
        TransactionKind.PAYMENT, reference, settles.purpose if settles else "", paid.currency,
        settles.request_number if settles else "", proof_kind=kind, proof_number=number,
        settles=settles,
    )  # fmt: skip
    lines = [Line(Place(paid.means), paid.amount), Line(reader_place(patron), -paid.amount)]
    _held(patron, reference, paid.amount, paid.currency)
    return book(patron.library, event, lines, made=made)


@transaction.atomic
def waive_for_reader(
    patron: Patron, what: Sum, *, reason: str, reference: str, made: Made,
    settles: Transaction | None = None,
) -> Transaction:  # fmt: skip
    """A sum is not asked of the reader any more.

    :raises NotBooked: "reason_missing"; "more_than_owed"
    """
    if not reason.strip():
        raise NotBooked("reason_missing")
    event = Event(
        TransactionKind.WAIVER, reference, what.purpose, what.currency, what.request_number,
        reason.strip(), settles=settles,
    )  # fmt: skip
    lines = [
        Line(Place(AccountKind.WAIVED, what.purpose), what.amount),
        Line(reader_place(patron), -what.amount),
    ]
    _held(patron, reference, what.amount, what.currency)
    return book(patron.library, event, lines, made=made)


def _held(patron: Patron, reference: str, amount: Decimal, currency: str) -> None:
    """Hold the account, and refuse more than is owed; what is in the books already passes."""
    held = locked_account(patron.library, reader_place(patron))
    if Transaction.objects.filter(library=patron.library, reference=reference).exists():
        return
    if amount <= 0:
        raise NotBooked("not_a_sum", str(amount))
    if amount > balance_of(held, currency=currency):
        raise NotBooked("more_than_owed")


@transaction.atomic
def spend(library: Library, what: Sum, *, reference: str, made: Made) -> Transaction:
    """The library pays somebody outside, a courier at the door: out of its cash."""
    event = Event(
        TransactionKind.SPENT, reference, what.purpose, what.currency, what.request_number
    )
    lines = [
        Line(Place(AccountKind.EXPENSE, what.purpose), what.amount),
        Line(Place(AccountKind.CASH), -what.amount),
    ]
    return book(library, event, lines, made=made)


def reader_account(patron: Patron) -> int:
    """The id of a reader's account."""
    return account(patron.library, reader_place(patron)).pk
