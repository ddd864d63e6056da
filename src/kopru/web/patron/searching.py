"""The first page: one box for everything, and what it finds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from kopru.catalogue.queries import EditionPage, Match, Narrowed, editions_found, find_edition
from kopru.common.citation import Citation
from kopru.libraries.models import Library
from kopru.libraries.sight import Sight
from kopru.requests.models import PatronRequest
from kopru.web.patron import reading
from kopru.web.patron.asker import sight_of
from kopru.web.patron.following import Row, in_turn
from kopru.web.patron.kinds import CATALOGUE_KINDS
from kopru.web.patron.shelf import row_of

PER_PAGE = 10
#: pages a person may leaf through; further in, another word helps more
_DEEPEST = 50
_YEAR = re.compile(r"\d{3,4}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The address's parameters, cleaned: what does not make sense is left out."""

    q: str
    kind: str
    library: str
    year_from: int | None
    year_to: int | None
    page: int

    @classmethod
    def of(cls, get: Mapping[str, str], symbols: Mapping[str, Library]) -> "Asked":
        """Read from a query string."""
        kind, library, page = get.get("kind", ""), get.get("library", ""), get.get("page", "1")
        return cls(
            q=" ".join(get.get("q", "").split()),
            kind=kind if kind in CATALOGUE_KINDS else "",
            library=library if library in symbols else "",
            year_from=_year(get.get("from", "")),
            year_to=_year(get.get("to", "")),
            page=min(max(int(page), 1), _DEEPEST) if page.isascii() and page.isdigit() else 1,
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the search."""
        return bool(self.kind or self.library or self.year_from or self.year_to)


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and _YEAR.fullmatch(text) else None


class _Hits(Paginator):  # type: ignore[type-arg]  # not generic when it runs
    """A paginator over hits that the index has paged already."""

    def __init__(self, found: EditionPage) -> None:
        super().__init__(list(found.hits), PER_PAGE)
        self._total = min(found.total, PER_PAGE * _DEEPEST)

    @property
    def count(self) -> int:
        return self._total


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search for strangers and readers alike; a reader's open requests stand below the empty box."""
    sight = sight_of(request)
    libraries = list(Library.objects.active())
    symbols = {library.symbol: library for library in libraries}
    asked = Asked.of(request.GET.dict(), symbols)
    context = {"asked": asked, "libraries": libraries, "kinds": CATALOGUE_KINDS.items()}
    if asked.q:
        context |= _found(asked, sight)
    else:
        context |= {"open_requests": _open_requests(sight)}
    part = request.htmx and request.htmx.target == "found"  # type: ignore[attr-defined]
    response = render(request, "patron/part.html" if part else "patron/home.html", context)
    if part:
        said = {name: value for name, value in request.GET.items() if value}
        response["HX-Push-Url"] = f"{request.path}?{urlencode(said)}"
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _open_requests(sight: Sight) -> list[Row]:
    if not sight.is_reader:
        return []
    mine = PatronRequest.objects.of(sight.library).of_reader(sight.user).open()
    return in_turn(mine.select_related("current", "pickup_branch"))


def _found(asked: Asked, sight: Sight) -> dict[str, object]:
    narrowed = Narrowed(
        libraries=(asked.library,) if asked.library else (),
        kinds=(asked.kind,) if asked.kind else (),
        year_from=asked.year_from,
        year_to=asked.year_to,
    )
    offset = (asked.page - 1) * PER_PAGE
    found = editions_found(asked.q, limit=PER_PAGE, offset=offset, narrowed=narrowed)
    if not found.total and not asked.is_filtered:
        return {"total": 0, **_instead(asked.q)}
    return {
        "total": found.total,
        "rows": [row_of(hit, sight.library) for hit in found.hits],
        "page": _Hits(found).get_page(asked.page),
        "by_hand": f"{reverse('ask_by_hand')}?{urlencode({'q': asked.q})}",
    }


def _instead(q: str) -> dict[str, object]:
    """Where the words are not found: the text read as a citation, and works that read alike."""
    read = reading.citation_in(q)
    near = _near(read) or _near(Citation(title=q))
    return {
        "read": read if read.title else None,
        "near": near[:3],
        "by_hand": f"{reverse('ask_by_hand')}?{urlencode({'q': q})}",
    }


def _near(citation: Citation) -> list[Match]:
    return find_edition(citation) if citation.title or citation.isbn else []
