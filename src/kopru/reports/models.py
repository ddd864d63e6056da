"""A library's process document, its revisions, and who signed them. Nothing of it is deleted."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.common.words import Words
from kopru.libraries.models import Library, User
from kopru.reports.process.content import Process, from_json


class ProcessDocument(models.Model):
    """The form as the library fills it in. signers: {role: {"office", "name", "user": id or None}}."""

    library = models.OneToOneField(
        Library, on_delete=models.CASCADE, related_name="process_document"
    )
    number = models.CharField(_("document number"), max_length=40, blank=True)
    title_tr = models.CharField(_("title in Turkish"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160)
    related = models.TextField(_("related documents"), blank=True)
    signers = models.JSONField(_("signers"), default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.number}"


class RevisionQuerySet(models.QuerySet["ProcessRevision"]):
    def of(self, library: Library) -> Self:
        """Those of a library's document, the newest first."""
        return self.filter(document__library=library).order_by("-number")


class ProcessRevision(models.Model):
    """What the document said from one revision on. `content`: `Process.as_json`; reasons: [{"tr", "en"}]."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNING = "signing", _("Being signed")
        IN_FORCE = "in_force", _("In force")
        SUPERSEDED = "superseded", _("Superseded")

    document = models.ForeignKey(
        ProcessDocument, on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("revision"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    content = models.JSONField()
    mark = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    #: the form as it was when the first signed: {"number", "title_tr", "title_en", "related"}
    form = models.JSONField(default=dict)
    rules_of = models.DateField(_("rules of"))
    opened_at = models.DateTimeField(_("opened"))
    opened_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    in_force_on = models.DateField(_("in force from"), null=True, blank=True)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="a_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.document} r{self.number}"

    @property
    def process(self) -> Process:
        """The content as it was."""
        return from_json(self.content)

    @property
    def why(self) -> tuple[Words, ...]:
        """What changed with it."""
        return tuple(Words(**one) for one in self.reasons)

    @property
    def is_open(self) -> bool:
        """Not yet signed by everybody."""
        return self.state in (self.State.DRAFT, self.State.SIGNING)

    @property
    def day(self) -> date:
        """The day it is known by: in force from, else opened on."""
        return self.in_force_on or self.opened_at.date()


class ProcessSignature(models.Model):
    """One role's signature under a revision, with the office and name as they were then."""

    revision = models.ForeignKey(
        ProcessRevision, on_delete=models.CASCADE, related_name="signatures"
    )
    role = models.CharField(_("role"), max_length=12)
    office = models.CharField(_("office"), max_length=160, blank=True)
    name = models.CharField(_("name"), max_length=160)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("signed"))

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "role"], name="a_role_signs_once")
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.role}"
