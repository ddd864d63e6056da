"""What a process document says, in both languages. Pure: no Django, no clock, no database.

All of it goes into JSON and comes back the same, so that a revision keeps what was signed.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from pydantic import TypeAdapter

from kopru.common.words import Words

NOTHING = Words("", "")
Kind = Literal["start", "task", "choice", "end"]


@dataclass(frozen=True, slots=True)
class Lane:
    """Who acts: a column of the drawing."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that happens, with the text beside it.

    steps: rows of the lifecycle tables it stands for, as "lifecycle.action". who: the roles that
    may take it. papers: forms, letters and messages that belong to it. level: it stands on the row
    of the node before it.
    """

    key: str
    kind: Kind
    lane: str
    label: Words
    text: tuple[Words, ...] = ()
    who: Words = NOTHING
    papers: tuple[Words, ...] = ()
    steps: tuple[str, ...] = ()
    level: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """What follows on what; `label` says in which case."""

    source: str
    target: str
    label: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing: nodes from the top down."""

    key: str
    title: Words
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    def node(self, key: str) -> Node:
        """The node called `key`."""
        return next(node for node in self.nodes if node.key == key)

    def numbered(self) -> Iterator[tuple[int, Node]]:
        """The nodes with the numbers they are printed with."""
        return enumerate(self.nodes, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """A step that the drawings leave out: in which cases, what, who, why, and what it leads to."""

    key: str
    topic: Words
    side: Words
    label: Words
    before: tuple[Words, ...]
    after: Words
    who: Words
    why: Words
    papers: tuple[Words, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """A heading of the library's rules with the sentences beneath it. side: lending or borrowing."""

    side: str
    heading: Words
    sentences: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """The whole content of one revision."""

    charts: tuple[Chart, ...]
    cases: tuple[Case, ...]
    rules: tuple[Rules, ...]

    def steps(self) -> set[str]:
        """Every lifecycle step that is named, as "lifecycle.action"."""
        drawn = {step for chart in self.charts for node in chart.nodes for step in node.steps}
        return drawn | {step for case in self.cases for step in case.steps}

    def as_json(self) -> dict[str, Any]:
        """The content as plain values; `from_json` gives it back."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @property
    def mark(self) -> str:
        """Twelve signs that change with the content, the same for the same content."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


_READER = TypeAdapter(Process)


def from_json(stored: dict[str, Any]) -> Process:
    """The content that `as_json` gave.

    :raises pydantic.ValidationError: when it is none
    """
    return _READER.validate_python(stored)
