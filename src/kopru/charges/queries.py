"""What the books say."""

from decimal import Decimal

from django.db.models import Sum

from kopru.charges.books import CENT, Place
from kopru.charges.models import Account, AccountKind, Entry, Transaction, TransactionKind
from kopru.charges.owing import Booked, Open, open_items
from kopru.libraries.models import Library
from kopru.patrons.models import Patron


def balance_of(account: Account, *, currency: str) -> Decimal:
    """The sum of an account's entries in a currency."""
    found = account.entries.filter(currency=currency).aggregate(total=Sum("amount"))["total"]
    return (found or Decimal(0)).quantize(CENT)


def balances(library: Library, place: Place) -> dict[str, Decimal]:
    """The sums of an account by currency; currencies that come to nought are left out."""
    rows = Entry.objects.filter(account__key=place.key(library)).values("currency")
    sums = rows.annotate(total=Sum("amount")).order_by("currency")
    found = {row["currency"]: row["total"].quantize(CENT) for row in sums}
    return {currency: total for currency, total in found.items() if total}


def reader_owes(patron: Patron) -> dict[str, Decimal]:
    """What a reader owes their library, by currency; below nought: the library owes them."""
    return balances(patron.library, Place(AccountKind.READER, patron=patron))


def partner_owes(library: Library, partner: Library) -> dict[str, Decimal]:
    """What a partner owes `library`, net, by currency; below nought: `library` owes them."""
    return balances(library, Place(AccountKind.PARTNER, partner=partner))


def lines_of(library: Library, place: Place) -> list[Entry]:
    """Every entry of an account with its transaction, oldest first."""
    rows = Entry.objects.filter(account__key=place.key(library))
    return list(
        rows.select_related(
            "transaction__booked_by", "transaction__reverses", "transaction__reversed_by"
        ).order_by("transaction__at", "pk")
    )


def open_of(
    lines: list[Entry], *, currency: str, we_owe: bool = False
) -> tuple[list[Open], Decimal]:
    """The open charges of an account, and the credit; what was reversed is left out.

    `we_owe`: seen from the other side, what the library owes is open.
    """
    sign = -1 if we_owe else 1
    booked = [
        Booked(
            line.transaction_id, sign * line.amount, line.transaction.day, line.transaction.purpose,
            line.transaction.request_number, line.transaction.settles_id,
        )
        for line in lines
        if line.currency == currency and _stands(line.transaction)
    ]  # fmt: skip
    return open_items(booked)


def _stands(row: Transaction) -> bool:
    return row.kind != TransactionKind.REVERSAL and not hasattr(row, "reversed_by")
