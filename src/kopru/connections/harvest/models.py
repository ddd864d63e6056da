"""Providers that a library's records are harvested from, and the log of every harvest."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.models import Load
from kopru.common.words import Words
from kopru.connections.harvest.troubles import repair_words, trouble_words
from kopru.libraries.models import Library

LONGEST_IDENTIFIER = 400


class Prefix(models.TextChoices):
    """Formats that we can read, by the names that providers give them."""

    MARC21 = "marc21", "MARC 21 (marc21)"
    MARCXML = "marcxml", "MARC 21 (marcxml)"
    UNIMARC = "unimarc", "UNIMARC (unimarc)"
    OAI_DC = "oai_dc", "Dublin Core (oai_dc)"


class SourceQuerySet(models.QuerySet["Source"]):
    def of(self, library: Library | None) -> Self:
        """Where the records of `library` are harvested from; nothing for None."""
        return self.filter(library=library) if library else self.none()


class Source(models.Model):
    """A provider, a format and a set that are harvested for a library.

    `reached` is the provider's own date up to which everything was taken: the next
    harvest begins shortly before it. `granularity` is learnt from the provider.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="sources")
    address = models.URLField(_("address"), max_length=300)
    format = models.CharField(
        _("format"), max_length=40, choices=Prefix.choices, default=Prefix.MARC21
    )
    set = models.CharField(_("set"), max_length=200, blank=True)
    encoding = models.CharField(_("code page"), max_length=40, blank=True)
    every_hours = models.PositiveSmallIntegerField(_("every so many hours"), default=24)
    #: seconds between two pages
    pause = models.FloatField(_("pause"), default=0.5)
    is_on = models.BooleanField(_("is harvested"), default=True)
    #: the records are of many libraries: 852 $a says by its symbol whose each copy is
    is_union = models.BooleanField(_("a union catalogue"), default=False)
    name = models.CharField(max_length=200, blank=True)
    granularity = models.CharField(max_length=24, blank=True)
    #: what the provider says of deletions: "no", "transient" or "persistent"
    deleted = models.CharField(max_length=12, blank=True)
    reached = models.CharField(_("harvested up to"), max_length=24, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["library__name_sort", "pk"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name or self.address


class RunState(models.TextChoices):
    """How a harvest stands."""

    RUNNING = "running", _("Running")
    #: goes on by itself at `again_at`
    WAITING = "waiting", _("Waiting to go on")
    DONE = "done", _("Done")
    #: a person has to look at it
    FAILED = "failed", _("Failed")


class Run(models.Model):
    """One harvest: a row of the log, and all that is needed to go on with it after a kill.

    `since` is the window's start as it was asked for (empty: everything), `reached` the
    provider's date on the first page, `token` leads to the next page.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    is_full = models.BooleanField(default=False)
    started_at = models.DateTimeField(_("started"))
    heard_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    again_at = models.DateTimeField(null=True, blank=True)
    #: who does it (`common.processes`)
    worker = models.CharField(max_length=80, blank=True)
    since = models.CharField(max_length=24, blank=True)
    reached = models.CharField(max_length=24, blank=True)
    token = models.TextField(blank=True)
    #: how often it had to begin its window anew, since its token was no longer known
    restarts = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    #: how many the provider says there are, where it does
    complete_size = models.PositiveIntegerField(null=True, blank=True)
    stored = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    deleted = models.PositiveIntegerField(default=0)
    quarantined = models.PositiveIntegerField(default=0)
    #: deletions of records that we never had
    unknown = models.PositiveIntegerField(default=0)
    #: what had to be put right in the provider's answers (`protocols.oaipmh.Answer`)
    repairs = models.JSONField(default=list, blank=True)
    trouble = models.CharField(max_length=20, blank=True)
    detail = models.TextField(blank=True)
    loads = models.ManyToManyField(Load, related_name="runs")

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_open(self) -> bool:
        """Not at its end: it runs, or goes on by itself."""
        return self.state in (RunState.RUNNING, RunState.WAITING)

    @property
    def why(self) -> Words | None:
        """What went wrong, in words; None where nothing did."""
        return trouble_words(self.trouble) if self.trouble else None

    @property
    def mended(self) -> list[Words]:
        """What had to be put right on the way, in words."""
        return [repair_words(code) for code in self.repairs]

    @property
    def percent(self) -> int | None:
        """The share that is done, where the provider says how many there are."""
        if not self.complete_size:
            return None
        return min(100, 100 * self.records // self.complete_size)


class Delivered(models.Model):
    """Which record of which library an OAI identifier brought, so that its deletion finds it."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="delivered")
    identifier = models.CharField(max_length=LONGEST_IDENTIFIER)
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+")
    control_number = models.CharField(max_length=120)
    #: the last harvest that brought it
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "identifier", "library"], name="delivered_once_a_library"
            )
        ]

    def __str__(self) -> str:
        return self.identifier
