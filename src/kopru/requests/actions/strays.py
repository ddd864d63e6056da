"""A parcel that nobody knows: noted, given to the loan that it is, or sent back."""

from django.db import transaction

from kopru.common.text import fold, nfc
from kopru.libraries.models import Library
from kopru.requests.actions.arrivals import arrive
from kopru.requests.actions.steps import Act, Refused
from kopru.requests.lifecycle import BORROWING, By
from kopru.requests.models import BorrowingRequest, Stray

_SHOWN = 5
_SHORTEST = 3


@transaction.atomic
def note_stray(
    library: Library,
    *,
    act: Act,
    title: str = "",
    barcode: str = "",
    tracking: str = "",
    sender: Library | None = None,
    note: str = "",
) -> Stray:
    """Keep what came.

    :raises Refused: "stray_unsaid" where neither title, barcode nor tracking number is given
    """
    said = {"title": nfc(title).strip(), "barcode": barcode.strip(), "tracking": tracking.strip()}
    if not any(said.values()):
        raise Refused("stray_unsaid")
    return Stray.objects.create(library=library, sender=sender, note=note, came_at=act.now, **said)


def likely(stray: Stray) -> list[BorrowingRequest]:
    """The loans that it may be, the likeliest first: by barcode, by sender, by words of the title."""
    may = [state for state in BORROWING.states if BORROWING.can(state, "receive", by=By.STAFF)]
    rows = BorrowingRequest.objects.of(stray.library).filter(state__in=may)
    rows = rows.select_related("supplier", "patron_request__patron")
    words = {word for word in fold(stray.title).split() if len(word) >= _SHORTEST}
    scored = [(_score(stray, words, row), row.pk, row) for row in rows]
    best = sorted((one for one in scored if one[0]), key=lambda one: (-one[0], one[1]))
    return [row for _, _, row in best[:_SHOWN]]


def _score(stray: Stray, words: set[str], row: BorrowingRequest) -> float:
    known = set(row.patron_request.search_key.split())
    same_words = len(words & known) / len(words) if words else 0.0
    same_sender = stray.sender_id is not None and stray.sender_id == row.supplier_id
    same_item = bool(stray.barcode) and stray.barcode in (row.item_barcode, row.request_id)
    return 4.0 * same_item + 2.0 * same_words + same_sender


@transaction.atomic
def place_stray(pk: int, borrowing_pk: int, *, act: Act) -> BorrowingRequest:
    """It is this loan: it has arrived."""
    stray = _open(pk)
    if not BorrowingRequest.objects.of(stray.library).filter(pk=borrowing_pk).exists():
        raise Refused("unknown_code", str(borrowing_pk))
    borrowing = arrive(borrowing_pk, act=act)
    _settle(stray, act, borrowing)
    return borrowing


@transaction.atomic
def send_stray_back(pk: int, *, act: Act) -> Stray:
    """It is nothing of ours and has gone back."""
    stray = _open(pk)
    _settle(stray, act, None)
    return stray


def _open(pk: int) -> Stray:
    stray = Stray.objects.select_for_update().filter(pk=pk, settled_at=None).first()
    if stray is None:
        raise Refused("already_decided")
    return stray


def _settle(stray: Stray, act: Act, borrowing: BorrowingRequest | None) -> None:
    stray.settled_at, stray.borrowing = act.now, borrowing
    stray.save(update_fields=["settled_at", "borrowing"])
