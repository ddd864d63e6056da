"""The copies on the shelf: barcodes, call numbers, what is out until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kopru.common.text import fold
from kopru.simulation.demo.content.chance import roll
from kopru.simulation.demo.content.holdings import branch_of, copies
from kopru.simulation.demo.content.libraries import SYMBOLS
from kopru.simulation.demo.content.spelling import HABITS
from kopru.simulation.demo.content.titles import Work

# Koha item types as the demo's libraries name them.
_ITEM_TYPES = {
    "book": "BK", "thesis": "TEZ", "journal": "SUR", "reference": "REF", "video": "VM", "audio": "SES",
}  # fmt: skip

_ON_LOAN_SHARE = 0.11
_LONGEST_LOAN_DAYS = 28


@dataclass(frozen=True, slots=True)
class Item:
    """One copy. `copy` counts from 1; `due` is the day it comes back, None when it is in."""

    barcode: str
    branch: str
    call_number: str
    scheme: str
    item_type: str
    not_for_loan: bool
    copy: int
    due: date | None


def items_of(symbol: str, work: Work, *, on: date) -> Iterator[Item]:
    """The copies of `work` at library `symbol` as they stand on day `on`; none where not held."""
    scheme = HABITS[symbol].scheme
    for copy in range(1, copies(symbol, work) + 1):
        yield Item(
            barcode=f"3{SYMBOLS.index(symbol) + 1:02}{work.index:05}{copy:02}",
            branch=branch_of(symbol, work, copy),
            call_number=call_number(work, scheme) + (f" k.{copy}" if copy > 1 else ""),
            scheme=scheme,
            item_type=_ITEM_TYPES[work.kind],
            not_for_loan=work.kind == "reference",
            copy=copy,
            due=_due(symbol, work, copy, on),
        )


def call_number(work: Work, scheme: str) -> str:
    """Where `work` stands under "lcc" ("PL248 .K46 2004 c.1") or "ddc" ("894.353 KEM 2004 c.1")."""
    subject = work.subjects[0]
    entry = fold(work.authors[0] if work.authors else work.title).replace(" ", "").upper()
    if scheme == "ddc":
        parts = [subject.dewey, entry[:3], str(work.year)]
    else:
        cutter = 10 + int(roll("cutter", entry) * 90)
        parts = [subject.lcc, f".{entry[0]}{cutter}", str(work.year)]
    number = "".join(letter for letter in work.volume if letter.isdigit())
    return " ".join(parts) + (f" c.{number}" if number else "")


def _due(symbol: str, work: Work, copy: int, on: date) -> date | None:
    if work.kind in ("reference", "journal"):
        return None
    luck = roll("on loan", symbol, work.index, copy)
    if luck >= _ON_LOAN_SHARE:
        return None
    return on + timedelta(days=1 + int(luck / _ON_LOAN_SHARE * _LONGEST_LOAN_DAYS))
