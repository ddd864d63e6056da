"""Flows drawn as level and upright lines that pass through no box and cross as little as may be. Pure.

A flow goes straight to its neighbour, down through empty cells, or leaves by a side and runs along a
channel beside the lanes' edges. Where the other end is on another page, a circle with a letter stands
for it. Of all the ways of every flow those are taken that cost least: what runs through a box first,
then overlaps, crossings, length.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kopru.common.words import Words
from kopru.reports.process.content import Chart, Flow
from kopru.reports.process.drawing.metrics import width, wrapped
from kopru.reports.process.drawing.shapes import (
    RADIUS,
    Box,
    Circle,
    Label,
    Line,
    Point,
    Rect,
    around,
    crossing,
    overlapping,
    through,
)

#: letter size and line height of words at lines, millimetres
SIZE, LEADING = 2.1, 2.5
#: of a channel, from the lanes' edge
_SLOTS = (0.0, -1.6, 1.6, 2.9, -2.9)
_PORTS = (0.0, -0.22, 0.22)
_ROUNDS, _ORDERS = 4, 14
_LONGEST = 21.0
_STEP = Words("{n}. adım", "step {n}")


@dataclass(frozen=True, slots=True)
class Placed:
    """The boxes of a page in their rows. edges: of the lanes; numbers, letters: of nodes by key."""

    boxes: tuple[Box, ...]
    edges: tuple[float, ...]
    rows: tuple[Rect, ...]
    numbers: Mapping[str, int]
    letters: Mapping[str, str]
    page_of: Mapping[str, int]
    language: str

    def box(self, key: str) -> Box | None:
        """The box of a node, None where it is on another page."""
        return next((box for box in self.boxes if box.key == key), None)

    def border(self, row: int) -> float:
        """Where a row begins, or the last one ends."""
        return self.rows[row].y if row < len(self.rows) else self.rows[-1].y + self.rows[-1].h


class Way:
    """One way a flow could be drawn: its line, its circle, what it costs by itself, and its rooms."""

    def __init__(self, line: Line, circle: Circle | None = None, price: float = 0.0) -> None:
        self.line, self.circle, self.price = line, circle, price
        self.flow = ("", "")
        self.parts = list(line.segments())
        self.rooms = [line.label.room] if line.label else []
        if circle:
            self.rooms.append(circle.room)
            self.rooms += [circle.label.room] if circle.label else []
        self.ways = [around(part) for part in self.parts]
        rooms = [*self.rooms, *self.ways]
        left, top = min(room.x for room in rooms), min(room.y for room in rooms)
        right, foot = max(room.x + room.w for room in rooms), max(room.y + room.h for room in rooms)
        self.around = Rect(left - 1, top - 1, right - left + 2, foot - top + 2)


def routed(chart: Chart, placed: Placed) -> tuple[float, list[Line], list[Circle]]:
    """What the best found cost, and the lines and circles of one page of a chart."""
    choices = [ways for flow in chart.flows if (ways := _named(flow, _ways(flow, placed)))]
    choices = [_priced(ways, placed) for ways in (*choices, *_comings(chart, placed))]
    # what has few ways comes first: the others make room for it; other orders may still do better
    choices.sort(key=len)
    orders = [
        choices,
        choices[::-1],
        *(choices[n:] + choices[:n] for n in range(1, len(choices), 2)),
    ]
    tried = [_settled(order) for order in orders[:_ORDERS]]
    taken = min(tried, key=_total)
    circles = [way.circle for way in taken if way.circle]
    return _total(taken), [replace(way.line, flow=way.flow) for way in taken], circles


def _named(flow: Flow, ways: list[Way]) -> list[Way]:
    for way in ways:
        way.flow = (flow.source, flow.target)
    return ways


def _settled(choices: Sequence[Sequence[Way]]) -> list[Way]:
    """A way for each flow, taken one after the other and then mended until nothing gets better."""
    taken: list[Way] = []
    for ways in choices:
        taken.append(_cheapest(ways, taken))
    for _ in range(_ROUNDS):
        before = list(taken)
        for number, ways in enumerate(choices):
            taken[number] = _cheapest(ways, taken[:number] + taken[number + 1 :])
        if taken == before:
            break
    return taken


def _total(taken: Sequence[Way]) -> float:
    return sum(
        way.price + _beside_others(way, taken[number + 1 :]) for number, way in enumerate(taken)
    )


def _ways(flow: Flow, placed: Placed) -> list[Way]:
    """All the ways of a flow that begins on this page."""
    source, target = placed.box(flow.source), placed.box(flow.target)
    if source is None:
        return []
    words = flow.label.say(placed.language)
    if target is None:
        return list(_goings(flow, placed, source, words))
    ways = list(_around(placed, source, target, words))
    if source.row == target.row:
        ways += _level(source, target, words)
    if source.row < target.row:
        ways += _down(placed, source, target, words)
    return ways


def _level(source: Box, target: Box, words: str) -> Iterator[Way]:
    """Straight to a box of the same row."""
    side = 1 if target.middle[0] > source.middle[0] else -1
    for dy in (0.0, -2.6, 2.6):
        start, end = (
            _port(source, side, dy / source.room.h),
            _port(target, -side, dy / target.room.h),
        )
        yield Way(Line((start, end), _along(start, side, words, below=dy > 0)), price=abs(dy) * 0.2)


def _down(placed: Placed, source: Box, target: Box, words: str) -> Iterator[Way]:
    """From the bottom, or from a side, to the top or to a side of a box below."""
    x1, x2 = source.middle[0], target.middle[0]
    foot, top = source.room.y + source.room.h, target.room.y
    beside = _beside((x1, foot + 0.3), words)
    if abs(x1 - x2) < 0.01:
        yield Way(Line(((x1, foot), (x1, top)), beside), price=-4)
        return
    for border in (placed.border(source.row + 1), placed.border(target.row)):
        yield Way(Line(((x1, foot), (x1, border), (x2, border), (x2, top)), beside))
    side = 1 if x2 > x1 else -1
    for shift in _PORTS:
        start, end = _port(source, side, shift), _port(target, -side, shift)
        label = _along(start, side, words, below=shift > 0)
        yield Way(Line((start, (x2, start[1]), (x2, top)), label), price=1 + abs(shift))
        yield Way(Line(((x1, foot), (x1, end[1]), end), beside), price=2 + abs(shift))


def _along(start: Point, side: int, words: str, *, below: bool) -> Label | None:
    """Words above a level line, where it begins, or below it."""
    label = _beside(start, words, left=side < 0)
    if label is None:
        return None
    y = start[1] + 0.35 if below else start[1] - 0.35 - label.room.h
    return Label(Rect(label.room.x, y, label.room.w, label.room.h), label.lines)


def _beside(at: Point, words: str, *, left: bool = False) -> Label | None:
    if not words:
        return None
    lines = tuple(wrapped(words, _LONGEST, SIZE))
    w = max(width(line, SIZE) for line in lines)
    x = at[0] - 0.8 - w if left else at[0] + 0.8
    return Label(Rect(x, at[1], w, len(lines) * LEADING), lines)


def _port(box: Box, side: int, shift: float) -> Point:
    """A point of the left (-1) or right (1) side, shifted by a part of the height."""
    half = box.room.w / 2
    if box.kind == "choice":
        half *= 1 - 2 * abs(shift)
    return (box.middle[0] + side * half, box.middle[1] + shift * box.room.h)


def _around(placed: Placed, here: Box, there: Box, words: str) -> Iterator[Way]:
    """By a channel along one of the lanes' edges."""
    lane, (left, right) = placed.edges[1], sorted((here.middle[0], there.middle[0]))
    for edge, slot in product(placed.edges, _SLOTS):
        x = edge + slot
        # not off the sheet, and no farther than the next lane
        if (
            not max(placed.edges[0] + 0.5, left - lane)
            < x
            < min(placed.edges[-1] - 0.5, right + lane)
        ):
            continue
        out = 1 if x > here.middle[0] else -1
        into = 1 if x > there.middle[0] else -1
        for shift, other in product(_PORTS, _PORTS):
            start, end = _port(here, out, shift), _port(there, into, other)
            points = (start, (x, start[1]), (x, end[1]), end)
            price = 3 + abs(shift) + abs(other) + abs(slot) * 0.1
            yield Way(Line(points, _at_channel(points, words, out)), price=price)
            if words:
                yield Way(Line(points, _within(here, points, words, out)), price=price + 0.5)
            if words and abs(x - start[0]) > 6:
                yield Way(Line(points, _along(start, out, words, below=shift > 0)), price=price)


def _at_channel(points: Sequence[Point], words: str, side: int) -> Label | None:
    """The words of a flow beyond the channel it turns into, at the height where it leaves its box."""
    (_, y), (x, _), (_, turn), _ = points
    label = _beside((x, y), words, left=side < 0)
    if label is None:
        return None
    up = y + 0.4 if turn > y else y - label.room.h - 0.4
    return Label(Rect(label.room.x, up, label.room.w, label.room.h), label.lines)


def _within(box: Box, points: Sequence[Point], words: str, side: int) -> Label | None:
    """The words on the near side of the channel, just past the box that the flow has left."""
    (_, y), (x, _), (_, turn), _ = points
    label = _beside((x, y), words, left=side > 0)
    if label is None:
        return None
    up = box.room.y + box.room.h + 0.3 if turn > y else box.room.y - label.room.h - 0.3
    return Label(Rect(label.room.x, up, label.room.w, label.room.h), label.lines)


def _goings(flow: Flow, placed: Placed, box: Box, words: str) -> Iterator[Way]:
    """To a circle: below the last row where the next page begins with the target, else at a side."""
    letter, number = placed.letters[flow.target], placed.numbers[flow.target]
    note = _STEP.say(placed.language).format(n=number)
    said = f"{words} · {note}" if words else note
    if box.row == len(placed.rows) - 1:
        yield from _off(placed, box, letter, said)
    yield from _stubs(placed, box, letter, said, outward=True)


def _off(placed: Placed, box: Box, letter: str, said: str) -> Iterator[Way]:
    """From the last row to a circle below it: straight down, or from a side and down."""
    end, foot = placed.border(len(placed.rows)) + 1.6, box.room.y + box.room.h
    x, y = box.middle
    half = box.room.w / 2
    lines: list[tuple[Point, ...]] = [((x, foot), (x, end))]
    for side, far in product((1, -1), (2.5, 5.0, 8.0)):
        turn = x + side * (half + far)
        lines.append(((x + side * half, y), (turn, y), (turn, end)))
    for number, points in enumerate(lines):
        middle = (points[-1][0], end + RADIUS)
        if not placed.edges[0] + RADIUS < middle[0] < placed.edges[-1] - RADIUS:
            continue
        for left in (False, True):
            beside = (middle[0] + (-RADIUS if left else RADIUS), middle[1] - LEADING / 2)
            circle = Circle(middle, letter, _beside(beside, said, left=left))
            yield Way(Line(points, arrow=False), circle, price=number * 0.5 + left)


def _comings(chart: Chart, placed: Placed) -> list[list[Way]]:
    """For each node of this page that flows of other pages lead to: a circle and an arrow."""
    found = []
    for box in placed.boxes:
        sources = [
            flow.source for flow in chart.flows
            if flow.target == box.key and placed.page_of[flow.source] != placed.page_of[box.key]
        ]  # fmt: skip
        if not sources:
            continue
        note = ", ".join(
            _STEP.say(placed.language).format(n=placed.numbers[one]) for one in sources
        )
        letter = placed.letters[box.key]
        ways = []
        if box.row == 0:
            middle = (box.middle[0], placed.rows[0].y - 1.6 - RADIUS)
            line = Line(((box.middle[0], middle[1] + RADIUS), (box.middle[0], box.room.y)))
            label = _beside((middle[0] + RADIUS, middle[1] - LEADING / 2), note)
            ways = [Way(line, Circle(middle, letter, label))]
        found.append([*ways, *_stubs(placed, box, letter, note, outward=False)])
    return found


def _stubs(placed: Placed, box: Box, letter: str, said: str, *, outward: bool) -> Iterator[Way]:
    """A short level line between a side of a box and a circle in the cell beside it."""
    for side, shift, far in product((1, -1), _PORTS, (7.5, 10.0)):
        start = _port(box, side, shift)
        tip = (box.middle[0] + side * (box.room.w / 2 + far - RADIUS), start[1])
        middle = (tip[0] + side * RADIUS, tip[1])
        if not placed.edges[0] < middle[0] - RADIUS or not middle[0] + RADIUS < placed.edges[-1]:
            continue
        label = _beside((middle[0] + side * RADIUS, middle[1] - LEADING / 2), said, left=side < 0)
        if label and len(label.lines) > 1:
            room = Rect(label.room.x, middle[1] - label.room.h / 2, label.room.w, label.room.h)
            label = Label(room, label.lines)
        points = (start, tip) if outward else (tip, start)
        yield Way(
            Line(points, arrow=not outward), Circle(middle, letter, label),
            price=2 + abs(shift) + far * 0.01,
        )  # fmt: skip


def _priced(ways: Sequence[Way], placed: Placed) -> list[Way]:
    """The ways with what each costs by itself, the cheapest first."""
    for way in ways:
        length = 0.02 * sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in way.parts)
        way.price += length + _hits(placed, way)
    return sorted(ways, key=lambda way: way.price)


def _cheapest(ways: Sequence[Way], others: Sequence[Way]) -> Way:
    """The way that costs least beside the others."""
    best, least = ways[0], float("inf")
    for way in ways:
        if way.price >= least:
            break
        cost = way.price + _beside_others(way, others, least - way.price)
        if cost < least:
            best, least = way, cost
    return best


def _beside_others(way: Way, others: Sequence[Way], most: float = float("inf")) -> float:
    total = 0.0
    for other in others:
        if not way.around.meets(other.around):
            continue
        total += sum(_between(one, two) for one in way.parts for two in other.parts)
        total += 300 * sum(one.meets(two) for one in way.rooms for two in other.rooms)
        if way.rooms:
            total += 40 * sum(part.meets(room, -0.2) for part in other.ways for room in way.rooms)
        if other.rooms:
            total += 40 * sum(part.meets(room, -0.2) for part in way.ways for room in other.rooms)
        if total >= most:
            break
    return total


def _hits(placed: Placed, way: Way) -> float:
    """What a way costs for the boxes, numbers and borders of the sheet that are in it."""
    total = 0.0
    for box in placed.boxes:
        if not (way.around.meets(box.room) or way.around.meets(box.mark)):
            continue
        total += 1000 * sum(through(box, part) for part in way.parts)
        total += 500 * sum(room.meets(box.room) or room.meets(box.mark, -0.2) for room in way.rooms)
        total += 30 * sum(part.meets(box.mark, -0.2) for part in way.ways)
    total += 40 * sum(part.meets(room) for part in way.ways for room in way.rooms[:1])
    left, right = placed.edges[0] + 0.3, placed.edges[-1] - 0.3
    return total + 400 * sum(room.x < left or room.x + room.w > right for room in way.rooms)


def _between(one: tuple[Point, Point], two: tuple[Point, Point]) -> float:
    if overlapping(one, two):
        return 200
    return 10 if crossing(one, two) else 0
