"""What a laid-out drawing is made of. All lengths are millimetres from the top left corner. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kopru.reports.process.content import Kind

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A room on the sheet."""

    x: float
    y: float
    w: float
    h: float

    def meets(self, other: "Rect", by: float = 0.01) -> bool:
        """Whether the two share more than an edge."""
        return (
            self.x + self.w > other.x + by and other.x + other.w > self.x + by
            and self.y + self.h > other.y + by and other.y + other.h > self.y + by
        )  # fmt: skip

    def holds(self, other: "Rect", by: float = 0.01) -> bool:
        """Whether the other lies wholly within this one."""
        return (
            other.x >= self.x - by and other.x + other.w <= self.x + self.w + by
            and other.y >= self.y - by and other.y + other.h <= self.y + self.h + by
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Box:
    """A node on the sheet. `text`: the room its lines take; `mark`: that of its number; `row`: from 0."""

    key: str
    kind: Kind
    number: int
    row: int
    room: Rect
    lines: tuple[str, ...]
    text: Rect
    mark: Rect

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.room.x + self.room.w / 2, self.room.y + self.room.h / 2)


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a line."""

    room: Rect
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A flow, with an arrow at its last point unless it ends in a circle. flow: the keys it joins."""

    points: tuple[Point, ...]
    label: Label | None = None
    arrow: bool = True
    flow: tuple[str, str] = ("", "")

    def segments(self) -> Iterator[tuple[Point, Point]]:
        """Its straight parts."""
        return pairwise(self.points)


@dataclass(frozen=True, slots=True)
class Circle:
    """Where a flow leaves the sheet, or comes onto it: the same letter stands on both."""

    middle: Point
    letter: str
    label: Label | None = None

    @property
    def room(self) -> Rect:
        """The room it takes."""
        return Rect(self.middle[0] - RADIUS, self.middle[1] - RADIUS, 2 * RADIUS, 2 * RADIUS)


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of a numbered step beside the lanes, cell by cell, and the room they have."""

    number: int
    key: str
    room: Rect
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a drawing. lanes: the left edge of each, and the right edge of the last."""

    title: str
    language: str
    lanes: tuple[float, ...]
    names: tuple[str, ...]
    width: float
    height: float
    rows: tuple[Row, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    circles: tuple[Circle, ...]
    headings: tuple[str, ...] = field(default=())


RADIUS = 2.1


def crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether an upright and a level part cross in their midst."""
    (a, b), (c, d) = one, other
    if _upright(a, b) == _upright(c, d):
        return False
    if not _upright(a, b):
        a, b, c, d = c, d, a, b
    x, (top, bottom) = a[0], sorted((a[1], b[1]))
    y, (left, right) = c[1], sorted((c[0], d[0]))
    return left + 0.05 < x < right - 0.05 and top + 0.05 < y < bottom - 0.05


def overlapping(one: tuple[Point, Point], other: tuple[Point, Point], near: float = 1.2) -> bool:
    """Whether two parallel parts run upon each other, or so near that the eye takes them for one."""
    (a, b), (c, d) = one, other
    if _upright(a, b) != _upright(c, d):
        return False
    along, across = (1, 0) if _upright(a, b) else (0, 1)
    if abs(a[across] - c[across]) >= near:
        return False
    first, second = sorted((a[along], b[along])), sorted((c[along], d[along]))
    return min(first[1], second[1]) - max(first[0], second[0]) > 0.05


def _upright(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < 0.001


def crossings(lines: Sequence[Line]) -> int:
    """How often lines of a sheet cross each other."""
    return sum(
        crossing(one, other)
        for number, line in enumerate(lines)
        for later in lines[number + 1 :]
        for one in line.segments()
        for other in later.segments()
    )


def around(part: tuple[Point, Point], by: float = 0.0) -> Rect:
    """The room of a straight part, widened by so much on each side."""
    (x1, y1), (x2, y2) = part
    return Rect(min(x1, x2) - by, min(y1, y2) - by, abs(x1 - x2) + 2 * by, abs(y1 - y2) + 2 * by)


def through(box: Box, part: tuple[Point, Point], rim: float = 0.3) -> bool:
    """Whether a level or upright part runs through a box and not only up to its rim."""
    room, (x, y) = box.room, box.middle
    half_wide, half_high = room.w / 2 - rim, room.h / 2 - rim
    (x1, y1), (x2, y2) = part
    if max(x1, x2) < x - half_wide or min(x1, x2) > x + half_wide:
        return False
    if max(y1, y2) < y - half_high or min(y1, y2) > y + half_high:
        return False
    if box.kind != "choice":
        return True
    if _upright(*part):
        reach = half_high * (1 - abs(x1 - x) / (room.w / 2))
        return min(y1, y2) < y + reach and max(y1, y2) > y - reach
    reach = half_wide * (1 - abs(y1 - y) / (room.h / 2))
    return min(x1, x2) < x + reach and max(x1, x2) > x - reach
