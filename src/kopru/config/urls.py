"""The addresses of everything that is served."""

from django.urls import include, path

from kopru.api.oai import oai
from kopru.api.sru import sru

urlpatterns = [
    path("", include("kopru.web.frame.urls")),
    path("", include("kopru.web.patron.urls")),
    path("desk/", include("kopru.web.desk.urls")),
    path("network/", include("kopru.web.network.urls")),
    path("api/v1/", include("kopru.api.urls")),
    path("oai", oai, name="oai"),
    path("sru", sru, name="sru"),
]

handler400 = "kopru.web.frame.errors.bad_request"
handler403 = "kopru.web.frame.errors.forbidden"
handler404 = "kopru.web.frame.errors.not_found"
handler500 = "kopru.web.frame.errors.failed"
