"""What blocks whom, why, and until when. Pure: what the terms find, with how it ends.

Source: domain.md 2.1 (rows 33 to 35), pain 7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kopru.common.words import Words as W  # noqa: N817 - the table stays readable
from kopru.libraries.policy.deciding import Finding

#: how each of them ends; those that are not here do not hang on what is late or owed
_ENDS = {
    "reader_overdue": W("Geciken yayın geri gelince kalkar.", "It ends when the overdue item is back."),
    "reader_unpaid": W("Kargo borcu ödenince kalkar.", "It ends when the freight is paid."),
    "reader_loss": W("Kayıp ya da hasar kapanınca kalkar.", "It ends when the loss or damage is settled."),
    "reader_debt": W("Borç bu sınıra inince kalkar.", "It ends when the debt is down to that limit."),
    "overdue": W("Geciken yayınlar dönünce kalkar.", "It ends when what is overdue is back."),
    "warned": W("Bu günün sonunda kalkar.", "It ends after this day."),
    "late_once": W("Süresizdir; yalnız veren kütüphane kaldırabilir.", "It has no end; only the lender can lift it."),
    "debt": W("Borç bu sınıra inince kalkar.", "It ends when the debt is down to that limit."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that blocks: why, how it ends, and the last day where that is known."""

    code: str
    why: W
    ends: W
    until: date | None = None


def bar_by_warnings(warned: Iterable[date], *, warnings: int, days: int) -> tuple[int, date | None]:
    """Warnings that count on, and the last day of the latest bar; None where there never was one.

    So many `warnings` within as many days as a bar lasts begin one, on the day of the last; what
    is said on one day is one warning, and what is said during a bar begins none.
    """
    counting: list[date] = []
    until: date | None = None
    for day in sorted(set(warned)):
        if until is not None and day <= until:
            continue
        counting = [one for one in counting if (day - one).days < days] + [day]
        if len(counting) >= warnings:
            until, counting = day + timedelta(days=days - 1), []
    return len(counting), until


def blocks(against: Iterable[Finding], *, until: date | None = None) -> list[Block]:
    """Those findings that hang on what is late or owed. `until` is the last day of a bar by warnings."""
    return [
        Block(one.code, one.words, _ENDS[one.code], until if one.code == "warned" else None)
        for one in against
        if one.code in _ENDS
    ]
