"""The lending request: the supplier's side of a talk with one requester."""

from typing import Any, Self

from django.db import models

from kopru.common.citation import Citation
from kopru.common.text import fold
from kopru.libraries.models import Library
from kopru.requests.conditions import Condition
from kopru.requests.lifecycle import LENDING
from kopru.requests.models.subject import Subject
from kopru.shipping.models import Parcel


class LendingQuerySet(models.QuerySet["LendingRequest"]):
    def of(self, library: Library | None) -> Self:
        """What others asked of `library`; nothing for None."""
        return self.filter(library=library) if library else self.none()

    def open(self) -> Self:
        """Requests in which something still happens."""
        return self.exclude(state__in=LENDING.final_states())

    def found_by(self, text: str) -> Self:
        """Requests whose number, citation, barcode or requester holds every word of `text`, folded."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_key__contains=word)
        return found


class LendingRequest(Subject):
    """What one requester asked of us. Never the reader's name: only their group (invariant 6)."""

    lifecycle = LENDING

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="lending_requests")
    requester = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    request_id = models.CharField(max_length=64)
    #: what the requester calls the set that this is a part of (multipleItemRequestId)
    set_number = models.CharField(max_length=64, blank=True, db_index=True)
    #: "loan", or "copy" of a part: no way home (domain.md 3.6)
    service = models.CharField(max_length=4, default="loan")
    cited = models.JSONField(default=dict)
    title = models.CharField(max_length=400, blank=True)
    patron_group = models.CharField(max_length=40, blank=True)
    deliver_to = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    needed_by = models.DateField(null=True)
    answer_by = models.DateField(null=True)
    ship_by = models.DateField(null=True)
    call_number = models.CharField(max_length=120, blank=True)
    location = models.CharField(max_length=120, blank=True)
    branch_code = models.CharField(max_length=20, blank=True)
    #: what our catalogue said of the copies when the request came, as Words
    shelf_facts = models.JSONField(default=dict)
    item_barcode = models.CharField(max_length=60, blank=True, db_index=True)
    condition_note = models.CharField(max_length=200, blank=True)
    due_date = models.DateField(null=True)
    #: the condition that we made, as requests.conditions.Condition keeps it
    condition = models.JSONField(default=dict)
    condition_by = models.DateField(null=True)
    retry_after = models.DateField(null=True)
    renewals = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    reason_unfilled = models.CharField(max_length=60, blank=True)
    parcel = models.ForeignKey(
        Parcel, on_delete=models.SET_NULL, null=True, related_name="lending_requests"
    )
    #: how the parcel home is called and followed, as far as its sender told us
    return_parcel_code = models.CharField(max_length=20, blank=True, db_index=True)
    return_carrier = models.CharField(max_length=60, blank=True)
    return_tracking = models.CharField(max_length=60, blank=True, db_index=True)
    search_key = models.CharField(max_length=700, blank=True)

    objects = LendingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "requester", "request_id"], name="one_lending_a_request_id"
            )
        ]
        indexes = [models.Index(fields=["library", "state", "state_since"])]

    def __str__(self) -> str:
        return f"{self.request_id} ← {self.requester.symbol}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        cited = self.citation
        self.title = (cited.title or cited.short())[:400]
        words = [self.request_id, cited.title, cited.author, cited.isbn, self.item_barcode]
        words += [self.requester.symbol, self.requester.name_tr]
        self.search_key = fold(" ".join(words))[:700]
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "title", "search_key"}
        super().save(*args, **kwargs)

    @property
    def citation(self) -> Citation:
        """What was asked for."""
        return Citation.from_dict(self.cited)

    @property
    def offered(self) -> Condition:
        """The condition that stands; nothing where there is none."""
        return Condition.from_dict(self.condition)
