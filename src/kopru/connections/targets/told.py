"""What a catalogue told: the outcome, the copies, and how it went, step by step."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kopru.catalogue.records.described import Copy
from kopru.common.words import Words
from kopru.connections.targets.models import Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """One question's end. `trace` is for those who set the catalogue up; it holds no secret."""

    outcome: Outcome
    copies: tuple[Copy, ...] = ()
    detail: str = ""
    trace: tuple[Words, ...] = ()


def as_plain(copies: tuple[Copy, ...]) -> list[dict[str, Any]]:
    """Copies as a database keeps them."""
    plain = [copy._asdict() for copy in copies]
    for copy in plain:
        copy["due_back"] = copy["due_back"].isoformat() if copy["due_back"] else None
    return plain


def from_plain(kept: list[dict[str, Any]]) -> tuple[Copy, ...]:
    """The copies that `as_plain` made, also those of an earlier release that knew other fields."""
    copies = []
    for plain in kept:
        values = {name: value for name, value in plain.items() if name in Copy._fields}
        due = values.get("due_back")
        values["due_back"] = date.fromisoformat(due) if due else None
        copies.append(Copy(**values))
    return tuple(copies)
