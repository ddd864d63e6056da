"""Whatever people do and the post does to their messages, what must always hold holds.

A hundred thousand steps: see `network`. The invariants are those of design.md 3.
"""

import os
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from conftest import person
from journeys.chaos.network import Network
from kopru.charges.checks import faults
from kopru.connections.iso18626.models import Message
from kopru.requests import sets
from kopru.requests.actions import copies
from kopru.requests.desk import QUEUES
from kopru.requests.lifecycle import BORROWING, LENDING, PATRON_REQUEST
from kopru.requests.models import (
    BorrowingRequest,
    Happening,
    LendingRequest,
    PatronRequest,
    RequestSet,
)
from kopru.requests.queries import broken_chains
from kopru.shipping.models import CopyFile
from support import held_by, reads_at

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

SEEDS, STEPS, EACH = (
    int(os.environ.get("CHAOS_SEEDS", "50")),
    int(os.environ.get("CHAOS_STEPS", "2000")),
    1_000,
)
#: states of the two sides of one loan that fit each other when nothing is on its way
AGREE = {
    "sent": ("new",), "expected": ("searching", "promised", "packed"), "promised": ("promised", "packed"),
    "conditional": ("conditional",), "shipped": ("shipped", "recalled", "overdue"),
    "not_arrived": ("shipped", "recalled", "overdue"), "received": ("out", "overdue", "recalled"),
    "renewal_asked": ("renewal_asked",), "recalled": ("recalled", "overdue"), "overdue": ("overdue", "out"),
    "damaged": ("out", "overdue", "recalled", "renewal_asked", "shipped"), "returned": ("returning", "checked_in", "damaged"),
    "lost": ("claimed",), "cancel_asked": ("cancel_asked",), "disputed": ("returning", "overdue", "recalled"),
    # closed by hand, or received and sent back although the supplier says that it never left
    "closed": ("closed", "delivered", "returning", "checked_in", "damaged", "claimed", "unfilled", "cancelled"), "unfilled": ("unfilled",),
    "retry_offered": ("unfilled",), "cancelled": ("cancelled",), "withdrawn": ("cancelled", "cancel_asked"),
}  # fmt: skip
#: states that stand on the desk of one side or the other
ON_THE_DESK = {state for queue in QUEUES for state in queue.states}
#: steps by which we leave a library
_LEFT = ("withdraw", "decline_condition", "condition_lapsed", "ask_cancel", "cancel_unanswered")
#: of the supplier: promised to somebody, or not in the house
GIVEN = (
    "promised",
    "packed",
    "shipped",
    "out",
    "returning",
    "renewal_asked",
    "recalled",
    "overdue",
    "claimed",
    "cancel_asked",
)


#: terms by which nearly every step costs something
_COSTS = {
    "reader_pays": "both", "reader_fines": [{"per_day": "1.25"}], "fines": [{"per_day": "3"}],
    "lost_fee": "10", "freight_payer": "sender", "page_price": "0.50",
}  # fmt: skip


@pytest.fixture
def people(ash, birch, cedar, edition):
    held_by(edition, ash, "A1")
    held_by(edition, cedar, "C1")
    for library, stated in ((ash, _COSTS), (birch, {"loan_price": "7.50", "reader_pays": "half"})):
        library.policies.create(valid_from="2020-01-01", stated=stated)
    return {
        library: (person(library, "staff"), reads_at(library)) for library in (ash, birch, cedar)
    }


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_must_hold_holds(seed, people, edition, now, settings):
    settings.KOPRU_UNDO_SECONDS = 60
    settings.KOPRU_REPEAT_SECONDS = 5
    network = Network(seed, people, edition, now)
    while network.steps < STEPS:
        before = network.steps
        while network.steps < before + EACH:
            network.step()
        _always_holds(people)
    assert network.taken > STEPS / 20, "most of what is tried must not be refused for nothing"
    network.quiet()
    _always_holds(people)
    _two_sides_agree()


def _always_holds(people):
    # 1, 2: the log is whole, and what stands is what it folds to
    assert broken_chains() == []
    # 8: every transaction balances, and both libraries' books agree
    assert faults() == []
    # 2: no message that no happening caused
    assert not Message.objects.filter(is_incoming=False, happening=None).exists()
    # 3: no message took effect twice
    taken = list(Message.objects.filter(is_incoming=True).values_list("library_id", "digest"))
    assert len(taken) == len(set(taken))
    _promised_once()
    _one_live_supplier()
    # 6, 1: nobody's name leaves, none is in the log
    for _staff, reader in people.values():
        name = reader.name.encode()
        assert not any(
            name in bytes(m.body) for m in Message.objects.only("body").order_by("-pk")[:300]
        )
        assert not any(
            reader.name in str(h.facts) + str(h.changed)
            for h in Happening.objects.order_by("-pk")[:500]
        )
    _due_on_open_days()
    _known_states()
    _sets_are_whole()
    _files_have_an_end(timezone.now())


def _files_have_an_end(now):
    """A file lies there only while somebody may still want it; the log has the others' hashes."""
    copies.sweep(now, orphan_age=timedelta(0))
    kept = set(CopyFile.objects.kept().values_list("name", flat=True))
    there = {p.name for p in copies.folder().glob("*")} if copies.folder().exists() else set()
    assert kept == there
    over = PatronRequest.objects.filter(state__in=("completed", "copy_ready"), service="copy")
    codes = BorrowingRequest.objects.filter(
        patron_request__in=over, pk=F("patron_request__current")
    )
    mine = CopyFile.objects.kept().filter(is_ours=False)
    assert not mine.filter(request_id__in=codes.values("request_id")).exists()
    proven = {h.facts["sha256"] for h in Happening.objects.filter(facts__has_key="sha256")}
    proven |= {h.facts["replaces"] for h in Happening.objects.filter(facts__has_key="replaces")}
    gone = CopyFile.objects.exclude(deleted_at=None).values_list("sha256", flat=True)
    assert set(gone) <= proven
    # nothing that went out as a copy is awaited home
    lent = LendingRequest.objects.filter(service="copy")
    assert not lent.filter(state__in=("shipped", "out", "returning", "overdue")).exists()


def _sets_are_whole():
    """Every set has at least two parts of different names, of one reader, and one story."""
    for whole in RequestSet.objects.all():
        parts = list(whole.parts.order_by("pk"))
        assert len({p.part for p in parts}) == len(parts) >= 2, whole
        assert len({p.patron_id for p in parts}) == 1, whole
        assert sets.story(whole.kind, [sets.Part(p.part, p.state) for p in parts]).tr.endswith(".")
    joined = PatronRequest.objects.exclude(joined_into=None)
    assert set(joined.values_list("state", flat=True)) <= {"cancelled"}


def _promised_once():
    """5: a copy is promised to one library at a time."""
    given = LendingRequest.objects.filter(state__in=GIVEN).exclude(item_barcode="")
    copies = list(given.values_list("library_id", "item_barcode"))
    assert len(copies) == len(set(copies)), copies


def _one_live_supplier():
    """5: a request waits for one library at a time.

    One that we have left may still insist on sending: that is its right, and goes home unread.
    """
    ours = Happening.objects.filter(kind="borrowing", action__in=_LEFT).values("subject_id")
    live = ("sent", "expected", "promised", "conditional", "cancel_asked")
    for request in PatronRequest.objects.open():
        waiting = request.borrowing_requests.filter(state__in=live).exclude(pk__in=ours)
        assert not waiting.exclude(pk=request.current_id).exists(), request


def _due_on_open_days():
    """8: what is due is due on an open day."""
    for lending in LendingRequest.objects.exclude(due_date=None).select_related("library"):
        assert lending.library.open_days().is_open(lending.due_date), lending
    for request in PatronRequest.objects.exclude(due_date=None).select_related("library"):
        assert request.library.open_days().is_open(request.due_date), request


def _known_states():
    for model, table in (
        (PatronRequest, PATRON_REQUEST),
        (BorrowingRequest, BORROWING),
        (LendingRequest, LENDING),
    ):
        assert set(model.objects.values_list("state", flat=True)) <= {
            str(state) for state in table.states
        }


def _two_sides_agree():
    """4: both sides agree, or one of them has it on its desk."""
    unseen = []
    for loan in BorrowingRequest.objects.select_related("patron_request"):
        other = LendingRequest.objects.filter(request_id=loan.request_id).first()
        theirs = other.state if other else None
        if other is None and not Message.objects.filter(request_id=loan.request_id).exists():
            continue  # taken back before anybody was told
        if theirs in AGREE.get(loan.state, ()) or {loan.state, theirs} & ON_THE_DESK:
            continue
        story = [
            f"{h.at:%d %H:%M} {h.action} {h.by}"
            for h in Happening.objects.filter(kind="borrowing", subject_id=loan.pk)
        ]
        unseen.append((loan.request_id, loan.state, theirs, story))
    assert not unseen, "\n".join(map(str, unseen))
