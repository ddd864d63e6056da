"""Parcels at the desk: what goes to whom today, packed and unpacked in one go, and where each one is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django import forms
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kopru.connections.carriers import CARRIERS, tracking_page
from kopru.libraries.models import Library
from kopru.requests.actions import packing, parcels
from kopru.requests.actions.packing import Chosen
from kopru.requests.actions.parcels import Way
from kopru.shipping.models import Parcel
from kopru.web.desk.couriers import courier_side
from kopru.web.desk.here import act_of, attempt, here, page_of, undo_address
from kopru.web.desk.rows import Row, row_of
from kopru.web.frame.flash import flash
from kopru.web.frame.sight import KopruRequest, staff_only

#: how long parcels that have left are listed
_LATELY = timedelta(days=60)


class WayForm(forms.Form):
    """How a parcel goes."""

    carrier = forms.CharField(
        label=gettext_lazy("Courier"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"list": "couriers"}),
    )  # fmt: skip
    tracking = forms.CharField(
        label=gettext_lazy("Tracking number"), max_length=60, required=False,
        help_text=gettext_lazy("Scan or type it; you can also add it when the courier has come."),
    )  # fmt: skip

    @property
    def way(self) -> Way:
        """Only after `is_valid`."""
        return Way(self.cleaned_data["carrier"].strip(), self.cleaned_data["tracking"].strip())


class FreightForm(forms.Form):
    """What the parcel cost at the door."""

    freight = forms.DecimalField(
        label=gettext_lazy("Freight paid at the door (TRY)"), max_digits=9, decimal_places=2,
        min_value=0, required=False, localize=True,
        help_text=gettext_lazy("Once for the whole parcel: whom it is asked of follows from the terms."),
    )  # fmt: skip


@dataclass(slots=True)
class Pile:
    """What goes to one library, or comes from it. `more`: wanted there, too, but not pulled yet."""

    partner: Library
    loans: list[Row] = field(default_factory=list)
    returns: list[Row] = field(default_factory=list)
    more: list[Row] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Things that are in hand, or expected."""
        return len(self.loans) + len(self.returns)


def _outgoing(library: Library, partner: Library | None = None) -> list[Pile]:
    today = timezone.localdate()
    piles: dict[int, Pile] = {}
    for loan in packing.loans_to_pack(library):
        pile = piles.setdefault(loan.requester_id, Pile(loan.requester))
        rows = pile.loans if loan.state in packing.IN_HAND else pile.more
        rows.append(row_of(loan, today=today))
    for back in packing.returns_to_pack(library):
        pile = piles.setdefault(back.supplier_id, Pile(back.supplier))
        pile.returns.append(row_of(back, today=today))
    return _in_order(piles.values(), partner)


def _incoming(library: Library, partner: Library | None = None) -> list[Pile]:
    today = timezone.localdate()
    piles: dict[int, Pile] = {}
    for loan in packing.coming(library):
        pile = piles.setdefault(loan.supplier_id, Pile(loan.supplier))
        pile.loans.append(row_of(loan, today=today))
    for back in packing.coming_home(library):
        pile = piles.setdefault(back.requester_id, Pile(back.requester))
        pile.returns.append(row_of(back, today=today))
    return _in_order(piles.values(), partner)


def _in_order(piles: Iterable[Pile], partner: Library | None) -> list[Pile]:
    wanted = [p for p in piles if partner is None or p.partner.pk == partner.pk]
    return sorted(wanted, key=lambda pile: (-pile.count, pile.partner.symbol))


@require_safe
@staff_only
def show_parcels(request: KopruRequest) -> HttpResponse:
    """What goes out and comes in, by library; and the parcels of the last weeks."""
    library, now = here(request), timezone.now()
    sent = Parcel.objects.of(library).filter(sent_at__gt=now - _LATELY).select_related("partner")
    counted = sent.annotate(
        loans=Count("lending_requests", distinct=True),
        returns=Count("borrowing_requests", distinct=True),
    )
    page = page_of(counted.order_by("-sent_at", "-pk"), request)
    context = {
        "outgoing": _outgoing(library),
        "incoming": _incoming(library),
        "page": page,
        "today": timezone.localdate(now),
    }
    return render(request, "desk/parcels.html", context)


def _partner(symbol: str) -> Library:
    return get_object_or_404(Library, symbol=symbol)


def _ids(request: KopruRequest, name: str) -> list[int]:
    return [int(v) for v in request.POST.getlist(name)[:200] if v.isascii() and v.isdigit()]


def _posted(request: KopruRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _chosen(request: KopruRequest) -> Chosen:
    return Chosen(_ids(request, "lending"), _ids(request, "borrowing"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def pack(request: KopruRequest, symbol: str) -> HttpResponse:
    """Choose what goes to one library; a POST sends all of it in one parcel."""
    library, partner = here(request), _partner(symbol)
    form = WayForm(_posted(request), initial={"carrier": _usual_courier(library, partner)})
    if request.method == "POST" and form.is_valid():
        act = act_of(request)
        parcel = attempt(
            request,
            lambda: packing.post_together(
                library, partner, _chosen(request), way=form.way, act=act
            ),
        )
        if parcel is not None:
            words = _("Posted to %(library)s in one parcel.") % {"library": partner.name}
            flash(request, words, undo=undo_address(act))
            return redirect("desk_parcel", parcel.pk)
    piles = _outgoing(library, partner)
    context = {
        "pile": piles[0] if piles else Pile(partner),
        "form": form,
        "couriers": [carrier.name for carrier in CARRIERS],
        "ticked": set(_ids(request, "lending")),
    }
    return render(request, "desk/pack.html", context, status=422 if form.errors else 200)


def _usual_courier(library: Library, partner: Library) -> str:
    """The one that the recipient wishes, else our own."""
    today = timezone.localdate()
    return partner.terms(on=today).carrier or library.terms(on=today).carrier


@require_safe
@staff_only
def find_incoming(request: KopruRequest) -> HttpResponse:
    """From a parcel's number (`code` in the address) to the page that unpacks it."""
    code = request.GET.get("code", "").strip()[:80]
    loans, returns = packing.in_parcel(here(request), code)
    partners = {one.supplier.symbol for one in loans} | {one.requester.symbol for one in returns}
    if len(partners) != 1:
        flash(request, _("No parcel with this number is on its way to you."), tone="warn")
        return redirect("desk_parcels")
    return redirect(f"{reverse('desk_unpack', args=[partners.pop()])}?code={code}")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def unpack(request: KopruRequest, symbol: str) -> HttpResponse:
    """Tick what came from one library; a POST takes all of it in. What is missing stays on its way."""
    library, partner = here(request), _partner(symbol)
    form = FreightForm(_posted(request))
    if request.method == "POST" and form.is_valid():
        act, chosen = act_of(request), _chosen(request)
        done = attempt(
            request,
            lambda: packing.unpack_together(
                library, partner, chosen, act=act, freight=form.cleaned_data["freight"]
            ),
        )
        if done is not None:
            number = len(chosen.lendings) + len(chosen.borrowings)
            words = ngettext("%(n)d item is taken in.", "%(n)d items are taken in.", number)
            flash(request, words % {"n": number}, undo=undo_address(act))
            return redirect("desk_parcels")
    code = request.GET.get("code", "")
    loans, returns = packing.in_parcel(library, code) if code else ([], [])
    piles = _incoming(library, partner)
    context = {
        "pile": piles[0] if piles else Pile(partner),
        "form": form,
        "code": code,
        "ticked": {one.pk for one in loans} | set(_ids(request, "borrowing")),
        "ticked_home": {one.pk for one in returns} | set(_ids(request, "lending")),
    }
    return render(request, "desk/unpack.html", context, status=422 if form.errors else 200)


def _loaded(request: KopruRequest, pk: int) -> Parcel:
    rows = Parcel.objects.of(here(request)).select_related("partner", "library")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only
def show_parcel(request: KopruRequest, pk: int) -> HttpResponse:
    """One parcel: what is in it, who pays, where it is. A POST keeps the courier's number."""
    parcel, today = _loaded(request, pk), timezone.localdate()
    initial = {"carrier": parcel.carrier, "tracking": parcel.tracking}
    form = WayForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        told = attempt(request, lambda: parcels.told(parcel.pk, way=form.way, act=act_of(request)))
        if told is not None:
            flash(request, _("The number is kept and told to the other library."))
            return redirect("desk_parcel", pk)
    context = {
        "parcel": parcel,
        "loans": [row_of(one, today=today) for one in parcels.loans_in(parcel)],
        "returns": [row_of(one, today=today) for one in parcels.returns_in(parcel)],
        "form": form,
        "couriers": [carrier.name for carrier in CARRIERS],
        "courier": courier_side(parcel),
        "page_of_courier": tracking_page(parcel.carrier, parcel.tracking),
        "is_open": parcel.closed_at is None and timezone.localdate(parcel.sent_at) == today,
    }
    return render(request, "desk/parcel.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only
def close_parcel(request: KopruRequest, pk: int) -> HttpResponseRedirect:
    """The courier has it."""
    parcels.take_out(_loaded(request, pk).pk, act=act_of(request))
    flash(request, _("Closed: what is posted to them from now on goes into another parcel."))
    return redirect("desk_parcel", pk)
