"""What the catalogue knows of a record and its copies, whatever they were written in. Pure."""

from datetime import date
from itertools import zip_longest
from typing import NamedTuple


class Copy(NamedTuple):
    """One copy, or `copies` alike, as a record describes them. Empty means not said."""

    branch_code: str = ""
    location: str = ""
    call_number: str = ""
    barcode: str = ""
    copies: int = 1
    #: one of HoldingStatus
    status: str = "unknown"
    due_back: date | None = None
    note: str = ""


class Facts(NamedTuple):
    """One record's description of an edition. Text NFC as catalogued, empty when not said.

    `isbns` holds 13 digits where valid, otherwise the number as typed; `isbn_qualifiers`
    says of each, at the same place, what it numbers ("set", "1. c.", "ciltli"), as far as
    said. `work_titles` are uniform and original titles. `form` is "" for print, else
    "online", "micro", "braille", "large_print" or "disc". `coded_years` are those of
    008/07-14 that tell when this edition came out.
    """

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    responsibility: str = ""
    publisher: str = ""
    place: str = ""
    year: int | None = None
    year_text: str = ""
    edition_statement: str = ""
    volume: str = ""
    pages: str = ""
    kind: str = ""
    language: str = ""
    is_online: bool = False
    isbns: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    isbn_qualifiers: tuple[str, ...] = ()
    work_titles: tuple[str, ...] = ()
    original_language: str = ""
    form: str = ""
    coded_years: tuple[int, ...] = ()

    def qualified_isbns(self) -> dict[str, str]:
        """Each ISBN with what it is said to number, "" where nothing is said."""
        return dict(zip_longest(self.isbns, self.isbn_qualifiers[: len(self.isbns)], fillvalue=""))


class Described(NamedTuple):
    """A record that could be read: its number in its library, the edition and the copies.

    `flaws` are codes of `flaws.FLAWS`. Where `belongs_to` is set this is a record of copies
    only, which belong to the work whose record has that control number, be it there already
    or still to come; its facts are empty.
    """

    control_number: str
    is_deleted: bool
    facts: Facts
    copies: tuple[Copy, ...]
    flaws: tuple[str, ...] = ()
    belongs_to: str = ""
