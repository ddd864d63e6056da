"""The patron request and what belongs to it: rota, notes, numbers."""

import re
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation
from kopru.common.text import fold
from kopru.common.words import Words
from kopru.libraries.models import Branch, Library, User
from kopru.patrons.models import Patron
from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.requests.models.request_set import RequestSet
from kopru.requests.models.subject import Subject
from kopru.requests.sets import part_label


class Door(models.TextChoices):
    """The way a wish came in."""

    PORTAL = "portal", _("Portal")
    MAIL = "mail", _("E-mail")
    STAFF = "staff", _("At the desk")


class PatronRequestQuerySet(models.QuerySet["PatronRequest"]):
    def of(self, library: Library | None) -> Self:
        """The requests of `library`'s readers; none for None."""
        return self.filter(library=library) if library else self.none()

    def of_reader(self, user: User | None) -> Self:
        """What this person asked for themselves."""
        return self.filter(patron__user=user) if user else self.none()

    def open(self) -> Self:
        """Requests in which something still happens."""
        return self.exclude(state__in=PATRON_REQUEST.final_states())

    def standing(self) -> Self:
        """Without those that became part of another request again."""
        return self.filter(joined_into=None)

    def found_by(self, text: str) -> Self:
        """Requests whose number, citation or reader holds every word of `text`, folded."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_key__contains=word)
        return found


class PatronRequest(Subject):
    """A reader's need for one work."""

    lifecycle = PATRON_REQUEST

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="patron_requests")
    #: null once the person was cut from a finished request
    patron = models.ForeignKey(
        Patron, on_delete=models.SET_NULL, null=True, related_name="patron_requests"
    )
    patron_group = models.CharField(max_length=20, blank=True)
    number = models.CharField(max_length=32, unique=True)
    door = models.CharField(max_length=10, choices=Door.choices)
    language = models.CharField(max_length=5, default="tr")
    cited = models.JSONField(default=dict)
    title = models.CharField(max_length=400, blank=True)
    #: "loan", or "copy" of a part: no way home (domain.md 3.6)
    service = models.CharField(max_length=4, default="loan")
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, blank=True)
    pickup_branch = models.ForeignKey(Branch, on_delete=models.SET_NULL, null=True, blank=True)
    needed_by = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    #: the reader's own mail, so that our answers stand in its thread
    mail_message_id = models.CharField(max_length=250, blank=True)
    #: the borrowing that the reader waits for; others of the same request are over
    current = models.ForeignKey(
        "BorrowingRequest", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    question = models.TextField(blank=True)
    reason = models.CharField(max_length=40, blank=True)
    reply_by = models.DateField(null=True, blank=True)
    collect_by = models.DateField(null=True, blank=True)
    due_date = models.DateField(null=True, blank=True)
    condition_by = models.DateField(null=True, blank=True)
    #: how often the reader was called to collect, and reminded of the due date
    calls = models.PositiveSmallIntegerField(default=0)
    reminders = models.PositiveSmallIntegerField(default=0)
    #: how `due_date` came about, as printed by clocks.Chain
    due_chain = models.JSONField(default=dict)
    #: until when a delivered copy may be opened
    copy_until = models.DateField(null=True, blank=True)
    #: what the reader agreed to when asking for a copy: {"text", "language", "at"} (domain.md 4.9)
    declaration = models.JSONField(default=dict, blank=True)
    search_key = models.CharField(max_length=700, blank=True, db_index=False)
    #: the set that it is a part of, and which: the volume, or the number among the copies
    part_of = models.ForeignKey(
        RequestSet, on_delete=models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    part = models.CharField(max_length=20, blank=True)
    #: the request that took it in again, when its set was joined
    joined_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PatronRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["library", "state", "state_since"]),
            models.Index(fields=["patron", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        cited = self.citation
        self.title = (cited.title or cited.short())[:400]
        patron = self.patron
        words = [self.number, cited.title, cited.author, cited.journal, cited.isbn]
        words += [patron.name, patron.number] if patron else []
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
    def part_words(self) -> Words | None:
        """What this part of a set is called; None where it is no part. Wants `part_of` selected."""
        return part_label(self.part_of.kind, self.part) if self.part_of else None


class RotaEntry(models.Model):
    """A library that may supply, at its place in the order of asking (TO-KAT's owners, kept)."""

    patron_request = models.ForeignKey(PatronRequest, on_delete=models.CASCADE, related_name="rota")
    position = models.PositiveSmallIntegerField()
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+")
    #: why it stands here, one sentence a fact, as Words dictionaries
    because = models.JSONField(default=list)
    #: why it cannot be asked; empty when it can
    obstacle = models.JSONField(default=dict)
    call_number = models.CharField(max_length=120, blank=True)
    available = models.IntegerField(null=True)
    looked_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["patron_request", "library"], name="a_library_stands_once_in_a_rota"
            )
        ]

    def __str__(self) -> str:
        return f"{self.patron_request_id}: {self.position}. {self.library_id}"


class Note(models.Model):
    """What staff or the reader wrote about a request. Erased with the person, unlike happenings."""

    patron_request = models.ForeignKey(
        PatronRequest, on_delete=models.CASCADE, related_name="notes"
    )
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    by = models.CharField(max_length=10)
    text = models.TextField()
    at = models.DateTimeField()
    for_reader = models.BooleanField(default=False)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]


class Counter(models.Model):
    """The last number a library gave in a year."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["library", "year"], name="one_counter_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.library_id} {self.year}: {self.last}"

    @classmethod
    def next_number(cls, library: Library, *, now: datetime) -> str:
        """The next free number, such as CAMLIDERE-2600042. Call inside the transaction of its use.

        With the place in the rota behind it, it must fit a barcode: twenty letters at most.
        """
        year = now.year
        cls.objects.get_or_create(library=library, year=year)
        row = cls.objects.select_for_update().get(library=library, year=year)
        row.last += 1
        row.save(update_fields=["last"])
        return f"{stem_of(library)}-{year % 100:02d}{row.last:05d}"


def stem_of(library: Library) -> str:
    """The beginning of a library's numbers: of its symbol, and unlike every other library's."""
    stem = library.symbol.upper().removeprefix("TR-")[:9].strip("-")
    others = Library.objects.exclude(pk=library.pk).filter(
        symbol__iregex=f"^(TR-)?{re.escape(stem)}"
    )
    return f"{stem[:5]}{library.pk}" if others.exists() else stem
