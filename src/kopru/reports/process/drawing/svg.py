"""A sheet as SVG: words as words, colours by classes, light and dark. Pure."""

from collections.abc import Iterator
from html import escape
from math import hypot

from kopru.reports.process.drawing import layout, routing
from kopru.reports.process.drawing.shapes import (
    RADIUS,
    Box,
    Circle,
    Label,
    Line,
    Point,
    Rect,
    Sheet,
)

_FACE = "Arial, 'Liberation Sans', Helvetica, 'Libertinus Serif', sans-serif"
_STYLE = """
text{font-family:%(face)s;fill:#1b1f24}
.ps-lane{fill:#fff;stroke:#7d858e;stroke-width:.25}.ps-head{fill:#e9edf2;stroke:#7d858e;stroke-width:.25}
.ps-row{stroke:#c6ccd3;stroke-width:.2}.ps-box-shape{fill:#f4f7fb;stroke:#2c5282;stroke-width:.35}
.ps-choice{fill:#fff8e6;stroke:#8a6100;stroke-width:.35}.ps-end{fill:#eef6ee;stroke:#2f6b3a;stroke-width:.45}
.ps-flow{fill:none;stroke:#30363d;stroke-width:.35;stroke-linejoin:round}.ps-tip{fill:#30363d}
.ps-circle{fill:#fff;stroke:#30363d;stroke-width:.35}.ps-said{paint-order:stroke;stroke:#fff;stroke-width:.9;stroke-linejoin:round}
.ps-under{stroke:#fff;fill:#fff;stroke-width:.9;stroke-linejoin:round}.ps-strong{font-weight:bold}
"""
_DARK = """
@media (prefers-color-scheme:dark){text{fill:#e7eaee}.ps-lane,.ps-circle{fill:#171b20;stroke:#7d858e}.ps-head{fill:#262c34}
.ps-row{stroke:#3a424b}.ps-box-shape{fill:#1e2a3a;stroke:#8fb7e8}.ps-choice{fill:#33290f;stroke:#e2b84d}.ps-end{fill:#18301d;stroke:#84c893}
.ps-flow{stroke:#c9d1d9}.ps-tip{fill:#c9d1d9}.ps-circle{stroke:#c9d1d9}.ps-said,.ps-under{stroke:#171b20}.ps-under{fill:#171b20}}
"""


def drawn(
    sheet: Sheet, *, name: str, texts: bool = True, dark: bool = True, styled: bool = True
) -> str:
    """The sheet as one SVG element.

    texts: with the columns beside the lanes, else the lanes alone. dark: it follows the reader's
    scheme. styled: it carries its own colours; else those of the page it stands in.
    """
    right = sheet.width if texts else sheet.lanes[-1]
    style = _STYLE % {"face": _FACE} + (_DARK if dark else "") if styled else ""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="ps-sheet" role="img" lang="{sheet.language}" '
        f'aria-labelledby="{name}-t {name}-d" viewBox="0 0 {_n(right)} {_n(sheet.height)}" '
        f'width="{_n(right)}mm" height="{_n(sheet.height)}mm">',
        f'<title id="{name}-t">{escape(sheet.title)}</title><desc id="{name}-d">{escape(described(sheet))}</desc>',
        f"<style>{style}</style>" if style else "",
        *_ground(sheet, texts=texts),
        *(one for line in sheet.lines for one in _line(line)),
        *(one for box in sheet.boxes for one in _box(box)),
        *(one for circle in sheet.circles for one in _circle(circle)),
        *(one for line in sheet.lines if line.label for one in _said(line.label)),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part)


def described(sheet: Sheet) -> str:
    """The steps of a sheet in a row, for who does not see it."""
    number = {row.key: row.number for row in sheet.rows}
    return "; ".join(f"{number[box.key]}. {' '.join(box.lines)}" for box in sheet.boxes)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _rect(room: Rect, kind: str, round_by: float = 0) -> str:
    corner = f' rx="{_n(round_by)}"' if round_by else ""
    return f'<rect x="{_n(room.x)}" y="{_n(room.y)}" width="{_n(room.w)}" height="{_n(room.h)}"{corner} class="{kind}"/>'


def _text(
    x: float, y: float, words: str, size: float, *, anchor: str = "start", kind: str = ""
) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}"{named}>{escape(words)}</text>'


def _ground(sheet: Sheet, *, texts: bool) -> Iterator[str]:
    high = sheet.height
    columns = list(zip(sheet.lanes, sheet.lanes[1:], sheet.names, strict=False))
    if texts:
        columns += [
            (x, x + w, name) for (x, w), name in zip(_columns(sheet), sheet.headings, strict=True)
        ]
    for x1, x2, name in columns:
        yield _rect(Rect(x1, layout.HEAD, x2 - x1, high - layout.HEAD), "ps-lane")
        yield _rect(Rect(x1, 0, x2 - x1, layout.HEAD), "ps-head")
        yield _text((x1 + x2) / 2, 4.0, name, 2.6, anchor="middle", kind="ps-strong")
    if texts:
        yield from _beside(sheet)


def _columns(sheet: Sheet) -> list[tuple[float, float]]:
    """Left edge and width of the columns beside the lanes."""
    widths = (layout.NUMBER, layout.TEXT, layout.WHO, layout.PAPERS)
    return [(sheet.lanes[-1] + sum(widths[:n]), w) for n, w in enumerate(widths)]


def _beside(sheet: Sheet) -> Iterator[str]:
    (number_at, number_wide), *others = _columns(sheet)
    for row in sheet.rows:
        middle = number_at + number_wide / 2
        yield _text(
            middle, row.room.y + 3.5, str(row.number), 2.4, anchor="middle", kind="ps-strong"
        )
        y = row.room.y + row.room.h
        yield f'<path d="M{_n(number_at)} {_n(y)}H{_n(sheet.width)}" class="ps-row"/>'
        for (x, _), lines in zip(others, row.cells, strict=True):
            top = row.room.y + 1.2
            for number, line in enumerate(lines):
                yield _text(x + 1.2, top + number * layout.LEADING + 2.3, line, layout.SIZE)


def _box(box: Box) -> Iterator[str]:
    room = box.room
    (x, y), w, h = box.middle, room.w / 2, room.h / 2
    if box.kind == "choice":
        yield f'<path d="M{_n(x)} {_n(y - h)}L{_n(x + w)} {_n(y)}L{_n(x)} {_n(y + h)}L{_n(x - w)} {_n(y)}Z" class="ps-choice"/>'
    elif box.kind == "task":
        yield _rect(room, "ps-box-shape", 1)
    else:
        yield _rect(room, "ps-end", room.h / 2)
    yield _text(box.mark.x, box.mark.y + 2, str(box.number), layout.SIZE, kind="ps-strong")
    for number, line in enumerate(box.lines):
        yield _text(
            x, box.text.y + number * layout.LEADING + 2.25, line, layout.SIZE, anchor="middle"
        )


def _line(line: Line) -> Iterator[str]:
    points = list(line.points)
    tip = ""
    if line.arrow:
        tip, points[-1] = _tip(points[-2], points[-1])
    way = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    yield f'<path d="{way}" class="ps-flow"/>'
    if tip:
        yield f'<path d="{tip}" class="ps-tip"/>'


def _tip(before: Point, end: Point) -> tuple[str, Point]:
    """The arrow's head, and where the line ends that carries it."""
    far = hypot(end[0] - before[0], end[1] - before[1]) or 1
    dx, dy = (end[0] - before[0]) / far, (end[1] - before[1]) / far
    base = (end[0] - 1.7 * dx, end[1] - 1.7 * dy)
    corners = (
        (base[0] - 0.75 * dy, base[1] + 0.75 * dx),
        (base[0] + 0.75 * dy, base[1] - 0.75 * dx),
    )
    shape = f"M{_n(end[0])} {_n(end[1])}" + "".join(f"L{_n(x)} {_n(y)}" for x, y in corners) + "Z"
    return shape, base


def _circle(circle: Circle) -> Iterator[str]:
    x, y = circle.middle
    yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(RADIUS)}" class="ps-circle"/>'
    yield _text(x, y + 0.85, circle.letter, 2.4, anchor="middle", kind="ps-strong")
    if circle.label:
        yield from _said(circle.label)


def _said(label: Label) -> Iterator[str]:
    for number, line in enumerate(label.lines):
        y = label.room.y + number * routing.LEADING + 1.9
        # the ground of the words twice: renderers that know no paint-order draw the first
        yield _text(label.room.x, y, line, routing.SIZE, kind="ps-under")
        yield _text(label.room.x, y, line, routing.SIZE)
