"""The log: what happened, never changed, each row chained to the one before.

No personal data stands here; people are pointed at by id (design.md, invariant 1).
"""

import hashlib
import json
import uuid
from datetime import datetime

from django.db import models
from django.db.models.functions import Now

from kopru.libraries.models import Library


class Happening(models.Model):
    """One step of one subject. `seq` counts from 1 for each subject."""

    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    #: what one person did at once, over all the subjects it touched
    deed = models.UUIDField(default=uuid.uuid4)
    action = models.CharField(max_length=40)
    source = models.CharField(max_length=30, blank=True)
    target = models.CharField(max_length=30)
    by = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    #: fields changed as {"field": [before, after]}, and facts given, both without personal data
    changed = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "seq"], name="one_happening_a_seq"
            )
        ]
        indexes = [
            models.Index(fields=["deed"]),
            models.Index(fields=["library", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}/{self.seq}: {self.action}"

    def computed_hash(self) -> str:
        """The hash over this row's content and the hash before it."""
        content = [
            self.kind, self.subject_id, self.library_id, self.seq, str(self.deed), self.action,
            self.source, self.target, self.by, self.actor_id,
            self.at.timestamp(), self.changed, self.facts, self.previous_hash,
        ]  # fmt: skip
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class UntoldQuerySet(models.QuerySet["Untold"]):
    def due(self, *, now: datetime) -> "UntoldQuerySet":
        """Happenings whose time to be undone is over, oldest first."""
        return self.filter(tell_after__lte=now).order_by("happening_id")


class Untold(models.Model):
    """A happening that others have not been told of; written with it, gone once errands exist."""

    happening = models.OneToOneField(
        Happening, on_delete=models.CASCADE, primary_key=True, related_name="untold"
    )
    tell_after = models.DateTimeField(db_index=True)
    #: the database's own clock, so that a page can say how long the queue is
    written_at = models.DateTimeField(db_default=Now())

    objects = UntoldQuerySet.as_manager()

    def __str__(self) -> str:
        return f"untold {self.happening_id}"
