"""An item that came although nobody knows for which request (domain.md 3.6)."""

from typing import Self

from django.db import models

from kopru.libraries.models import Library
from kopru.requests.models.borrowing import BorrowingRequest


class StrayQuerySet(models.QuerySet["Stray"]):
    def of(self, library: Library | None) -> Self:
        """What came to `library`; nothing for None."""
        return self.filter(library=library) if library else self.none()

    def open(self) -> Self:
        """Those that nobody has placed yet."""
        return self.filter(settled_at=None)


class Stray(models.Model):
    """What is in the parcel, as staff see it; in the end a loan of ours, or sent back."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="strays")
    title = models.CharField(max_length=400, blank=True)
    barcode = models.CharField(max_length=60, blank=True)
    tracking = models.CharField(max_length=60, blank=True)
    sender = models.ForeignKey(
        Library, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)
    came_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    #: the loan that it was; none where it was sent back
    borrowing = models.ForeignKey(
        BorrowingRequest, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = StrayQuerySet.as_manager()

    class Meta:
        ordering = ["came_at"]

    def __str__(self) -> str:
        return self.title or self.barcode or self.tracking
