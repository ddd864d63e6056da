"""Where each library's own catalogue can be asked, what it answered, and whether it rests."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.models import Edition
from kopru.connections.resting import Resting
from kopru.libraries.models import Library


class TargetKind(models.TextChoices):
    """The languages a catalogue is asked in."""

    KOHA = "koha", _("Koha REST")
    SRU = "sru", "SRU"
    Z3950 = "z3950", "Z39.50"
    LINK = "link", _("Only a link to its page")


class Outcome(models.TextChoices):
    """What came of asking once."""

    ASKING = "asking", _("Being asked")
    HELD = "held", _("Answered")
    NOT_HELD = "not_held", _("Answered: no such record")
    OTHER_WORK = "other_work", _("Answered with another work")
    NO_ANSWER = "no_answer", _("No answer in time")
    UNREACHABLE = "unreachable", _("Not reached")
    REFUSED = "refused", _("Refused")
    GARBLED = "garbled", _("Answer not understood")
    TOO_BIG = "too_big", _("Answer too large")
    CRASHED = "crashed", _("Its answer broke our reader")
    NOT_INSTALLED = "not_installed", _("libyaz is not installed here")
    FORBIDDEN = "forbidden", _("Address in a private network")
    LOST = "lost", _("We were stopped while asking")

    @property
    def is_answer(self) -> bool:
        """The catalogue did what it is for."""
        return self in (Outcome.HELD, Outcome.NOT_HELD)

    @property
    def is_its_fault(self) -> bool:
        """Counts against the catalogue: not what is wrong with our own installation."""
        return not self.is_answer and self not in (
            Outcome.ASKING, Outcome.NOT_INSTALLED, Outcome.LOST
        )  # fmt: skip


class TargetQuerySet(models.QuerySet["Target"]):
    def of(self, library: Library | None) -> Self:
        """The catalogue of `library`; none for None."""
        return self.filter(library=library) if library else self.none()

    def on(self) -> Self:
        """Catalogues in use, of libraries that take part."""
        return self.filter(is_on=True, library__is_active=True)


class Target(models.Model):
    """A library's own catalogue.

    `address`: host:port for Z39.50; for SRU and Koha an https:// address. `isbn`, `title`,
    `author` and `number` name the indexes: attributes of Bib-1 for Z39.50 ("1=7"), CQL
    indexes for SRU ("bath.isbn"); empty where the catalogue has none. `password` is never
    shown again. `page` is the address of a title's page with {isbn}, {title} or
    {control_number} in it.
    """

    Kind = TargetKind

    library = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="target")
    kind = models.CharField(_("kind"), max_length=10, choices=TargetKind.choices)
    address = models.CharField(_("address"), max_length=300, blank=True)
    database = models.CharField(_("database"), max_length=120, blank=True)
    syntax = models.CharField(_("record syntax"), max_length=60, blank=True)
    code_page = models.CharField(_("code page"), max_length=40, blank=True)
    isbn = models.CharField(_("index of ISBNs"), max_length=60, blank=True)
    title = models.CharField(_("index of titles"), max_length=60, blank=True)
    author = models.CharField(_("index of authors"), max_length=60, blank=True)
    number = models.CharField(_("index of control numbers"), max_length=60, blank=True)
    user = models.CharField(_("account"), max_length=120, blank=True)
    password = models.CharField(_("password"), max_length=200, blank=True)
    at_once = models.PositiveSmallIntegerField(
        _("questions at once"),
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    a_minute = models.PositiveSmallIntegerField(
        _("questions a minute"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    page = models.CharField(_("page of a title"), max_length=400, blank=True)
    is_on = models.BooleanField(_("is asked"), default=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.kind} {self.address}".strip()


class Breaker(Resting):
    """Whether a catalogue is left in peace for a while; one row each, shared by all processes."""

    target = models.OneToOneField(Target, on_delete=models.CASCADE, related_name="breaker")

    def __str__(self) -> str:
        return f"{self.target} {self.failures}"


class CheckQuerySet(models.QuerySet["Check"]):
    def of(self, library: Library | None) -> Self:
        """How asking the catalogue of `library` went; none for None."""
        return self.filter(target__library=library) if library else self.none()


class Check(models.Model):
    """One question to a catalogue, with its outcome. The latest of an edition is the remembered answer.

    `copies` are `kopru.catalogue.records.described.Copy` as plain values. `answered_at` is None
    while it is being asked. Old rows go (`pruning`).
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="checks")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="checks")
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), null=True)
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome.choices, default=Outcome.ASKING
    )
    #: what exactly was wrong, for staff
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    copies = models.JSONField(default=list)

    objects = CheckQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["target", "-asked_at"], name="checks_of_a_target"),
            models.Index(fields=["target", "edition", "-asked_at"], name="checks_of_an_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.asked_at:%Y-%m-%d %H:%M:%S} {self.outcome}"
