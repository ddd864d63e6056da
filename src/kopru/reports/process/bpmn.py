"""The process as BPMN 2.0 XML with its diagram, for a quality office's own tool. Pure.

One pool for each drawing, one below the other, its lanes upright as they are printed. Namespaces and
the order of elements: OMG, Business Process Model and Notation 2.0.2 (formal/2013-12-09), annexes B and C.
"""

from collections.abc import Sequence
from itertools import count

from lxml import etree

from kopru.common.words import Words
from kopru.reports.process.content import Chart, Flow, Node, Process
from kopru.reports.process.drawing.layout import HEAD, LANES, sheets
from kopru.reports.process.drawing.shapes import Box, Line, Point, Rect, Sheet

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES = {"bpmn": MODEL, "bpmndi": _DI, "dc": _DC, "di": _DD, "xsi": _XSI}
_HOME = "https://kopru.example/process"
#: points a millimetre; room around the pools; an event's circle
_SCALE, _MARGIN, _ROUND = 5.0, 40.0, 36.0
_POOL_HEAD = 30.0
_WHO, _PAPERS = Words("Sorumlu", "Responsible"), Words("Doküman / kayıt", "Document / record")


def as_bpmn(process: Process, language: str, *, name: str = "") -> bytes:
    """The whole process in "tr" or "en" as one BPMN file. `name`: of the library."""
    language = "tr" if language.startswith("tr") else "en"
    root = etree.Element(f"{{{MODEL}}}definitions", nsmap=_NAMES)
    root.set("id", "kopru")
    root.set("targetNamespace", _HOME)
    root.set("exporter", "Köprü")
    together = _add(root, "collaboration", id="together")
    for chart in process.charts:
        pool = f"{name}: {chart.title.say(language)}" if name else chart.title.say(language)
        _add(together, "participant", id=f"pool_{chart.key}", name=pool, processRef=chart.key)
    for chart in process.charts:
        _process(root, chart, language)
    plane = _add(
        _di(root, "BPMNDiagram", id="diagram"), "BPMNPlane", _DI, id="plane", bpmnElement="together"
    )
    top = _MARGIN
    for chart in process.charts:
        top = _drawn(plane, chart, language, top) + _MARGIN
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _add(parent: etree._Element, tag: str, space: str = MODEL, **values: str) -> etree._Element:
    return etree.SubElement(
        parent, f"{{{space}}}{tag}", {key: value for key, value in values.items() if value}
    )


def _di(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    return _add(parent, tag, _DI, **values)


def _id(chart: Chart, key: str) -> str:
    return f"{chart.key}_{key}"


def _process(root: etree._Element, chart: Chart, language: str) -> None:
    process = _add(
        root, "process", id=chart.key, name=chart.title.say(language), isExecutable="false"
    )
    lanes = _add(process, "laneSet", id=f"{chart.key}_lanes")
    for lane in chart.lanes:
        one = _add(lanes, "lane", id=f"{chart.key}_lane_{lane.key}", name=lane.name.say(language))
        for node in chart.nodes:
            if node.lane == lane.key:
                _add(one, "flowNodeRef").text = _id(chart, node.key)
    for node in chart.nodes:
        _node(process, chart, node, language)
    for number, flow in enumerate(chart.flows):
        _flow(process, chart, number, flow, language)


def _node(process: etree._Element, chart: Chart, node: Node, language: str) -> None:
    tags = {"start": "startEvent", "end": "endEvent", "choice": "exclusiveGateway"}
    # plain tasks: who acts is said by the lane, and no sign of a kind covers the words
    tag = tags.get(node.kind, "task")
    made = _add(process, tag, id=_id(chart, node.key), name=node.label.say(language))
    for text in _told(node, language):
        _add(made, "documentation").text = text
    for way, end in (("incoming", "target"), ("outgoing", "source")):
        for number, flow in enumerate(chart.flows):
            if getattr(flow, end) == node.key:
                _add(made, way).text = f"{chart.key}_flow_{number}"


def _told(node: Node, language: str) -> list[str]:
    texts = [one.say(language) for one in node.text]
    if who := node.who.say(language):
        texts.append(f"{_WHO.say(language)}: {who}")
    if node.papers:
        texts.append(
            f"{_PAPERS.say(language)}: " + ", ".join(one.say(language) for one in node.papers)
        )
    return texts


def _flow(process: etree._Element, chart: Chart, number: int, flow: Flow, language: str) -> None:
    label = flow.label.say(language)
    made = _add(
        process, "sequenceFlow", id=f"{chart.key}_flow_{number}", name=label,
        sourceRef=_id(chart, flow.source), targetRef=_id(chart, flow.target),
    )  # fmt: skip
    if label:  # of several ways one is taken: it is a decision, also where a task makes it
        condition = _add(made, "conditionExpression")
        condition.set(f"{{{_XSI}}}type", "bpmn:tFormalExpression")
        condition.text = label


def _drawn(plane: etree._Element, chart: Chart, language: str, top: float) -> float:
    """The shapes and edges of a pool that begins at `top`; where it ends."""
    (sheet,) = sheets(chart, language)
    down = top + _POOL_HEAD
    # the lanes' heads are drawn by the reader's tool, as high as it likes: rows begin below ours
    height = (sheet.height - HEAD) * _SCALE + 2 * _POOL_HEAD
    _shape(plane, f"pool_{chart.key}", Rect(_MARGIN, top, LANES * _SCALE, height), upright=True)
    for lane, left, right in zip(chart.lanes, sheet.lanes, sheet.lanes[1:], strict=False):
        room = Rect(_MARGIN + left * _SCALE, down, (right - left) * _SCALE, height - _POOL_HEAD)
        _shape(plane, f"{chart.key}_lane_{lane.key}", room, upright=True)
    shift = (_MARGIN, down + _POOL_HEAD - HEAD * _SCALE)
    for box in sheet.boxes:
        _box(plane, chart, box, shift)
    numbers = count()
    for line, flow in zip(_in_order(chart, sheet), chart.flows, strict=True):
        _edge(
            plane,
            f"{chart.key}_flow_{next(numbers)}",
            line,
            (_of(sheet, flow.source), _of(sheet, flow.target)),
            shift,
        )
    return top + height


def _in_order(chart: Chart, sheet: Sheet) -> Sequence[Line]:
    """The lines of a sheet in the order of the chart's flows."""
    known = {line.flow: line for line in sheet.lines}
    return [known[(flow.source, flow.target)] for flow in chart.flows]


def _of(sheet: Sheet, key: str) -> Box:
    return next(box for box in sheet.boxes if box.key == key)


def _moved(point: Point, shift: Point) -> Point:
    return (point[0] * _SCALE + shift[0], point[1] * _SCALE + shift[1])


def _bounds(parent: etree._Element, room: Rect) -> None:
    _add(parent, "Bounds", _DC, **{
        name: f"{value:.1f}"
        for name, value in (("x", room.x), ("y", room.y), ("width", room.w), ("height", room.h))
    })  # fmt: skip


def _shape(plane: etree._Element, of: str, room: Rect, *, upright: bool = False) -> etree._Element:
    shape = _di(
        plane,
        "BPMNShape",
        id=f"shape_{of}",
        bpmnElement=of,
        isHorizontal="false" if upright else "",
    )
    _bounds(shape, room)
    return shape


def _box(plane: etree._Element, chart: Chart, box: Box, shift: Point) -> None:
    x, y = _moved(box.middle, shift)
    w, h = box.room.w * _SCALE, box.room.h * _SCALE
    if box.kind in ("start", "end"):
        shape = _shape(
            plane, _id(chart, box.key), Rect(x - _ROUND / 2, y - _ROUND / 2, _ROUND, _ROUND)
        )
        beside, below = (
            Rect(x + _ROUND / 2 + 4, y - 7, w * 0.7, 14),
            Rect(x - w / 2, y + _ROUND / 2 + 3, w, 14),
        )
        label = beside if box.kind == "start" else below
    else:
        shape = _shape(plane, _id(chart, box.key), Rect(x - w / 2, y - h / 2, w, h))
        label = Rect(x - w * 0.36, y - box.text.h * _SCALE / 2, w * 0.72, box.text.h * _SCALE)
    if box.kind != "task":
        _bounds(_di(shape, "BPMNLabel"), label)


def _edge(plane: etree._Element, of: str, line: Line, ends: tuple[Box, Box], shift: Point) -> None:
    edge = _di(plane, "BPMNEdge", id=f"edge_{of}", bpmnElement=of)
    points = [_moved(point, shift) for point in line.points]
    points[0], points[-1] = _met(points[0], ends[0], shift), _met(points[-1], ends[1], shift)
    for x, y in points:
        _add(edge, "waypoint", _DD, x=f"{x:.1f}", y=f"{y:.1f}")
    if line.label:
        x, y = _moved((line.label.room.x, line.label.room.y), shift)
        _bounds(
            _di(edge, "BPMNLabel"),
            Rect(x, y, line.label.room.w * _SCALE * 1.15 + 8, line.label.room.h * _SCALE + 2),
        )


def _met(point: Point, box: Box, shift: Point) -> Point:
    """Where a line meets the shape: an event is a circle, smaller than our box."""
    if box.kind in ("task", "choice"):
        return point
    x, y = _moved(box.middle, shift)
    if abs(point[0] - x) < 1:
        return (point[0], y + (_ROUND / 2 if point[1] > y else -_ROUND / 2))
    off = point[1] - y
    reach = max((_ROUND / 2) ** 2 - off**2, 0) ** 0.5
    return (x + (reach if point[0] > x else -reach), point[1])
