"""The union catalogue from the desk: search, what was loaded, what was put aside."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.catalogue.models import Load, Quarantined
from kopru.catalogue.queries import Narrowed, editions_found
from kopru.web.desk.here import PER_PAGE, here
from kopru.web.desk.loads import row_of
from kopru.web.frame.sight import KopruRequest, staff_only


@require_safe
@staff_only
def show_catalogue(request: KopruRequest) -> HttpResponse:
    """Search with `q`; `mine` only what we hold. Without a query the last loads of this library."""
    library, text = here(request), request.GET.get("q", "").strip()
    mine = bool(request.GET.get("mine"))
    number = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdigit() else 1
    context: dict[str, object] = {"q": text, "mine": mine}
    if text:
        found = editions_found(
            text,
            limit=PER_PAGE,
            offset=(min(number, 40) - 1) * PER_PAGE,
            narrowed=Narrowed(libraries=(library.symbol,) if mine else ()),
        )
        pages = Paginator(range(min(found.total, 40 * PER_PAGE)), PER_PAGE)
        context |= {"found": found, "page": pages.get_page(number)}
    else:
        now = timezone.now()
        loads = Load.objects.filter(library=library)[:5]
        context |= {
            "rows": [row_of(load, now=now) for load in loads],
            "aside": Quarantined.objects.of(library).count(),
        }
    return render(request, "desk/catalogue.html", context)
