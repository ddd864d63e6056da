"""We fetch the files of copies from the library that made them, and from nowhere else.

On one installation the file goes from hand to hand; from a partner elsewhere it is fetched from the
partner's own host, within limits of time and size, and judged by its content like any other.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from kopru.connections.errors import ConnectionTrouble
from kopru.connections.outbound import fetch
from kopru.requests.actions import copies
from kopru.requests.actions.steps import Act, Actor, Refused
from kopru.requests.lifecycle import PatronRequestState
from kopru.requests.models import BorrowingRequest
from kopru.shipping.copies import MOST_BYTES
from kopru.shipping.models import CopyFile

log = structlog.get_logger()

SECONDS = 60.0
#: after so many tries a person fetches it: the desk shows the address and why it failed
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)


class _NotOurs(ConnectionTrouble):
    """The address is not of the library that sent the copy."""


def due(*, now: datetime, limit: int = 20) -> list[BorrowingRequest]:
    """Copies whose file is still to be fetched."""
    here = CopyFile.objects.kept().filter(
        library=OuterRef("library"), request_id=OuterRef("request_id"), is_ours=False
    )
    rows = BorrowingRequest.objects.filter(
        Q(copy_next_at=None) | Q(copy_next_at__lte=now),
        patron_request__state=PatronRequestState.COPY_SENT, patron_request__current=F("pk"),
        copy_tries__lt=MOST_TRIES,
    )  # fmt: skip
    rows = rows.exclude(copy_url="").exclude(Exists(here))
    return list(rows.select_related("library", "supplier").order_by("pk")[:limit])


def fetch_due(now: datetime) -> int:
    """Fetch what is due; returns how many came."""
    return sum(_fetch(borrowing, now) for borrowing in due(now=now))


def _fetch(borrowing: BorrowingRequest, now: datetime) -> bool:
    try:
        data = _from_here(borrowing, now) or _from_partner(borrowing)
        copies.take_in_copy(borrowing.pk, data, act=Act(Actor.system(), now))
    except (ConnectionTrouble, Refused) as trouble:
        retry = isinstance(trouble, ConnectionTrouble) and trouble.retry
        tries = borrowing.copy_tries + 1 if retry else MOST_TRIES
        BorrowingRequest.objects.filter(pk=borrowing.pk).update(
            copy_tries=tries, copy_trouble=str(trouble)[:200],
            copy_next_at=now + FIRST_WAIT * 2**min(tries, 10),
        )  # fmt: skip
        log.info("copy not fetched", request=borrowing.request_id, trouble=str(trouble))
        return False
    BorrowingRequest.objects.filter(pk=borrowing.pk).update(copy_trouble="")
    return True


def _from_here(borrowing: BorrowingRequest, now: datetime) -> bytes:
    """The file that a library of this installation made; nothing for an address elsewhere.

    :raises _NotOurs: our address, but of another library's copy, or of one that is gone
    """
    mark = f"{settings.KOPRU_ADDRESS}/copies/"
    if not borrowing.copy_url.startswith(mark):
        return b""
    token = borrowing.copy_url.removeprefix(mark).strip("/")
    kept = CopyFile.objects.kept().filter(
        token=token, is_ours=True, library=borrowing.supplier, request_id=borrowing.request_id
    )
    copy = kept.first()
    if copy is None or not copies.opened(copy, now=now):
        raise _NotOurs
    return (copies.folder() / copy.name).read_bytes()


def _from_partner(borrowing: BorrowingRequest) -> bytes:
    """Fetched from the partner's own host.

    :raises ConnectionTrouble: another host, or whatever the network says
    """
    home = urlsplit(borrowing.supplier.iso18626_address).hostname
    if not home or urlsplit(borrowing.copy_url).hostname != home:
        raise _NotOurs
    answer = fetch(borrowing.copy_url, seconds=SECONDS, most_bytes=MOST_BYTES)
    if answer.status != 200:
        raise ConnectionTrouble(f"HTTP {answer.status}")
    return answer.body
