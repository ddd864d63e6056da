"""A reader leaves the institution: what is asked for is cancelled, what is out is listed."""

from dataclasses import dataclass

from django.db import transaction

from kopru.patrons import actions as patrons
from kopru.patrons.models import Patron
from kopru.requests.actions import reader_time, requester
from kopru.requests.actions.steps import Act
from kopru.requests.lifecycle import PATRON_REQUEST, WITH_READER, PatronRequestState
from kopru.requests.models import PatronRequest

#: what has to come back or be settled
_TO_SETTLE = (*WITH_READER, PatronRequestState.LOST, PatronRequestState.DAMAGED)


@dataclass(frozen=True, slots=True)
class Left:
    """What a leaving brought about: requests that were closed or are to be, and what holds it up."""

    cancelled: int
    sent_home: int
    holding_up: tuple[PatronRequest, ...]


def holding_up(patron: Patron) -> tuple[PatronRequest, ...]:
    """What a reader has to bring back or settle before they are cleared (domain.md 3.6)."""
    mine = PatronRequest.objects.filter(patron=patron).open().select_related("current__supplier")
    return tuple(one for one in mine if one.state in _TO_SETTLE)


@transaction.atomic
def leave(patron: Patron, *, act: Act) -> Left:
    """The reader leaves: wishes are cancelled, what waits on the hold shelf goes home.

    What the reader has stays theirs to bring back; it holds up the clearance.
    """
    patrons.leave(patron.pk, library=patron.library)
    cancelled = sent_home = 0
    for request in PatronRequest.objects.filter(patron=patron).open():
        may = [a for a in ("cancel", "ask_cancel") if _can(request, a, act)]
        if may:
            requester.cancel(request.pk, act=act)
            cancelled += 1
        elif _can(request, "not_collected", act):
            reader_time.not_collected(request.pk, act=act)
            sent_home += 1
    return Left(cancelled, sent_home, holding_up(patron))


def _can(request: PatronRequest, action: str, act: Act) -> bool:
    return PATRON_REQUEST.can(request.state, action, by=act.actor.by)
