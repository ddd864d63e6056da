"""While somebody types: titles, authors and subjects to choose, each leading somewhere."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kopru.catalogue.queries import Suggestion, suggestions
from kopru.web.patron.asked import search_address

#: from here on a beginning means something
_SHORTEST = 2
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: what it says, what sort of thing it is, and its address."""

    text: str
    kind: str
    address: str


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """The options of the list below the search box for `q`, as HTML; none for a letter alone."""
    q = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:_LONGEST]
    found = suggestions(q) if len(q) >= _SHORTEST else []
    options = [Option(s.text, s.kind, _address(s)) for s in found]
    response = render(request, "patron/suggested.html", {"options": options})
    response["Cache-Control"] = "private, max-age=60"
    return response


def _address(suggestion: Suggestion) -> str:
    if suggestion.kind == "title" and suggestion.edition is not None:
        return reverse("title", args=[suggestion.edition])
    return search_address(suggestion.kind, suggestion.text)
