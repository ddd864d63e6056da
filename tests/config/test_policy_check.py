import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

RULES = {
    "policies": [
        {
            "library": "AKASYA", "valid_from": "2026-01-01",
            "terms": {
                "max_per_library": 15, "max_per_reader": 7,
                "clauses": [{"when": {"groups": ["undergraduate"]}, "sets": {"max_per_reader": 3, "loan_days": 15}}],
            },
        },
        {"library": "AKASYA", "valid_from": "2026-06-01", "terms": {"lends": False}},
        {"library": "LALE", "valid_from": "2026-01-01", "terms": {"patron_groups": ["academic", "undergraduate"], "grace_days": 2}},
    ],
    "requests": [
        {"name": "a", "supplier": "AKASYA", "requester": "LALE", "asked_on": "2026-03-02", "case": {"group": "undergraduate", "reader_items_out": 3}},
        {"name": "b", "supplier": "AKASYA", "requester": "LALE", "asked_on": "2026-03-02", "case": {"group": "academic", "reader_items_out": 3}},
        {"supplier": "AKASYA", "asked_on": "2026-06-01"},
        {"supplier": "AKASYA", "asked_on": "2025-12-31"},
        {"requester": "LALE", "asked_on": "2026-06-01", "case": {"group": "staff"}},
    ],
}  # fmt: skip


@pytest.fixture
def check(tmp_path, capsys):
    def run(said, *options):
        path = tmp_path / "rules.json"
        path.write_text(said if isinstance(said, str) else json.dumps(said))
        call_command("policy_check", str(path), *options)
        return capsys.readouterr().out

    return run


def test_each_request_is_judged_by_the_policy_of_its_day(check):
    found = json.loads(check(RULES, "--json"))["requests"]
    assert [one["allowed"] for one in found] == [False, True, False, False, False]
    first = found[0]["sides"][1]
    assert (first["library"], first["policy"], first["side"]) == ("AKASYA", "2026-01-01", "lending")
    against = first["against"][0]
    assert (against["code"], against["clause"], against["reason"]) == (
        "reader_limit",
        1,
        "PolicyProblem",
    )
    assert "bir okura en çok 3" in against["rule"]["tr"]
    assert found[2]["sides"][0]["policy"] == "2026-06-01"
    assert found[3]["sides"][0]["policy"] is None
    assert found[4]["sides"][0]["against"][0]["code"] == "group"


def test_what_allowed_it_is_said_with_its_clause(check):
    rules = json.loads(check(RULES, "--json"))["requests"][1]["sides"][1]["rules"]
    assert any("en çok 15 yayın" in rule["tr"] for rule in rules)
    said = check({**RULES, "requests": [{"supplier": "AKASYA", "asked_on": "2026-03-02", "case": {"group": "undergraduate"}}]})  # fmt: skip
    assert "15 gündür. [1. madde]" in said


def test_in_words(check):
    said = check(RULES, "--say")
    assert "LALE, 2026-01-01" in said
    assert "? grace_days" in said
    assert "Ödünç süresi" in said
    assert (
        "[1. madde: Bir kütüphaneye aynı anda en çok 15 yayın verir, bir okura en çok 3.]" in said
    )


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("{", "JSON"),
        ("[]", "JSON"),
        ({"policies": [{"library": "", "valid_from": "2026-01-01", "terms": {}}]}, "policies.0.library"),
        ({"policies": [{"library": "A", "valid_from": "x", "terms": {}}]}, "policies.0.valid_from"),
        ({"policies": [{"library": "A", "valid_from": "2026-01-01", "terms": {"loan_days": 0}}]}, "policies.0.terms.loan_days"),
        ({"policies": [{"library": "A", "valid_from": "2026-01-01", "terms": {"clauses": [{"sets": {"x": 1}}]}}]}, "clauses.0.sets.x"),
        ({"policies": [], "requests": [{"asked_on": "2026-01-01", "case": {"kind": "papyrus"}}]}, "requests.0.case.kind"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_told_where(check, said, where):
    with pytest.raises(CommandError) as told:
        check(said, "--json")
    assert told.value.returncode == 2
    assert where in str(told.value)


def test_a_file_that_is_not_there():
    with pytest.raises(CommandError, match=r"cannot be opened|açılamıyor"):
        call_command("policy_check", "/nowhere.json")


def test_the_schema_is_the_published_one(capsys):
    call_command("policy_check", "--schema")
    published = Path(__file__).parents[2] / "docs" / "policy.schema.json"
    assert json.loads(capsys.readouterr().out) == json.loads(published.read_text())
