"""What was written to readers, and what could not be told to anybody."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.common.text import fold
from kopru.common.words import Words
from kopru.connections.errands.models import Errand
from kopru.connections.errands.running import send_again
from kopru.connections.notices.models import Notice
from kopru.requests.lifecycle import LIFECYCLES
from kopru.web.desk.export import csv_answer
from kopru.web.desk.here import here, page_of, say
from kopru.web.desk.saying import EVENTS, event_words
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

COUNTERPARTS = {
    "iso18626": Words("karşı kütüphaneye ileti", "message to the other library"),
    "notices": Words("okura posta", "mail to the reader"),
}


@require_safe
@staff_only
def show_outbox(request: KopruRequest) -> HttpResponse:
    """Mails to readers, newest first; `event`, `q` (number, address, subject), `format=csv` in the address."""
    library = here(request)
    rows = Notice.objects.of(library)
    event, text = request.GET.get("event", ""), request.GET.get("q", "").strip()
    if event in EVENTS:
        rows = rows.filter(event=event)
    if text:
        readers = library.patrons.filter(search_key__contains=fold(text)).values("pk")
        rows = (
            rows.filter(request_number=text.upper())
            | rows.filter(to=text)
            | rows.filter(patron__in=readers)
        )
    if request.GET.get("format") == "csv":
        cells = (
            (
                timezone.localtime(n.written_at).strftime("%Y-%m-%d %H:%M"),
                n.to,
                n.subject,
                n.request_number,
            )
            for n in rows.iterator(500)
        )
        return csv_answer("mails", (_("Written"), _("To"), _("Subject"), _("Request")), cells)
    page = page_of(rows.select_related("patron"), request)
    context = {
        "page": page,
        "lines": [(notice, event_words(notice.event)) for notice in page],
        "events": EVENTS.items(),
        "event": event,
        "q": text,
        "dead": Errand.objects.of(library).dead().count(),
    }
    return render(request, "desk/outbox.html", context)


@require_safe
@staff_only
def show_errands(request: KopruRequest) -> HttpResponse:
    """Dead letters, and what still waits or is tried again."""
    library = here(request)
    dead = Errand.objects.of(library).dead().select_related("happening").order_by("-dead_at")
    waiting = Errand.objects.of(library).waiting().select_related("happening").order_by("pk")
    context = {
        "page": page_of(dead, request),
        "waiting": [_line(e) for e in waiting[:50]],
    }
    context["dead"] = [_line(e) for e in context["page"]]
    return render(request, "desk/errands.html", context)


def _line(errand: Errand) -> tuple[Errand, str, str]:
    """The errand, what had to be told, and to whom."""
    happening = errand.happening
    label = ""
    for step in LIFECYCLES[happening.kind].rows:
        if step.action == happening.action:
            label = say(step.label)
            break
    whom = COUNTERPARTS.get(errand.counterpart)
    return errand, label or happening.action, say(whom) if whom else errand.counterpart


@require_POST
@staff_only
def resend(request: KopruRequest, pk: int) -> HttpResponse:
    """Give a dead letter another week."""
    errand = get_object_or_404(Errand.objects.of(here(request)).dead(), pk=pk)
    send_again(errand, now=timezone.now())
    flash(request, _("It will be sent again."))
    return redirect("desk_errands")
