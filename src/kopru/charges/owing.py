"""What is still open of an account: which charges, and how much of each. Pure.

Payments and waivers go to the charge that they name, the rest to the oldest first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOUGHT = Decimal(0)


@dataclass(frozen=True, slots=True)
class Booked:
    """One line of an account as it stands: above nought what is owed, below what was given for it.

    `settles` is the `key` of the charge that it was given for; None: for any. Reversed lines and
    their reversals are left out by the caller, or both given: they cancel.
    """

    key: int
    amount: Decimal
    day: date
    purpose: str = ""
    request_number: str = ""
    settles: int | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A charge and what is left of it."""

    charge: Booked
    left: Decimal


def open_items(lines: Iterable[Booked]) -> tuple[list[Open], Decimal]:
    """The charges of which something is left, oldest first; and the credit that is left over."""
    given = list(lines)
    charges = [one for one in given if one.amount > 0]
    left = {one.key: one.amount for one in charges}
    rest = NOUGHT
    for one in (one for one in given if one.amount < 0):
        paid = -one.amount
        if one.settles in left:
            taken = min(paid, left[one.settles])
            left[one.settles] -= taken
            paid -= taken
        rest += paid
    for charge in sorted(charges, key=lambda one: (one.day, one.key)):
        taken = min(rest, left[charge.key])
        left[charge.key] -= taken
        rest -= taken
    still = [Open(one, left[one.key]) for one in charges if left[one.key] > 0]
    return sorted(still, key=lambda one: (one.charge.day, one.charge.key)), rest
