"""`/sru`: the merged catalogue searched by SRU."""

from django.http import HttpRequest, HttpResponse

from kopru.api.strangers import arguments, for_strangers
from kopru.connections.harvest import sru as server


@for_strangers
def sru(request: HttpRequest) -> HttpResponse:
    """One answer; diagnostics come with status 200, as the standard wants."""
    data = server.answer(arguments(request))
    return HttpResponse(data, content_type="text/xml; charset=utf-8")
