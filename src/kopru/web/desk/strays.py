"""What came and nobody knows for whom: noted, matched, or sent back."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from kopru.libraries.models import Library
from kopru.requests.actions import strays
from kopru.requests.models import BorrowingRequest, Stray
from kopru.web.desk.here import act_of, attempt, here, undo_address
from kopru.web.desk.rows import Row, row_of
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only


class StrayForm(forms.Form):
    """What can be seen of it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=400, required=False)
    barcode = forms.CharField(
        label=gettext_lazy("Barcode on the item"), max_length=60, required=False
    )
    tracking = forms.CharField(label=gettext_lazy("Tracking number"), max_length=60, required=False)
    sender = forms.ModelChoiceField(
        label=gettext_lazy("Who sent it"), queryset=Library.objects.none(), required=False
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)

    def clean(self) -> dict[str, object]:
        """Something has to be said."""
        said = super().clean() or self.cleaned_data
        if not any(said.get(name) for name in ("title", "barcode", "tracking")):
            self.add_error("title", _("Write a title, a barcode or a tracking number."))
        return said


@dataclass(frozen=True, slots=True)
class Shown:
    """An item with the loans that it may be."""

    stray: Stray
    likely: list[Row]


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def index(request: KopruRequest) -> HttpResponse:
    """What waits to be placed, and a form for more; `barcode` prefills it."""
    library, today = here(request), timezone.localdate()
    form = StrayForm(request.POST or None, initial={"barcode": request.GET.get("barcode", "")})
    senders = form.fields["sender"]
    if isinstance(senders, forms.ModelChoiceField):
        senders.queryset = Library.objects.active().exclude(pk=library.pk)
    if request.method == "POST" and form.is_valid():
        act = act_of(request)
        made = attempt(request, lambda: strays.note_stray(library, act=act, **form.cleaned_data))
        if made is not None:
            flash(request, _("Noted. See below what it may be."))
            return redirect("desk_strays")
    waiting = Stray.objects.of(library).open().select_related("sender")
    shown = [Shown(one, [row_of(b, today=today) for b in strays.likely(one)]) for one in waiting]
    status = 422 if form.errors else 200
    return render(request, "desk/strays.html", {"form": form, "strays": shown}, status=status)


@require_POST
@staff_only
def settle(request: KopruRequest, pk: int) -> HttpResponse:
    """It is the loan of POST field `loan`, or without one it has gone back."""
    stray = get_object_or_404(Stray.objects.of(here(request)).open(), pk=pk)
    chosen, act = request.POST.get("loan", ""), act_of(request)
    if not chosen:
        if attempt(request, lambda: strays.send_stray_back(stray.pk, act=act)) is not None:
            flash(request, _("Sent back; it waits no more."))
        return redirect("desk_strays")
    if not chosen.isdigit():
        raise Http404
    mine = BorrowingRequest.objects.of(here(request))
    loan = get_object_or_404(mine.select_related("patron_request"), pk=chosen)
    done = attempt(request, lambda: strays.place_stray(stray.pk, loan.pk, act=act))
    if done is None:
        return redirect("desk_strays")
    flash(request, _("It has arrived for its reader."), undo=undo_address(act))
    return redirect("desk_request", loan.patron_request.number)
