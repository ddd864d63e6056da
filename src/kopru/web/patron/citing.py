"""Citing a title: four styles on its page, and files for reference managers."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kopru.catalogue.citing import (
    STYLES,
    Line,
    Work,
    as_bibtex,
    as_coins,
    as_ris,
    extras_of,
    work_of,
)
from kopru.catalogue.citing.bibtex import key_of
from kopru.catalogue.editionrows import facts_of
from kopru.catalogue.models import Edition, Record
from kopru.catalogue.records.reading import record_of

_FILES = {
    "bib": (as_bibtex, "application/x-bibtex"),
    "ris": (as_ris, "application/x-research-info-systems"),
}
#: kinds whose citation needs what only the record says: the journal, the degree
_NEED_A_RECORD = frozenset({"article", "thesis"})


@dataclass(frozen=True, slots=True)
class CitedAs:
    """One style's way to cite the work, in the language of the page."""

    code: str
    name: str
    line: Line


@dataclass(frozen=True, slots=True)
class Cited:
    """All that the page offers to those who cite; `coins` for Zotero."""

    styles: tuple[CitedAs, ...]
    coins: str


def work_behind(edition: Edition) -> Work:
    """The edition as it is cited; of an article or thesis its first record is read, too."""
    if edition.kind not in _NEED_A_RECORD:
        return work_of(facts_of(edition))
    record = Record.objects.living().filter(edition=edition).order_by("pk").first()
    marc = record_of(record.raw, record.format, record.encoding) if record else None
    return work_of(facts_of(edition), extras_of(marc) if marc else None)


def cited_of(work: Work) -> Cited:
    """The citations of a work."""
    language = get_language() or "tr"
    styles = (CitedAs(code, name, write(work, language)) for code, name, write in STYLES)
    return Cited(tuple(styles), as_coins(work))


@require_safe
def citation_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The citation as BibTeX (`bib`) or RIS (`ris`), to keep; UTF-8."""
    edition = get_object_or_404(Edition, pk=pk)
    work = work_behind(edition)
    write, content_type = _FILES[form]
    response = HttpResponse(write(work), content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key_of(work)}.{form}"'
    return response
