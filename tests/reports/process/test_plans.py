import pytest

from kopru.common.words import Words
from kopru.libraries.policy.terms import Terms
from kopru.reports.process.content import from_json
from kopru.reports.process.plans import process_of
from kopru.reports.process.steps import NoSuchStep, every_step, rows_of
from kopru.requests.lifecycle import LIFECYCLES


def test_no_step_of_the_tables_is_left_out(terms):
    assert set(every_step()) == process_of(terms).steps()


def test_a_step_that_no_table_has_is_refused():
    with pytest.raises(NoSuchStep, match=r"lending\.fly"):
        rows_of("lending.fly")


def test_flows_join_nodes_and_every_node_is_reached(terms):
    for chart in process_of(terms).charts:
        keys = [node.key for node in chart.nodes]
        assert len(set(keys)) == len(keys)
        reached, edge = {"start"}, ["start"]
        while edge:
            here = edge.pop()
            for flow in chart.flows:
                assert {flow.source, flow.target} <= set(keys)
                if flow.source == here and flow.target not in reached:
                    reached.add(flow.target)
                    edge.append(flow.target)
        assert reached == set(keys)
        for node in chart.nodes:
            leaving = [flow for flow in chart.flows if flow.source == node.key]
            assert (node.kind == "end") == (not leaving)
            if node.kind == "choice":
                assert len(leaving) >= 2
                assert all(flow.label.tr and flow.label.en for flow in leaving)


def _reachable(table, state):
    found, edge = {state}, [state]
    while edge:
        for step in table.steps_from(edge.pop()):
            if str(step.target) not in found:
                found.add(str(step.target))
                edge.append(str(step.target))
    return found


def test_what_follows_in_the_drawing_can_follow_in_the_tables(terms):
    """From a drawn step to each next drawn step of the same lifecycle there is a way in the table."""
    for chart in process_of(terms).charts:
        for node in chart.nodes:
            for flow in (one for one in chart.flows if one.source == node.key):
                after = chart.node(flow.target)
                for name, table in LIFECYCLES.items():
                    mine = [
                        row for s in node.steps if s.startswith(f"{name}.") for row in rows_of(s)
                    ]
                    theirs = [
                        row for s in after.steps if s.startswith(f"{name}.") for row in rows_of(s)
                    ]
                    if mine and theirs:
                        ahead = set().union(*(_reachable(table, str(row.target)) for row in mine))
                        may = any(
                            not row.sources or {str(s) for s in row.sources} & ahead
                            for row in theirs
                        )
                        assert may, (node.key, after.key)


def test_it_comes_back_from_json(terms):
    process = process_of(terms)
    again = from_json(process.as_json())
    assert again == process
    assert again.mark == process.mark


def test_other_rules_make_another_document():
    first, second = process_of(Terms(loan_days=30)), process_of(Terms(loan_days=15))
    assert first.mark != second.mark
    assert "15 gündür" in " ".join(text.tr for text in second.charts[-1].node("ship").text)


def test_the_drawing_follows_the_rules():
    by_itself, by_hand = process_of(Terms(auto_send=True)), process_of(Terms(auto_send=False))
    assert by_itself.charts[0].node("send").lane == "system"
    assert by_hand.charts[0].node("send").lane == "desk"
    lending = process_of(Terms(renewals=0)).charts[-1]
    assert "renew" not in {node.key for node in lending.nodes}
    assert len(process_of(Terms(lends=False, gives_copies=False)).charts) == 2


def test_everything_is_said_in_both_languages(terms):
    process = process_of(terms)
    said = [node.label for chart in process.charts for node in chart.nodes]
    said += [text for chart in process.charts for node in chart.nodes for text in node.text]
    said += [case.why for case in process.cases] + [case.label for case in process.cases]
    assert all(isinstance(words, Words) and words.tr and words.en for words in said)
