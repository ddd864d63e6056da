"""Whether the books hold: every transaction balances, reversals mirror, both ends of a pair agree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Sum

from kopru.charges.books import CENT
from kopru.charges.models import AccountKind, Entry, Transaction


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the books that must not be. `about`: a transaction's id or a pair's reference."""

    code: str
    about: str


def faults() -> list[Fault]:
    """Everything that is wrong in the books of this installation; nothing where they hold."""
    return [*_unbalanced(), *_miscounted(), *_no_mirror(), *_ends_differ()]


def _unbalanced() -> Iterator[Fault]:
    sums = Entry.objects.values("transaction", "currency").annotate(total=Sum("amount"))
    for row in sums.order_by("transaction"):
        if row["total"].quantize(CENT):
            yield Fault("unbalanced", str(row["transaction"]))


def _miscounted() -> Iterator[Fault]:
    counted = Transaction.objects.annotate(n=Count("entries")).exclude(n=F("lines"))
    yield from (Fault("entries_missing", str(pk)) for pk in counted.values_list("pk", flat=True))


def _no_mirror() -> Iterator[Fault]:
    for row in Transaction.objects.exclude(reverses=None).prefetch_related("entries"):
        ours = sorted((e.account_id, -e.amount, e.currency) for e in row.entries.all())
        theirs = Entry.objects.filter(transaction=row.reverses_id)
        if ours != sorted(theirs.values_list("account_id", "amount", "currency")):
            yield Fault("no_mirror", str(row.pk))


def _ends_differ() -> Iterator[Fault]:
    """What a pair booked under one reference must come to nought over both ends, where both are here."""
    both = {"account__library__is_local": True, "account__partner__is_local": True}
    rows = Entry.objects.filter(account__kind=AccountKind.PARTNER, **both)
    sums: dict[tuple[str, frozenset[int], str], Decimal] = defaultdict(Decimal)
    found: Iterable[tuple[str, int, int, str, Decimal]] = rows.values_list(
        "transaction__reference", "account__library", "account__partner", "currency", "amount"
    )
    for reference, library, partner, currency, amount in found:
        sums[reference, frozenset((library, partner)), currency] += amount
    for (reference, _, _), total in sums.items():
        if total.quantize(CENT):
            yield Fault("ends_differ", reference)
