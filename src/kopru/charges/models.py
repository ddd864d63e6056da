"""Books of account: each library has its own, added to and never changed.

A transaction is two or more entries that sum to nought in every currency; an amount above nought
is a debit. The database itself holds to that when it commits, and refuses to change or delete
either (`migrations/0003_books_are_kept`). What was booked wrongly is reversed.
"""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kopru.libraries.models import Library
from kopru.patrons.models import Patron


class AccountKind(models.TextChoices):
    """What an account keeps. Of readers and partners above nought means: they owe the library."""

    READER = "reader", _("Reader")
    PARTNER = "partner", _("Partner library")
    CASH = "cash", _("Cash")
    BANK = "bank", _("Bank account")
    CARD = "card", _("Card payments")
    VOUCHERS = "vouchers", _("IFLA vouchers")
    INCOME = "income", _("Income")
    EXPENSE = "expense", _("Expense")
    WAIVED = "waived", _("Waived")


class Purpose(models.TextChoices):
    """What the money is for (domain.md 2.1, rows 26 to 38)."""

    FREIGHT = "freight", _("Freight")
    LOAN = "loan", _("Price of a loan")
    COPY = "copy", pgettext_lazy("price", "Price of a copy")
    FINE = "fine", _("Fine for delay")
    REPLACEMENT = "replacement", _("Replacement of a lost item")
    DAMAGE = "damage", _("Damage")
    OTHER = "other", pgettext_lazy("purpose of a sum", "Other")


class TransactionKind(models.TextChoices):
    """What happened."""

    CHARGE = "charge", _("Charge")
    SPENT = "spent", _("Paid out")
    PAYMENT = "payment", _("Payment")
    WAIVER = "waiver", _("Waiver")
    REVERSAL = "reversal", _("Reversal")


class ProofKind(models.TextChoices):
    """What proves a payment (domain.md 2.1, row 47)."""

    RECEIPT = "makbuz", _("Receipt (makbuz)")
    TRANSFER = "dekont", _("Bank slip (dekont)")
    SLIP = "slip", _("Card slip")
    VOUCHER = "voucher", _("IFLA voucher")


class AccountQuerySet(models.QuerySet["Account"]):
    def of(self, library: Library | None) -> Self:
        """Accounts in the books of `library`; none for None."""
        return self.filter(library=library) if library else self.none()


class Account(models.Model):
    """One account in a library's books; `key` names it, so that it is opened once."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=10, choices=AccountKind.choices)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, blank=True)
    #: an erased reader leaves the sums behind, without a person
    patron = models.ForeignKey(
        Patron, on_delete=models.SET_NULL, null=True, blank=True, related_name="accounts"
    )
    partner = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    key = models.CharField(max_length=80, unique=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.key


class TransactionQuerySet(models.QuerySet["Transaction"]):
    def of(self, library: Library | None) -> Self:
        """Transactions in the books of `library`; none for None."""
        return self.filter(library=library) if library else self.none()

    def standing(self) -> Self:
        """Those that hold: neither reversed nor a reversal."""
        return self.filter(reverses=None, reversed_by=None)


class Transaction(models.Model):
    """One event in the books of `library`.

    Between two libraries both book it under the same `reference`. `lines` is how many entries it
    has: none can be added later.
    """

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="transactions")
    kind = models.CharField(max_length=10, choices=TransactionKind.choices)
    purpose = models.CharField(max_length=12, choices=Purpose.choices, blank=True)
    at = models.DateTimeField()
    #: the day that it counts for
    day = models.DateField()
    #: names the event; a second one with the same name in the same books is the same event
    reference = models.CharField(max_length=120)
    #: the number of the loan or of the reader's request that it is about
    request_number = models.CharField(max_length=64, blank=True, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    proof_kind = models.CharField(max_length=10, choices=ProofKind.choices, blank=True)
    proof_number = models.CharField(max_length=60, blank=True)
    #: how a sum was reckoned, and other things that may be shown to both ends
    facts = models.JSONField(default=dict)
    #: at whose desk it was booked, and by which user; 0 for the system
    booked_by = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    user_id = models.PositiveBigIntegerField(default=0)
    deed = models.UUIDField(default=uuid.uuid4, db_index=True)
    lines = models.PositiveSmallIntegerField()
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    #: the charge that a payment or waiver is for; nothing: for the oldest first
    settles = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="settled_by"
    )

    objects = TransactionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "reference"], name="reference_once_a_library"
            ),
            models.CheckConstraint(
                name="a_payment_has_its_proof",
                condition=~models.Q(kind="payment")
                | (~models.Q(proof_kind="") & ~models.Q(proof_number="")),
            ),
            models.CheckConstraint(
                name="a_waiver_has_its_reason",
                condition=~models.Q(kind="waiver") | ~models.Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["library", "day"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class Entry(models.Model):
    """One line of a transaction: a signed amount on one account."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(name="an_entry_is_not_nought", condition=~models.Q(amount=0))
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class LiftQuerySet(models.QuerySet["Lift"]):
    def of(self, library: Library | None) -> Self:
        """What `library` lifted; nothing for None."""
        return self.filter(library=library) if library else self.none()

    def in_force(self, *, on: date) -> Self:
        """Those that hold on a day."""
        return self.filter(until__gte=on)


class Lift(models.Model):
    """`library` lets a reader of its own, or a partner, go on in spite of what blocks them."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="lifts")
    patron = models.ForeignKey(
        Patron, on_delete=models.CASCADE, null=True, blank=True, related_name="lifts"
    )
    partner = models.ForeignKey(
        Library, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    until = models.DateField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    user_id = models.PositiveBigIntegerField(default=0)

    objects = LiftQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_lift_is_of_a_reader_or_a_partner",
                condition=models.Q(patron=None, partner__isnull=False)
                | models.Q(patron__isnull=False, partner=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.library_id}: {self.until}"
