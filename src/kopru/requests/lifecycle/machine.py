"""The machine behind the three lifecycles: a table of steps, and nothing hidden."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kopru.common.words import Words


class By(StrEnum):
    """Who takes a step."""

    READER = "reader"  #: the reader who asked
    STAFF = "staff"  #: the interlibrary loan staff of the library whose row it is
    SYSTEM = "system"  #: the installation itself: a clock, or a step that follows another
    PARTNER = "partner"  #: the other library, by a message


BY_WORDS = {
    By.READER: Words("okur", "reader"),
    By.STAFF: Words("personel", "staff"),
    By.SYSTEM: Words("sistem", "system"),
    By.PARTNER: Words("karşı kütüphane", "other library"),
}


@dataclass(frozen=True, slots=True)
class State:
    """One state: what people call it and what it means.

    `final`: nothing more happens. `coming`: named now, reached by no step yet.
    """

    label: Words
    meaning: Words
    final: bool = False
    coming: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a lifecycle.

    action: verb, the same word in code, messages and the log. label: the button.
    sends: the ISO 18626 message, "Message" or "Message/Reason/Status" (pack.md 4.4).
    notice: the mail it causes. clock: the deadline it starts. paper: what is printed.
    asks: facts the actor must give. with_it: the step of another lifecycle that is
    taken in the same breath. undo: may be taken back until others are told.
    """

    action: str
    sources: tuple[StrEnum, ...]
    target: StrEnum
    by: tuple[By, ...]
    label: Words
    why: Words
    sends: str = ""
    notice: str = ""
    clock: str = ""
    paper: str = ""
    asks: tuple[str, ...] = ()
    with_it: str = ""
    undo: bool = True
    coming: bool = False


class NotAllowed(Exception):
    """The step is not in the table for this state, or not this actor's to take."""

    def __init__(self, lifecycle: str, action: str, state: str, by: str = "") -> None:
        self.lifecycle, self.action, self.state, self.by = lifecycle, action, state, by
        who = f" by {by}" if by else ""
        super().__init__(f"{lifecycle}: cannot {action}{who} while {state}")


@dataclass(frozen=True)
class Lifecycle:
    """A named table of states and steps. Pure data: pages, checks and documents read it."""

    name: str
    title: Words
    first: StrEnum
    states: Mapping[Any, State]
    rows: tuple[Step, ...]
    _by_source: dict[tuple[str, str], Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        steps = {
            (str(source), step.action): step
            for step in self.rows
            if not step.coming
            for source in step.sources
        }
        object.__setattr__(self, "_by_source", steps)

    def step(self, state: str, action: str, *, by: By | None = None) -> Step:
        """The row for `action` in `state`.

        :raises NotAllowed: no such row, or `by` may not take it
        """
        found = self._by_source.get((str(state), action))
        if found is None:
            raise NotAllowed(self.name, action, str(state))
        if by is not None and by not in found.by:
            raise NotAllowed(self.name, action, str(state), by)
        return found

    def can(self, state: str, action: str, *, by: By | None = None) -> bool:
        """Whether `action` is in the table for `state` (and `by` may take it)."""
        found = self._by_source.get((str(state), action))
        return found is not None and (by is None or by in found.by)

    def steps_from(self, state: str, *, by: By | None = None) -> list[Step]:
        """What may happen next, in the order of the table."""
        return [
            step
            for (source, _), step in self._by_source.items()
            if source == str(state) and (by is None or by in step.by)
        ]

    def state(self, name: str) -> State:
        """The description of the state called `name`."""
        return next(info for key, info in self.states.items() if str(key) == str(name))

    def running_states(self) -> Iterable[StrEnum]:
        """States that steps of today can reach."""
        return [key for key, info in self.states.items() if not info.coming]

    def final_states(self) -> list[str]:
        """Names of the states in which nothing more happens."""
        return [str(key) for key, info in self.states.items() if info.final]
