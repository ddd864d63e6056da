"""What only a person can decide about editions, and what was decided."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.models.editions import Edition
from kopru.catalogue.models.records import Record
from kopru.libraries.models import Library


class DoubtDecision(models.TextChoices):
    """What became of a doubt."""

    OPEN = "", _("Waiting")
    SAME = "same", _("Same edition")
    DIFFERENT = "different", _("Different")


class DoubtQuerySet(models.QuerySet["Doubt"]):
    def waiting(self) -> Self:
        """Those that nobody has decided yet and whose two sides are still apart."""
        apart = ~models.Q(record__edition=models.F("edition"))
        living = models.Q(record__deleted_at=None, edition__moved_to=None)
        return self.filter(apart & living, decision=DoubtDecision.OPEN)

    def of(self, library: Library) -> Self:
        """Doubts about a record of `library`, or about an edition that it holds."""
        held = Record.objects.living().filter(edition=models.OuterRef("edition"), library=library)
        return self.filter(models.Q(record__library=library) | models.Exists(held))


class Doubt(models.Model):
    """A record that may belong to an edition: alike enough to ask, not enough to join."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="doubts")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="doubts")
    score = models.FloatField(_("score"))
    created_at = models.DateTimeField(_("since"))
    decision = models.CharField(
        _("decision"), max_length=10, choices=DoubtDecision.choices, blank=True, default=""
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: what an answer of "same" moved, so that it can be taken back: from where, which records
    moved_from = models.ForeignKey(
        Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    moved = models.JSONField(default=list, blank=True)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["record", "edition"], name="doubt_once_a_pair")
        ]
        indexes = [models.Index(fields=["decision", "-score"], name="doubt_by_score")]

    def __str__(self) -> str:
        return f"{self.record} ? {self.edition}"


class Ruling(models.Model):
    """A person's decision on two records. Kept for ever, and obeyed by every load."""

    one = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    is_same = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            # the lower number first, so that a pair has one row
            models.UniqueConstraint(fields=["one", "other"], name="ruling_once_a_pair"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="ruling_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {'=' if self.is_same else '≠'} {self.other_id}"
