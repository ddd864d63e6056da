"""What two contents of the process document differ in, as sentences in both languages. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from kopru.common.words import Words as W  # noqa: N817 - the words below stay readable
from kopru.reports.process.content import Case, Node, Process


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: where it is, and what stood and stands there; None where nothing does."""

    where: W
    before: W | None
    after: W | None

    @property
    def sentence(self) -> W:
        """The difference as a line of the revision history."""
        old, new, at = self.before, self.after, self.where
        if old is None and new is not None:
            return W(f"{at.tr}: eklendi: “{new.tr}”", f"{at.en}: added: “{new.en}”")
        if new is None and old is not None:
            return W(f"{at.tr}: çıkarıldı: “{old.tr}”", f"{at.en}: removed: “{old.en}”")
        old, new = old or W("", ""), new or W("", "")
        return W(
            f"{at.tr}: “{old.tr}” yerine “{new.tr}”", f"{at.en}: “{new.en}” instead of “{old.en}”"
        )


def differences(old: Process, new: Process) -> list[Difference]:
    """All that differs from `old` to `new`: rules first, then steps, then other cases."""
    return [*_rules(old, new), *_charts(old, new), *_cases(old, new)]


def _rules(old: Process, new: Process) -> Iterator[Difference]:
    sides = {
        "borrowing": W("Okurlarımız için", "For our readers"),
        "lending": W("Başka kütüphaneler için", "For other libraries"),
    }
    before = {(one.side, one.heading): one.sentences for one in old.rules}
    after = {(one.side, one.heading): one.sentences for one in new.rules}
    for side, heading in dict.fromkeys((*before, *after)):
        place = sides.get(side, W(side, side))
        where = W(f"{place.tr}, {heading.tr}", f"{place.en}, {heading.en}")
        yield from _changed(where, before.get((side, heading), ()), after.get((side, heading), ()))


def _changed(where: W, before: Sequence[W], after: Sequence[W]) -> Iterator[Difference]:
    """What went and what came, in pairs as they stand."""
    gone = [one for one in before if one not in after]
    come = [one for one in after if one not in before]
    for old, new in zip_longest(gone, come):
        yield Difference(where, old, new)


def _nodes(process: Process) -> dict[tuple[str, str], tuple[W, Node]]:
    return {
        (chart.key, node.key): (chart.title, node) for chart in process.charts for node in chart.nodes
    }  # fmt: skip


def _lane(process: Process, chart: str, lane: str) -> W:
    lanes = (
        one.name for c in process.charts if c.key == chart for one in c.lanes if one.key == lane
    )
    return next(lanes, W(lane, lane))


def _charts(old: Process, new: Process) -> Iterator[Difference]:
    before, after = _nodes(old), _nodes(new)
    said = _said(old) | _said(new)
    for key in dict.fromkeys((*before, *after)):
        if key not in before or key not in after:
            title, node = before.get(key) or after[key]
            yield Difference(
                title, node.label if key in before else None, node.label if key in after else None
            )
            continue
        (title, one), (_, other) = before[key], after[key]
        where = W(f"{title.tr}, “{other.label.tr}”", f"{title.en}, “{other.label.en}”")
        yield from _node(where, one, other, said)
        if one.lane != other.lane:
            yield Difference(where, _lane(old, key[0], one.lane), _lane(new, key[0], other.lane))
    yield from _flows(old, new)


def _said(process: Process) -> set[W]:
    """The sentences of the rules: their changes are told as rules, not once more at each step."""
    return {sentence for one in process.rules for sentence in one.sentences}


def _node(where: W, one: Node, other: Node, said: set[W]) -> Iterator[Difference]:
    if one.label != other.label:
        yield Difference(where, one.label, other.label)
    yield from _changed(
        where, [t for t in one.text if t not in said], [t for t in other.text if t not in said]
    )
    yield from _changed(where, one.papers, other.papers)
    if one.who != other.who:
        yield Difference(where, one.who, other.who)


def _flows(old: Process, new: Process) -> Iterator[Difference]:
    before, after = _ways(old), _ways(new)
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Difference(W("Akış", "Flow"), before.get(key), after.get(key))


def _ways(process: Process) -> dict[tuple[str, str, str], W]:
    found = {}
    for chart in process.charts:
        for flow in chart.flows:
            a, b = chart.node(flow.source).label, chart.node(flow.target).label
            found[chart.key, flow.source, flow.target] = W(
                f"{a.tr} → {b.tr}" + (f" ({flow.label.tr})" if flow.label.tr else ""),
                f"{a.en} → {b.en}" + (f" ({flow.label.en})" if flow.label.en else ""),
            )
    return found


def _cases(old: Process, new: Process) -> Iterator[Difference]:
    before: Mapping[str, Case] = {case.key: case for case in old.cases}
    after: Mapping[str, Case] = {case.key: case for case in new.cases}
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            some = after.get(key) or before[key]
            where = W(f"Diğer durumlar, {some.topic.tr}", f"Other cases, {some.topic.en}")
            yield Difference(where, _told(before.get(key)), _told(after.get(key)))


def _told(case: Case | None) -> W | None:
    if case is None:
        return None
    before = ", ".join(one.tr for one in case.before), ", ".join(one.en for one in case.before)
    return W(
        f"{case.label.tr} ({before[0]} → {case.after.tr}; {case.who.tr}): {case.why.tr}",
        f"{case.label.en} ({before[1]} → {case.after.en}; {case.who.en}): {case.why.en}",
    )
