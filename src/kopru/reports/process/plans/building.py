"""What the plans are written with. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypedDict, Unpack

from kopru.common.words import Words as W  # noqa: N817 - plans stay readable
from kopru.libraries.policy.saying import said_of
from kopru.libraries.policy.terms import Terms
from kopru.reports.process.content import Chart, Flow, Kind, Lane, Node
from kopru.reports.process.steps import (
    WHO,
    joined,
    papers_of,
    rows_of,
    whos_of,
    with_partners,
)
from kopru.requests.lifecycle import By

READER, DESK, SYSTEM, PARTNER = "reader", "desk", "system", "partner"
YES, NO = W("Evet", "Yes"), W("Hayır", "No")
_ACTS = {
    READER: WHO[By.READER], DESK: WHO[By.STAFF], SYSTEM: WHO[By.SYSTEM], PARTNER: WHO[By.PARTNER],
}  # fmt: skip


class More(TypedDict, total=False):
    """What else is said of a node.

    rules: terms whose sentences stand beside it. forms: systems and papers. besides: sentences of
    its own, first. level: it stands on the row of the node before it.
    """

    rules: Sequence[str]
    forms: Sequence[W]
    besides: Sequence[W]
    level: bool


class Plan:
    """A drawing being written: nodes from the top down, and what leads to what."""

    def __init__(
        self, key: str, title: W, lanes: Sequence[tuple[str, W]], terms: Terms, side: str
    ) -> None:
        self.key, self.title, self.terms, self.side = key, title, terms, side
        self.lanes = tuple(Lane(*lane) for lane in lanes)
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []

    def start(self, lane: str, label: W, *text: W) -> None:
        """Where it begins."""
        self.nodes.append(Node("start", "start", lane, label, text, _ACTS[lane]))

    def end(self, key: str, lane: str, label: W, *steps: str, **more: Unpack[More]) -> None:
        """Where it may end; steps that lead there are told beside it."""
        self._add(key, "end", lane, label, steps, more)

    def task(self, key: str, lane: str, label: W, *steps: str, **more: Unpack[More]) -> None:
        """Something done."""
        self._add(key, "task", lane, label, steps, more)

    def choice(self, key: str, lane: str, label: W, *steps: str, **more: Unpack[More]) -> None:
        """Something decided."""
        self._add(key, "choice", lane, label, steps, more)

    def _add(
        self, key: str, kind: Kind, lane: str, label: W, steps: Sequence[str], more: More
    ) -> None:
        every = [row for step in with_partners(steps) for row in rows_of(step)]
        text = (
            *more.get("besides", ()),
            *_whys(steps),
            *said_of(self.terms, self.side, more.get("rules", ())),
        )
        self.nodes.append(Node(
            key, kind, lane, label, tuple(dict.fromkeys(text)),
            joined((_ACTS[lane], *whos_of(rows_of(step)[0] for step in steps))),
            tuple(dict.fromkeys((*more.get("forms", ()), *papers_of(every)))),
            with_partners(steps), more.get("level", False),
        ))  # fmt: skip

    def flow(self, *keys: str, label: W | None = None) -> None:
        """One follows the other; the label stands at the first of them."""
        for number, (source, target) in enumerate(pairwise(keys)):
            self.flows.append(Flow(source, target, label if label and not number else W("", "")))

    def chart(self) -> Chart:
        """The finished drawing."""
        return Chart(self.key, self.title, self.lanes, tuple(self.nodes), tuple(self.flows))


def _whys(steps: Sequence[str]) -> list[W]:
    """Why each step is taken; with its name, where there are several."""
    rows = [rows_of(step)[0] for step in steps]
    if len(rows) == 1:
        return [rows[0].why]
    return [W(f"{row.label.tr}: {row.why.tr}", f"{row.label.en}: {row.why.en}") for row in rows]
