"""What goes wrong, at the supplier: not taken in, not come back, come back damaged."""

from django.db import transaction

from kopru.requests import clocks
from kopru.requests.actions.steps import Act, noted, step, take
from kopru.requests.actions.supplier import locked
from kopru.requests.cases import lending_terms
from kopru.requests.models import LendingRequest


@transaction.atomic
def undelivered(pk: int, *, act: Act) -> LendingRequest:
    """Our parcel came back: nobody took it in or paid for it. It is to be sent again, or not."""
    lending = locked(pk)
    terms, open_days = lending_terms(lending), lending.library.open_days()
    leaves = clocks.ship_by(act.now.date(), terms=terms, open_days=open_days)
    take(lending, "undelivered", act, changes={"ship_by": leaves, "due_date": None, "parcel": None})
    return lending


def claim(pk: int, *, note: str, act: Act) -> LendingRequest:
    """It is taken for lost: `note` says what is asked for in its place."""
    return step(locked, pk, "claim", act=act, facts=noted(note))


def settle(pk: int, *, note: str, act: Act) -> LendingRequest:
    """The loss is made good: `note` says how (a copy, a sum and its receipt)."""
    return step(locked, pk, "settle", act=act, facts=noted(note))


def find_damage(pk: int, *, note: str, act: Act) -> LendingRequest:
    """It is back, but damaged: `note` says how."""
    return step(locked, pk, "find_damage", act=act, facts=noted(note))
