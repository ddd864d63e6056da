"""The parts of a CQL query."""

from dataclasses import dataclass

from kopru.common.words import Words
from kopru.protocols.cql.diagnostics import DIAGNOSTICS


class CqlTrouble(Exception):
    """A query that cannot be answered: `code` is the number of SRU's diagnostic
    (info:srw/diagnostic/1/…), `detail` what exactly was meant."""

    def __init__(self, code: int, detail: str) -> None:
        super().__init__(f"diagnostic {code}: {detail}")
        self.code = code
        self.detail = detail

    @property
    def words(self) -> Words:
        """What the diagnostic says, without the detail."""
        return DIAGNOSTICS[self.code]


@dataclass(frozen=True, slots=True)
class Name:
    """The name of an index, relation or modifier: `dc.title`.

    `set` is the identifier that the query itself gave the prefix (`> dc = "info:…" …`) or
    the prefix as written, "" where there is none. Both parts are in lower case, a given
    identifier as it was given.
    """

    set: str
    name: str

    def __str__(self) -> str:
        return f"{self.set}.{self.name}" if self.set else self.name


@dataclass(frozen=True, slots=True)
class Modifier:
    """`/name` or `/name=value` behind a relation, a boolean or a sort key."""

    name: Name
    comparison: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One search clause. `term` is without its quotes; a backslash still stands before each
    of `* ? ^ \\` that is to be taken literally. Without index and relation: server's choice."""

    index: Name
    relation: Name
    modifiers: tuple[Modifier, ...]
    term: str


@dataclass(frozen=True, slots=True)
class Boolean:
    """Two parts and what joins them: "and", "or", "not" or "prox"; read from left to right."""

    operator: str
    modifiers: tuple[Modifier, ...]
    left: "Node"
    right: "Node"


Node = Clause | Boolean


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key of `sortby`."""

    index: Name
    modifiers: tuple[Modifier, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query."""

    root: Node
    sort: tuple[SortKey, ...] = ()
