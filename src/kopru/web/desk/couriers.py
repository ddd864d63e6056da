"""Couriers at the desk: the library's contracts, parcels announced to them and where they are."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kopru.common.words import Words
from kopru.connections.carriers import announcing, contracts, following
from kopru.connections.carriers.models import Announcement, AnnouncementState, Contract, Following
from kopru.connections.carriers.registry import adapters
from kopru.connections.carriers.shape import Adapter, Move, MoveState
from kopru.connections.carriers.troubles import code_of, trouble_words
from kopru.connections.errors import ConnectionTrouble
from kopru.shipping.models import Parcel
from kopru.web.desk.here import act_of, attempt, here, say
from kopru.web.frame.flash import flash
from kopru.web.frame.formpage import UNPROCESSABLE, carry_out
from kopru.web.frame.libraryforms import carried_out
from kopru.web.frame.sight import KopruRequest, library_admin_only, staff_only

W = Words
#: of fewer numbers left than this the desk is told
FEW_NUMBERS = 50
_STATES: dict[MoveState, tuple[Words, str]] = {
    MoveState.ANNOUNCED: (W("Bildirildi", "Announced"), "neutral"),
    MoveState.ACCEPTED: (W("Kargoda", "With the courier"), "wait"),
    MoveState.MOVING: (W("Yolda", "Under way"), "wait"),
    MoveState.OUT_FOR_DELIVERY: (W("Dağıtımda", "Out for delivery"), "wait"),
    MoveState.WAITS: (W("Şubede bekliyor", "Waits at the courier's branch"), "warn"),
    MoveState.DELIVERED: (W("Teslim edildi", "Delivered"), "good"),
    MoveState.GOES_BACK: (W("Geri dönüyor", "Goes back to the sender"), "bad"),
    MoveState.OTHER: (W("Yolda", "Under way"), "wait"),
}


class ContractForm(forms.Form):
    """What a courier gave the library. The password is never sent to the browser."""

    customer = forms.CharField(label=gettext_lazy("Customer number"), max_length=40)
    password = forms.CharField(
        label=gettext_lazy("Password"), max_length=200, required=False,
        help_text=gettext_lazy("Left empty, the one we have stays."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    payer_account = forms.CharField(
        label=gettext_lazy("Account that pays"), max_length=40, required=False,
        help_text=gettext_lazy("The postal cheque account in your contract, where it names one."),
    )  # fmt: skip
    block_first = forms.IntegerField(
        label=gettext_lazy("First bar code number"), required=False,
        help_text=gettext_lazy("12 digits, without the check digit: we work that one out."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    block_last = forms.IntegerField(
        label=gettext_lazy("Last bar code number"), required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    user = forms.CharField(
        label=gettext_lazy("Account"), max_length=120, required=False,
        help_text=gettext_lazy("Only where the courier gave you one of your own."),
    )  # fmt: skip
    address = forms.CharField(
        label=gettext_lazy("Address of the service"), max_length=300, required=False,
        help_text=gettext_lazy("Empty: the courier's own. Another one only for trying things out."),
    )  # fmt: skip
    is_on = forms.BooleanField(label=gettext_lazy("Use it"), required=False, initial=True)


@dataclass(frozen=True, slots=True)
class Firm:
    """A courier we can speak with, and the library's contract with it."""

    adapter: Adapter
    contract: Contract | None
    is_resting: bool

    @property
    def runs_low(self) -> bool:
        """The block of bar codes will be used up soon."""
        left = self.contract.numbers_left if self.contract else None
        return left is not None and left < FEW_NUMBERS


@require_safe
@staff_only
def show(request: KopruRequest) -> HttpResponse:
    """The couriers we can speak with, and how our contracts with them stand."""
    now = timezone.now()
    held = {one.carrier: one for one in Contract.objects.of(here(request))}
    firms = [
        Firm(one, held.get(key), bool(key in held and held[key].is_resting(now=now)))
        for key, one in adapters().items()
    ]
    return render(request, "desk/library/couriers.html", {"firms": firms, "any": bool(held)})


def _adapter(key: str) -> Adapter:
    adapter = adapters().get(key)
    if adapter is None:
        raise Http404(key)
    return adapter


@library_admin_only
def edit(request: KopruRequest, carrier: str) -> HttpResponse:
    """Enter what a courier gave the library, or change it."""
    library, adapter = here(request), _adapter(carrier)
    contract = Contract.objects.of(library).filter(carrier=carrier).first()
    form = ContractForm(request.POST or None, initial=_values(contract))
    form.fields["password"].required = contract is None
    for name in ("block_first", "block_last"):
        form.fields[name].required = adapter.has_block

    def save() -> None:
        typed = {**form.cleaned_data}
        password = typed.pop("password") or None
        contracts.save_contract(library=library, carrier=carrier, password=password, **typed)

    if request.method == "POST" and carried_out(form, save):
        flash(request, _("Saved. Now try whether the courier knows us."))
        return redirect("desk_couriers")
    context = {"form": form, "adapter": adapter}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/library/courier_form.html", context, status=status)


def _values(contract: Contract | None) -> dict[str, Any]:
    if contract is None:
        return {}
    return {
        name: getattr(contract, name) for name in ContractForm.base_fields if name != "password"
    }


def _contract(request: KopruRequest, carrier: str) -> Contract:
    return get_object_or_404(Contract.objects.of(here(request)), carrier=carrier)


@require_POST
@staff_only
def try_out(request: KopruRequest, carrier: str) -> HttpResponse:
    """Asks the courier whether it knows us; nothing is announced."""
    _adapter(carrier)
    try:
        contracts.try_out(_contract(request, carrier))
    except ConnectionTrouble as trouble:
        words = say(trouble_words(code_of(trouble)))
        flash(request, f"{words} {trouble}".strip(), tone="bad")
    else:
        flash(request, _("It works: the courier knows us."))
    return redirect("desk_couriers")


@require_POST
@library_admin_only
def remove(request: KopruRequest, carrier: str) -> HttpResponse:
    """Forgets the contract; numbers are typed by hand again."""
    contract = _contract(request, carrier)
    return carry_out(
        request,
        lambda: contracts.remove_contract(contract=contract),
        done=_("The contract is forgotten. Numbers are typed by hand again."),
        to=reverse("desk_couriers"),
    )


@require_POST
@staff_only
def announce(request: KopruRequest, pk: int) -> HttpResponse:
    """Announces a parcel to its courier; what the courier says is on the parcel's page."""
    parcel = get_object_or_404(Parcel.objects.of(here(request)), pk=pk)
    kept = attempt(request, lambda: announcing.announce(parcel.pk, act=act_of(request)))
    if kept is not None and kept.state == AnnouncementState.ANNOUNCED:
        flash(request, _("Announced. The number is told to the other library."))
    elif kept is not None:
        flash(request, _("Not announced. The parcel is as it was; you can type a number by hand."), tone="warn")  # fmt: skip
    return redirect("desk_parcel", pk)


@require_POST
@staff_only
def take_back(request: KopruRequest, pk: int) -> HttpResponse:
    """Takes an announcement back with the courier."""
    parcel = get_object_or_404(Parcel.objects.of(here(request)), pk=pk)
    if attempt(request, lambda: announcing.take_back(parcel.pk)) is not None:
        flash(request, _("Taken back: the courier no longer expects this parcel."))
    return redirect("desk_parcel", pk)


@dataclass(frozen=True, slots=True)
class CourierSide:
    """What the parcel's page says of its courier. `warning` is "" where nothing is amiss."""

    can_announce: str
    announcement: Announcement | None
    trouble: str
    following: Following | None
    moves: list[tuple[Move, str]]
    badge: tuple[Words, str] | None
    asking_trouble: str
    warning: str


def courier_side(parcel: Parcel) -> CourierSide:
    """How a parcel stands with its courier, and what staff can do about it."""
    held = announcing.announced(parcel)
    followed = Following.objects.filter(parcel=parcel, number=parcel.tracking).first()
    story = followed.story if followed and parcel.tracking else []
    last = _STATES[story[-1].state] if story else None
    return CourierSide(
        can_announce=_can_announce(parcel, held),
        announcement=held,
        trouble=say(trouble_words(held.trouble)) if held and held.trouble else "",
        following=followed,
        moves=[(move, _STATES[move.state][1]) for move in reversed(story)],
        badge=last,
        asking_trouble=say(trouble_words(followed.trouble))
        if followed and followed.trouble
        else "",
        warning=_warning(parcel, followed) if followed else "",
    )


def _can_announce(parcel: Parcel, held: Announcement | None) -> str:
    """The firm that it can be announced to; "" where it cannot, or is."""
    if held is not None and held.state in (AnnouncementState.ANNOUNCED, AnnouncementState.ASKING):
        return ""
    contract = announcing.contract_for(parcel)
    if contract is None or parcel.tracking:
        return ""
    return adapters()[contract.carrier].name


def _warning(parcel: Parcel, followed: Following) -> str:
    """Delivered but not taken in, or standing still; nothing of what is long done."""
    now = timezone.now()
    if not _is_awaited(parcel):
        return ""
    if followed.delivered_at and followed.delivered_at < now - following.DELIVERED_UNSEEN:
        return _("The courier delivered it, but the other library has not taken it in yet.")
    if (
        not followed.delivered_at
        and followed.moved_at
        and followed.moved_at < now - following.STUCK
    ):
        return _("It has stood still for days. Ask the courier.")
    return ""


def _is_awaited(parcel: Parcel) -> bool:
    """Something in it has not been taken in, as far as we heard."""
    lent = parcel.lending_requests.filter(state="shipped").exists()
    return lent or parcel.borrowing_requests.filter(state="returned").exists()
