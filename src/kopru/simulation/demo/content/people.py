"""The people of the demo network, read from `people.tsv`. All of them are invented."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kopru.common.text import fold
from kopru.simulation.demo.content.libraries import SYMBOLS, library

_TABLE = Path(__file__).parent / "people.tsv"

NETWORK_DOMAIN = "kopru-agi.example"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a desk or a card. `role` is a value of libraries.models.Role.

    `symbol` is empty for the network's administrator. `number`, `group` and `valid_days`
    are a reader's: the card number, a patron group, and how many days after the demo's
    first day the card runs out (before it where negative). `language` is "tr" or "en".
    """

    symbol: str
    role: str
    given: str
    family: str
    email: str
    language: str
    number: str = ""
    group: str = ""
    faculty: str = ""
    valid_days: int | None = None

    @property
    def name(self) -> str:
        """The name as people say and write it."""
        return f"{self.given} {self.family}"


@lru_cache(maxsize=1)
def everybody() -> tuple[Person, ...]:
    """All people in the order of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    return tuple(_person(row, line) for line, row in enumerate(rows))


def people_of(symbol: str, role: str) -> tuple[Person, ...]:
    """Those with `role` ("library_admin", "staff" or "reader") at library `symbol`."""
    return tuple(person for person in everybody() if (person.symbol, person.role) == (symbol, role))


def readers_of(symbol: str) -> tuple[Person, ...]:
    """The readers of library `symbol`."""
    return people_of(symbol, "reader")


def network_admin() -> Person:
    """The one who looks after the whole network."""
    return people_of("", "network_admin")[0]


def _person(row: dict[str, str], line: int) -> Person:
    symbol, role = row["symbol"], row["role"]
    is_reader = role == "reader"
    return Person(
        symbol=symbol,
        role=role,
        given=row["given"],
        family=row["family"],
        email=_email(row),
        language=row["language"],
        number=f"{SYMBOLS.index(symbol) + 1}{line:05}" if is_reader else "",
        group=row["group"],
        faculty=row["faculty"],
        valid_days=int(row["valid_days"]) if is_reader else None,
    )


def _email(row: dict[str, str]) -> str:
    domain = library(row["symbol"]).domain if row["symbol"] else NETWORK_DOMAIN
    given, family = (fold(row[part]).replace(" ", "") for part in ("given", "family"))
    return f"{given}.{family}@{domain}"
