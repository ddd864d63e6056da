"""Behind a title: which library says what, the other editions of the work, the MARC of staff."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from kopru.catalogue.models import Edition, Record
from kopru.catalogue.records.reading import MARCXML, record_of
from kopru.catalogue.statements import Said, said_of
from kopru.catalogue.works import Family, family_of
from kopru.protocols.marc import Field, MarcRecord
from kopru.web.frame.sight import KopruRequest, staff_only
from kopru.web.patron.titles import moved

_RECORDS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class MarcLine:
    """One line of a record: tag, indicators with # for a blank, and (code, text) of its subfields.

    A line without subfields has one, without a code.
    """

    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """A library's record as it came; `marc` None where it cannot be read (any more)."""

    record: Record
    marc: MarcRecord | None
    lines: list[MarcLine]


@require_safe
def sources(request: HttpRequest, pk: int) -> HttpResponse:
    """Field by field, which library's record says what; a part of the title's page, or a page."""
    edition = get_object_or_404(Edition, pk=pk)
    if edition.moved_to_id:
        return moved(edition, "title_sources")
    return _part_or_page(request, edition, "said", said_of(edition))


@require_safe
def editions(request: HttpRequest, pk: int) -> HttpResponse:
    """The other editions and volumes of the work, with who has them; a part of the title's page, or a page."""
    edition = get_object_or_404(Edition, pk=pk)
    if edition.moved_to_id:
        return moved(edition, "title_editions")
    return _part_or_page(request, edition, "family", family_of(edition))


def _part_or_page(
    request: HttpRequest, edition: Edition, name: str, shown: tuple[Said, ...] | Family
) -> HttpResponse:
    part = bool(request.htmx)  # type: ignore[attr-defined]
    template = f"patron/{name}{'_part' if part else ''}.html"
    response = render(request, template, {"edition": edition, name: shown})
    response["Vary"] = "HX-Request, Cookie, Accept-Language"
    return response


@require_safe
@staff_only
def marc(request: KopruRequest, pk: int) -> HttpResponse:
    """Each library's record as it came, for staff, with its encoding and what was mended."""
    edition = get_object_or_404(Edition, pk=pk)
    if edition.moved_to_id:
        return moved(edition, "title_marc")
    records = Record.objects.living().filter(edition=edition).select_related("library", "loaded_by")
    ordered = records.order_by("library__name_sort", "library_id", "pk")
    page = Paginator(ordered, _RECORDS_A_PAGE).get_page(request.GET.get("page"))
    context = {"edition": edition, "page": page, "shown": [_shown(record) for record in page]}
    return render(request, "patron/marc.html", context)


def _shown(record: Record) -> ShownRecord:
    read = record_of(record.raw, record.format, record.encoding)
    if read is None:
        return ShownRecord(record, None, [])
    leader = MarcLine("LDR", "", (("", _printable(read.leader)),))
    return ShownRecord(record, read, [leader, *map(_line, read.fields)])


def _line(field: Field) -> MarcLine:
    if not field.subfields:
        return MarcLine(field.tag, "", (("", _printable(field.value)),))
    subfields = tuple((code, _printable(text)) for code, text in field.subfields)
    return MarcLine(field.tag, field.indicators.replace(" ", "#"), subfields)


def _printable(text: str) -> str:
    """Without control characters, which HTML does not allow."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\xa0")


@require_safe
@staff_only
def marc_file(request: KopruRequest, pk: int, record: int) -> HttpResponseBase:
    """One record's bytes as its library sent them."""
    found = get_object_or_404(
        Record.objects.living().select_related("library"), pk=record, edition=pk
    )
    is_xml = found.format == MARCXML
    content_type = "application/marcxml+xml" if is_xml else "application/marc"
    response = HttpResponse(found.raw, content_type=content_type)
    name = f"{found.library.symbol}-{found.pk}.{'xml' if is_xml else 'mrc'}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
