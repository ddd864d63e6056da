"""A condition that a supplier makes: what it is, what it costs. Pure.

Source: domain.md 3.6 (conditional supply); codes: ISO 18626's open list (pack.md 1.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kopru.common.words import Words
from kopru.requests.reasons import LOAN_CONDITIONS


@dataclass(frozen=True, slots=True)
class Condition:
    """`code` is of LOAN_CONDITIONS or as a partner wrote it; `days` the length of a shorter loan.

    A condition may be a price alone: `cost` above nought, in `currency`.
    """

    code: str = ""
    text: str = ""
    cost: Decimal = Decimal(0)
    currency: str = "TRY"
    days: int = 0

    def __bool__(self) -> bool:
        return bool(self.code or self.text or self.cost)

    @classmethod
    def from_dict(cls, said: Mapping[str, object]) -> "Condition":
        """From what `as_dict` gave; nothing where it is empty."""
        return cls(
            code=str(said.get("code", "")), text=str(said.get("text", "")),
            cost=Decimal(str(said.get("cost", "0"))), currency=str(said.get("currency", "TRY")),
            days=int(str(said.get("days", 0))),
        )  # fmt: skip

    def as_dict(self) -> dict[str, object]:
        """As plain JSON."""
        said = {"code": self.code, "text": self.text, "days": self.days}
        if self.cost:
            said |= {"cost": str(self.cost), "currency": self.currency}
        return {key: value for key, value in said.items() if value}

    def said(self) -> Words:
        """One sentence in each language."""
        known = LOAN_CONDITIONS.get(self.code)
        name = known if known and (self.code != "Other" or not self.text) else Words("", "")
        if not known and self.code:
            name = Words(self.code, self.code)
        tr, en = [name.tr], [name.en]
        if self.days:
            tr.append(f"süre {self.days} gün")
            en.append(f"for {self.days} days")
        if self.cost:
            price = f"{self.cost:.2f}"
            tr.append(
                f"bedeli {price.replace('.', ',')} {'TL' if self.currency == 'TRY' else self.currency}"
            )
            en.append(f"it costs {self.currency} {price}")
        return Words(_sentence([*tr, self.text]), _sentence([*en, self.text]))


def _sentence(parts: list[str]) -> str:
    said = "; ".join(part.strip().rstrip(".") for part in parts if part.strip())
    return f"{said[:1].upper()}{said[1:]}." if said else ""
