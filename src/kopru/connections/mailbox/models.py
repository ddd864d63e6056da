"""Every mail that came in, with what became of it. None is lost."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.libraries.models import Library
from kopru.patrons.models import Patron


class MailFate(models.TextChoices):
    """What became of a mail."""

    REQUEST = "request", _("Became a request")
    WAITING = "waiting", _("Waiting in the intake queue")
    ANSWER = "answer", _("Added to its request")
    NOT_A_REQUEST = "not_a_request", _("Not a request")
    STRANGER = "stranger", _("From somebody we do not know")
    AUTOMATIC = "automatic", _("Automatic mail")
    EMPTY = "empty", _("Empty")
    TOO_BIG = "too_big", _("Too big")
    BROKEN = "broken", _("Could not be read")
    SPAM = "dismissed", _("Dismissed by staff")


class Account(models.Model):
    """A mailbox that readers of a library write to.

    `address`: `maildir:/path` or `imap://host:port/folder` (imaps:// for TLS). The
    password is never shown again.
    """

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="mail_accounts")
    address = models.CharField(_("address"), max_length=300)
    user = models.CharField(_("account"), max_length=120, blank=True)
    password = models.CharField(_("password"), max_length=200, blank=True)
    is_on = models.BooleanField(_("is read"), default=True)
    looked_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.library.symbol} {self.address}"


class MailQuerySet(models.QuerySet["Mail"]):
    def of(self, library: Library | None) -> Self:
        """The mails that came for `library`; none for None."""
        return self.filter(library=library) if library else self.none()


class Mail(models.Model):
    """One mail as it came, word for word, and its end."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="mails")
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True)
    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, null=True, related_name="mails")
    #: of the message id, or of the bytes where there is none: the same mail comes in once
    digest = models.CharField(max_length=64)
    message_id = models.CharField(max_length=250, blank=True, db_index=True)
    sender = models.CharField(max_length=254, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    #: what came, zlib-compressed; of a mail that is too big, its headers
    raw = models.BinaryField()
    size = models.PositiveBigIntegerField()
    sent_at = models.DateTimeField(null=True)
    came_at = models.DateTimeField()
    fate = models.CharField(max_length=20, choices=MailFate.choices)
    #: codes of what was wrong with it or why it met this fate
    why = models.JSONField(default=list)
    masked = models.PositiveSmallIntegerField(default=0)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-came_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["library", "digest"], name="a_mail_comes_in_once")
        ]

    def __str__(self) -> str:
        return f"{self.sender}: {self.subject}"
