"""What goes wrong, at the supplier: not taken in, not come back, come back damaged."""

from django.db import transaction

from kopru.requests import clocks
from kopru.requests.actions.steps import Act, Refused, take
from kopru.requests.actions.supplier import locked
from kopru.requests.cases import lending_terms
from kopru.requests.models import LendingRequest

_LONGEST = 300


def said(note: str) -> dict[str, object]:
    """What somebody wrote of the item, as a fact of the happening.

    :raises Refused: "note_missing"
    """
    if not note.strip():
        raise Refused("note_missing")
    return {"note": note.strip()[:_LONGEST]}


@transaction.atomic
def undelivered(pk: int, *, act: Act) -> LendingRequest:
    """Our parcel came back: nobody took it in or paid for it. It is to be sent again, or not."""
    lending = locked(pk)
    terms, open_days = lending_terms(lending), lending.library.open_days()
    leaves = clocks.ship_by(act.now.date(), terms=terms, open_days=open_days)
    take(lending, "undelivered", act, changes={"ship_by": leaves, "due_date": None, "parcel": None})
    return lending


@transaction.atomic
def claim(pk: int, *, note: str, act: Act) -> LendingRequest:
    """It is taken for lost: `note` says what is asked for in its place."""
    lending = locked(pk)
    take(lending, "claim", act, facts=said(note))
    return lending


@transaction.atomic
def settle(pk: int, *, note: str, act: Act) -> LendingRequest:
    """The loss is made good: `note` says how (a copy, a sum and its receipt)."""
    lending = locked(pk)
    take(lending, "settle", act, facts=said(note))
    return lending


@transaction.atomic
def find_damage(pk: int, *, note: str, act: Act) -> LendingRequest:
    """It is back, but damaged: `note` says how."""
    lending = locked(pk)
    take(lending, "find_damage", act, facts=said(note))
    return lending
