"""The reader's portal with the frame and the API, and nothing else."""

from django.urls import include, path

urlpatterns = [
    path("", include("kopru.web.frame.urls")),
    path("", include("kopru.web.patron.urls")),
    path("api/v1/", include("kopru.api.urls")),
]

handler403 = "kopru.web.frame.errors.forbidden"
handler404 = "kopru.web.frame.errors.not_found"
handler500 = "kopru.web.frame.errors.failed"
