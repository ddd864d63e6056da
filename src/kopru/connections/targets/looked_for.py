"""What is looked for in other catalogues: an edition as they may know it, and the ways to ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from kopru.catalogue.models import Edition, Record
from kopru.catalogue.numbers import is_isbn, numbers_of
from kopru.catalogue.records.described import Facts
from kopru.catalogue.records.reading import MARCXML
from kopru.common.text import fold
from kopru.protocols.marc import MarcRecord, Unreadable, read_iso2709, read_marcxml

#: more numbers than this make a query that servers refuse
_MOST_NUMBERS = 4
#: of the words of the shorter title, what share must stand in the other one
_ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class LookedFor:
    """An edition. `control_number` and `koha_id` are what the asked library's own record says."""

    numbers: tuple[str, ...] = ()
    title: str = ""
    author: str = ""
    control_number: str = ""
    koha_id: str = ""

    @property
    def isbns(self) -> tuple[str, ...]:
        """The ISBNs to ask by, each with its ten digits, since many records have only those."""
        found: list[str] = []
        for number in self.numbers[:_MOST_NUMBERS]:
            found.append(number)
            if short := _ten_digits(number):
                found.append(short)
        return tuple(found)

    def is_the_same(self, facts: Facts) -> bool:
        """Whether a catalogue's record is of this edition, by its numbers, else by its title.

        A record with other ISBNs is another edition, whatever its title.
        """
        theirs = set(numbers_of([*facts.isbns, *facts.issns]))
        if theirs and self.numbers:
            return not theirs.isdisjoint(self.numbers)
        return _alike(self.title, f"{facts.title} {facts.subtitle}")


def _ten_digits(isbn: str) -> str:
    """The older form of an ISBN that begins with 978; "" of others."""
    if not is_isbn(isbn) or not isbn.startswith("978"):
        return ""
    core = isbn[3:12]
    check = sum(place * int(digit) for place, digit in enumerate(core, 1)) % 11
    return core + ("X" if check == 10 else str(check))


def _alike(one: str, other: str) -> bool:
    ours, theirs = set(fold(one).split()), set(fold(other).split())
    shorter = min(len(ours), len(theirs))
    return shorter > 0 and len(ours & theirs) / shorter >= _ENOUGH


def look_for(edition: Edition, libraries: Iterable[int]) -> dict[int, LookedFor]:
    """The edition as each of `libraries` (ids) may know it. One query."""
    records = Record.objects.filter(edition=edition, library__in=list(libraries), deleted_at=None)
    own: dict[int, Record] = {}
    for record in records.order_by("-pk"):
        own[record.library_id] = record
    numbers = tuple(numbers_of([*edition.isbns, *edition.issns]))
    plain = LookedFor(numbers, edition.title, edition.author)
    return {pk: _as_known(plain, own.get(pk)) for pk in libraries}


def _as_known(plain: LookedFor, record: Record | None) -> LookedFor:
    if record is None:
        return plain
    number = "" if record.control_number.startswith("~") else record.control_number
    return LookedFor(plain.numbers, plain.title, plain.author, number, _koha_id(record))


def _koha_id(record: Record) -> str:
    """Koha's own number of a record: 999 $c, where its exports have it; else a plain 001."""
    marc = _marc(record)
    found = marc.first("999", "c").strip() if marc else ""
    for number in (found, record.control_number):
        if number.isascii() and number.isdigit() and len(number) < 12:
            return number
    return ""


def _marc(record: Record) -> MarcRecord | None:
    raw = record.raw
    if not raw:
        return None
    try:
        if record.format == MARCXML:
            read = next(read_marcxml(BytesIO(raw)), None)
            return read if isinstance(read, MarcRecord) else None
        return read_iso2709(raw, code_page=record.encoding or None)
    except (Unreadable, LookupError):
        return None
