"""What catalogues say of copies, in their many ways, as our own `Copy`."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kopru.catalogue.records.described import Copy
from kopru.common.text import fold
from kopru.protocols.zoom.opacxml import Circulation, OpacHolding

AVAILABLE, ON_LOAN, NOT_FOR_LOAN, UNKNOWN = "available", "on_loan", "not_for_loan", "unknown"

#: what systems write in notes, folded; the first that is found counts
_SAID = (
    (NOT_FOR_LOAN, ("not for loan", "lib use only", "library use only", "in library use", "reference only",
                    "non circulating", "odunc verilmez", "kutuphane ici", "danisma", "withdrawn", "missing",
                    "lost", "kayip")),
    (ON_LOAN, ("due ", "checked out", "on loan", "odunc verildi", "oduncte", "iade tarihi", "on hold",
               "not available", "unavailable", "in transit", "rafta degil")),
    (AVAILABLE, ("available", "check shel", "on shelf", "rafta", "mevcut", "odunc alinabilir")),
)  # fmt: skip
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_MOST = 500


def day_in(text: str) -> date | None:
    """The day that stands in a text; None where there is none, or where it could be two.

    "03.12.2026" is written in Europe, day first; with a stroke or hyphen month and day are
    told apart only where one of them is above twelve.
    """
    if found := _YEAR_FIRST.search(text):
        return _day(found[1], found[2], found[3])
    found = _YEAR_LAST.search(text)
    if found is None:
        return None
    first, mark, second = int(found[1]), found[2], int(found[3])
    year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
    if mark == "." or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def status_in(note: str) -> str:
    """What a note says of a copy; "unknown" where we do not know the words."""
    said = fold(note) + " "
    for status, words in _SAID:
        if any(word in said for word in words):
            return status
    return UNKNOWN


def from_opac(holdings: Iterable[OpacHolding]) -> tuple[Copy, ...]:
    """Copies of Z39.50 OPAC holdings: one for each circulation, else one for the place."""
    found = []
    for holding in holdings:
        if holding.circulations:
            found += [_circulating(holding, copy) for copy in holding.circulations]
        else:
            status = status_in(holding.note)
            due = day_in(holding.note) if status == ON_LOAN else None
            found.append(_copy(holding, status=status, due_back=due))
    return tuple(found[:_MOST])


def _circulating(holding: OpacHolding, copy: Circulation) -> Copy:
    limited = status_in(copy.restrictions) if copy.restrictions else UNKNOWN
    if limited == NOT_FOR_LOAN:
        return _copy(holding, status=NOT_FOR_LOAN, barcode=copy.item)
    if copy.available is None:
        return _copy(holding, status=limited, barcode=copy.item)
    if copy.available and not copy.on_hold:
        return _copy(holding, status=AVAILABLE, barcode=copy.item)
    return _copy(holding, status=ON_LOAN, barcode=copy.item, due_back=day_in(copy.available_from))


def _copy(
    holding: OpacHolding, *, status: str, barcode: str = "", due_back: date | None = None
) -> Copy:
    place = " · ".join(part for part in (holding.place, holding.shelf) if part)
    return Copy(
        location=place, call_number=holding.call_number, barcode=barcode[:80], status=status,
        due_back=due_back, note=holding.volume or holding.note,
    )  # fmt: skip


def from_koha(items: Iterable[Mapping[str, Any]]) -> tuple[Copy, ...]:
    """Copies of Koha's items (its REST API's definition `item`), public or for staff."""
    return tuple([_item(item) for item in items][:_MOST])


def _item(item: Mapping[str, Any]) -> Copy:
    # what the API calls the day of the loan is the column `onloan`, which holds the day it is due
    out = _text(item, "checked_out_date")
    marks = ("effective_not_for_loan_status", "not_for_loan_status", "lost_status", "withdrawn")
    status = AVAILABLE if "checked_out_date" in item else UNKNOWN
    if out:
        status = ON_LOAN
    elif any(item.get(mark) not in (None, 0, "0", "", False) for mark in marks):
        status = NOT_FOR_LOAN
    return Copy(
        branch_code=_text(item, "home_library_id")[:40],
        location=_text(item, "location"),
        call_number=_text(item, "callnumber"),
        barcode=_text(item, "external_id")[:80],
        status=status,
        due_back=day_in(out) if out else None,
        note=_text(item, "public_notes")[:300],
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return " ".join(str(value).split()) if value is not None else ""
