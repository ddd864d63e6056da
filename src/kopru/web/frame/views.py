"""Small pages of the frame: choosing a place, the style guide of developers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from kopru.web.frame import styleguide
from kopru.web.frame.back import back
from kopru.web.frame.nav import start_of
from kopru.web.frame.sight import KopruRequest, choose_place, signed_in


@require_POST
@signed_in
def set_place(request: KopruRequest) -> HttpResponseRedirect:
    """Makes another of the person's places count (POST field `place`) and starts there afresh."""
    chosen = choose_place(request, request.POST.get("place", ""))
    return HttpResponseRedirect(start_of(chosen)) if chosen else back(request)


@require_safe
def show_styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page; only where DEBUG is on."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "frame/styleguide.html", styleguide.examples())
