"""We write to readers: the mail that a happening causes, in the reader's language."""

import smtplib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from kopru.connections.errands.running import Counterpart
from kopru.connections.errors import Refused, Unreachable
from kopru.connections.notices.models import Notice
from kopru.patrons.models import Patron, PatronNews
from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.requests.models import Happening, PatronRequest
from kopru.requests.reasons import REFUSED, unfilled_words


def event_of(happening: Happening) -> str:
    """The notice that the table names for this happening; "" for none."""
    if happening.kind != "patron_request":
        return ""
    for step in PATRON_REQUEST.rows:
        if step.action == happening.action and (
            happening.source in step.sources or (not happening.source and not step.sources)
        ):
            return step.notice
    return ""


def thread(happening: Happening) -> str | None:
    """A reader hears of one request in its order; None where no mail is due."""
    return str(happening.subject_id) if event_of(happening) else None


def deliver(happening: Happening, now: datetime) -> None:
    """Write and send the mail of `happening`; nothing where the reader is gone.

    :raises Unreachable: the mail server did not take it now
    :raises Refused: the mail server will never take it
    """
    request = PatronRequest.objects.select_related(
        "patron__library", "library", "current__supplier", "pickup_branch"
    ).get(pk=happening.subject_id)
    if request.patron is None:
        return
    notice = Notice.objects.filter(happening=happening).first()
    if notice is None:
        event = event_of(happening)
        notice = _write(
            request.patron, event, _about(request), request.language, now,
            happening=happening, request_number=request.number,
            reply_to_message_id=request.mail_message_id,
        )  # fmt: skip
    send(notice, now=now)


def tell_news(*, now: datetime, limit: int = 100) -> int:
    """Write to readers about their accounts; returns how many mails went out."""
    told = 0
    for news in PatronNews.objects.filter(told_at=None).select_related("patron__library")[:limit]:
        patron = news.patron
        notice = Notice.objects.filter(news=news).first()
        if notice is None:
            about = {"patron": patron, "library": patron.library, "news": news}
            notice = _write(patron, news.event, about, patron.language, now, news=news)
        send(notice, now=now)
        PatronNews.objects.filter(pk=news.pk).update(told_at=now)
        told += 1
    return told


def _about(request: PatronRequest) -> dict[str, Any]:
    language = request.language
    refused, current = REFUSED.get(request.reason), request.current
    last = request.borrowing_requests.exclude(reason_unfilled="").order_by("-pk").first()
    return {
        "request": request,
        "patron": request.patron,
        "library": request.library,
        "cited": request.citation,
        "reason": refused.say(language) if refused else "",
        "last_reason": unfilled_words(last.reason_unfilled).say(language) if last else "",
        "chain": request.due_chain.get(language, ""),
        "condition": current.offered.said().say(language) if current else "",
    }


def _write(
    patron: Patron, event: str, about: dict[str, Any], language: str, now: datetime, **columns: Any
) -> Notice:
    language = "tr" if language.startswith("tr") else "en"
    with translation.override(language):
        about |= {
            "address": settings.KOPRU_ADDRESS,
            "library_name": patron.library.name_in(language),
        }
        text = render_to_string(f"notices/{language}/{event}.txt", about)
    subject, _, body = text.strip().partition("\n")
    return Notice.objects.create(
        library=patron.library, patron=patron, event=event, language=language, to=patron.email,
        subject=subject.strip()[:200], body=body.strip() + "\n", written_at=now, **columns,
    )  # fmt: skip


def send(notice: Notice, *, now: datetime) -> None:
    """Hand a written notice to the mail server, once.

    :raises Unreachable: try again later
    :raises Refused: the address or the mail is refused for good
    """
    if notice.sent_at is not None:
        return
    headers = {"Message-ID": f"<notice-{notice.pk}@kopru>", "Auto-Submitted": "auto-generated"}
    if notice.reply_to_message_id:
        headers |= {
            "In-Reply-To": notice.reply_to_message_id,
            "References": notice.reply_to_message_id,
        }
    library = notice.library
    mail = EmailMessage(
        subject=notice.subject, body=notice.body, to=[notice.to], headers=headers,
        from_email=library.email or settings.DEFAULT_FROM_EMAIL,
        reply_to=[library.email] if library.email else None,
    )  # fmt: skip
    try:
        mail.send()
    except smtplib.SMTPResponseException as error:
        kind = Refused if 500 <= error.smtp_code < 600 else Unreachable
        raise kind(f"{error.smtp_code} {error.smtp_error!r}") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Unreachable(str(error)) from error
    Notice.objects.filter(pk=notice.pk).update(sent_at=now)


NOTICES = Counterpart(name="notices", thread=thread, deliver=deliver)
