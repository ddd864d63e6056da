"""Copies handed out: to the library that asked for one, and to its reader, counted and for a time."""

from urllib.parse import quote

from django.core import signing
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kopru.requests.actions import copies
from kopru.requests.actions.steps import Refused
from kopru.requests.lifecycle import NotAllowed
from kopru.shipping.models import CopyFile
from kopru.web.frame.files import kept_file
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, reader_only
from kopru.web.patron.asker import act_of
from kopru.web.patron.following import copy_kept, mine

#: seconds for which a signed link of a reader holds: enough to open it, not to hand it on
LINK_SECONDS = 600
_SALT = "kopru.copies"


def handed_out(copy: CopyFile, number: str) -> HttpResponse:
    """The file: to be saved, never to be run, by nobody's cache kept."""
    answer = kept_file(copies.folder() / copy.name, media=copy.media)
    name = f"{number}.{copy.name.rpartition('.')[2]}"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
@never_cache
def for_partner(request: KopruRequest, token: str) -> HttpResponse:
    """A copy of ours for whoever was told its address; each opening counts."""
    found = CopyFile.objects.filter(token=token, is_ours=True).first()
    if found is None:
        raise Http404
    if request.method == "HEAD" or not copies.opened(found, now=timezone.now()):
        return HttpResponse(status=200 if request.method == "HEAD" else 410)
    return handed_out(found, found.request_id)


@require_POST
@reader_only
def open_copy(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """The reader wants to open the copy: a link that holds for some minutes."""
    one = get_object_or_404(mine(request), number=number)
    copy = copy_kept(one)
    if copy is None:
        flash(request, _("The time for opening this copy is over."), tone="warn")
        return redirect("patron_request", number)
    signed = signing.dumps({"copy": copy.pk, "number": number}, salt=_SALT, compress=True)
    return HttpResponseRedirect(reverse("copy_link", args=[signed]))


@require_safe
@never_cache
def by_link(request: KopruRequest, signed: str) -> HttpResponse:
    """The copy behind a signed link: counted; 410 where the link or the copy's time is over."""
    try:
        said = signing.loads(signed, salt=_SALT, max_age=LINK_SECONDS)
    except signing.BadSignature:
        return render(request, "patron/copy_gone.html", status=410)
    copy = CopyFile.objects.filter(pk=said["copy"], is_ours=False).first()
    if copy is None or request.method == "HEAD" or not copies.opened(copy, now=timezone.now()):
        return render(request, "patron/copy_gone.html", status=410)
    return handed_out(copy, str(said["number"]))


@require_POST
@reader_only
def copy_instead(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """The reader takes a copy where no loan is to be had."""
    one = get_object_or_404(mine(request), number=number)
    try:
        copies.ask_for_copy(one.pk, act=act_of(request))
    except (NotAllowed, Refused):
        flash(request, _("The copy cannot be asked for any more."), tone="warn")
    else:
        flash(request, _("The copy is asked for. We write to you when it is here."))
    return redirect("patron_request", number)
