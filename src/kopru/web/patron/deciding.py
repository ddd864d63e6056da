"""What the reader may decide of a running request: a condition, and whether to ask for more time."""

from dataclasses import dataclass

from django.utils import timezone

from kopru.common.words import Words
from kopru.requests.lifecycle import PATRON_REQUEST, By, PatronRequestState
from kopru.requests.models import PatronRequest
from kopru.requests.renewing import why_not


@dataclass(frozen=True, slots=True)
class Renewal:
    """Whether more time may be asked for; `against` says why not."""

    may: bool
    against: tuple[Words, ...]


def condition_of(request: PatronRequest) -> Words | None:
    """The condition that waits for the reader's answer."""
    current = request.current
    if request.state != PatronRequestState.CONDITION_OFFERED or current is None:
        return None
    return current.offered.said()


def renewal_of(request: PatronRequest) -> Renewal | None:
    """What a reader who has the item is told of a renewal; None where that is no matter."""
    if request.current is None or not PATRON_REQUEST.can(
        request.state, "ask_renewal", by=By.READER
    ):
        return None
    against = why_not(request, request.current, today=timezone.localdate())
    return Renewal(not against, against)
