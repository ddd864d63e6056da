"""Every library's catalogue, and how well each answers."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kopru.connections.targets.health import health_of
from kopru.connections.targets.models import Target
from kopru.web.frame.sight import KopruRequest, network_admin_only
from kopru.web.frame.targetsaid import health_said, trouble_said

A_PAGE = 50


@require_safe
@network_admin_only
def index(request: KopruRequest) -> HttpResponse:
    """State, success, time and last trouble of each catalogue, by the libraries' names."""
    targets = Target.objects.select_related("library").order_by("library__name_sort", "pk")
    page = Paginator(targets, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "health": health,
            "said": health_said(health),
            "trouble": trouble_said(health.last_trouble) if health.last_trouble else "",
        }
        for health in health_of(page.object_list, now=timezone.now())
    ]
    return render(request, "network/targets.html", {"page": page, "rows": rows})
