"""Papers as PDF, and as a page that any browser prints."""

from dataclasses import fields
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.common.words import Words
from kopru.requests.actions import supplier
from kopru.requests.models import LendingRequest
from kopru.shipping.papers import Paper, PostalAddress, Unprintable, barcode_svg
from kopru.shipping.papers import render as render_pdf
from kopru.shipping.papers.wording import WORDS
from kopru.web.desk.here import act_of, attempt, here
from kopru.web.desk.papers import KINDS, Kind, papers_of
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

#: words for what the papers themselves set without one; none for what is said already
_MORE_WORDS = {
    "author": Words("Yazar", "Author"),
    "year": Words("Yıl", "Year"),
    "publisher": Words("Yayınevi", "Publisher"),
    "requester_name": WORDS["requester"],
    "payer": Words("Kargo ücreti", "Freight"),
    "library": Words("Kütüphane", "Library"),
    "items": WORDS["contents"],
}
_LEFT_OUT = ("code", "title", "request_codes", "requester_symbol")
#: papers that only their own layout makes sense of
WRITTEN = ("pull_list", "overdue_letter", "record")
#: papers in one go
_MOST = 200


def _ids(values: list[str]) -> list[int]:
    return [int(v) for v in values if v.isascii() and v.isdigit() and len(v) < 18][:_MOST]


def _wanted(request: KopruRequest, kind: str) -> tuple[Kind, list[Paper]]:
    if kind not in KINDS:
        raise Http404(kind)
    papers = papers_of(KINDS[kind], here(request), _ids(request.GET.getlist("id")))
    if not papers:
        raise Http404("no such rows")
    return KINDS[kind], papers


@require_safe
@staff_only
def show_paper(request: KopruRequest, kind: str) -> HttpResponse:
    """Papers of the rows `id` (repeated) as one PDF; `size` is a4 or label. Changes nothing."""
    _found, papers = _wanted(request, kind)
    try:
        pdf = render_pdf(
            papers,
            language=get_language() or "tr",
            size="label" if request.GET.get("size") == "label" else "a4",
        )
    except Unprintable as trouble:
        return HttpResponseBadRequest(str(trouble))
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{kind}.pdf"'
    return answer


def _fields(paper: Paper) -> list[tuple[str, str]]:
    """What a paper says, as (word, value), for the plain page."""
    said = []
    language = get_language() or "tr"
    for named in fields(paper):
        value = getattr(paper, named.name)
        if value and named.name not in _LEFT_OUT:
            word = WORDS.get(named.name) or _MORE_WORDS[named.name]
            said.append((word.say(language), _text(value, language)))
    return said


def _text(value: object, language: str) -> str:
    if isinstance(value, PostalAddress):
        town = " ".join(p for p in (value.postcode, value.district, value.city, value.country) if p)
        return "\n".join(p for p in (value.name, *value.lines, town, value.phone) if p)
    if isinstance(value, tuple):
        return "\n".join(f"{item.code}  {item.title}" for item in value)
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    payer = WORDS.get(f"payer_{value}")
    return payer.say(language) if payer else str(value)


def _bars(code: str) -> SafeString:
    try:
        return mark_safe(barcode_svg(code))  # noqa: S308 - drawn by us; the code is escaped there
    except Unprintable:
        return mark_safe("")


@require_safe
@staff_only
def show_paper_page(request: KopruRequest, kind: str) -> HttpResponse:
    """The same papers as a plain page with bar codes, for printing from the browser."""
    found, papers = _wanted(request, kind)
    if kind in WRITTEN:
        query = request.GET.urlencode()
        return HttpResponseRedirect(f"{reverse('desk_paper', args=[kind])}?{query}")
    sheets = [
        {
            "code": p.code,
            "bars": _bars(p.code),
            "title": getattr(p, "title", ""),
            "fields": _fields(p),
        }
        for p in papers
    ]
    context = {"kind": found, "sheets": sheets, "query": request.GET.urlencode(), "name": kind}
    return render(request, "desk/paper.html", context)


@require_POST
@staff_only
def print_and_mark(request: KopruRequest) -> HttpResponse | HttpResponseRedirect:
    """Mark the chosen requests as being looked for, and go on to their slips."""
    library = here(request)
    chosen = LendingRequest.objects.of(library).filter(pk__in=_ids(request.POST.getlist("id")))
    ids = list(chosen.order_by("location", "call_number", "pk").values_list("pk", flat=True))
    if not ids:
        flash(request, _("Choose at least one row."), tone="warn")
        return HttpResponseRedirect(reverse("desk_queue", args=["pull"]))
    act = act_of(request)
    for pk in ids:
        attempt(request, lambda pk=pk: supplier.search(pk, act=act))  # type: ignore[misc]
    size = "label" if request.POST.get("size") == "label" else "a4"
    query = urlencode([("id", pk) for pk in ids] + [("size", size)])
    return HttpResponseRedirect(f"{reverse('desk_paper', args=['pull'])}?{query}")
