"""Mails to readers: what was said, to whom, when."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kopru.libraries.models import Library
from kopru.patrons.models import Patron, PatronNews
from kopru.requests.models import Happening


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, library: Library | None) -> Self:
        """What was sent in the name of `library`; nothing for None."""
        return self.filter(library=library) if library else self.none()


class Notice(models.Model):
    """One mail as it was written. The address goes with the reader when they are erased."""

    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="notices")
    patron = models.ForeignKey(Patron, on_delete=models.CASCADE, null=True, related_name="notices")
    request_number = models.CharField(_("request"), max_length=32, blank=True, db_index=True)
    event = models.CharField(_("event"), max_length=30)
    language = models.CharField(_("language"), max_length=5)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    reply_to_message_id = models.CharField(max_length=250, blank=True)
    written_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True)
    happening = models.OneToOneField(
        Happening, on_delete=models.PROTECT, null=True, related_name="notice"
    )
    #: the same news of other parts of a set, told in this mail
    also = models.ManyToManyField(Happening, related_name="told_in")
    news = models.OneToOneField(
        PatronNews, on_delete=models.CASCADE, null=True, related_name="notice"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.event} {self.request_number}"
