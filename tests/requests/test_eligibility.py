"""May this reader have this asked for: what speaks against it, in order."""

import pytest

from kopru.libraries.policy.terms import Terms
from kopru.requests.eligibility import Facts, objections
from kopru.requests.reasons import REFUSED

TERMS = Terms(patron_groups=("academic", "graduate"), patron_limit=3)
GOOD = {
    "group": "graduate", "member": True, "open_requests": 0, "kind": "book", "held_copies_in": 0,
    "same_work_open": False,
}  # fmt: skip


def test_nothing_speaks_against_a_member_within_the_rules():
    assert objections(Facts(**GOOD), TERMS) == []


@pytest.mark.parametrize(
    ("change", "code", "firm"),
    [
        ({"member": False}, "membership_over", True),
        ({"member": False, "blocked": True}, "blocked", True),
        ({"group": "undergraduate"}, "not_eligible", True),
        ({"kind": "reference"}, "excluded_kind", True),
        ({"held_copies_in": 1}, "held_and_in", False),
        ({"open_requests": 3}, "limit_reached", True),
        ({"same_work_open": True}, "duplicate", False),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_each_obstacle_is_named_and_weighed(change, code, firm):
    found = objections(Facts(**{**GOOD, **change}), TERMS)
    assert [(o.code, o.firm) for o in found] == [(code, firm)]
    assert found[0].words == REFUSED[code]
