"""Back to where somebody came from, if that is ours."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, *, otherwise: str = "/") -> HttpResponseRedirect:
    """A redirect to POST field `next`, else the page before, else `otherwise`.

    Only addresses of this site are followed, so that a form cannot send people elsewhere.
    """
    for address in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if address and url_has_allowed_host_and_scheme(
            address, {request.get_host()}, require_https=request.is_secure()
        ):
            parts = urlsplit(address)
            return HttpResponseRedirect(parts._replace(scheme="", netloc="").geturl() or "/")
    return HttpResponseRedirect(otherwise)
