"""The only door into the books: a transaction is written whole, once, or not at all.

Every function runs inside the caller's database transaction.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kopru.charges.models import Account, AccountKind, Entry, Transaction, TransactionKind
from kopru.libraries.models import Library
from kopru.patrons.models import Patron

CENT = Decimal("0.01")


class NotBooked(Exception):
    """It cannot be booked; `code` names why, for the page to say."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code}: {detail}" if detail else code)


@dataclass(frozen=True, slots=True)
class Made:
    """Who books, where and when. `user` is a user's id; 0 for the system."""

    at: datetime
    booked_by: Library
    user: int = 0
    deed: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def day(self) -> date:
        """The day it counts for."""
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class Place:
    """An account as the caller names it; it is opened when first used."""

    kind: AccountKind
    purpose: str = ""
    patron: Patron | None = None
    partner: Library | None = None

    def key(self, library: Library) -> str:
        """Its name, unique over all books."""
        whom = self.patron.pk if self.patron else self.partner.pk if self.partner else ""
        return f"{library.pk}:{self.kind.value}:{self.purpose}:{whom}"


@dataclass(frozen=True, slots=True)
class Line:
    """An entry to be: above nought a debit."""

    place: Place
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Event:
    """What is booked. `reference` names it in the books: booked twice, it is booked once.

    `currency` is an ISO 4217 code; the amounts are in the lines.
    """

    kind: TransactionKind
    reference: str
    purpose: str = ""
    currency: str = "TRY"
    request_number: str = ""
    reason: str = ""
    proof_kind: str = ""
    proof_number: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    settles: Transaction | None = None


def account(library: Library, place: Place) -> Account:
    """The account of that name, opened where there is none yet."""
    key = place.key(library)
    found = Account.objects.filter(key=key).first()
    if found is None:
        new = Account(
            library=library, kind=place.kind, purpose=place.purpose, patron=place.patron,
            partner=place.partner, key=key,
        )  # fmt: skip
        Account.objects.bulk_create([new], ignore_conflicts=True)  # two may open it at once
        found = Account.objects.get(key=key)
    return found


def locked_account(library: Library, place: Place) -> Account:
    """The same, held until the transaction ends: who reads its balance next waits."""
    return Account.objects.select_for_update().get(pk=account(library, place).pk)


def book(library: Library, event: Event, lines: Sequence[Line], *, made: Made) -> Transaction:
    """Write one transaction into the books of `library`; the one that is there where it is there.

    :raises NotBooked: "not_a_sum" for a sum finer than a kuruş, of nought, or lines that do not sum
        to nought; "reference_taken" where another event has that reference
    """
    if not connection.in_atomic_block:
        raise RuntimeError("books are written inside a transaction")
    _check(lines)
    known = Transaction.objects.filter(library=library, reference=event.reference).first()
    if known is not None:
        return _same(known, event, lines)
    row = _row(library, event, len(lines), made)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # written meanwhile by somebody else
        known = Transaction.objects.filter(library=library, reference=event.reference).first()
        if known is None:
            raise
        return _same(known, event, lines)
    Entry.objects.bulk_create(
        Entry(
            transaction=row, account=account(library, line.place), amount=line.amount,
            currency=event.currency,
        )
        for line in lines
    )  # fmt: skip
    return row


def _check(lines: Sequence[Line]) -> None:
    amounts = [line.amount for line in lines]
    fine = all(a.is_finite() and a and a == a.quantize(CENT) for a in amounts)
    if len(amounts) < 2 or not fine or sum(amounts) != 0:
        raise NotBooked("not_a_sum", " ".join(map(str, amounts)))


def _same(known: Transaction, event: Event, lines: Sequence[Line]) -> Transaction:
    """What is in the books is what was to be booked; refused where it is something else."""
    there = sorted(known.entries.values_list("account__key", "amount", "currency"))
    asked = sorted((line.place.key(known.library), line.amount, event.currency) for line in lines)
    if known.kind != event.kind or there != asked:
        raise NotBooked("reference_taken", event.proof_number or event.reference)
    return known


def _row(library: Library, event: Event, lines: int, made: Made) -> Transaction:
    return Transaction(
        library=library, kind=event.kind, purpose=event.purpose, at=made.at, day=made.day,
        reference=event.reference, request_number=event.request_number, reason=event.reason[:300],
        proof_kind=event.proof_kind, proof_number=event.proof_number, facts=dict(event.facts),
        booked_by=made.booked_by, user_id=made.user, deed=made.deed, lines=lines,
        settles=event.settles,
    )  # fmt: skip


def reverse(pk: int, *, reason: str, made: Made) -> list[Transaction]:
    """Take a transaction back at every end that booked it; the reversals.

    Only the library that booked it may; doing it twice does it once.

    :raises NotBooked: "reason_missing"; "not_ours_to_reverse"; "is_reversal"
    """
    if not reason.strip():
        raise NotBooked("reason_missing")
    first = Transaction.objects.select_related("library").get(pk=pk)
    if first.booked_by_id != made.booked_by.pk:
        raise NotBooked("not_ours_to_reverse")
    if first.kind == TransactionKind.REVERSAL:
        raise NotBooked("is_reversal")
    ends = Transaction.objects.select_for_update(of=("self",)).select_related("library")
    same = ends.filter(pk__in=_both_ends(first)).order_by("pk")
    return [_reversed(one, reason.strip(), made) for one in same]


def _both_ends(first: Transaction) -> Collection[int]:
    """The ids of what was booked with it under one reference, by the pair of libraries."""
    pair = Account.objects.filter(entries__transaction=first).exclude(partner=None)
    partners = list(pair.values_list("partner_id", flat=True))
    mirrored = Transaction.objects.filter(
        library__in=partners, reference=first.reference, booked_by=first.booked_by_id
    )
    return {first.pk, *mirrored.values_list("pk", flat=True)}


def _reversed(one: Transaction, reason: str, made: Made) -> Transaction:
    known = Transaction.objects.filter(reverses=one).first()
    if known is not None:
        return known
    entries = list(one.entries.all())
    row = Transaction(
        library=one.library, kind=TransactionKind.REVERSAL, purpose=one.purpose, at=made.at,
        day=made.day, reference=f"reversed:{one.reference}"[:120], request_number=one.request_number,
        reason=reason[:300], booked_by=made.booked_by, user_id=made.user, deed=made.deed,
        lines=len(entries), reverses=one,
    )  # fmt: skip
    row.save(force_insert=True)
    Entry.objects.bulk_create(
        Entry(transaction=row, account_id=e.account_id, amount=-e.amount, currency=e.currency)
        for e in entries
    )
    return row


def reverse_deed(deed: uuid.UUID, *, reason: str, made: Made) -> list[Transaction]:
    """Take back all that one deed booked, in all books."""
    rows = Transaction.objects.select_for_update(of=("self",)).select_related("library")
    standing = rows.filter(deed=deed, reversed_by=None).exclude(kind=TransactionKind.REVERSAL)
    return [_reversed(one, reason, made) for one in standing.order_by("-pk")]
