"""Parcels as one library sees them: what it sent, what it got."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.libraries.models import Library, User


class Payer(models.TextChoices):
    """Who pays the courier. "Recipient" is ücreti alıcıdan, never cash on delivery (domain.md 4.8)."""

    RECIPIENT = "recipient", _("Recipient pays the freight")
    SENDER = "sender", _("Sender pays the freight")


class ParcelQuerySet(models.QuerySet["Parcel"]):
    def of(self, library: Library | None) -> Self:
        """The parcels that `library` sent; none for None."""
        return self.filter(library=library) if library else self.none()

    def open(self, partner: Library, *, day: date) -> Self:
        """Parcels to `partner` begun on `day` that nobody has taken to the courier yet."""
        return self.filter(partner=partner, closed_at=None, sent_at__date=day)


class Parcel(models.Model):
    """A parcel that `library` sent to `partner`: items lent to it, and items of its own going home.

    It is open until it is taken to the courier or its day is over: until then more may go along.
    """

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="parcels")
    partner = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    payer = models.CharField(_("payer"), max_length=10, choices=Payer.choices)
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    tracking = models.CharField(_("tracking number"), max_length=60, blank=True, db_index=True)
    sent_at = models.DateTimeField(_("sent"))
    closed_at = models.DateTimeField(_("taken to the courier"), null=True)
    #: the bar code on its label and the word for it in messages, where it holds several items
    code = models.CharField(_("parcel number"), max_length=20, blank=True, db_index=True)

    objects = ParcelQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.partner.symbol} {self.tracking}"


class Moment(models.TextChoices):
    """When an item was looked at."""

    SENT = "sent", _("Before it left")
    ARRIVED = "arrived", _("When it arrived")
    TAKEN_BACK = "taken_back", _("Back from its reader")
    HOME = "home", _("Home again")


class ConditionReport(models.Model):
    """What staff of `library` saw of the item of a loan; added to and never changed."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    #: the number on the papers of the loan
    request_id = models.CharField(max_length=64)
    moment = models.CharField(_("when"), max_length=12, choices=Moment.choices)
    note = models.TextField(_("what is to be seen"), blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["library", "request_id"])]

    def __str__(self) -> str:
        return f"{self.request_id} {self.moment}"


class Photo(models.Model):
    """A photograph of a report, in the data folder's `photos` (`shipping.photos`)."""

    report = models.ForeignKey(ConditionReport, on_delete=models.PROTECT, related_name="photos")
    name = models.CharField(max_length=40, unique=True)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class CopyQuerySet(models.QuerySet["CopyFile"]):
    def of(self, library: Library | None) -> Self:
        """The copies that `library` keeps; none for None."""
        return self.filter(library=library) if library else self.none()

    def kept(self) -> Self:
        """Those whose files are there."""
        return self.filter(deleted_at=None)


class CopyFile(models.Model):
    """The file of a copy as one library keeps it: to be fetched by another, or for its own reader.

    The row stays when the file is deleted: it says what was deleted, and when.
    """

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    #: the number of the loan that it belongs to
    request_id = models.CharField(max_length=64, db_index=True)
    #: made here for another library, or fetched from one for a reader of ours
    is_ours = models.BooleanField()
    #: who knows it may fetch what we made
    token = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    media = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    views_left = models.PositiveSmallIntegerField()
    views = models.PositiveSmallIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "request_id", "is_ours"],
                condition=models.Q(deleted_at=None),
                name="one_kept_copy_a_request",
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.media}"
