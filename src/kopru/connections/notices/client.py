"""We write to readers: the mail that a happening causes, in the reader's language."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from kopru.connections.errands.models import Errand
from kopru.connections.errands.running import Counterpart
from kopru.connections.errors import Refused, Unreachable
from kopru.connections.notices.models import Notice
from kopru.patrons.models import Patron, PatronNews
from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.requests.models import Happening, PatronRequest
from kopru.requests.reasons import REFUSED, unfilled_words
from kopru.requests.sets import Part, parts_label, story


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
    """A reader hears of one request, or of one set, in its order; None where no mail is due."""
    if not event_of(happening):
        return None
    whole = _set_of(happening)
    return f"set:{whole}" if whole else str(happening.subject_id)


def _set_of(happening: Happening) -> int | None:
    found = PatronRequest.objects.filter(pk=happening.subject_id).values_list("part_of", flat=True)
    return found.first()


def waits(happening: Happening) -> timedelta:
    """News of a part waits a moment for the other parts, so that one mail tells of all."""
    seconds = settings.KOPRU_GATHER_SECONDS if event_of(happening) and _set_of(happening) else 0
    return timedelta(seconds=seconds)


def deliver(happening: Happening, now: datetime) -> None:
    """Write and send the mail of `happening`; nothing where the reader is gone.

    :raises Unreachable: the mail server did not take it now
    :raises Refused: the mail server will never take it
    """
    request = PatronRequest.objects.select_related(
        "patron__library", "library", "current__supplier", "pickup_branch", "part_of"
    ).get(pk=happening.subject_id)
    if request.patron is None:
        return
    told = Q(happening=happening) | Q(also=happening)
    notice = Notice.objects.filter(told).first() or _written(happening, request, now)
    send(notice, now=now)


@transaction.atomic
def _written(happening: Happening, request: PatronRequest, now: datetime) -> Notice:
    """The mail, which tells of other parts, too, that have come to the same."""
    assert request.patron is not None  # noqa: S101 - the caller has looked
    event, others = event_of(happening), same_news(happening, request)
    parts = [request, *(one for _, one in others)]
    notice = _write(
        request.patron, event, _about(request, parts), request.language, now,
        happening=happening, request_number=request.number,
        reply_to_message_id=request.mail_message_id,
    )  # fmt: skip
    notice.also.set([other for other, _ in others])
    return notice


def same_news(
    happening: Happening, request: PatronRequest
) -> list[tuple[Happening, PatronRequest]]:
    """Other parts of the set whose reader is still to be told the same, with the same days.

    A part of which something else must be told first waits for its own turn.
    """
    if request.part_of_id is None:
        return []
    waiting = Errand.objects.waiting().filter(thread=f"{NOTICES.name}:{thread(happening)}")
    found, seen = [], {happening.subject_id}
    for errand in waiting.exclude(happening=happening).select_related("happening").order_by("pk"):
        other = errand.happening
        if other.subject_id in seen:
            continue
        seen.add(other.subject_id)
        part = PatronRequest.objects.get(pk=other.subject_id)
        if event_of(other) == event_of(happening) and _days(part) == _days(request):
            found.append((other, part))
    return found


def _days(request: PatronRequest) -> tuple[object, ...]:
    """What a mail says besides the work; parts that differ in it are told apart."""
    return (
        request.collect_by, request.due_date, request.reply_by, request.condition_by,
        request.reason, request.question, request.state,
        request.current.supplier_id if request.current else None,
    )  # fmt: skip


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


def _about(request: PatronRequest, parts: list[PatronRequest]) -> dict[str, Any]:
    language = request.language
    whole = request.part_of
    refused, current = REFUSED.get(request.reason), request.current
    last = request.borrowing_requests.exclude(reason_unfilled="").order_by("-pk").first()
    return {
        "request": request,
        "number": whole.number if whole else request.number,
        "link": f"{settings.KOPRU_ADDRESS}{page_of(request)}",
        "what": _what(request, parts),
        "patron": request.patron,
        "library": request.library,
        "cited": request.citation,
        "reason": refused.say(language) if refused else "",
        "last_reason": unfilled_words(last.reason_unfilled).say(language) if last else "",
        "chain": request.due_chain.get(language, ""),
        "condition": current.offered.said().say(language) if current else "",
    }


def page_of(request: PatronRequest) -> str:
    """Where its reader sees it: its own page, or that of the set that it is a part of."""
    if request.part_of is not None:
        return f"/requests/sets/{request.part_of.number}/"
    return f"/requests/{request.number}/"


def _what(request: PatronRequest, parts: list[PatronRequest]) -> str:
    """The work; of a set also which parts this mail tells of, and how all of it stands."""
    work = request.citation.short() or request.title
    whole = request.part_of
    if whole is None:
        return work
    named = parts_label(whole.kind, [one.part for one in parts]).say(request.language)
    stand = [Part(one.part, one.state) for one in whole.parts.order_by("pk")]
    return f"{work}, {named}\n  ({story(whole.kind, stand).say(request.language)})"


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


NOTICES = Counterpart(name="notices", thread=thread, deliver=deliver, waits=waits)
