"""What a library writes on its own paper: letters, records of handing over, pull lists, its year."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a library's paper: its lines from the top, its logo as PNG, who signs."""

    lines: tuple[str, ...]
    logo: bytes = b""
    signer: str = ""
    signer_title: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of a letter: the loan's number, the work, and two days."""

    code: str
    title: str
    author: str = ""
    barcode: str = ""
    sent_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class OverdueLetter:
    """The draft of the official letter after warnings without answer (domain.md 3.6, overdue).

    `number` is left to the registry of the sender (EBYS); `days` in which an answer is asked for.
    """

    code: str
    head: Head
    addressee: str
    items: tuple[ListedItem, ...]
    warnings: int
    days: int
    written_on: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class HandOverRecord:
    """Who handed what to whom (teslim tutanağı), for both to sign."""

    code: str
    head: Head
    giver: str
    taker: str
    taker_detail: str
    items: tuple[ListedItem, ...]
    handed_on: date
    terms: str = ""


@dataclass(frozen=True, slots=True)
class PullLine:
    """A copy to be fetched."""

    code: str
    title: str
    call_number: str
    location: str = ""
    item_barcode: str = ""
    for_whom: str = ""


@dataclass(frozen=True, slots=True)
class PullList:
    """What to fetch at one branch, in the order of its shelves; `code` is empty: nothing to scan."""

    library: str
    branch: str
    lines: tuple[PullLine, ...]
    printed_on: date
    code: str = field(default="", init=False)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of a report; without cells it is the title of the lines after it."""

    name: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearReport:
    """A library's year in figures. All lines have their cells in the order of `headings`."""

    head: Head
    year: int
    headings: tuple[str, ...]
    lines: tuple[ReportLine, ...]
    printed_on: date
    code: str = field(default="", init=False)


@dataclass(frozen=True, slots=True)
class NetStatement:
    """What stands between two libraries after a month; every line has its cells as `headings` has names."""

    head: Head
    name: str
    headings: tuple[str, ...]
    lines: tuple[ReportLine, ...]
    foot: str
    code: str = field(default="", init=False)
