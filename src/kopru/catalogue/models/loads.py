"""Deliveries of records, and what of them could not be read."""

from collections import Counter
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.records.packing import unpacked
from kopru.catalogue.records.reasons import reason_words
from kopru.common.words import Words
from kopru.libraries.models import Library


class LoadMode(models.TextChoices):
    """What a delivery says of records that are not in it."""

    #: nothing: records are added and changed, deleted where the delivery says so
    DELTA = "delta", _("Changes")
    #: that they are gone: it is everything the library has
    FULL = "full", _("Everything")


class LoadState(models.TextChoices):
    """How far a delivery has come."""

    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped")


class Load(models.Model):
    """One delivery of records by a library, and what became of each.

    `files` are names, `sizes` their bytes; `file_at` and `records_at` say up to where (which
    file, how many records into it) everything is written for good, so that a load that
    was killed goes on there. `pending` are records before that point, as (file, place),
    whose fate is open until the end (`fates`).
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="loads")
    files = models.JSONField(_("files"), default=list)
    sizes = models.JSONField(default=list)
    encoding = models.CharField(_("declared encoding"), max_length=40, blank=True)
    format = models.CharField(_("declared format"), max_length=20, blank=True)
    mode = models.CharField(
        _("mode"), max_length=10, choices=LoadMode.choices, default=LoadMode.DELTA
    )
    state = models.CharField(
        _("state"), max_length=10, choices=LoadState.choices, default=LoadState.RUNNING
    )
    started_at = models.DateTimeField(_("started"))
    #: the process that does it (`common.processes`), and its last sign of life
    worker = models.CharField(max_length=80, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    file_at = models.PositiveIntegerField(default=0)
    records_at = models.BigIntegerField(default=0)
    pending = models.JSONField(default=list)
    bytes_total = models.BigIntegerField(_("bytes"), default=0)
    bytes_done = models.BigIntegerField(default=0)
    read = models.PositiveIntegerField(_("read"), default=0)
    stored = models.PositiveIntegerField(_("stored"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    deleted = models.PositiveIntegerField(_("deleted"), default=0)
    quarantined = models.PositiveIntegerField(_("quarantined"), default=0)
    #: records of the library that a full delivery no longer had; not among those read
    missing = models.PositiveIntegerField(_("no longer delivered"), default=0)
    #: editions that were founded by it
    clusters = models.PositiveIntegerField(_("new editions"), default=0)
    seconds = models.FloatField(_("seconds"), default=0)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("load")
        verbose_name_plural = _("loads")

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def percent(self) -> int:
        """The share of its bytes that is done, 0 to 100."""
        if self.state == LoadState.DONE or not self.bytes_total:
            return 100
        return min(99, 100 * self.bytes_done // self.bytes_total)


class QuarantinedQuerySet(models.QuerySet["Quarantined"]):
    def of(self, library: Library) -> Self:
        """What could not be read of the deliveries of `library`."""
        return self.filter(library=library)

    def reasons(self) -> Counter[str]:
        """How often each reason occurs."""
        counted = self.order_by().values("reason").annotate(n=models.Count("pk"))
        return Counter({row["reason"]: row["n"] for row in counted})


class Quarantined(models.Model):
    """Bytes that could not be read as a record, and why; kept so that they can be tried again.

    The same bytes are kept once a library, however often they are sent.
    """

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="quarantine")
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="quarantine")
    file = models.TextField(_("file"), blank=True)
    #: bytes from the start of the file
    position = models.BigIntegerField(_("position"), default=0)
    reason = models.CharField(_("reason"), max_length=40)
    #: what exactly was found, for those who look into the bytes
    detail = models.TextField(blank=True)
    packed = models.BinaryField(default=b"")
    digest = models.CharField(max_length=32)
    at = models.DateTimeField(_("at"))

    objects = QuarantinedQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["library", "digest"], name="quarantined_once_a_library")
        ]

    def __str__(self) -> str:
        return f"{self.file} {self.position}: {self.reason}"

    @property
    def raw(self) -> bytes:
        """The bytes as they came."""
        return unpacked(self.packed)

    @property
    def why(self) -> Words:
        """Why they could not be read."""
        return reason_words(self.reason)
