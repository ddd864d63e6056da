"""What came in by any door and is not yet a patron request."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation
from kopru.libraries.models import Library, User
from kopru.patrons.models import Patron
from kopru.requests.models import PatronRequest


class DraftState(models.TextChoices):
    """Where a draft stands."""

    WAITING = "waiting", _("Waiting for staff")
    ACCEPTED = "accepted", _("Became a request")
    DISMISSED = "dismissed", _("Dismissed")


class DraftQuerySet(models.QuerySet["Draft"]):
    def of(self, library: Library | None) -> Self:
        """What came in for `library`; nothing for None."""
        return self.filter(library=library) if library else self.none()

    def waiting(self) -> Self:
        """Drafts that need a person, oldest first."""
        return self.filter(state=DraftState.WAITING).order_by("came_at", "pk")


class Draft(models.Model):
    """One wished-for work as read from a mail, with how sure each field is.

    A mail that names three works gives three drafts; one that names none but may
    be a request gives one empty draft, so that a person looks.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="drafts")
    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, null=True, related_name="drafts")
    sender = models.EmailField(blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    #: the mail it was read from, by its id in the mailbox
    mail_id = models.BigIntegerField(null=True, db_index=True)
    message_id = models.CharField(max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    cited = models.JSONField(default=dict)
    #: field name to 0..1
    confidence = models.JSONField(default=dict)
    source_text = models.TextField(blank=True)
    #: codes of what is missing or doubtful
    needs = models.JSONField(default=list)
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True)
    #: the request that this mail answers or corrects, where it stands in a thread
    about = models.ForeignKey(PatronRequest, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=DraftState.choices, default=DraftState.WAITING)
    why = models.CharField(max_length=40, blank=True)
    patron_request = models.ForeignKey(
        PatronRequest, on_delete=models.SET_NULL, null=True, related_name="drafts"
    )
    came_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-came_at", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["mail_id", "position"], name="one_draft_a_mail_and_position",
                condition=models.Q(mail_id__isnull=False),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.citation.short() or self.sender

    @property
    def citation(self) -> Citation:
        """The work as read."""
        return Citation.from_dict(self.cited)
