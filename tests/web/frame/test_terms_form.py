"""The terms as a form: every term has its field, and what is typed reads as it will be read."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from kopru.libraries.models import Policy, Role
from kopru.libraries.policy.terms import Terms
from kopru.web.frame.termsform import TermsForm
from web.frame.people import somebody

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)
ENGLISH = {"accept-language": "en"}
STATED = Terms.model_validate(
    {
        "loan_days": 21, "fines": [{"per_day": "0.30"}, {"from_day": 8, "per_day": "0.60"}],
        "excluded_kinds": ["thesis"], "service_days": [0, 3],
        "clauses": [{"when": {"kinds": ["map"]}, "refuses": True}],
    }
)  # fmt: skip


def typed(terms, **changes):
    """What a browser sends for these terms, with some of it otherwise."""
    form = TermsForm(terms=terms, today=TODAY)
    sent = {"valid_from": "2026-12-01"}
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        if name != "valid_from" and value is not False and value != "":
            sent[name] = [str(v) for v in value] if isinstance(value, tuple) else str(value)
    return {name: value for name, value in {**sent, **changes}.items() if value is not None}


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_what_is_sent_back_unchanged_is_the_same():
    form = TermsForm(typed(STATED), terms=STATED, today=TODAY)
    assert form.is_valid(), form.errors
    assert form.stated() == (STATED, date(2026, 12, 1))


def test_every_term_has_a_place_in_the_form():
    form = TermsForm(terms=Terms(), today=TODAY)
    shown = [
        field.name
        for matter in (*form.lending, *form.borrowing)
        for rule in matter.rules
        for field in rule.fields
    ]
    assert sorted(shown) == sorted(set(Terms.model_fields) - {"clauses"})


def test_a_change_is_read_at_once_and_what_is_wrong_keeps_the_rest():
    sent = typed(STATED, loan_days="45", patron_limit="0", fines="0,25; 10: 1")
    form = TermsForm(sent, terms=STATED, today=TODAY)
    sentences = {rule.name: rule for matter in form.lending for rule in matter.rules}
    assert sentences["loan_days"].sentence.startswith("A loan lasts 45 days")
    assert "TRY 0.25 a day, TRY 1.00 from day 10" in sentences["fines"].sentence
    assert list(form.errors) == ["patron_limit"]
    assert [one.per_day for one in form.as_typed.fines] == [Decimal("0.25"), Decimal(1)]


@pytest.mark.parametrize("rates", ["abc", "0,30; x: 1", "0: 1", "8: -1", "1: 2: 3"])
def test_a_rate_that_is_none_is_named(rates):
    form = TermsForm(typed(STATED, fines=rates), terms=STATED, today=TODAY)
    assert not form.is_valid()
    assert "is no rate" in form.errors["fines"][0]


def test_the_page_states_them_and_keeps_the_clauses(client):
    user = somebody(Role.LIBRARY_ADMIN)
    library = user.memberships.get().library
    client.force_login(user)
    before = Policy.objects.create(
        library=library, valid_from=TODAY, stated=STATED.model_dump(mode="json")
    )
    page = client.get("/desk/library/terms/change/", headers=ENGLISH).content.decode()
    assert "A loan lasts 21 days from the day the parcel arrives." in page
    assert "Not accepted: requests for maps." in page
    day = timezone.localdate()
    sent = typed(STATED, loan_days="14", valid_from=str(day))
    assert client.post("/desk/library/terms/change/", sent, headers=ENGLISH).status_code == 302
    after = library.policies.exclude(pk=before.pk).get()
    assert (after.terms.loan_days, after.terms.clauses) == (14, STATED.clauses)


def test_while_somebody_types_sentences_and_doubts_come_back(client):
    client.force_login(somebody(Role.LIBRARY_ADMIN))
    sent = typed(Terms(), loan_days="9", grace_days="3")
    page = client.post("/desk/library/terms/look/", sent, headers=ENGLISH).content.decode()
    assert 'id="said-loan_days" hx-swap-oob="true"' in page
    assert "A loan lasts 9 days" in page
    assert "There are no fines, yet rules for them." in page
    assert "Your last 0 requests" not in page


def test_terms_go_to_a_file_and_come_back(client):
    user = somebody(Role.LIBRARY_ADMIN)
    library = user.memberships.get().library
    client.force_login(user)
    day = timezone.localdate()
    Policy.objects.create(library=library, valid_from=day, stated=STATED.model_dump(mode="json"))
    saved = client.get("/desk/library/terms/save/")
    assert Terms.model_validate_json(saved.content) == STATED
    assert f"{library.symbol}-{day}.json" in saved["Content-Disposition"]
    later = str(day + timedelta(days=30))
    sent = {"file": SimpleUploadedFile("t.json", saved.content), "valid_from": later}
    assert client.post("/desk/library/terms/bring/", sent, headers=ENGLISH).status_code == 302
    assert [one.terms for one in library.policies.all()] == [STATED, STATED]


def test_a_file_that_is_wrong_says_where(client):
    user = somebody(Role.LIBRARY_ADMIN)
    client.force_login(user)
    wrong = b'{"loan_days": 0, "clauses": [{"sets": {"loan_dys": 1}}]}'
    sent = {"file": SimpleUploadedFile("t.json", wrong), "valid_from": str(timezone.localdate())}
    answer = client.post("/desk/library/terms/bring/", sent, headers=ENGLISH)
    assert answer.status_code == 422
    assert "loan_days: Input should be greater than or equal to 1" in answer.content.decode()
    assert not user.memberships.get().library.policies.exists()


def rows(*said, initial=0):
    """What a browser sends for rows of clauses."""
    sent = {"clause-TOTAL_FORMS": str(len(said)), "clause-INITIAL_FORMS": str(initial)}
    for number, row in enumerate(said):
        sent |= {f"clause-{number}-{name}": value for name, value in row.items()}
    return sent


def test_clauses_come_back_as_they_were():
    stated = Terms.model_validate(
        {
            "clauses": [
                {"when": {"distances": ["other_city"], "partners": ["A", "B"]}, "sets": {"loan_days": 30, "may_recall": False}},
                {"when": {"fewer_copies_than": 2, "traits": ["rare"]}, "refuses": True, "words": "Tek."},
                {"when": {"kinds": ["book"]}, "sets": {"fines": [{"per_day": 1}]}},
                {"side": "borrowing", "when": {"groups": ["staff"]}, "sets": {"reader_pays": "both", "service_days": [0, 4]}},
            ]
        }
    )  # fmt: skip
    shown = TermsForm(terms=stated, today=TODAY)
    assert len(shown.kept) == 1  # a fine of its own is said in a file only
    assert [bool(sentence) for _, sentence in shown.lines] == [True, True, True, False]
    sent = [
        {n: v for n, v in row.initial.items() if v not in (None, False, "", ())}
        for row, _ in shown.lines
    ]
    form = TermsForm({**typed(stated), **rows(*sent, initial=3)}, terms=stated, today=TODAY)
    assert form.is_valid(), (form.errors, form.rows.errors)
    one, two, kept, other = stated.clauses
    assert form.stated()[0].clauses == (kept, one, two, other)


def test_a_clause_is_added_changed_and_taken_away():
    before = STATED.with_set({"clauses": [{"when": {"kinds": ["map"]}, "refuses": True}]})
    sent = rows(
        {"side": "lending", "kinds": ["map"], "refuses": "on", "DELETE": "on"},
        {"side": "borrowing", "groups": ["undergraduate"], "term0": "patron_limit", "value0": "3", "term1": "reader_pays", "value1": "BOTH WAYS"},
        {}, initial=1,
    )  # fmt: skip
    form = TermsForm({**typed(before), **sent}, terms=before, today=TODAY)
    assert form.is_valid(), (form.errors, form.rows.errors)
    (clause,) = form.stated()[0].clauses
    assert clause.sets == {"patron_limit": 3, "reader_pays": "both"}
    assert form.lines[1][1].startswith("For undergraduates: a reader may have 3 open requests.")


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kinds": ["map"]}, "refuses"),
        ({"refuses": "on"}, "refuses"),
        ({"kinds": ["map"], "refuses": "on", "term0": "loan_days", "value0": "3"}, "refuses"),
        ({"term0": "loan_days", "value0": "many"}, "value0"),
        ({"term0": "loan_days", "value0": "0"}, "value0"),
        ({"term0": "loan_days", "value0": "5", "term1": "patron_limit", "value1": "5"}, "value1"),
        ({"term0": "may_recall", "value0": "perhaps"}, "value0"),
        ({"term2": "counts_from", "value2": "noon"}, "value2"),
        ({"kinds": ["papyrus"], "refuses": "on"}, "kinds"),
        ({"fewer_copies_than": "0", "refuses": "on"}, "fewer_copies_than"),
    ],
)
def test_a_clause_that_means_nothing_is_named(row, field):
    form = TermsForm(
        {**typed(STATED), **rows({"side": "lending", **row})}, terms=STATED, today=TODAY
    )
    assert not form.is_valid()
    assert list(form.rows.errors[0]) == [field]
