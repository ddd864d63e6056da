import pytest
from pydantic import ValidationError

from kopru.libraries.policy.case import Case
from kopru.libraries.policy.deciding import applied, borrowing, lending
from kopru.libraries.policy.terms import Terms


def terms(*clauses, **stated):
    return Terms.model_validate({**stated, "clauses": clauses})


def codes(decision):
    return [finding.code for finding in decision.against]


@pytest.mark.parametrize(
    ("stated", "case", "code"),
    [
        ({"lends": False}, {}, "lends"),
        ({"gives_copies": False}, {"service": "copy"}, "copies"),
        ({}, {"individual": True}, "individual"),
        ({"excluded_kinds": ["thesis"]}, {"kind": "thesis"}, "kind"),
        ({}, {"traits": ["rare"]}, "trait"),
        ({"needs_two_copies": True}, {"copies": 1}, "single_copy"),
        ({"max_per_library": 5}, {"items_out": 5}, "library_limit"),
        ({"max_per_reader": 3}, {"reader_items_out": 3}, "reader_limit"),
        ({"max_copies_per_library": 10}, {"service": "copy", "copies_asked": 10}, "copy_limit"),
        ({"bars_late": "overdue"}, {"items_overdue": 1}, "overdue"),
        ({"bars_late": "warnings", "warnings": 2}, {"warnings": 2}, "warned"),
        ({"bars_late": "once"}, {"late_ever": 1}, "late_once"),
        ({"debt_limit": "20"}, {"debt": "20.01"}, "debt"),
        ({"copy_share": 20}, {"service": "copy", "share": 21}, "share"),
    ],
)
def test_a_supplier_refuses_for_one_reason_and_no_other(stated, case, code):
    decision = lending(terms(**stated), Case(**case))
    assert codes(decision) == [code]
    assert not decision.is_allowed
    assert decision.against[0].clause is None


@pytest.mark.parametrize(
    ("stated", "case"),
    [
        ({"lends": False}, {"service": "copy"}),
        ({"excluded_kinds": ["thesis"]}, {"kind": "thesis", "service": "copy"}),
        ({"needs_two_copies": True}, {}),
        ({"needs_two_copies": True}, {"copies": 2}),
        ({"max_per_library": 5}, {"items_out": 4}),
        ({"max_per_reader": 0}, {"reader_items_out": 9}),
        ({"debt_limit": "20"}, {"debt": "20"}),
        ({"bars_late": "never"}, {"items_overdue": 3, "warnings": 9, "late_ever": 4}),
    ],
)
def test_a_supplier_allows_up_to_its_limits(stated, case):
    assert lending(terms(**stated), Case(**case)).is_allowed


def test_a_clause_sets_terms_for_its_cases_alone_and_a_later_one_goes_before():
    rules = terms(
        {"when": {"distances": ["other_city", "abroad"]}, "sets": {"loan_days": 30}},
        {"when": {"distances": ["abroad"]}, "sets": {"loan_days": 45}},
        loan_days=15,
    )
    days = {
        where: applied(rules, Case(distance=where), "lending") for where in ("same_city", "other_city", "abroad")
    }  # fmt: skip
    assert {where: one.terms.loan_days for where, one in days.items()} == {
        "same_city": 15, "other_city": 30, "abroad": 45,
    }  # fmt: skip
    assert days["abroad"].by == {"loan_days": 1}
    assert applied(rules, Case(), "lending").terms.loan_days == 15


def test_a_refusal_names_the_clause_that_its_number_is_from():
    rules = terms(
        {"when": {"groups": ["undergraduate"]}, "sets": {"max_per_reader": 3}},
        {"when": {"kinds": ["thesis"], "fewer_copies_than": 2}, "refuses": True},
        max_per_reader=7,
    )
    young = lending(rules, Case(group="undergraduate", reader_items_out=3))
    assert [(f.code, f.clause) for f in young.against] == [("reader_limit", 0)]
    assert lending(rules, Case(group="academic", reader_items_out=3)).is_allowed
    thesis = lending(rules, Case(kind="thesis", copies=1))
    assert [(f.code, f.clause) for f in thesis.against] == [("clause", 1)]
    assert lending(rules, Case(kind="thesis", copies=2)).is_allowed
    assert lending(rules, Case(kind="thesis")).is_allowed  # what is not known is not so


def test_a_copy_is_offered_where_the_item_and_not_the_library_is_the_reason():
    rules = terms(needs_two_copies=True, copy_instead=True)
    assert lending(rules, Case(copies=1)).copy_instead
    assert not lending(rules, Case(copies=1, items_out=99)).copy_instead
    assert not lending(terms(needs_two_copies=True), Case(copies=1)).copy_instead


@pytest.mark.parametrize(
    ("stated", "case", "code"),
    [
        ({"renewals": 0}, {}, "renewals"),
        ({"renewals": 1}, {"renewals_done": 1}, "renewals"),
        ({}, {"days_left": -1}, "renewal_overdue"),
        ({"renewal_lead_days": 7}, {"days_left": 6}, "renewal_late"),
        ({}, {"wanted": True}, "renewal_wanted"),
    ],
)
def test_a_renewal_is_refused(stated, case, code):
    assert codes(lending(terms(**stated), Case(renews=True, **case))) == [code]


def test_a_renewal_is_allowed_on_the_last_day_and_where_the_terms_let_when_overdue():
    assert lending(terms(renewal_lead_days=7), Case(renews=True, days_left=7)).is_allowed
    late = terms(renews_overdue=True, renewal_lead_days=7)
    assert lending(late, Case(renews=True, days_left=-3)).is_allowed


@pytest.mark.parametrize(
    ("stated", "case", "code", "reason"),
    [
        ({}, {"group": "undergraduate"}, "group", "not_eligible"),
        ({"patron_groups": ["academic"], "advisor_groups": ["graduate"]}, {"group": "graduate"}, "advisor", "not_eligible"),
        ({}, {"member": False}, "membership", "membership_over"),
        ({"needs_contract": True}, {"contract": False}, "contract", "blocked"),
        ({"needs_institution_email": True}, {"institution_email": False}, "email", "blocked"),
        ({"not_requested_kinds": ["article"]}, {"kind": "article"}, "not_requested", "excluded_kind"),
        ({"patron_limit": 2}, {"open_requests": 2}, "open_requests", "limit_reached"),
        ({"patron_month_limit": 3}, {"asked_this_month": 3}, "month", "limit_reached"),
        ({"patron_copy_limit": 1}, {"service": "copy", "open_copies": 1}, "open_copies", "limit_reached"),
        ({}, {"reader_overdue": 1}, "reader_overdue", "blocked"),
        ({"unpaid_blocks": True}, {"reader_unpaid": True}, "reader_unpaid", "blocked"),
        ({}, {"reader_loss": True}, "reader_loss", "blocked"),
        ({"reader_debt_limit": "10"}, {"reader_debt": "10.50"}, "reader_debt", "blocked"),
        ({"barred_months": 6}, {"months_since_left": 5}, "left", "blocked"),
    ],
)  # fmt: skip
def test_the_own_library_refuses(stated, case, code, reason):
    decision = borrowing(terms(**stated), Case(**{"group": "academic", **case}))
    assert [(f.code, f.reason) for f in decision.against] == [(code, reason)]


def test_matrix_of_groups_and_kinds():
    rules = terms(
        {"side": "borrowing", "when": {"groups": ["undergraduate"], "kinds": ["thesis"]}, "refuses": True},
        patron_groups=["academic", "undergraduate"],
    )  # fmt: skip
    assert borrowing(rules, Case(group="undergraduate")).is_allowed
    assert borrowing(rules, Case(group="academic", kind="thesis")).is_allowed
    assert codes(borrowing(rules, Case(group="undergraduate", kind="thesis"))) == ["clause"]


def test_clauses_of_one_side_do_not_touch_the_other():
    rules = terms({"side": "borrowing", "when": {"kinds": ["thesis"]}, "refuses": True})
    assert lending(rules, Case(kind="thesis")).is_allowed


@pytest.mark.parametrize(
    "clause",
    [
        {},
        {"when": {"kinds": ["book"]}},
        {"refuses": True},
        {"when": {"kinds": ["book"]}, "refuses": True, "sets": {"loan_days": 3}},
        {"sets": {"loan_dys": 3}},
        {"sets": {"loan_days": 0}},
        {"sets": {"patron_limit": 3}},
        {"when": {"kinds": ["papyrus"]}, "refuses": True},
    ],
)
def test_a_clause_that_means_nothing_is_refused(clause):
    with pytest.raises(ValidationError):
        terms(clause)
