"""Readers from a table, and the report of rows that cannot be taken."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kopru.patrons.importing import ImportReport, import_patrons
from kopru.patrons.models import Patron
from kopru.web.desk.export import csv_answer
from kopru.web.desk.here import here
from kopru.web.desk.patron_forms import FileForm
from kopru.web.frame.sight import KopruRequest, staff_only

_HEADINGS = ("Kart no", "Ad soyad", "E-posta", "Grup", "Fakülte", "Geçerlilik", "Dil")
_EXAMPLE = (
    (
        "20261234",
        "Işıl Çelik",
        "isil.celik@example.org",
        "lisansüstü",
        "Edebiyat",
        "30.06.2027",
        "tr",
    ),
    ("A-118", "Ömer Öztürk", "omer.ozturk@example.org", "akademik", "Tıp", "", "tr"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def import_readers(request: KopruRequest) -> HttpResponse:
    """Upload a CSV file; good rows are kept, bad ones are reported by line and field."""
    form = FileForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        report = import_patrons(data, library=here(request), now=timezone.now())
    context = {"form": form, "report": report, "missing": _missing(report), "bad": _bad(report)}
    return render(request, "desk/patron_import.html", context, status=422 if form.errors else 200)


def _label(name: str) -> str:
    known = {f.name for f in Patron._meta.get_fields()}
    return str(Patron._meta.get_field(name).verbose_name) if name in known else _("Row")  # type: ignore[union-attr]


def _missing(report: ImportReport | None) -> list[str]:
    return [_label(name) for name in report.missing] if report else []


def _bad(report: ImportReport | None) -> list[tuple[int, list[tuple[str, str]], str]]:
    """Line, (field, problem) pairs and the row itself, for the page."""
    if report is None:
        return []
    return [
        (row.line, [(_label(f), _problem(p)) for f, p in row.problems], " | ".join(row.row))
        for row in report.bad
    ]


def _problem(text: str) -> str:
    if text == "national_id":
        return _("This is a national identity number. It is not kept.")
    return text


@require_safe
@staff_only
def sample(request: KopruRequest) -> HttpResponse:
    """A file that shows the headings and two invented readers."""
    return csv_answer("okurlar-readers", _HEADINGS, _EXAMPLE)
