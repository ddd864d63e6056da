"""`/oai`: the merged catalogue by OAI-PMH."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kopru.api.strangers import arguments, for_strangers
from kopru.connections.harvest import provider


@for_strangers
def oai(request: HttpRequest) -> HttpResponse:
    """One answer of the provider; errors of the protocol come with status 200, as it wants."""
    data = provider.answer(arguments(request), now=timezone.now())
    return HttpResponse(data, content_type="text/xml; charset=utf-8")
