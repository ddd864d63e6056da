"""A set: what binds several patron requests of one wish. It has no state of its own."""

from typing import Self

from django.db import models

from kopru.common.citation import Citation
from kopru.libraries.models import Library
from kopru.requests.sets import SetKind


class RequestSetQuerySet(models.QuerySet["RequestSet"]):
    def of(self, library: Library | None) -> Self:
        """The sets of `library`'s readers; none for None."""
        return self.filter(library=library) if library else self.none()


class RequestSet(models.Model):
    """Several volumes, or copies, that one reader asked for at once.

    Where it stands is read from its parts (`requests.sets`). `number` is that of its first part,
    so that the number which the reader was told goes on leading to all of it; other systems see
    it as ISO 18626's multipleItemRequestId.
    """

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in SetKind])
    #: the work as it was asked for, before it was parted
    cited = models.JSONField(default=dict)

    objects = RequestSetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.number} ({self.kind})"

    @property
    def citation(self) -> Citation:
        """The work as it was asked for."""
        return Citation.from_dict(self.cited)
