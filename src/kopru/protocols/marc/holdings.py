"""Copies and volumes that a bibliographic record carries itself.

852 and 866 to 868 as MARC 21 Format for Holdings Data has them when embedded; 952 as
Koha writes its items.
"""

from dataclasses import dataclass, replace

from .records import Field
from .words import clean, trim


@dataclass(frozen=True, slots=True)
class HoldingData:
    """One holding: for Koha one item, else one location with what it holds.

    `note` is the public note and, for serials, the summary of what is held.
    `not_for_loan` is True where the item is marked so, lost, or withdrawn. `is_in` is
    what a Koha item says of itself when it was written out: False with the day it is
    due back in `due_back` (as written), True without one; None where nothing is said.
    """

    branch: str = ""
    location: str = ""
    call_number: str = ""
    barcode: str = ""
    copies: int = 1
    note: str = ""
    not_for_loan: bool = False
    is_in: bool | None = None
    due_back: str = ""


def holdings(fields: dict[str, list[Field]]) -> tuple[HoldingData, ...]:
    """All holdings of a record, in its order: 952 items, then 852 with their 866 to 868."""
    items = [_koha_item(field) for field in fields.get("952", ()) if _is_koha_item(field)]
    located = [(field, _located(field)) for field in fields.get("852", ())]
    summaries = [
        field for tag in ("866", "867", "868") for field in fields.get(tag, ()) if field.get("a")
    ]
    return (*items, *_with_summaries(located, summaries))


def _is_koha_item(field: Field) -> bool:
    """Other systems use 952 for other things: an item names its branch and more."""
    return bool(field.get("ab")) and bool(field.get("opy"))


def _koha_item(field: Field) -> HoldingData:
    marks = (field.get(code).strip() for code in "701")
    return HoldingData(
        branch=clean(field.get("a") or field.get("b")),
        location=clean(field.get("c")),
        call_number=clean(field.get("o")),
        barcode=clean(field.get("p")),
        note=clean(" ".join(field.values("hz"))),
        not_for_loan=any(mark not in ("", "0") for mark in marks),
        is_in=not field.get("q").strip(),
        due_back=clean(field.get("q")),
    )


def _located(field: Field) -> HoldingData:
    call_number = " ".join(
        part.strip() for code in "khijlm" for part in field.values(code) if part.strip()
    )
    return HoldingData(
        branch=clean(field.get("b") or field.get("a")),
        location=clean(field.get("c")),
        call_number=clean(call_number),
        barcode=clean(field.get("p")),
        note=clean("; ".join(field.values("z3"))),
    )


def _with_summaries(
    located: list[tuple[Field, HoldingData]], summaries: list[Field]
) -> list[HoldingData]:
    """Each summary joins the 852 that its $8 links to, or the only one there is."""
    found = [holding for _, holding in located]
    for summary in summaries:
        text = trim("; ".join(summary.values("az")))
        place = _place_of(summary, [field for field, _ in located])
        if place is None:
            found.append(HoldingData(note=text))
        else:
            note = "; ".join(part for part in (found[place].note, text) if part)
            found[place] = replace(found[place], note=note)
    return found


def _place_of(summary: Field, located: list[Field]) -> int | None:
    if len(located) == 1:
        return 0
    link = _link(summary)
    for place, field in enumerate(located):
        if link and _link(field) == link:
            return place
    return None


def _link(field: Field) -> str:
    return field.get("8").partition(".")[0]
