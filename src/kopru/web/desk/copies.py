"""Copies at the desk: sent as a file, a link or by post; taken in, printed, and looked at."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kopru.requests.actions import copies
from kopru.requests.lifecycle import PatronRequestState
from kopru.requests.models import LendingRequest
from kopru.web.desk.copy_cards import SendCopyForm, TakeInForm
from kopru.web.desk.here import act_of, attempt, here, said_wrong, undo_address
from kopru.web.desk.request_page import load
from kopru.web.frame.files import kept_file
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only


@require_POST
@staff_only
def send(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """The copy goes out, and for us it is over."""
    lending = get_object_or_404(LendingRequest.objects.of(here(request)), pk=pk)
    form = SendCopyForm(request.POST, request.FILES, prefix="copy")
    if not form.is_valid():
        flash(request, said_wrong(form), tone="bad")
        return redirect("desk_lending", pk)
    said, act = form.cleaned_data, act_of(request)
    sent = attempt(
        request, lambda: copies.deliver(pk, act=act, data=said["file"], link=said["link"])
    )
    if sent is not None:
        words = _("The copy is sent to %(library)s.") % {"library": lending.requester.name}
        flash(request, words, undo=undo_address(act))
    return redirect("desk_lending", pk)


@require_POST
@staff_only
def take_in(request: KopruRequest, number: str) -> HttpResponseRedirect:
    """A file that came another way than by its address."""
    wanted = load(request, number)
    form = TakeInForm(request.POST, request.FILES, prefix="copy")
    if not form.is_valid():
        flash(request, said_wrong(form), tone="bad")
    elif wanted.current_id is not None:
        current, data = wanted.current_id, form.cleaned_data["file"]
        if attempt(request, lambda: copies.take_in_copy(current, data, act=act_of(request))):
            flash(request, _("The copy is taken in."))
    return redirect("desk_request", number)


@require_safe
@staff_only
def show_file(request: KopruRequest, number: str) -> HttpResponse:
    """The file that waits to be printed; not counted as an opening of the reader's."""
    wanted = load(request, number)
    loan = wanted.current
    copy = copies.copy_of(wanted.library, loan.request_id, is_ours=False) if loan else None
    if copy is None or wanted.state != PatronRequestState.COPY_SENT:
        raise Http404(number)
    answer = kept_file(copies.folder() / copy.name, media=copy.media)
    answer["Content-Disposition"] = f'inline; filename="{number}.{copy.name.rpartition(".")[2]}"'
    return answer
