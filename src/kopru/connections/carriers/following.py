"""Parcels under way, asked after with their couriers: one at a time, politely, in a thread of its own."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import connections, transaction
from django.db.models import F, Q

from kopru.connections.carriers.announcing import take_back_left_over
from kopru.connections.carriers.contracts import adapter_of
from kopru.connections.carriers.models import Contract, Following
from kopru.connections.carriers.registry import adapter_for
from kopru.connections.carriers.shape import Move, MoveState, NoSuchParcel
from kopru.connections.carriers.troubles import code_of
from kopru.connections.errors import ConnectionTrouble
from kopru.connections.errors import Refused as SaidNo
from kopru.connections.outbound import TooSlow
from kopru.requests.lifecycle import BorrowingState
from kopru.requests.models import BorrowingRequest
from kopru.shipping.models import Parcel

log = structlog.get_logger()

#: how often a parcel is asked after, and for how long after it was sent
EVERY = timedelta(hours=2)
FOLLOWED_FOR = timedelta(days=30)
#: parcels asked after in one round, and how long a parcel that could not be is let be (doubled)
_A_ROUND = 20
_AGAIN = timedelta(minutes=15)
_LONGEST = timedelta(hours=12)
#: a courier's story that stands still, or ends at a door behind which nobody scanned
STUCK = timedelta(days=5)
DELIVERED_UNSEEN = timedelta(days=2)


def begin_new(*, now: datetime) -> None:
    """Every parcel of a firm that its library has a contract with is followed from its number on."""
    with_number = Parcel.objects.exclude(tracking="").filter(sent_at__gt=now - FOLLOWED_FOR)
    having = Contract.objects.filter(is_on=True).values("library")
    rows = with_number.filter(library__in=having).select_related("following")
    for parcel in rows.filter(Q(following=None) | ~Q(following__number=F("tracking"))):
        Following.objects.update_or_create(
            parcel=parcel, defaults=_afresh(parcel.tracking, now),
        )  # fmt: skip


def _afresh(number: str, now: datetime) -> dict[str, object]:
    return {
        "number": number, "next_at": now, "failures": 0, "trouble": "", "detail": "",
        "moves": [], "moved_at": None, "delivered_at": None, "heard_at": None,
    }  # fmt: skip


def _due(now: datetime) -> list[Following]:
    rows = Following.objects.filter(next_at__lte=now).select_related("parcel__library")
    return list(rows.order_by("next_at")[:_A_ROUND])


def follow_due(*, clock: Callable[[], datetime]) -> int:
    """Asks after what is due; how many parcels were asked after."""
    begin_new(now=clock())
    done = 0
    for following in _due(clock()):
        now = clock()
        contract = _contract_of(following.parcel)
        if following.parcel.sent_at < now - FOLLOWED_FOR:
            _later(following, None)
        elif contract is None:  # another firm, or a contract that is switched off: it may come back
            _later(following, now + EVERY)
        elif (until := _rests_until(contract, now)) is not None:
            _later(following, until)  # out of the way of other firms' parcels
        else:
            ask(following, contract, now=now)
            done += 1
    return done


def _contract_of(parcel: Parcel) -> Contract | None:
    adapter = adapter_for(parcel.carrier)
    if adapter is None:
        return None
    rows = Contract.objects.of(parcel.library)
    return rows.filter(is_on=True, carrier=adapter.key).first()


def _later(following: Following, next_at: datetime | None) -> None:
    following.next_at = next_at
    following.save(update_fields=["next_at"])


@transaction.atomic
def _rests_until(contract: Contract, now: datetime) -> datetime | None:
    """None where this question may go out (after a rest it is the trial), else until when the firm rests."""
    row = Contract.objects.select_for_update().get(pk=contract.pk)
    if row.is_resting(now=now):
        return row.rests_until
    row.begin_trial(now=now)
    return None


def ask(following: Following, contract: Contract, *, now: datetime) -> None:
    """Asks after one parcel and keeps what came of it; what was known before stays."""
    adapter = adapter_of(contract)
    if adapter is None:
        return _later(following, None)
    try:
        moves = adapter.moves(contract.account, following.number)
    except NoSuchParcel:
        _note(contract, None, now=now)
        return _not_now(following, "unknown", "", now=now, after=EVERY)
    except ConnectionTrouble as trouble:
        _note(contract, trouble, now=now)
        return _not_now(following, code_of(trouble), str(trouble), now=now)
    except Exception as fault:
        log.exception("following failed", parcel=following.parcel_id)
        return _not_now(following, "fault", type(fault).__name__, now=now)
    _note(contract, None, now=now)
    return _heard(following, moves, now=now)


@transaction.atomic
def _note(contract: Contract, trouble: ConnectionTrouble | None, *, now: datetime) -> None:
    row = Contract.objects.select_for_update().get(pk=contract.pk)
    if trouble is None:
        row.note_answer()
    else:  # a firm that no longer knows our password is left in peace like one that is down
        row.note_failure(waited=isinstance(trouble, TooSlow | SaidNo), now=now)


def _not_now(
    following: Following, code: str, detail: str, *, now: datetime, after: timedelta | None = None
) -> None:
    following.failures = min(following.failures + 1, 100)
    wait = after or min(_AGAIN * 2 ** min(following.failures - 1, 10), _LONGEST)
    following.trouble, following.detail = code, detail[:300]
    following.asked_at, following.next_at = now, now + wait
    following.save()


def _heard(following: Following, moves: Sequence[Move], *, now: datetime) -> None:
    delivered = next((m.at for m in moves if m.state == MoveState.DELIVERED), None)
    following.moves = [
        {"at": m.at.isoformat(), "place": m.place, "words": m.words, "state": m.state.value}
        for m in moves[-60:]
    ]  # fmt: skip
    following.moved_at = moves[-1].at if moves else None
    following.delivered_at = delivered
    following.failures, following.trouble, following.detail = 0, "", ""
    following.asked_at = following.heard_at = now
    following.next_at = None if delivered else now + EVERY
    following.save()


def late_followed(*, now: datetime) -> list[int]:
    """Borrowings whose parcel, by its courier, stands still or came to our door without being scanned.

    They are asked after like those that are late by the calendar (domain.md 3.6, pain 10).
    """
    unseen = Q(delivered_at__lt=now - DELIVERED_UNSEEN)
    stuck = Q(delivered_at=None, moved_at__lt=now - STUCK, heard_at__gt=now - STUCK)
    rows = Following.objects.filter(unseen | stuck).filter(
        parcel__sent_at__gt=now - 2 * FOLLOWED_FOR
    )
    return [
        pk
        for supplier, recipient, number in rows.values_list(
            "parcel__library", "parcel__partner", "number"
        )
        for pk in BorrowingRequest.objects.filter(
            library=recipient, supplier=supplier, tracking=number, state=BorrowingState.SHIPPED
        ).values_list("pk", flat=True)
    ]


_working: list[threading.Thread] = []


def follow_in_background(*, clock: Callable[[], datetime]) -> int:
    """Start a round in a thread of its own: a firm may take long, and errands must not wait.

    Returns 1 when one was started.
    """
    _working[:] = [thread for thread in _working if thread.is_alive()]
    if _working or not Contract.objects.filter(is_on=True).exists():
        return 0

    def work() -> None:
        try:
            follow_due(clock=clock)
            take_back_left_over(now=clock())
        except Exception:
            log.exception("following failed")
        finally:
            connections.close_all()

    thread = threading.Thread(target=work, name="couriers", daemon=True)
    thread.start()
    _working.append(thread)
    return 1
