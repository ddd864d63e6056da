"""The tables as a whole: reachable, ending, and saying something in both languages."""

import pytest

from kopru.requests.lifecycle import LIFECYCLES, PATRON_REQUEST, By, NotAllowed
from kopru.requests.lifecycle.scan import BORROWING_SCAN, LENDING_SCAN, PATRON_REQUEST_SCAN
from kopru.requests.patron_view import SEVEN, VIEWS

TABLES = [pytest.param(table, id=name) for name, table in LIFECYCLES.items()]


def _neighbours(table):
    running = [step for step in table.rows if not step.coming]
    return {s: {r.target for r in running if s in r.sources} for s in table.states}


@pytest.mark.parametrize("table", TABLES)
def test_every_running_state_is_reached_from_the_first(table):
    ways, seen, todo = _neighbours(table), set(), [table.first]
    while todo:
        state = todo.pop()
        if state not in seen:
            seen.add(state)
            todo += ways[state]
    assert seen == set(table.running_states())


@pytest.mark.parametrize("table", TABLES)
def test_from_every_running_state_a_way_leads_to_an_end(table):
    ways = _neighbours(table)
    ends = {s for s, info in table.states.items() if info.final}
    good = set(ends)
    while True:
        more = {s for s in table.running_states() if s not in good and ways[s] & good}
        if not more:
            break
        good |= more
    assert good == set(table.running_states())


@pytest.mark.parametrize("table", TABLES)
def test_nothing_happens_after_an_end(table):
    for state, info in table.states.items():
        if info.final:
            assert not table.steps_from(state)


@pytest.mark.parametrize("table", TABLES)
def test_steps_of_coming_states_are_marked_coming(table):
    for step in table.rows:
        touches = [table.states[s].coming for s in (*step.sources, step.target)]
        assert any(touches) == step.coming, step.action


@pytest.mark.parametrize("table", TABLES)
def test_each_row_speaks_both_languages(table):
    for step in table.rows:
        assert step.label.tr
        assert step.label.en
        assert step.why.tr != step.why.en
    for info in table.states.values():
        assert info.label.tr
        assert info.meaning.tr != info.meaning.en


@pytest.mark.parametrize("table", TABLES)
def test_one_action_has_one_outcome_for_each_state(table):
    seen = set()
    for step in table.rows:
        for source in step.sources:
            assert (source, step.action) not in seen
            seen.add((source, step.action))


def test_what_goes_with_a_step_is_a_step_of_another_table():
    for table in LIFECYCLES.values():
        for step in table.rows:
            if step.with_it:
                name, action = step.with_it.split(".")
                assert name != table.name
                assert action in {s.action for s in LIFECYCLES[name].rows}


def test_an_illegal_step_is_refused_with_its_names():
    with pytest.raises(NotAllowed, match="patron_request: cannot hand_over while new"):
        PATRON_REQUEST.step("new", "hand_over")


def test_a_step_is_refused_to_the_wrong_actor():
    with pytest.raises(NotAllowed, match="by reader"):
        PATRON_REQUEST.step("new", "refuse", by=By.READER)


def test_every_state_has_its_word_for_the_reader():
    assert set(VIEWS) == set(PATRON_REQUEST.states)
    assert [SEVEN[v.place] for v in VIEWS.values() if v.place is not None] == [
        v.word for v in VIEWS.values() if v.place is not None
    ]


@pytest.mark.parametrize(
    ("scans", "name"),
    [
        pytest.param(LENDING_SCAN, "lending", id="supplier"),
        pytest.param(PATRON_REQUEST_SCAN, "patron_request", id="requester, for the reader"),
        pytest.param(BORROWING_SCAN, "borrowing", id="requester, the item alone"),
    ],
)
def test_a_scan_takes_only_steps_that_staff_may_take(scans, name):
    table = LIFECYCLES[name]
    for state, actions in scans.items():
        for action in actions:
            state = table.step(state, action, by=By.STAFF).target


def test_a_loan_is_five_scans_from_shelf_to_shelf():
    supplier = [("promise", "pack", "ship"), ("check_in", "close")]
    assert LENDING_SCAN["new"] == supplier[0]
    assert LENDING_SCAN["returning"] == supplier[1]
    requester = [PATRON_REQUEST_SCAN[s] for s in ("on_its_way", "ready", "with_reader")]
    assert requester == [("arrive",), ("hand_over",), ("take_back",)]
