"""The first page: one box for everything, and what it finds."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kopru.catalogue.queries import EditionPage, Match, editions_found, find_edition
from kopru.catalogue.search.asked import Sort
from kopru.common.citation import Citation
from kopru.libraries.models import Library, Standstill
from kopru.libraries.sight import Sight
from kopru.requests.models import PatronRequest
from kopru.web.patron import reading
from kopru.web.patron.asked import DEEPEST, Asked
from kopru.web.patron.asker import sight_of
from kopru.web.patron.facets import Names, chips_for, facets_for
from kopru.web.patron.rows import Row, in_turn
from kopru.web.patron.shelf import row_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PER_PAGE = 10
_ORDERS: "dict[Sort, StrOrPromise]" = {
    "relevance": _("Best match first"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "title": _("By title"),
}


class _Hits(Paginator):  # type: ignore[type-arg]  # not generic when it runs
    """A paginator over hits that the index has paged already."""

    def __init__(self, found: EditionPage) -> None:
        super().__init__(list(found.hits), PER_PAGE)
        self._total = min(found.total, PER_PAGE * DEEPEST)

    @property
    def count(self) -> int:
        return self._total


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search for strangers and readers alike; a reader's open requests stand below the empty box."""
    sight = sight_of(request)
    libraries = list(Library.objects.active())
    asked = Asked.of(request.GET, {library.symbol for library in libraries})
    context: dict[str, object] = {"asked": asked, "libraries": libraries}
    if asked.q:
        context |= _found(asked, sight, Names(libraries))
    else:
        in_force = Standstill.objects.in_force(on=timezone.localdate())
        context |= {"open_requests": _open_requests(sight), "hard_times": list(in_force)}
    part = request.htmx and request.htmx.target == "found"  # type: ignore[attr-defined]
    response = render(request, "patron/part.html" if part else "patron/home.html", context)
    if part:
        response["HX-Push-Url"] = f"{request.path}{asked.address}"
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _open_requests(sight: Sight) -> list[Row]:
    if not sight.is_reader:
        return []
    mine = PatronRequest.objects.of(sight.library).of_reader(sight.user).open()
    return in_turn(mine.select_related("current", "pickup_branch", "part_of"))


def _found(asked: Asked, sight: Sight, names: Names) -> dict[str, object]:
    found = editions_found(
        asked.q,
        limit=PER_PAGE,
        offset=(asked.page - 1) * PER_PAGE,
        narrowed=asked.narrowed,
        sort=asked.sort,
        facets=True,
    )
    by_hand = f"{reverse('ask_by_hand')}?{urlencode({'q': asked.q})}"
    said = {
        "total": found.total,
        "by_hand": by_hand,
        "chips": chips_for(asked, names),
        "widest": asked.widest().address,
        "instead": _meant(asked, found),
    }
    if not found.total:
        return said | ({} if asked.is_filtered else _instead(asked.q))
    home = sight.library.symbol if sight.library else ""
    return said | {
        "rows": [row_of(hit, sight.library) for hit in found.hits],
        "marks": found.marks,
        "page": _Hits(found).get_page(asked.page),
        "facets": facets_for(asked, found, names, home=home),
        "is_rough": found.is_rough,
        "orders": [
            (label, asked.sorted_by(code).address, code == asked.sort)
            for code, label in _ORDERS.items()
        ],
        "order": _ORDERS[asked.sort],
    }


def _meant(asked: Asked, found: EditionPage) -> tuple[str, str] | None:
    """What may have been meant, and where it is searched for."""
    return (found.instead, asked.words(found.instead).address) if found.instead else None


def _instead(q: str) -> dict[str, object]:
    """Where the words are not found: the text read as a citation, and works that read alike."""
    read = reading.citation_in(q)
    near = _near(read) or _near(Citation(title=q))
    told = read if read.title not in ("", q) else None  # its own words need not be read back
    return {"read": told, "near": near[:3]}


def _near(citation: Citation) -> list[Match]:
    return find_edition(citation) if citation.title or citation.isbn else []
