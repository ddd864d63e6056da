"""From a chart to sheets: rows as high as their texts, nodes in their lanes, pages broken at rows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from kopru.common.words import Words
from kopru.reports.process.content import Chart, Node
from kopru.reports.process.drawing.metrics import width, wrapped
from kopru.reports.process.drawing.routing import Placed, routed
from kopru.reports.process.drawing.shapes import Box, Rect, Row, Sheet

#: letter size and line height of all texts, millimetres
SIZE, LEADING = 2.4, 3.0
#: the columns beside the lanes: number, text, responsible, papers
NUMBER, TEXT, WHO, PAPERS = 7.0, 92.0, 24.0, 26.0
LANES = 128.0
HEAD = 6.0
#: above the first row and below the last, where a flow comes from another page or goes on there
STRIP = 7.0
_PAD, _ABOVE = 1.2, 3.4
_BOX, _EDGE = 23.6, 1.2
#: ways to break a drawing into pages that are compared
_TRIED = 8
#: what a millimetre costs that one page is fuller than another, as lines cost
_UNEVEN = 0.06
HEADINGS = (
    Words("No", "No"),
    Words("Açıklama", "What is done"),
    Words("Sorumlu", "Responsible"),
    Words("Doküman / kayıt", "Document / record"),
)


@dataclass(frozen=True, slots=True)
class _Sized:
    number: int
    node: Node
    lines: tuple[str, ...]
    box: tuple[float, float]
    cells: tuple[tuple[str, ...], ...]
    texts: float


@dataclass(frozen=True, slots=True)
class _Level:
    """The nodes of one row of the drawing."""

    nodes: tuple[_Sized, ...]

    @property
    def height(self) -> float:
        """As high as the texts of all and as the highest shape."""
        return max(
            max(one.box[1] for one in self.nodes) + 2 * _ABOVE, sum(one.texts for one in self.nodes)
        )


@lru_cache(maxsize=64)
def sheets(chart: Chart, language: str, *, page: float | None = None) -> tuple[Sheet, ...]:
    """The chart in "tr" or "en" on pages at most `page` high, or on one long sheet.

    :raises ValueError: when a row is higher than a page
    """
    levels = _levels([_sized(number, node, language) for number, node in chart.numbered()])
    if page is None:
        return tuple(_paged(chart, language, [levels], long=True)[1])
    tried = (
        _paged(chart, language, pages, long=len(pages) == 1) for pages in _broken(levels, page)
    )
    return tuple(min(tried, key=lambda one: one[0])[1])


def _paged(
    chart: Chart, language: str, pages: Sequence[Sequence[_Level]], *, long: bool = False
) -> tuple[float, list[Sheet]]:
    """The sheets of these pages, and how ill their lines lie."""
    page_of = {one.node.key: n for n, rows in enumerate(pages) for row in rows for one in row.nodes}
    letters = _letters(chart, page_of)
    drawn = [_sheet(chart, language, rows, page_of, letters, long=long) for rows in pages]
    heights = [sum(one.height for one in rows) for rows in pages]
    uneven = _UNEVEN * (max(heights) - min(heights))
    return uneven + sum(cost for cost, _ in drawn), [sheet for _, sheet in drawn]


def _levels(sized: Sequence[_Sized]) -> list[_Level]:
    rows: list[list[_Sized]] = []
    for one in sized:
        if one.node.level and rows:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [_Level(tuple(row)) for row in rows]


def _letters(chart: Chart, page_of: dict[str, int]) -> dict[str, str]:
    """A letter for each node that a flow of another page leads to."""
    targets = dict.fromkeys(f.target for f in chart.flows if page_of[f.source] != page_of[f.target])
    return {key: "ABCDEFGHJKLMNPRSTUVYZ"[number] for number, key in enumerate(targets)}


def _sized(number: int, node: Node, language: str) -> _Sized:
    texts = [one.say(language) for one in node.text]
    cells = (
        tuple(line for text in texts for line in wrapped(text, TEXT - 2 * _PAD, SIZE)),
        tuple(wrapped(node.who.say(language), WHO - 2 * _PAD, SIZE)),
        tuple(line for one in node.papers for line in wrapped(one.say(language), PAPERS - 2 * _PAD, SIZE)),
    )  # fmt: skip
    lines, box = _boxed(node, language)
    return _Sized(
        number, node, lines, box, cells, max(len(lines) for lines in cells) * LEADING + 2 * _PAD
    )


def _boxed(node: Node, language: str) -> tuple[tuple[str, ...], tuple[float, float]]:
    """The label's lines and the size of the shape that holds them."""
    label = node.label.say(language)
    if node.kind != "choice":
        lines = wrapped(label, _BOX - 2 * _EDGE, SIZE)
        return tuple(lines), (_BOX, max(8.0, len(lines) * LEADING + 2 * _EDGE))
    tried = []
    for room in (13.0, 14.5, 16.0, 17.5, 19.0):
        lines = wrapped(label, room, SIZE)
        widest = max(width(line, SIZE) for line in lines) + 0.6
        tried.append((len(lines) * LEADING / (1 - widest / _BOX), tuple(lines)))
    high, chosen = min(tried)
    return chosen, (_BOX, max(12.5, high))


def _broken(levels: Sequence[_Level], page: float) -> list[list[Sequence[_Level]]]:
    """The evenest ways to break the rows into as few pages as it takes."""
    room = page - HEAD - 2 * STRIP
    if tall := next((one for one in levels if one.height > room), None):
        raise ValueError(f"{tall.nodes[0].node.key}: its text is higher than a page")
    for count in range(len(levels)):
        found = []
        for cuts in combinations(range(1, len(levels)), count):
            pages = [levels[a:b] for a, b in pairwise((0, *cuts, len(levels)))]
            highest = max(sum(one.height for one in rows) for rows in pages)
            # one page alone needs no room for flows that come and go
            if highest <= (room if cuts else page - HEAD):
                found.append((highest, cuts, pages))
        if found:
            return [pages for _, _, pages in sorted(found, key=lambda one: one[:2])[:_TRIED]]
    return [[levels]]


def _sheet(
    chart: Chart, language: str, rows: Sequence[_Level], page_of: dict[str, int],
    letters: dict[str, str], *, long: bool,
) -> tuple[float, Sheet]:  # fmt: skip
    lane = LANES / len(chart.lanes)
    edges = tuple(lane * n for n in range(len(chart.lanes) + 1))
    order = {one.key: n for n, one in enumerate(chart.lanes)}
    strip = 0.0 if long else STRIP
    rooms: list[Rect] = []
    printed: list[Row] = []
    boxes: list[Box] = []
    for n, level in enumerate(rows):
        top = rooms[-1].y + rooms[-1].h if rooms else HEAD + strip
        rooms.append(Rect(0, top, LANES, level.height))
        printed += _rows(level, top)
        boxes += [
            _box(one, n, rooms[-1], edges[order[one.node.lane]] + lane / 2) for one in level.nodes
        ]
    placed = Placed(
        tuple(boxes),
        edges,
        tuple(rooms),
        {one.key: n for n, one in chart.numbered()},
        letters,
        page_of,
        language,
    )
    cost, lines, circles = routed(chart, placed)
    return cost, Sheet(
        chart.title.say(language), language, edges, tuple(lane.name.say(language) for lane in chart.lanes),
        LANES + NUMBER + TEXT + WHO + PAPERS, rooms[-1].y + rooms[-1].h + strip, tuple(printed), tuple(boxes),
        tuple(lines), tuple(circles), tuple(words.say(language) for words in HEADINGS),
    )  # fmt: skip


def _rows(level: _Level, top: float) -> list[Row]:
    """The texts of a row, one below the other, the room left over shared among them."""
    rest = (level.height - sum(one.texts for one in level.nodes)) / len(level.nodes)
    found = []
    for one in level.nodes:
        found.append(
            Row(
                one.number,
                one.node.key,
                Rect(LANES, top, NUMBER + TEXT + WHO + PAPERS, one.texts + rest),
                one.cells,
            )
        )
        top += one.texts + rest
    return found


def _box(one: _Sized, number: int, row: Rect, middle: float) -> Box:
    w, h = one.box
    top = row.y + (row.h - h) / 2
    widest = max(width(line, SIZE) for line in one.lines)
    high = len(one.lines) * LEADING
    text = Rect(middle - widest / 2, top + (h - high) / 2, widest, high)
    said = width(str(one.number), SIZE, bold=True)
    mark = Rect(middle - w / 2 + 0.2, top + (0.6 if one.node.kind == "choice" else -2.8), said, 2.4)
    return Box(
        one.node.key,
        one.node.kind,
        one.number,
        number,
        Rect(middle - w / 2, top, w, h),
        one.lines,
        text,
        mark,
    )
