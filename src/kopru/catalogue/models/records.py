"""Libraries' records as they came, and the copies that stand on shelves."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.models.editions import Edition, EditionToIndex
from kopru.catalogue.models.loads import Load
from kopru.catalogue.records.packing import unpacked
from kopru.libraries.models import Library


class RecordQuerySet(models.QuerySet["Record"]):
    def of(self, library: Library) -> Self:
        """The records of `library`."""
        return self.filter(library=library)

    def living(self) -> Self:
        """Records that their library has not deleted."""
        return self.filter(deleted_at=None)


class Record(models.Model):
    """A library's record of an edition, byte for byte as it came."""

    library = models.ForeignKey(
        Library, on_delete=models.CASCADE, related_name="records", db_index=False
    )
    control_number = models.CharField(_("control number"), max_length=120)
    packed = models.BinaryField(default=b"")
    #: of the bytes as they came
    digest = models.CharField(max_length=32, blank=True)
    format = models.CharField(_("format"), max_length=10, blank=True)
    encoding = models.CharField(_("declared encoding"), max_length=40, blank=True)
    #: codes of what its library may want to put right, parted by blanks (`quality`)
    flaws = models.CharField(max_length=120, blank=True, default="")
    edition = models.ForeignKey(
        Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="records"
    )
    #: of a holdings record: the control number of the record of the work (`carried`)
    belongs_to = models.CharField(max_length=120, blank=True, default="")
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    loaded_by = models.ForeignKey(
        Load, on_delete=models.SET_NULL, null=True, related_name="records", db_index=False
    )
    #: digests that the load which set the present one had given it before, so that the same
    #: files loaded again are recognised although they carry the record more than once
    earlier = models.JSONField(default=list, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints = [
            models.UniqueConstraint(
                fields=["library", "control_number"], name="control_number_once_a_library"
            )
        ]
        indexes = [
            models.Index(
                fields=["library", "belongs_to"],
                name="holdings_records",
                condition=~models.Q(belongs_to=""),
            ),
            models.Index(
                fields=["library", "flaws"],
                name="record_by_flaw",
                condition=models.Q(deleted_at=None) & ~models.Q(flaws=""),
            ),
        ]

    def __str__(self) -> str:
        return self.control_number

    @property
    def raw(self) -> bytes:
        """The record's bytes as the library sent them."""
        return unpacked(self.packed)


class HoldingStatus(models.TextChoices):
    """What was last learnt of a copy."""

    AVAILABLE = "available", _("On the shelf")
    ON_LOAN = "on_loan", _("On loan")
    NOT_FOR_LOAN = "not_for_loan", _("Not for loan")
    UNKNOWN = "unknown", _("Not known")


class HoldingQuerySet(models.QuerySet["Holding"]):
    def of(self, library: Library) -> Self:
        """The copies that `library` holds."""
        return self.filter(library=library)

    def for_loan(self) -> Self:
        """Copies that nothing we know of keeps in the house."""
        return self.exclude(status=HoldingStatus.NOT_FOR_LOAN)


class Holding(models.Model):
    """A copy (or several alike) of an edition in a library."""

    Status = HoldingStatus

    library = models.ForeignKey(
        Library, on_delete=models.CASCADE, related_name="holdings", db_index=False
    )
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="holdings")
    #: the holdings record that carries it, where it does not stand in `record` itself
    source = models.ForeignKey(
        Record, on_delete=models.CASCADE, null=True, blank=True, related_name="carried"
    )
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="holdings")
    branch_code = models.CharField(_("branch"), max_length=40, blank=True)
    location = models.TextField(_("location"), blank=True)
    call_number = models.TextField(_("call number"), blank=True)
    barcode = models.CharField(_("barcode"), max_length=80, blank=True)
    copies = models.PositiveIntegerField(_("copies"), default=1)
    status = models.CharField(
        _("status"), max_length=20, choices=HoldingStatus.choices, default=HoldingStatus.UNKNOWN
    )
    due_back = models.DateField(_("due back"), null=True, blank=True)
    #: when `status` was learnt
    status_at = models.DateTimeField(_("status learnt"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        indexes = [models.Index(fields=["library", "barcode"], name="holding_by_barcode")]

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.call_number or self.barcode}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        # the index knows who holds an edition, and whether a copy was in when last asked after
        EditionToIndex.objects.create(edition_id=self.edition_id)
