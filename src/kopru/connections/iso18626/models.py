"""Every ISO 18626 message in and out, word for word, with its confirmation."""

from typing import Self

from django.db import models

from kopru.libraries.models import Library
from kopru.requests.models import Happening


class MessageQuerySet(models.QuerySet["Message"]):
    def of(self, library: Library | None) -> Self:
        """What `library` said and heard; nothing for None."""
        return self.filter(library=library) if library else self.none()

    def about(self, request_id: str) -> Self:
        """The talk about one request, in the order it happened here."""
        return self.filter(request_id=request_id).order_by("at", "pk")


class Message(models.Model):
    """One message as `library` sent or received it."""

    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="iso18626_messages")
    peer = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="+")
    is_incoming = models.BooleanField()
    request_id = models.CharField(max_length=64, db_index=True)
    #: "Request", "SupplyingAgencyMessage" or "RequestingAgencyMessage"
    kind = models.CharField(max_length=30)
    #: request type, reason and status, or action: what the message says in the standard's codes
    says = models.CharField(max_length=80)
    note = models.TextField(blank=True)
    body = models.BinaryField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    confirmation = models.BinaryField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    #: the error type of the confirmation; empty for OK
    error = models.CharField(max_length=120, blank=True)
    #: incoming: whether it changed anything here (late and repeated messages do not)
    took_effect = models.BooleanField(default=False)
    #: outgoing: the happening that caused it
    happening = models.OneToOneField(
        Happening, on_delete=models.PROTECT, null=True, related_name="iso18626_message"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["library", "is_incoming", "digest"], name="a_message_takes_effect_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.says} {self.request_id}"
