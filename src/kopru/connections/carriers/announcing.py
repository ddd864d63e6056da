"""Parcels announced to a courier, and taken back. The parcel itself never depends on it.

Three steps, so that no lock is held while the firm thinks: a number is taken and kept; the firm
is told; what it said is kept, and the number told to the other library. Whoever dies in between
leaves the number with its parcel, and the next try announces the same.
"""

from datetime import datetime, timedelta

import structlog
from django.db import transaction

from kopru.connections.carriers import numbers
from kopru.connections.carriers.contracts import adapter_of
from kopru.connections.carriers.models import Announcement, AnnouncementState, Contract
from kopru.connections.carriers.registry import adapter_for, adapters
from kopru.connections.carriers.shape import Adapter, Place, Shipment
from kopru.connections.carriers.troubles import code_of
from kopru.connections.errors import ConnectionTrouble
from kopru.connections.errors import Refused as SaidNo
from kopru.libraries.models import Branch, Library
from kopru.requests.actions import parcels
from kopru.requests.actions.parcels import Way
from kopru.requests.actions.steps import Act, Refused
from kopru.shipping.models import Parcel, Payer

log = structlog.get_logger()

S = AnnouncementState
#: an announcement older than this has lost its process
_ASKED_FOR = timedelta(minutes=1)
#: how often an announcement without a parcel is tried to be taken back, and how many at a time
_TRIED_AGAIN = timedelta(hours=1)
_A_ROUND = 10


def contract_for(parcel: Parcel) -> Contract | None:
    """The contract that a parcel can be announced by: of its firm where one is named, else the only one."""
    usable = Contract.objects.of(parcel.library).filter(is_on=True, carrier__in=adapters())
    if parcel.carrier:
        adapter = adapter_for(parcel.carrier)
        return usable.filter(carrier=adapter.key).first() if adapter else None
    found = list(usable[:2])
    return found[0] if len(found) == 1 else None


def announced(parcel: Parcel) -> Announcement | None:
    """How its announcement stands; the latest one where it was taken back."""
    return Announcement.objects.filter(parcel=parcel).order_by("-pk").first()


def announce(parcel_pk: int, *, act: Act) -> Announcement:
    """Announces a parcel and tells the other library its number; what went wrong is kept on it.

    :raises Refused: "no_contract"; "no_bar_codes"; "being_announced"; "has_a_number" by hand
    """
    taken, adapter = _take(parcel_pk, now=act.now)
    if taken.state == S.ANNOUNCED:
        return taken
    state, trouble, detail, number = S.ANNOUNCED, "", "", taken.number
    try:
        number = adapter.announce(taken.contract.account, _shipment(taken))
    except SaidNo as no:
        # after a try without answer, "no" may well mean "I have it already"
        state = S.UNSURE if taken.trouble else S.REFUSED
        trouble, detail = code_of(no), str(no)
    except ConnectionTrouble as other:
        state, trouble, detail = S.UNSURE, code_of(other), str(other)
    except Exception as fault:
        log.exception("announcing failed", parcel=parcel_pk)
        state, trouble, detail = S.UNSURE, "fault", type(fault).__name__
    return _keep(taken.pk, state, trouble, detail, number, act=act)


@transaction.atomic
def _take(parcel_pk: int, *, now: datetime) -> tuple[Announcement, Adapter]:
    """The number to announce a parcel by: the one that it has, else the next."""
    parcel = Parcel.objects.select_for_update().select_related("library").get(pk=parcel_pk)
    found = contract_for(parcel)
    adapter = adapter_of(found) if found else None
    if found is None or adapter is None:
        raise Refused("no_contract")
    contract = Contract.objects.select_for_update().get(pk=found.pk)
    held = Announcement.objects.filter(parcel=parcel).exclude(state=S.CANCELLED).first()
    if held is None:
        if parcel.tracking:
            raise Refused("has_a_number", parcel.tracking)
        try:
            number = numbers.take(contract) if adapter.has_block else f"-{parcel.code}"
        except numbers.BlockUsedUp as error:
            raise Refused("no_bar_codes") from error
        held = Announcement(contract=contract, parcel=parcel, number=number)
    elif held.state == S.ANNOUNCED:
        return held, adapter
    elif held.state == S.ASKING and now - held.asked_at < _ASKED_FOR:
        raise Refused("being_announced")
    # what was left without an answer stays marked as such until there is one
    unsure = held.state in (S.UNSURE, S.ASKING)
    held.trouble = (held.trouble or "slow") if unsure and held.pk else ""
    held.state, held.asked_at, held.contract = S.ASKING, now, contract
    held.save()
    return held, adapter


@transaction.atomic
def _keep(
    pk: int, state: AnnouncementState, trouble: str, detail: str, number: str, *, act: Act
) -> Announcement:
    kept = Announcement.objects.select_for_update().get(pk=pk)
    kept.state, kept.trouble, kept.detail, kept.number = state, trouble, detail[:300], number
    kept.save()
    if state == S.ANNOUNCED and kept.parcel is not None:
        firm = adapters()[kept.contract.carrier].name
        parcels.told(kept.parcel.pk, way=Way(carrier=firm, tracking=number), act=act)
    return kept


def take_back(parcel_pk: int) -> Announcement:
    """Takes an announcement back with the firm; the number is not used again.

    :raises Refused: "not_announced"; "courier_refused" with the firm's words, or a trouble's code
    """
    held = Announcement.objects.filter(parcel=parcel_pk).exclude(state=S.CANCELLED).first()
    adapter = adapter_of(held.contract) if held else None
    if held is None or adapter is None or held.state == S.ASKING:
        raise Refused("not_announced")
    if held.state != S.REFUSED:
        try:
            adapter.cancel(held.contract.account, held.number)
        except ConnectionTrouble as trouble:
            raise Refused("courier_refused", str(trouble)) from trouble
    with transaction.atomic():
        held.state, held.trouble, held.detail = S.CANCELLED, "", ""
        held.save(update_fields=["state", "trouble", "detail"])
        parcels.forget_number(parcel_pk, held.number)
    return held


def take_back_left_over(*, now: datetime) -> int:
    """Announcements whose parcel is no more (its posting was undone) are taken back with the firm.

    One that the firm will not take back is over for us, too; one that gets no answer is tried again
    later. Returns how many are over.
    """
    left = Announcement.objects.filter(
        parcel=None, state__in=(S.ANNOUNCED, S.UNSURE), asked_at__lt=now - _TRIED_AGAIN
    )
    done = 0
    for held in left.select_related("contract")[:_A_ROUND]:
        adapter = adapter_of(held.contract)
        if adapter is None or held.contract.is_resting(now=now):
            continue
        held.asked_at = now
        try:
            adapter.cancel(held.contract.account, held.number)
        except SaidNo as no:
            held.state, held.trouble, held.detail = S.CANCELLED, code_of(no), str(no)[:300]
        except ConnectionTrouble as other:
            held.trouble, held.detail = code_of(other), str(other)[:300]
        else:
            held.state, held.trouble, held.detail = S.CANCELLED, "", ""
        held.save()
        done += held.state == S.CANCELLED
    return done


def _shipment(taken: Announcement) -> Shipment:
    parcel = taken.parcel
    if parcel is None:
        raise TypeError("an announcement without a parcel is never sent")
    return Shipment(
        reference=f"{parcel.code}-{taken.pk}", barcode=taken.number,
        sender=_place(parcel.library), recipient=_place(parcel.partner),
        freight_from_recipient=parcel.payer == Payer.RECIPIENT,
    )  # fmt: skip


def _place(library: Library) -> Place:
    """Where its parcels go."""
    branch = Branch.objects.filter(library=library, is_ill_address=True).first()
    if branch is None:
        return Place(library.name_tr, "", library.city, phone=library.phone)
    where = " ".join(part for part in (branch.address, branch.postcode) if part)
    return Place(
        name=f"{library.name_tr} ({branch.name_tr})", address=where, city=branch.city or library.city,
        district=branch.district, phone=branch.phone or library.phone,
    )  # fmt: skip
