"""The BPMN is what the standard says, opens in an independent library, and names every step."""

from pathlib import Path

import pytest
import SpiffWorkflow.bpmn.parser
from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser, BpmnValidator

from kopru.libraries.policy.terms import Terms
from kopru.reports.process.bpmn import MODEL, as_bpmn
from kopru.reports.process.plans import process_of

B = {
    "b": MODEL,
    "di": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
}


@pytest.fixture(params=["tr", "en"])
def language(request):
    return request.param


@pytest.fixture
def root(drawn_terms, language):
    return etree.fromstring(as_bpmn(process_of(drawn_terms), language, name="Ayva"))


def test_it_holds_to_the_schema_of_the_standard(root):
    folder = Path(SpiffWorkflow.bpmn.parser.__file__).parent / "schema"
    schema = etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))
    schema.assertValid(root)


def test_an_independent_library_opens_it_and_finds_every_step(drawn_terms, language, root):
    process = process_of(drawn_terms)
    # it is a document to read; the library looks into what it could run only
    for one in root.iterfind("b:process", B):
        one.set("isExecutable", "true")
    parser = BpmnParser(validator=BpmnValidator())
    parser.add_bpmn_xml(etree.ElementTree(root))
    assert set(parser.get_process_ids()) == {chart.key for chart in process.charts}
    for chart in process.charts:
        specs = parser.get_spec(chart.key).task_specs.values()
        names = {spec.bpmn_id: (spec.bpmn_name, spec.lane) for spec in specs if spec.bpmn_id}
        lanes = {lane.key: lane.name.say(language) for lane in chart.lanes}
        for node in chart.nodes:
            assert names[f"{chart.key}_{node.key}"] == (node.label.say(language), lanes[node.lane])


def test_everything_drawn_has_its_shape(root):
    shapes = {one.get("bpmnElement") for one in root.iterfind(".//di:BPMNShape", B)}
    edges = {one.get("bpmnElement"): one for one in root.iterfind(".//di:BPMNEdge", B)}
    flows = root.findall(".//b:sequenceFlow", B)
    assert {flow.get("id") for flow in flows} == set(edges)
    nodes = root.xpath(
        "//b:task|//b:userTask|//b:serviceTask|//b:startEvent|//b:endEvent|//b:exclusiveGateway|//b:lane|//b:participant",
        namespaces=B,
    )
    assert {node.get("id") for node in nodes} == shapes


def test_an_edge_ends_at_the_shapes_it_joins(root):
    bounds = {}
    for shape in root.iterfind(".//di:BPMNShape", B):
        room = shape.find("dc:Bounds", B)
        bounds[shape.get("bpmnElement")] = [
            float(room.get(k)) for k in ("x", "y", "width", "height")
        ]
    flows = {flow.get("id"): flow for flow in root.iterfind(".//b:sequenceFlow", B)}
    for edge in root.iterfind(".//di:BPMNEdge", B):
        flow, points = (
            flows[edge.get("bpmnElement")],
            [(float(p.get("x")), float(p.get("y"))) for p in edge.iterfind("{*}waypoint")],
        )
        for end, (px, py) in (
            (flow.get("sourceRef"), points[0]),
            (flow.get("targetRef"), points[-1]),
        ):
            x, y, w, h = bounds[end]
            assert (x - 1 <= px <= x + w + 1, y - 1 <= py <= y + h + 1) == (True, True), (
                flow.get("id"),
                end,
            )


def test_rules_stand_in_the_documentation():
    text = as_bpmn(process_of(Terms(loan_days=19)), "tr").decode()
    assert "19 gündür" in text
