"""Where a requested work stands at one library: what its staff need to pull it."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from kopru.catalogue.models import Edition, Holding
from kopru.common.citation import Citation
from kopru.common.words import Words
from kopru.libraries.models import Library


@dataclass(frozen=True, slots=True)
class ShelfFacts:
    """The copy to pull, and what the catalogue says of the copies."""

    call_number: str
    location: str
    branch_code: str
    barcode: str
    words: Words


def shelf_facts(
    library: Library, citation: Citation, *, record_id: str = "", taken: Collection[str] = ()
) -> ShelfFacts | None:
    """The library's best copy of the work: by its own record number, else by ISBN; None if it has none.

    `taken`: barcodes of copies that other requests have been given already.
    """
    holdings = Holding.objects.filter(library=library)
    named = holdings.filter(record__control_number=record_id).values("edition")
    found = list(holdings.filter(edition__in=named)) if record_id else []
    if not found:
        found = list(holdings.filter(edition__in=_editions(citation)))
    if not found:
        return None
    order: list[str] = [Holding.Status.AVAILABLE, Holding.Status.UNKNOWN, Holding.Status.ON_LOAN]

    def place(holding: Holding) -> tuple[bool, bool, int]:
        status = holding.status
        rank = order.index(status) if status in order else len(order)
        return holding.barcode in taken, not is_volume(holding, citation.volume), rank

    best = min(found, key=place)
    copies = sum(h.copies for h in found)
    here = sum(h.copies for h in found if h.status == Holding.Status.AVAILABLE)
    return ShelfFacts(
        best.call_number, best.location, best.branch_code, best.barcode,
        Words(f"{copies} nüsha, {here} rafta", f"{copies} copies, {here} on the shelf"),
    )  # fmt: skip


def is_volume(holding: Holding, volume: str) -> bool:
    """Whether a copy is of this volume, by its call number or note ("813 KEM 2019 c.2")."""
    if not volume:
        return False
    named = rf"\b(?:c|cilt|v|vol)\.?\s*{re.escape(volume)}\b|\b{re.escape(volume)}\.\s*cilt\b"
    return re.search(named, f"{holding.call_number} {holding.note}", re.I) is not None


def _editions(citation: Citation) -> list[Edition]:
    numbers = [n for n in (citation.isbn, *citation.other_isbns, citation.issn) if n]
    return list(Edition.objects.with_number(*numbers)) if numbers else []
