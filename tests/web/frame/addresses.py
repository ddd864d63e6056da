"""Addresses for tests of the frame alone: its own, the network's, the library's, and doors."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path

from kopru.web.frame import sight, styleguide
from kopru.web.frame.flash import flash


def home(request):
    return render(request, "frame/styleguide.html", styleguide.examples())


def plain(request):
    return HttpResponse("in")


def flashed(request):
    flash(request, "K-1 is on its way.", undo="/undo/K-1")
    flash(request, "<b>Birch</b> says no.", tone="bad")
    return render(request, "frame/keyboard.html")


def broken(request):
    raise ValueError("broken on purpose")


urlpatterns = [
    path("", include("kopru.web.frame.urls")),
    path("", home, name="home"),
    path("mine/", home, name="patron_requests"),
    path("desk/", home, name="desk"),
    path("desk/scan", home, name="desk_scan"),
    path("desk/library/", include("kopru.web.desk.library")),
    path("network/", include("kopru.web.network.urls")),
    path("door/signed-in", sight.signed_in(plain)),
    path("door/reader", sight.reader_only(plain)),
    path("door/staff", sight.staff_only(plain)),
    path("door/library-admin", sight.library_admin_only(plain)),
    path("door/network-admin", sight.network_admin_only(plain)),
    path("flashed/", flashed),
    path("broken/", broken),
]
handler400 = "kopru.web.frame.errors.bad_request"
handler403 = "kopru.web.frame.errors.forbidden"
handler404 = "kopru.web.frame.errors.not_found"
handler500 = "kopru.web.frame.errors.failed"
