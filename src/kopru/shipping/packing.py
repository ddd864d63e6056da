"""What one parcel holds, who pays for it, and what each thing in it costs. Pure.

Source: domain.md 2.1 (rows 26 to 28), 3.2 (Gönderi), 4.8 (karşı ödemeli).
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ParcelTold:
    """What a sender tells of its parcel: its name for it, the firm, the firm's number."""

    code: str = ""
    carrier: str = ""
    tracking: str = ""

    def __bool__(self) -> bool:
        return bool(self.code or self.tracking)


def payer_of(loans: Collection[str], returns: Collection[str]) -> str:
    """Who pays the courier: "recipient" or "sender".

    What the lender's terms say of each loan in the parcel, and of each item that goes home in it.
    The loans decide, since a return that rides along costs nothing more; where they differ, the
    recipient pays.
    """
    deciding = loans or returns
    return "recipient" if "recipient" in deciding else "sender"


def shares(total: Decimal, parts: int) -> list[Decimal]:
    """A sum shared evenly to the kuruş; the first ones bear what does not divide.

    :raises ValueError: no parts, or a sum that is negative or finer than a kuruş
    """
    if parts < 1:
        raise ValueError("nothing to share among")
    if total < 0 or total != total.quantize(CENT):
        raise ValueError(f"not a sum of money: {total}")
    each, over = divmod(int(total / CENT), parts)
    return [(each + (place < over)) * CENT for place in range(parts)]
