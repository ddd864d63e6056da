"""Records as libraries sent them, editions that hold them together, and the copies on shelves."""

import zlib
from collections import Counter
from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.numbers import numbers_of
from kopru.catalogue.reasons import reason_words
from kopru.common.text import sort_key
from kopru.common.words import Words
from kopru.libraries.models import Library

#: records are many and small: most of the gain comes at the first levels
_PACKING = 3


def packed(raw: bytes) -> bytes:
    """Bytes as they are kept."""
    return zlib.compress(raw, _PACKING)


def unpacked(kept: bytes | memoryview) -> bytes:
    """Bytes as they came."""
    return zlib.decompress(kept) if kept else b""


def new_key() -> str:
    """The name of an edition that no record founded."""
    return uuid4().hex


class Load(models.Model):
    """One delivery of records by a library, and what became of each."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="loads")
    files = models.JSONField(_("files"), default=list)
    encoding = models.CharField(_("declared encoding"), max_length=40, blank=True)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    read = models.PositiveIntegerField(_("read"), default=0)
    stored = models.PositiveIntegerField(_("stored"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    deleted = models.PositiveIntegerField(_("deleted"), default=0)
    quarantined = models.PositiveIntegerField(_("quarantined"), default=0)
    seconds = models.FloatField(_("seconds"), default=0)

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("load")
        verbose_name_plural = _("loads")

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.started_at:%Y-%m-%d %H:%M}"


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_use(self) -> Self:
        """Editions that at least one library holds."""
        return self.filter(models.Exists(Holding.objects.filter(edition=models.OuterRef("pk"))))

    def held_by(self, library: Library) -> Self:
        """Editions that `library` holds."""
        held = Holding.objects.filter(edition=models.OuterRef("pk"), library=library)
        return self.filter(models.Exists(held))

    def with_number(self, *numbers: str) -> Self:
        """Editions that carry one of these ISBNs or ISSNs, in any form: ten digits, thirteen, hyphens."""
        known = Isbn.objects.filter(edition=models.OuterRef("pk"), number__in=numbers_of(numbers))
        return self.filter(models.Exists(known))


class Edition(models.Model):
    """The same edition across libraries: what all their records of it say together.

    Texts are as catalogued and of any length; only keys are bounded.
    """

    key = models.CharField(_("key"), max_length=40, unique=True, default=new_key, editable=False)
    title = models.TextField(_("title"), blank=True)
    subtitle = models.TextField(_("subtitle"), blank=True)
    author = models.TextField(_("author"), blank=True)
    authors = models.JSONField(_("authors"), default=list, blank=True)
    responsibility = models.TextField(_("statement of responsibility"), blank=True)
    publisher = models.TextField(_("publisher"), blank=True)
    place = models.TextField(_("place"), blank=True)
    year = models.SmallIntegerField(_("year"), null=True, blank=True)
    year_text = models.TextField(_("year as printed"), blank=True)
    edition_statement = models.TextField(_("edition statement"), blank=True)
    volume = models.TextField(_("volume"), blank=True)
    pages = models.TextField(_("extent"), blank=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_online = models.BooleanField(_("online"), default=False)
    isbns = models.JSONField("ISBN", default=list, blank=True)
    issns = models.JSONField("ISSN", default=list, blank=True)
    subjects = models.JSONField(_("subjects"), default=list, blank=True)
    series = models.JSONField(_("series"), default=list, blank=True)
    title_sort = models.CharField(max_length=120, editable=False, db_index=True)
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.title_sort = sort_key(self.title[:240])[:120]
        super().save(*args, **kwargs)
        numbers = numbers_of([*self.isbns, *self.issns])
        self.numbers.exclude(number__in=numbers).delete()
        Isbn.objects.bulk_create(
            [Isbn(edition=self, number=n) for n in numbers], ignore_conflicts=True
        )
        EditionToIndex.objects.create(edition=self)


class EditionKey(models.Model):
    """A key that records of an edition are found by when others of the same come (`matching`)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=160, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="edition_key_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.key


class Isbn(models.Model):
    """A number an edition is asked for by: ISBN as 13 digits, ISSN as 8, a flawed one as its digits."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="numbers")
    number = models.CharField(max_length=20, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "number"], name="number_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.number


class EditionToIndex(models.Model):
    """A change that the search index has not yet; written in the transaction of the change itself.

    A new row for each change: a row that the indexer has read must not stand for a
    change that came after.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.edition_id)


class RecordQuerySet(models.QuerySet["Record"]):
    def of(self, library: Library) -> Self:
        """The records of `library`."""
        return self.filter(library=library)

    def living(self) -> Self:
        """Records that their library has not deleted."""
        return self.filter(deleted_at=None)


class Record(models.Model):
    """A library's record of an edition, byte for byte as it came."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="records")
    control_number = models.CharField(_("control number"), max_length=120)
    packed = models.BinaryField(default=b"")
    #: of the bytes as they came
    digest = models.CharField(max_length=32, blank=True)
    format = models.CharField(_("format"), max_length=10, blank=True)
    encoding = models.CharField(_("declared encoding"), max_length=40, blank=True)
    edition = models.ForeignKey(
        Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="records"
    )
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)
    loaded_by = models.ForeignKey(
        Load, on_delete=models.SET_NULL, null=True, related_name="records"
    )
    #: digests that the load which set the present one had given it before, so that the same
    #: files loaded again are recognised although they carry the record more than once
    earlier = models.JSONField(default=list, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints = [
            models.UniqueConstraint(
                fields=["library", "control_number"], name="control_number_once_a_library"
            )
        ]

    def __str__(self) -> str:
        return self.control_number

    @property
    def raw(self) -> bytes:
        """The record's bytes as the library sent them."""
        return unpacked(self.packed)


class HoldingStatus(models.TextChoices):
    """What was last learnt of a copy."""

    AVAILABLE = "available", _("On the shelf")
    ON_LOAN = "on_loan", _("On loan")
    NOT_FOR_LOAN = "not_for_loan", _("Not for loan")
    UNKNOWN = "unknown", _("Not known")


class HoldingQuerySet(models.QuerySet["Holding"]):
    def of(self, library: Library) -> Self:
        """The copies that `library` holds."""
        return self.filter(library=library)

    def for_loan(self) -> Self:
        """Copies that nothing we know of keeps in the house."""
        return self.exclude(status=HoldingStatus.NOT_FOR_LOAN)


class Holding(models.Model):
    """A copy (or several alike) of an edition in a library."""

    Status = HoldingStatus

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="holdings")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="holdings")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="holdings")
    branch_code = models.CharField(_("branch"), max_length=40, blank=True)
    location = models.TextField(_("location"), blank=True)
    call_number = models.TextField(_("call number"), blank=True)
    barcode = models.CharField(_("barcode"), max_length=80, blank=True)
    copies = models.PositiveIntegerField(_("copies"), default=1)
    status = models.CharField(
        _("status"), max_length=20, choices=HoldingStatus.choices, default=HoldingStatus.UNKNOWN
    )
    due_back = models.DateField(_("due back"), null=True, blank=True)
    #: when `status` was learnt
    status_at = models.DateTimeField(_("status learnt"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        indexes = [models.Index(fields=["library", "barcode"], name="holding_by_barcode")]

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.call_number or self.barcode}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._state.adding
        super().save(*args, **kwargs)
        if is_new:  # the index knows who holds an edition, not whether it is in
            EditionToIndex.objects.create(edition_id=self.edition_id)


class QuarantinedQuerySet(models.QuerySet["Quarantined"]):
    def of(self, library: Library) -> Self:
        """What could not be read of the deliveries of `library`."""
        return self.filter(library=library)

    def reasons(self) -> Counter[str]:
        """How often each reason occurs."""
        return Counter(self.values_list("reason", flat=True))


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
