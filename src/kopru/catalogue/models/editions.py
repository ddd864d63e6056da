"""Editions: what all libraries' records of the same one say together."""

from typing import Any, Self
from uuid import uuid4

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.numbers import numbers_of
from kopru.common.text import sort_key
from kopru.libraries.models import Library


def new_key() -> str:
    """The name of an edition that no record founded."""
    return uuid4().hex


def _holdings() -> models.QuerySet[models.Model]:
    """The copies of the edition of the query around it."""
    holdings = apps.get_model("catalogue", "Holding")._default_manager
    return holdings.filter(edition=models.OuterRef("pk"))


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_use(self) -> Self:
        """Editions that at least one library holds."""
        return self.filter(models.Exists(_holdings()))

    def held_by(self, library: Library) -> Self:
        """Editions that `library` holds."""
        return self.filter(models.Exists(_holdings().filter(library=library)))

    def with_number(self, *numbers: str) -> Self:
        """Editions that carry one of these ISBNs or ISSNs, in any form: ten digits, thirteen, hyphens."""
        known = Isbn.objects.filter(edition=models.OuterRef("pk"), number__in=numbers_of(numbers))
        return self.filter(models.Exists(known))


class Edition(models.Model):
    """The same edition across libraries: what all their records of it say together.

    Texts are as catalogued and of any length; only keys are bounded. An edition keeps its
    number and its key for good: one that no library holds any more stays as a row, and
    one that was joined to another says which in `moved_to`.
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
    #: what other records are compared with (`matching.pack`)
    match_on = models.TextField(default="", blank=True, editable=False)
    moved_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    title_sort = models.CharField(max_length=120, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False, db_index=True)

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
    """A key that editions are found by when records of the same come, or others of the same work.

    `key` is a text of `matching` as a number of 64 bits (`keys.hashed`): there are several
    for each edition, and they are looked up for each record that comes.
    """

    pk = models.CompositePrimaryKey("key", "edition_id")
    key = models.BigIntegerField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="keys")

    def __str__(self) -> str:
        return str(self.key)


class Isbn(models.Model):
    """A number an edition is asked for by: ISBN as 13 digits, ISSN as 8, a flawed one as its digits."""

    pk = models.CompositePrimaryKey("number", "edition_id")
    number = models.CharField(max_length=20)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="numbers")

    def __str__(self) -> str:
        return self.number


class EditionToIndex(models.Model):
    """A change that the search index has not yet; written in the transaction of the change itself.

    A new row for each change: a row that the indexer has read must not stand for a
    change that came after.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.edition_id)
