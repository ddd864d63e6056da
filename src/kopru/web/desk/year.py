"""The yearly summary of a library: a page, a table for spreadsheets, and a paper under its letterhead."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kopru.requests.year_rows import year_of, years_of
from kopru.requests.yearly import Year
from kopru.shipping.papers import ReportLine, YearReport
from kopru.shipping.papers import render as render_pdf
from kopru.web.desk.export import csv_answer
from kopru.web.desk.here import here
from kopru.web.desk.letterhead import head_of
from kopru.web.desk.year_tables import Table, headings, tables
from kopru.web.frame.sight import KopruRequest, staff_only


def _year(request: KopruRequest) -> Year:
    """The year that the address names, else this one. :raises Http404: no such year"""
    asked = request.GET.get("year", "") or str(timezone.localdate().year)
    if not (asked.isascii() and asked.isdigit() and 1990 <= int(asked) <= 2200):
        raise Http404(asked)
    return year_of(here(request), int(asked))


@require_safe
@staff_only
def show(request: KopruRequest) -> HttpResponse:
    """The figures of a year (`year` in the address; this year without)."""
    year = _year(request)
    context = {
        "year": year,
        "years": sorted({year.year, *years_of(here(request))}, reverse=True),
        "is_running": year.year == timezone.localdate().year,
        "headings": headings(),
        "tables": tables(year),
    }
    return render(request, "desk/year.html", context)


@require_safe
@staff_only
def download(request: KopruRequest) -> HttpResponse:
    """The same as CSV, one line a figure's row."""
    year = _year(request)
    rows = ((table.title, line.name, *line.cells) for table in tables(year) for line in table.lines)
    name = f"ill-{here(request).symbol}-{year.year}".lower()
    return csv_answer(name, (_("Table"), _("Name"), *headings()), rows)


@require_safe
@staff_only
def paper(request: KopruRequest) -> HttpResponse:
    """The same as PDF under the library's letterhead."""
    year, language = _year(request), get_language() or "tr"
    report = YearReport(
        head=head_of(here(request), language), year=year.year, headings=headings(),
        lines=tuple(line for table in tables(year) for line in _on_paper(table)),
        printed_on=timezone.localdate(),
    )  # fmt: skip
    pdf = render_pdf([report], language=language)
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="ill-{year.year}.pdf"'
    return answer


def _on_paper(table: Table) -> list[ReportLine]:
    return [ReportLine(table.title), *(ReportLine(one.name, one.cells) for one in table.lines)]
