"""The scan box: one code, and the thing in the hand takes its next step (design.md 5)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from kopru.libraries.models import Library
from kopru.requests.actions import arrivals, copies, losses, supplier
from kopru.requests.actions.packing import in_parcel
from kopru.requests.actions.steps import Act, Refused
from kopru.requests.lifecycle import By
from kopru.requests.lifecycle.scan import BORROWING_SCAN, LENDING_SCAN, PATRON_REQUEST_SCAN
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest, PatronRequest

LENDING_STEPS: dict[str, Callable[..., object]] = {
    "promise": supplier.promise,
    "pack": supplier.pack,
    "ship": supplier.ship,
    "check_in": supplier.check_in,
    "close": supplier.close,
}


COPY_STEPS: dict[str, Callable[..., object]] = {
    "copy_arrived": copies.copy_arrived,
    "copy_collected": copies.copy_collected,
}


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan did: the row it found and the actions taken, in order."""

    subject: LendingRequest | BorrowingRequest
    actions: tuple[str, ...]
    act: Act

    @property
    def is_lending(self) -> bool:
        """We are the supplier of this one."""
        return isinstance(self.subject, LendingRequest)


@dataclass(frozen=True, slots=True)
class Extras:
    """What may be said with a scan; each is used by the step it belongs to. `freight` in TRY."""

    item_barcode: str = ""
    tracking: str = ""
    freight: Decimal | None = None


NO_EXTRAS = Extras()


def find(library: Library, code: str) -> LendingRequest | BorrowingRequest | None:
    """The loan that a scanned or typed code means at `library`.

    Looked for, in this order: the number on our papers, the reader's request number,
    an item's barcode, a tracking number, the parcel that it comes in.

    :raises Refused: "several" for a parcel with more than one thing in it
    """
    code = code.strip()
    if not code:
        return None
    lendings = LendingRequest.objects.of(library)
    borrowings = BorrowingRequest.objects.of(library)
    paper = code.upper()
    looks: tuple[Callable[[], LendingRequest | BorrowingRequest | None], ...] = (
        lambda: lendings.filter(request_id__iexact=paper).last(),
        lambda: borrowings.filter(request_id__iexact=paper).last(),
        lambda: borrowings.filter(patron_request__number=paper, pk__in=_current(library)).last(),
        lambda: lendings.open().filter(item_barcode=code).last(),
        lambda: borrowings.live().filter(item_barcode=code).last(),
        lambda: lendings.open().filter(parcel__tracking=code).last(),
    )
    found = next((found for look in looks if (found := look()) is not None), None)
    return found or _alone_in_parcel(library, code)


def _alone_in_parcel(library: Library, code: str) -> LendingRequest | BorrowingRequest | None:
    loans, returns = in_parcel(library, code)
    if len(loans) + len(returns) > 1:
        raise Refused("several", code)
    return loans[0] if loans else returns[0] if returns else None


def _current(library: Library) -> "list[int]":
    numbers = PatronRequest.objects.of(library).exclude(current=None)
    return list(numbers.values_list("current_id", flat=True))


@transaction.atomic
def scan(library: Library, code: str, *, act: Act, extras: Extras = NO_EXTRAS) -> Scanned:
    """Take the next steps of the loan that `code` means.

    :raises Refused: "unknown_code"; "nothing_to_do" with the present state; "just_done"
        when the same thing was scanned a moment ago: a beep too many moves nothing on
    """
    found = find(library, code)
    if found is None:
        raise Refused("unknown_code", code.strip())
    just_done = _just_done(found, act)
    if just_done:
        raise Refused("just_done", just_done)
    if isinstance(found, LendingRequest):
        actions = _scan_lending(found, act, extras)
    else:
        actions = _scan_borrowing(found, act, extras)
    if not actions:
        raise Refused("nothing_to_do", found.state)
    found.refresh_from_db()
    return Scanned(found, actions, act)


def _just_done(found: LendingRequest | BorrowingRequest, act: Act) -> str:
    """What staff did to it less than `KOPRU_REPEAT_SECONDS` ago; "" where that is longer."""
    about = Q(kind=found.lifecycle.name, subject_id=found.pk)
    if isinstance(found, BorrowingRequest):
        about |= Q(kind="patron_request", subject_id=found.patron_request_id)
    since = act.now - timedelta(seconds=settings.KOPRU_REPEAT_SECONDS)
    recent = Happening.objects.filter(about, by=By.STAFF, at__gt=since).order_by("-pk").first()
    return "" if recent is None or recent.action == "undo" else recent.action


def _scan_lending(found: LendingRequest, act: Act, extras: Extras) -> tuple[str, ...]:
    said = {"promise": {"item_barcode": extras.item_barcode}, "ship": {"tracking": extras.tracking}}
    actions = LENDING_SCAN.get(found.state, ())
    if found.service == "copy":  # it is copied, and goes from its page
        actions = actions[:1] if actions[:1] == ("promise",) else ()
    for action in actions:
        LENDING_STEPS[action](found.pk, act=act, **said.get(action, {}))
    return actions


def _scan_borrowing(found: BorrowingRequest, act: Act, extras: Extras) -> tuple[str, ...]:
    request = found.patron_request
    actions = PATRON_REQUEST_SCAN.get(request.state, ()) if found.is_current else ()
    if actions == ("arrive",) and found.service == "copy":
        actions = ("copy_arrived",)
    if actions == ("arrive",) or (not actions and BORROWING_SCAN.get(found.state) == ("receive",)):
        arrivals.arrive(found.pk, act=act, freight=extras.freight)
        return ("arrive",)
    if actions == ("hand_over",):
        arrivals.hand_over(request.pk, act=act)
        return actions
    if actions in (("copy_arrived",), ("copy_collected",)):
        COPY_STEPS[actions[0]](request.pk, act=act)
        return actions
    if actions == ("take_back",):
        arrivals.take_back(request.pk, act=act)
        found.refresh_from_db()
        return ("take_back", "post_back") if found.state == "returned" else actions
    actions = BORROWING_SCAN.get(found.state, ())
    if actions == ("post_back",):
        arrivals.post_back(found.pk, act=act, tracking=extras.tracking)
    elif actions == ("found",):
        losses.found(found.pk, act=act)
    return actions
