"""What goes wrong, at the supplier: not taken in, not come back, come back damaged."""

from decimal import Decimal

from django.db import transaction

from kopru.charges.models import Purpose
from kopru.requests import clocks
from kopru.requests.actions import costs
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
    costs.take_back_charges(lending, Purpose.LOAN, reason="undelivered", act=act)
    return lending


@transaction.atomic
def claim(pk: int, *, note: str, act: Act, value: Decimal | None = None) -> LendingRequest:
    """It is taken for lost: `note` says what is asked for in its place.

    `value` is its market value, from which our terms make what the other library owes.
    """
    lending = step(locked, pk, "claim", act=act, facts=noted(note))
    if value is not None:
        costs.charge_loss(lending, value, note=note, act=act)
    return lending


def settle(pk: int, *, note: str, act: Act) -> LendingRequest:
    """The loss is made good: `note` says how (a copy, a sum and its receipt)."""
    return step(locked, pk, "settle", act=act, facts=noted(note))


@transaction.atomic
def find_damage(pk: int, *, note: str, act: Act, amount: Decimal | None = None) -> LendingRequest:
    """It is back, but damaged: `note` says how, `amount` what the other library owes for that."""
    lending = step(locked, pk, "find_damage", act=act, facts=noted(note))
    if amount:
        costs.charge_damage(lending, amount, note=note, act=act)
    return lending
