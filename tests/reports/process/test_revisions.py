"""Revisions open where rules change, are signed in order, kept, and comparable."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from conftest import person
from kopru.libraries.actions import Refused, state_terms
from kopru.libraries.models import Library, Role
from kopru.libraries.policy.terms import Terms
from kopru.reports.models import ProcessRevision
from kopru.reports.process import revising
from kopru.reports.process.differences import differences
from kopru.reports.process.form import FIRST, ROLES
from kopru.reports.process.plans import process_of
from kopru.reports.process.standing import form_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 27, 9, tzinfo=timezone.get_default_timezone())
LATER = NOW + timedelta(days=3)


@pytest.fixture
def ayva():
    return Library.objects.create(symbol="AYVA", name_tr="Ayva Kütüphanesi")


@pytest.fixture
def admin(ayva):
    return person(ayva, Role.LIBRARY_ADMIN)


def _signed(revision, admin, now=NOW, roles=tuple(ROLES)):
    for role in roles:
        revision = revising.sign(revision=revision, role=role, by=admin, now=now)
    return revision


def _rule(library, on, **terms):
    state_terms(library=library, terms=Terms(**terms), valid_from=on, today=on)


def test_the_first_revision_is_signed_into_force(ayva, admin):
    revising.save_form(
        library=ayva,
        number="KDDB.İA.1",
        related="Yönerge",
        signers={"approved": {"office": "Rektörlük", "name": "Işık ÇAĞ"}},
    )
    revision = revising.open_revision(library=ayva, now=NOW, by=admin)
    assert (revision.number, revision.state, revision.why) == (0, "draft", (FIRST,))
    revision = _signed(revision, admin)
    assert (revision.state, revision.in_force_on) == ("in_force", NOW.date())
    form = form_of(ayva, revision, on=NOW.date())
    assert (form.number, form.state, form.published_on) == ("KDDB.İA.1", "in_force", NOW.date())
    assert [one.on for one in form.signatures] == [NOW.date()] * 5
    assert ("Rektörlük", "Işık ÇAĞ") in [(one.office, one.name) for one in form.signatures]


def test_a_changed_rule_opens_a_revision_that_lists_it(ayva, admin):
    first = _signed(revising.open_revision(library=ayva, now=NOW), admin)
    assert revising.draft_changed(NOW) == 0
    _rule(ayva, LATER.date(), loan_days=15, freight_payer="sender")
    assert revising.draft_changed(LATER) == 1
    assert revising.draft_changed(LATER) == 0
    draft = revising.latest(ayva)
    said = " ".join(one.tr for one in draft.why)
    assert (draft.number, draft.state) == (1, "draft")
    assert ("30 gündür" in said, "15 gündür" in said) == (True, True)
    assert all(one.en for one in draft.why)
    _signed(draft, admin, LATER)
    first.refresh_from_db()
    assert first.state == "superseded"
    assert first.process == process_of(Terms())
    assert len(form_of(ayva, revising.latest(ayva), on=LATER.date()).history) == 2


def test_nothing_is_opened_where_nothing_changed(ayva):
    revising.open_revision(library=ayva, now=NOW)
    with pytest.raises(Refused, match="Nothing has changed"):
        revising.open_revision(library=ayva, now=LATER)


def test_an_unsigned_draft_is_brought_up_to_date_and_a_signed_one_is_kept(ayva, admin):
    draft = revising.open_revision(library=ayva, now=NOW)
    _rule(ayva, LATER.date(), loan_days=15)
    assert revising.open_revision(library=ayva, now=LATER).pk == draft.pk
    _signed(revising.latest(ayva), admin, LATER, ["prepared"])
    _rule(ayva, (LATER + timedelta(days=1)).date(), loan_days=20)
    fresh = revising.open_revision(library=ayva, now=LATER + timedelta(days=1))
    assert (fresh.number, ProcessRevision.objects.of(ayva).count()) == (1, 2)
    draft.refresh_from_db()
    assert (draft.state, draft.signatures.count()) == ("superseded", 1)


def test_what_no_longer_runs_is_not_signed(ayva, admin):
    draft = revising.open_revision(library=ayva, now=NOW)
    _rule(ayva, LATER.date(), loan_days=15)
    with pytest.raises(Refused, match="rules have changed"):
        _signed(draft, admin, LATER)
    assert draft.signatures.count() == 0


def test_signatures_come_in_order_and_from_whom_they_belong_to(ayva, admin):
    staff = person(ayva, Role.STAFF, email="b@ayva.example")
    stranger = person(
        Library.objects.create(symbol="LALE", name_tr="Lale"),
        Role.LIBRARY_ADMIN,
        email="c@lale.example",
    )
    revising.save_form(
        library=ayva,
        number="",
        related="",
        signers={"prepared": {"user": staff.pk, "name": "Bora"}},
    )
    draft = revising.open_revision(library=ayva, now=NOW)
    with pytest.raises(Refused, match="turn"):
        revising.sign(revision=draft, role="approved", by=admin, now=NOW)
    for wrong in (admin, stranger):
        with pytest.raises(Refused, match="somebody else"):
            revising.sign(revision=draft, role="prepared", by=wrong, now=NOW)
    revising.sign(revision=draft, role="prepared", by=staff, now=NOW)
    with pytest.raises(Refused, match="somebody else"):
        revising.sign(revision=draft, role="controlled", by=staff, now=NOW)
    _signed(draft, admin, roles=list(ROLES)[1:])
    with pytest.raises(Refused, match="not open"):
        revising.sign(revision=draft, role="published", by=admin, now=NOW)


def test_the_form_of_a_signed_revision_stays(ayva, admin):
    revising.save_form(library=ayva, number="A-1", related="Yönerge", signers={})
    revision = _signed(revising.open_revision(library=ayva, now=NOW), admin)
    revising.save_form(library=ayva, number="B-2", related="", signers={})
    assert form_of(ayva, revision, on=date(2026, 12, 1)).number == "A-1"


def test_differences_name_rules_steps_lanes_and_ways():
    old, new = (
        process_of(Terms()),
        process_of(Terms(auto_send=True, renewals=0, gives_copies=False)),
    )
    found = differences(old, new)
    said = [one.sentence.en for one in found]
    assert any("Loans are not renewed." in one for one in said)
    assert any("removed: “Answers the renewal”" in one for one in said)
    assert any("“Köprü” instead of “ILL desk (we)”" in one for one in said)
    assert any(one.startswith("Flow") for one in said)
    assert differences(new, new) == []
    back = {(one.before, one.after) for one in differences(new, old)}
    assert {(one.after, one.before) for one in found} == back
