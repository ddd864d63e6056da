"""Errands: one row for each happening and each counterpart that must be told of it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from kopru.common.processes import worker
from kopru.libraries.models import Library
from kopru.requests.models import Happening

#: longer than any single delivery may take (a mail server has 20 s, a partner 15 s), so that
#: a living worker's errand is never taken twice
LEASE = timedelta(seconds=60)


class ErrandQuerySet(models.QuerySet["Errand"]):
    def of(self, library: Library | None) -> Self:
        """The errands of `library`; none for None."""
        return self.filter(library=library) if library else self.none()

    def waiting(self) -> Self:
        """Not yet done and not given up."""
        return self.filter(done_at=None, dead_at=None)

    def due(self, *, now: datetime) -> Self:
        """Waiting, not reserved by a worker, and their time has come; oldest first."""
        free = models.Q(claimed_until=None) | models.Q(claimed_until__lt=now)
        return self.waiting().filter(free, next_try_at__lte=now).order_by("pk")

    def dead(self) -> Self:
        """Given up: staff see these and may send them again."""
        return self.filter(done_at=None).exclude(dead_at=None)


class Errand(models.Model):
    """Something that must be told. Done means answered, not only sent."""

    happening = models.ForeignKey(Happening, on_delete=models.PROTECT, related_name="errands")
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    counterpart = models.CharField(max_length=20)
    #: errands of one thread are run in their order: a partner hears things as they happened
    thread = models.CharField(max_length=80)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    objects = ErrandQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["happening", "counterpart"], name="one_errand_a_happening_and_counterpart"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="errands_waiting",
                condition=models.Q(done_at=None, dead_at=None),
            ),
            models.Index(fields=["thread", "done_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.counterpart}: {self.happening}"

    def claim(self, *, now: datetime) -> bool:
        """Reserve for this worker; False when another was faster."""
        mine = Errand.objects.due(now=now).filter(pk=self.pk)
        claim = {"claimed_until": now + LEASE, "claimed_by": worker()}
        return mine.update(**claim, attempts=models.F("attempts") + 1) == 1
