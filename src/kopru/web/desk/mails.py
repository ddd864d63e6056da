"""Every mail that came, with what became of it."""

import zlib

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kopru.connections.mailbox.models import Account, Mail, MailFate
from kopru.intake.models import Draft
from kopru.web.desk.here import here, page_of
from kopru.web.desk.saying import wait_words
from kopru.web.frame.sight import KopruRequest, staff_only

#: headers of a mail that staff may want
_HEADERS_END = (b"\r\n\r\n", b"\n\n")


@require_safe
@staff_only
def show_mails(request: KopruRequest) -> HttpResponse:
    """All mails, newest first; `fate` and `q` (sender, subject) in the address."""
    library = here(request)
    rows = Mail.objects.of(library).select_related("patron").defer("raw", "text")
    fate, text = request.GET.get("fate", ""), request.GET.get("q", "").strip()
    if fate in MailFate.values:
        rows = rows.filter(fate=fate)
    if text:
        rows = rows.filter(sender__contains=text.lower()) | rows.filter(subject__contains=text)
    context = {
        "page": page_of(rows, request),
        "fates": MailFate.choices,
        "fate": fate,
        "q": text,
        "boxes": list(Account.objects.filter(library=library)),
    }
    return render(request, "desk/mails.html", context)


def headers_of(mail: Mail) -> str:
    """The mail's headers as they came; empty where the bytes were not kept."""
    raw = zlib.decompress(bytes(mail.raw))
    ends = [place for mark in _HEADERS_END if (place := raw.find(mark)) >= 0]
    return raw[: min(ends, default=len(raw))].decode("utf-8", errors="replace")


@require_safe
@staff_only
def show_mail(request: KopruRequest, pk: int) -> HttpResponse:
    """One mail: text, headers, and what became of it."""
    mail = get_object_or_404(Mail.objects.of(here(request)).select_related("patron"), pk=pk)
    drafts = Draft.objects.of(here(request)).filter(mail_id=pk).select_related("patron_request")
    context = {
        "mail": mail,
        "headers": headers_of(mail),
        "drafts": list(drafts.order_by("position")),
        "why": [wait_words(str(code)) for code in mail.why],
    }
    return render(request, "desk/mail.html", context)
