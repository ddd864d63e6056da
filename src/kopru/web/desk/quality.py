"""The quality of a library's records: what to put right, each as a list and as a table."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopru.catalogue.quality import CHECKS, aside_of, lines_of, overview, records_of
from kopru.libraries.models import Library
from kopru.web.desk.export import csv_answer
from kopru.web.desk.here import PER_PAGE, say
from kopru.web.frame.sight import KopruRequest, staff_or_network_only

_MOST_PAGES = 200


def _library(request: KopruRequest) -> Library:
    """The asker's library; for the network's administrators the one that `library` names."""
    sight = request.sight
    if sight.is_network_admin:
        return get_object_or_404(Library, symbol=request.GET.get("library", ""))
    if sight.library is None:
        raise PermissionDenied
    return sight.library


def _address(request: KopruRequest, edition: int | None) -> str:
    return request.build_absolute_uri(reverse("title", args=[edition])) if edition else ""


@require_safe
@staff_or_network_only
def show_quality(request: KopruRequest) -> HttpResponse:
    """Every check with its count. `library` in the address counts for the network only."""
    library = _library(request)
    found = overview(library)
    context = {
        "library": library,
        "found": [one for one in found if one.count],
        "fine": [one for one in found if not one.count],
        "aside": aside_of(library),
    }
    return render(request, "desk/quality.html", context)


@require_safe
@staff_or_network_only
def show_quality_list(request: KopruRequest, code: str) -> HttpResponse:
    """The records that one check concerns; `format=csv` for a table of all of them."""
    if code not in CHECKS:
        raise Http404
    library, check = _library(request), CHECKS[code]
    if request.GET.get("format") == "csv":
        lines = ((*line[:5], _address(request, line[5])) for line in lines_of(library, code))
        headings = (
            _("Control number"), _("Title"), _("Author"), _("Year"), "ISBN", _("Address"),
        )  # fmt: skip
        return csv_answer(f"{library.symbol}-{code}", headings, lines)
    count = next(one.count for one in overview(library) if one.check.code == code)
    pages = Paginator(range(min(count, _MOST_PAGES * PER_PAGE)), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    first = (page.number - 1) * PER_PAGE
    context = {
        "library": library,
        "check": check,
        "count": count,
        "page": page,
        "rows": records_of(library, code)[first : first + PER_PAGE],
        "is_doubles": code == "doubles",
        "title": say(check.name),
    }
    return render(request, "desk/quality_list.html", context)
