"""The borrowing request: the requester's side of a talk with one supplier."""

from typing import Self

from django.db import models

from kopru.libraries.models import Library
from kopru.requests.conditions import Condition
from kopru.requests.lifecycle import BORROWING, BorrowingState
from kopru.requests.models.subject import Subject
from kopru.shipping.models import Parcel

#: states in which a supplier may still send something
LIVE = (
    BorrowingState.SENT,
    BorrowingState.EXPECTED,
    BorrowingState.PROMISED,
    BorrowingState.SHIPPED,
    BorrowingState.RECEIVED,
    BorrowingState.CANCEL_ASKED,
    BorrowingState.CONDITIONAL,
    BorrowingState.NOT_ARRIVED,
    BorrowingState.RENEWAL_ASKED,
    BorrowingState.RECALLED,
    BorrowingState.OVERDUE,
    BorrowingState.LOST,
    BorrowingState.DAMAGED,
)


class BorrowingQuerySet(models.QuerySet["BorrowingRequest"]):
    def of(self, library: Library | None) -> Self:
        """What `library` asked of others; nothing for None."""
        return self.filter(library=library) if library else self.none()

    def live(self) -> Self:
        """Requests that a supplier may still act on, or whose item is with us."""
        return self.filter(state__in=LIVE)


class BorrowingRequest(Subject):
    """One request to one supplier. `request_id` is ISO 18626's requestingAgencyRequestId."""

    lifecycle = BORROWING

    library = models.ForeignKey(
        Library, on_delete=models.PROTECT, related_name="borrowing_requests"
    )
    patron_request = models.ForeignKey(
        "PatronRequest", on_delete=models.CASCADE, related_name="borrowing_requests"
    )
    supplier = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    #: globally unique, 32 characters at most for the sake of peers (pack.md, point 7);
    #: also the barcode on every paper of this loan, at both libraries
    request_id = models.CharField(max_length=32, unique=True)
    #: "loan", or "copy" of a part: no way home (domain.md 3.6)
    service = models.CharField(max_length=4, default="loan")
    #: the request that this one asks again otherwise (ISO 18626: previous request, Retry)
    asks_again = models.CharField(max_length=32, blank=True)
    supplier_request_id = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    reason_unfilled = models.CharField(max_length=60, blank=True)
    #: the condition that stands, as requests.conditions.Condition keeps it
    condition = models.JSONField(default=dict)
    condition_by = models.DateField(null=True)
    #: from when on it may be asked for again
    retry_after = models.DateField(null=True)
    renewals = models.PositiveSmallIntegerField(default=0)
    #: when, by its own clock, the supplier last changed something
    supplier_since = models.DateTimeField(null=True)
    item_barcode = models.CharField(max_length=60, blank=True, db_index=True)
    due_date = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    #: how the parcel to us is called and followed, as far as its sender told us
    parcel_code = models.CharField(max_length=20, blank=True, db_index=True)
    carrier = models.CharField(max_length=60, blank=True)
    tracking = models.CharField(max_length=60, blank=True, db_index=True)
    #: where its copy lies, as the supplier told
    #: how its fetching goes: tries, when the next is due, and why the last failed
    copy_tries = models.PositiveSmallIntegerField(default=0)
    copy_next_at = models.DateTimeField(null=True)
    copy_trouble = models.CharField(max_length=200, blank=True)
    copy_print_only = models.BooleanField(default=False)
    copy_url = models.CharField(max_length=500, blank=True)
    return_address = models.JSONField(default=dict)
    received_at = models.DateTimeField(null=True)
    freight_cost = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    freight_currency = models.CharField(max_length=3, default="TRY")
    return_parcel = models.ForeignKey(
        Parcel, on_delete=models.SET_NULL, null=True, related_name="borrowing_requests"
    )

    objects = BorrowingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["library", "state", "state_since"])]

    def __str__(self) -> str:
        return f"{self.request_id} → {self.supplier.symbol}"

    @property
    def is_current(self) -> bool:
        """Whether the reader waits for this one."""
        return self.patron_request.current_id == self.pk

    @property
    def offered(self) -> Condition:
        """The condition that stands; nothing where there is none."""
        return Condition.from_dict(self.condition)
