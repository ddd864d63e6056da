"""Libraries, their branches, closing days and dated rules; people and their roles."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kopru.common.text import sort_key
from kopru.common.words import Words
from kopru.libraries.calendar import OpenDays
from kopru.libraries.policy.terms import Terms


class Role(models.TextChoices):
    """What a person may do at a library (at every library, for the network's administrator)."""

    READER = "reader", _("Reader")
    STAFF = "staff", _("Interlibrary loan staff")
    LIBRARY_ADMIN = "library_admin", _("Library administrator")
    NETWORK_ADMIN = "network_admin", _("Network administrator")


class LibraryKind(models.TextChoices):
    """Sorts of libraries; ISO 2789 groups its statistics by these."""

    UNIVERSITY = "university", _("University library")
    PUBLIC = "public", _("Public library")
    SPECIAL = "special", _("Special library")
    NATIONAL = "national", _("National library")


class LibraryQuerySet(models.QuerySet["Library"]):
    def active(self) -> Self:
        """Libraries that take part at present."""
        return self.filter(is_active=True)


class Library(models.Model):
    """A library of this installation, or a partner reached from it."""

    symbol = models.CharField(_("symbol"), max_length=40, unique=True)
    name_tr = models.CharField(_("name in Turkish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=LibraryKind.choices, default="university"
    )
    opens_saturday = models.BooleanField(_("open on Saturdays"), default=False)
    opens_sunday = models.BooleanField(_("open on Sundays"), default=False)
    closes_on_eves = models.BooleanField(_("closed on the eves of feasts"), default=False)
    city = models.CharField(_("city"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail of the interlibrary loan desk"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    website = models.URLField(_("web site"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="tr")
    is_active = models.BooleanField(_("takes part"), default=True)
    #: served here (its desk and readers use this installation) or only a partner elsewhere
    is_local = models.BooleanField(_("served by this installation"), default=True)
    #: where its ISO 18626 messages go; empty for a library of this installation
    iso18626_address = models.URLField(_("ISO 18626 address"), blank=True)
    name_sort = models.CharField(max_length=200, editable=False, db_index=True)

    objects = LibraryQuerySet.as_manager()

    class Meta:
        ordering = ["name_sort"]
        verbose_name = _("library")
        verbose_name_plural = _("libraries")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name_sort = sort_key(self.name_tr)[:200]
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The library's name in the language of the page."""
        return self.name_in(get_language() or "tr")

    def name_in(self, language: str) -> str:
        """The name in `language`; Turkish where there is no English one."""
        return self.name_tr if language.startswith("tr") else (self.name_en or self.name_tr)

    def terms(self, *, on: date) -> Terms:
        """The rules in force on `on`; the defaults where the library has stated none."""
        policy = self.policies.filter(valid_from__lte=on).order_by("-valid_from", "-pk").first()
        return policy.terms if policy else Terms()

    def open_days(self) -> OpenDays:
        """The library's calendar with its own and everybody's closing days."""
        days = list(ClosingDay.objects.for_library(self).values_list("day", "opens"))
        return self.calendar(
            closed={day for day, opens in days if not opens},
            opened={day for day, opens in days if opens},
        )

    def calendar(self, *, closed: Collection[date], opened: Collection[date]) -> OpenDays:
        """Its week with these days."""
        works = (self.opens_saturday, self.opens_sunday)
        weekend = tuple(day for day, opens in zip((5, 6), works, strict=True) if not opens)
        return OpenDays(frozenset(closed), weekend, frozenset(opened), self.closes_on_eves)

    def ill_branch(self) -> "Branch | None":
        """The branch that parcels go to."""
        return self.branches.order_by("-is_ill_address", "pk").first()


class Branch(models.Model):
    """A place of a library with its own address and shelves."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="branches")
    code = models.CharField(_("code"), max_length=20)
    name_tr = models.CharField(_("name in Turkish"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    address = models.TextField(_("address"), blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    is_ill_address = models.BooleanField(_("parcels come here"), default=False)

    class Meta:
        ordering = ["library", "code"]
        constraints = [
            models.UniqueConstraint(fields=["library", "code"], name="branch_code_once_a_library")
        ]

    def __str__(self) -> str:
        return self.name_in(get_language() or "tr")

    def name_in(self, language: str) -> str:
        """The name in `language`; Turkish where there is no English one."""
        return self.name_tr if language.startswith("tr") else (self.name_en or self.name_tr)


class ClosingDayQuerySet(models.QuerySet["ClosingDay"]):
    def for_library(self, library: Library) -> Self:
        """The library's own closing days and those of the whole network."""
        return self.filter(models.Q(library=library) | models.Q(library=None))


class ClosingDay(models.Model):
    """A day on which a library (or, without one, everybody) is closed, or open, against the rule."""

    library = models.ForeignKey(
        Library, on_delete=models.CASCADE, related_name="closing_days", null=True, blank=True
    )
    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    #: open although it would be closed by the week or the law
    opens = models.BooleanField(_("open on this day"), default=False)

    objects = ClosingDayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["library", "day"], name="closing_day_once_a_library")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"


class StandstillQuerySet(models.QuerySet["Standstill"]):
    def in_force(self, *, on: date) -> Self:
        """Those that hold on a day."""
        return self.filter(models.Q(ends=None) | models.Q(ends__gte=on), begins__lte=on)

    def stopping(self, service: str, *, on: date) -> "Standstill | None":
        """The rule that keeps requests for "loan" or "copy" at home on a day."""
        return next((rule for rule in self.in_force(on=on) if rule.stops(service)), None)


class Standstill(models.Model):
    """A rule of the whole network for hard times (domain.md 3.6, force majeure): an epidemic, an earthquake.

    Nothing is sent any more, or copies only; or whatever is due while it lasts is due after it.
    """

    class Kind(models.TextChoices):
        EVERYTHING = "everything", _("Nothing is asked of other libraries")
        LOANS = "loans", _("No loans; copies only")
        DATES = "dates", _("Whatever is due meanwhile is due afterwards")

    kind = models.CharField(_("rule"), max_length=12, choices=Kind.choices)
    begins = models.DateField(_("first day"))
    ends = models.DateField(_("last day"), null=True, blank=True)
    reason_tr = models.CharField(_("reason in Turkish"), max_length=200)
    reason_en = models.CharField(_("reason in English"), max_length=200, blank=True)
    stated_by = models.ForeignKey(
        "User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stated_at = models.DateTimeField(auto_now_add=True)

    objects = StandstillQuerySet.as_manager()

    class Meta:
        ordering = ["-begins", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.begins}"

    @property
    def reason(self) -> Words:
        """Why, in both languages."""
        return Words(self.reason_tr, self.reason_en or self.reason_tr)

    def stops(self, service: str) -> bool:
        """Whether requests for "loan" or "copy" stay at home while it holds."""
        return self.kind == self.Kind.EVERYTHING or (
            self.kind == self.Kind.LOANS and service == "loan"
        )


class Policy(models.Model):
    """A library's `Terms` from one day on. Never edited: a change is a newer policy."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="policies")
    valid_from = models.DateField(_("valid from"))
    stated = models.JSONField(_("terms"), default=dict)
    stated_by = models.ForeignKey("User", on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.valid_from}"

    @property
    def terms(self) -> Terms:
        """The stated rules as values."""
        return Terms.model_validate(self.stated)


class Letterhead(models.Model):
    """The head of all that a library prints on its own paper, and who signs it."""

    library = models.OneToOneField(Library, on_delete=models.CASCADE, related_name="letterhead")
    lines = models.TextField(_("lines"), blank=True)
    signer = models.CharField(_("who signs"), max_length=120, blank=True)
    signer_title = models.CharField(_("office of who signs"), max_length=120, blank=True)
    #: PNG, small
    logo = models.BinaryField(default=bytes, blank=True)

    def __str__(self) -> str:
        return f"{self.library.symbol}"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        """A person who signs in with `email`. Without a password, only a reset lets them in."""
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in. What they may do stands in their memberships."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The person's name, as written."""
        return self.name


class Membership(models.Model):
    """A person's role at a library; no library for the network's administrator."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    library = models.ForeignKey(
        Library, on_delete=models.CASCADE, related_name="memberships", null=True, blank=True
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "library", "role"], name="one_role_once"),
            models.CheckConstraint(
                name="only_the_network_has_no_library",
                condition=models.Q(role="network_admin", library=None)
                | (~models.Q(role="network_admin") & models.Q(library__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.library or ''}"
