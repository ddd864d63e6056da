"""What a loan costs: amounts with currency and date, added to and never changed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.libraries.models import Library
from kopru.patrons.models import Patron


class ChargeKind(models.TextChoices):
    """What the money is for."""

    FREIGHT = "freight", _("Freight")


class ChargeQuerySet(models.QuerySet["Charge"]):
    def of(self, library: Library | None) -> Self:
        """Charges in the books of `library`; none for None."""
        return self.filter(library=library) if library else self.none()


class Charge(models.Model):
    """One amount that `library` paid for a request, and whom it is asked of."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="charges")
    patron = models.ForeignKey(Patron, on_delete=models.SET_NULL, null=True, blank=True)
    request_number = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=20, choices=ChargeKind.choices)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    currency = models.CharField(max_length=3, default="TRY")
    at = models.DateTimeField()
    #: the entry that takes another one back carries its id and the opposite amount
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_number} {self.amount} {self.currency}"
