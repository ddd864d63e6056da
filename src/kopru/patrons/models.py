"""Readers of a library. No image of a card, no national identity number (domain.md 4.6)."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.common.text import fold, sort_key
from kopru.libraries.models import Library, User


class PatronGroup(models.TextChoices):
    """Groups that rules speak of (domain.md 2.1, rows 15 and 16)."""

    ACADEMIC = "academic", _("Academic staff")
    GRADUATE = "graduate", _("Graduate student")
    UNDERGRADUATE = "undergraduate", _("Undergraduate student")
    STAFF = "staff", _("Administrative staff")
    PUBLIC = "public", _("Public reader")


class Standing(models.TextChoices):
    """Whether a reader may ask at present."""

    ASKED = "asked", _("Waiting for approval")
    MEMBER = "member", _("Member")
    BLOCKED = "blocked", _("Blocked")
    REFUSED = "refused", _("Refused")
    LEFT = "left", _("Left")


class PatronQuerySet(models.QuerySet["Patron"]):
    def of(self, library: Library | None) -> Self:
        """The readers of `library`; nobody's for None."""
        return self.filter(library=library) if library else self.none()

    def found_by(self, text: str) -> Self:
        """Readers whose name, number or e-mail holds every word of `text`, folded."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_key__contains=word)
        return found


class Patron(models.Model):
    """A reader as their library knows them."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="patrons")
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="patron"
    )
    number = models.CharField(_("card number"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    group = models.CharField(_("group"), max_length=20, choices=PatronGroup.choices)
    faculty = models.CharField(_("faculty or department"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language of messages"), max_length=5, default="tr")
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.MEMBER
    )
    standing_note = models.CharField(_("why"), max_length=200, blank=True)
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)
    #: the institution card was looked at and handed back; nothing of it is kept
    card_returned_at = models.DateTimeField(_("card handed back"), null=True, blank=True)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)
    name_sort = models.CharField(max_length=120, editable=False, db_index=True)

    objects = PatronQuerySet.as_manager()

    class Meta:
        ordering = ["name_sort"]
        constraints = [
            models.UniqueConstraint(
                fields=["library", "number"], name="card_number_once_a_library"
            ),
            models.UniqueConstraint(fields=["library", "email"], name="email_once_a_library"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        self.search_key = f"{fold(self.name)} {fold(self.number)} {fold(self.email)}"[:400]
        self.name_sort = sort_key(self.name)[:120]
        super().save(*args, **kwargs)

    def may_ask(self, *, on: date) -> bool:
        """A member whose card is still valid on `on`."""
        return self.standing == Standing.MEMBER and (
            self.valid_until is None or self.valid_until >= on
        )


class PatronNews(models.Model):
    """Something about a reader's account that they must be told of."""

    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, related_name="news")
    event = models.CharField(max_length=30)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        verbose_name_plural = "patron news"

    def __str__(self) -> str:
        return f"{self.event} {self.patron_id}"
