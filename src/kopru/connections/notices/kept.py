"""Where no mail server is set: mails are kept in the data folder, one file each."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class KeptBackend(BaseEmailBackend):
    """Writes every mail to `outbox/` of the data folder instead of sending it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; returns how many."""
        folder = Path(settings.KOPRU_DATA) / "outbox"
        folder.mkdir(parents=True, exist_ok=True)
        for mail in email_messages:
            (folder / f"{uuid4().hex}.eml").write_bytes(mail.message().as_bytes())
        return len(email_messages)
