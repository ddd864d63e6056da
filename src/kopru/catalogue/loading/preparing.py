"""What can be made of a record without asking the database, so that another process may do it. Pure.

All that is costly and depends on the record alone: decoding, describing, folding, keys,
packing. What comes out are plain values, since those travel well between processes.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kopru.catalogue.editionrows import row_of
from kopru.catalogue.keys import all_hashed
from kopru.catalogue.loading.fates import Item
from kopru.catalogue.matching import block_keys, features_of, pack, work_keys
from kopru.catalogue.numbers import numbers_of
from kopru.catalogue.records.described import Copy, Facts
from kopru.catalogue.records.packing import packed
from kopru.catalogue.records.reading import read_piece

_NUMBER_LENGTH = 20


class Prepared(NamedTuple):
    """A record of a delivery, ready to be written; or what could not be read, with why.

    `place` counts the records of its file from nought, `position` its bytes. `row` is the
    edition's that it would found, `features` are packed (`matching.pack`), `keys` are the block and work keys as numbers,
    `numbers` the ISBNs and ISSNs as looked up. A holdings record has `belongs_to` and copies
    alone. Where `reason` is set the rest is empty.
    """

    file: str
    place: int
    position: int
    size: int
    digest: str
    packed: bytes
    format: str
    control_number: str = ""
    belongs_to: str = ""
    is_deleted: bool = False
    row: tuple[Any, ...] = ()
    features: str = ""
    keys: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    flaws: str = ""
    reason: str = ""
    detail: str = ""


def prepare(item: Item, place: int) -> Prepared:
    """All that one record says, ready to be written."""
    start = (
        item.file, place, item.position, len(item.raw), item.digest, packed(item.raw), item.format
    )  # fmt: skip
    said = item.described
    if said is None:
        return Prepared(*start, reason=item.reason, detail=item.detail)
    if said.is_deleted:
        return Prepared(
            *start,
            control_number=said.control_number,
            belongs_to=said.belongs_to,
            is_deleted=True,
        )
    if said.belongs_to:
        return Prepared(
            *start,
            control_number=said.control_number,
            belongs_to=said.belongs_to,
            copies=said.copies,
        )
    features = features_of(said.facts)
    kept = pack(features)
    return Prepared(
        *start,
        control_number=said.control_number,
        row=row_of(said.facts, kept),
        features=kept,
        keys=all_hashed([*block_keys(features), *work_keys(said.facts)]),
        numbers=numbers_in(said.facts),
        copies=said.copies,
        flaws=" ".join(said.flaws)[:120],
    )


def numbers_in(facts: Facts) -> tuple[str, ...]:
    """The numbers that an edition of these facts is asked for by."""
    return tuple(n[:_NUMBER_LENGTH] for n in numbers_of([*facts.isbns, *facts.issns]))


def prepare_pieces(
    file: str, first: int, pieces: Sequence[tuple[int, bytes]], code_page: str, dialect: str
) -> list[Prepared]:
    """Pieces of an ISO 2709 file, given as (position, bytes); `first` is the place of the first."""
    return [
        prepare(read_piece(file, position, raw, code_page=code_page, dialect=dialect), place)
        for place, (position, raw) in enumerate(pieces, first)
    ]


def prepare_items(items: Iterable[tuple[int, Item]]) -> list[Prepared]:
    """Items that were read already, each with its place."""
    return [prepare(item, place) for place, item in items]
