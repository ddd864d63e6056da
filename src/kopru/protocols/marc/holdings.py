"""Copies and volumes that a record carries: embedded in a bibliographic one, or in one of its own.

852, 853 to 878 as the MARC 21 Format for Holdings Data has them; 952 as Koha writes its
items. A holdings record (leader/06 u, v, x or y) names its bibliographic record in 004.
"""

import re
from typing import NamedTuple

from .captions import summary_of
from .records import Field, MarcRecord
from .words import clean, trim

_Fields = dict[str, list[Field]]
#: leader/06: unknown, multipart, single-part and serial holdings
_TYPES = "uvxy"
_HELD = frozenset(("863", "864", "865", "866", "867", "868"))
#: words of 876 $h that keep an item in the house, folded by lower() only
_KEPT = re.compile(
    r"not for loan|non[- ]?circ|in[- ]?library use|library use only|reference only|ödünç verilmez|"
    r"ödünç verilemez|yerinde kullan|kurum içi|exclu du pr[eê]t|consultation sur place|nicht ausleihbar|"
    r"präsenz",
    re.IGNORECASE,
)


class HoldingData(NamedTuple):
    """One holding: one item where items are described, else one location with what it holds.

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


def is_holdings_record(record: MarcRecord) -> bool:
    """Whether a MARC 21 record describes copies only; the work is in another record."""
    return record.leader[6:7] in _TYPES and not any(field.tag == "245" for field in record.fields)


def held_of(record: MarcRecord) -> str:
    """The control number of the bibliographic record whose copies these are (004); "" not said."""
    return clean(record.control("004"))


def read_holdings(record: MarcRecord) -> tuple[HoldingData, ...]:
    """All holdings of a holdings record; one without details where it names none."""
    fields: _Fields = {}
    for field in record.fields:
        fields.setdefault(field.tag, []).append(field)
    return holdings(fields) or (HoldingData(),)


def holdings(fields: _Fields) -> tuple[HoldingData, ...]:
    """All holdings of a record, in its order: 952 items, then 852 with its items and summary."""
    items = [_koha_item(field) for field in fields.get("952", ()) if _is_koha_item(field)]
    places = fields.get("852", [])
    if not places and _HELD.isdisjoint(fields):
        return tuple(items)
    found = _with_summaries(places, [located(field) for field in places], _summaries(fields))
    return (*items, *_with_items(places, found, fields))


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


def located(field: Field) -> HoldingData:
    """What an 852 says of a place and what stands there."""
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


def _summaries(fields: _Fields) -> list[tuple[str, str]]:
    """(link, text) of what is held: as written (866 to 868), else by number and date (863 to 865)."""
    found: list[tuple[str, str]] = []
    for written, captions, numbers in (
        ("866", "853", "863"),
        ("867", "854", "864"),
        ("868", "855", "865"),
    ):
        texts = [
            (link(field), trim("; ".join(field.values("az"))))
            for field in fields.get(written, ())
            if field.get("a")
        ]
        found += texts or summary_of(fields.get(captions, []), fields.get(numbers, []))
    return found


def _with_summaries(
    places: list[Field], found: list[HoldingData], summaries: list[tuple[str, str]]
) -> list[HoldingData]:
    """Each summary joins the 852 that its $8 links to, or the only one there is; the rest is one."""
    elsewhere: list[str] = []
    for linked, text in summaries:
        place = _place_of(linked, places)
        if place is None:
            elsewhere.append(text)
        else:
            note = "; ".join(part for part in (found[place].note, text) if part)
            found[place] = found[place]._replace(note=note)
    return [*found, HoldingData(note="; ".join(elsewhere))] if elsewhere else found


def _with_items(
    places: list[Field], found: list[HoldingData], fields: _Fields
) -> list[HoldingData]:
    """Each item of 876 to 878 as a holding of its own, in the place of the 852 it belongs to.

    An item without barcode says nothing that its place does not.
    """
    items: dict[int, list[HoldingData]] = {}
    for tag in ("876", "877", "878"):
        for field in fields.get(tag, ()) if places else ():  # elsewhere other systems' own
            place = _place_of(link(field), places) or 0
            if field.get("p").strip():
                items.setdefault(place, []).append(_item(field, found[place]))
    return [one for n, place in enumerate(found) for one in items.get(n, [place])]


def _item(field: Field, place: HoldingData) -> HoldingData:
    """876 $p barcode, $3 which part it is, $l temporary place, $h on its use."""
    part, use = clean(field.get("3")), clean("; ".join(field.values("h")))
    return place._replace(
        barcode=clean(field.get("p")),
        location=clean(field.get("l")) or place.location,
        note="; ".join(text for text in (part or place.note, use) if text),
        not_for_loan=bool(_KEPT.search(use)),
    )


def _place_of(linked: str, places: list[Field]) -> int | None:
    if len(places) == 1:
        return 0
    for place, field in enumerate(places):
        if linked and link(field) == linked:
            return place
    return None


def link(field: Field) -> str:
    """The number that $8 links fields by, without its sequence: "1.3" is of 1."""
    return field.get("8").partition(".")[0].partition("\\")[0]
