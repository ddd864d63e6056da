"""Money that the steps of a loan bring about, at both libraries."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kopru.charges import between
from kopru.charges.books import Made
from kopru.charges.checks import faults
from kopru.charges.lifting import lift
from kopru.charges.models import Purpose, Transaction
from kopru.charges.queries import partner_owes, reader_owes
from kopru.charges.readers import Sum
from kopru.libraries.models import Standstill
from kopru.requests.actions import (
    arrivals,
    claims,
    conditions,
    costs,
    loan_time,
    losses,
    reader_time,
    supplier,
)
from kopru.requests.actions.costs import made_by
from kopru.requests.actions.rota import ranked_holders
from kopru.requests.actions.undoing import undo
from kopru.requests.judging import partner_blocks, reader_blocks
from kopru.requests.models import LendingRequest, PatronRequest
from kopru.requests.queries import judge

pytestmark = pytest.mark.django_db

D = Decimal
FINES = {
    "reader_fines": [{"per_day": "2.50"}], "reader_grace_days": 3, "reader_fine_limit": "40",
    "buffer_days": 0, "transit_days": 0,
}  # fmt: skip


@pytest.fixture
def lending(sent):
    return LendingRequest.objects.get(request_id=sent.request_id)


@pytest.fixture(autouse=True)
def _books_hold():
    yield
    assert faults() == []


@pytest.fixture
def out(lending, asked, ash_staff, birch_staff, clock):
    """The item is with Ash's reader; how Ash's request and Birch's stand can be asked."""
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(lending.pk, act=clock.staff(birch_staff))
    clock.later(days=1)
    arrivals.arrive(asked.borrowing_requests.get().pk, act=clock.staff(ash_staff))
    arrivals.hand_over(asked.pk, act=clock.staff(ash_staff))
    clock.later(hours=1)
    asked.refresh_from_db()
    return asked


def states(library, **stated):
    library.policies.create(valid_from="2020-01-01", stated=stated)


def goes_late(request, clock, days):
    """So many days after its due date."""
    due = PatronRequest.objects.get(pk=request.pk).due_date
    clock.later(days=(due - clock.now.date()).days + days)


def test_a_late_reader_is_fined_behind_the_grace_and_up_to_the_limit(
    out, ash, reader, ash_staff, clock
):
    states(ash, **FINES)
    goes_late(out, clock, 5)
    arrivals.take_back(out.pk, act=clock.staff(ash_staff))
    assert reader_owes(reader) == {"TRY": D("5.00")}
    fine = Transaction.objects.get(purpose="fine")
    assert (fine.facts["days_late"], fine.facts["counted"], fine.request_number) == (
        5,
        2,
        out.number,
    )


def test_a_reader_in_time_is_not_fined_and_an_undone_return_takes_its_fine_with_it(
    out, ash, reader, ash_staff, clock, settings
):
    states(ash, **FINES, posts_back_at_once=False)
    settings.KOPRU_UNDO_SECONDS = 60
    goes_late(out, clock, 10)
    act = clock.staff(ash_staff)
    arrivals.take_back(out.pk, act=act)
    assert reader_owes(reader) == {"TRY": D("17.50")}
    undo(act.deed, library=ash, act=clock.staff(ash_staff))
    assert reader_owes(reader) == {}
    arrivals.take_back(out.pk, act=clock.staff(ash_staff))
    assert reader_owes(reader) == {"TRY": D("17.50")}


def test_days_on_which_an_answer_is_awaited_or_the_network_stands_still_are_not_fined(
    out, ash, reader, ash_staff, birch_staff, clock
):
    states(ash, reader_fines=[{"per_day": "1"}])
    reader_time.ask_renewal(out.pk, act=clock.staff(ash_staff))
    goes_late(out, clock, 4)  # still no answer
    loan_time.refuse_renewal(LendingRequest.objects.get().pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    first = clock.now.date() + timedelta(days=1)
    Standstill.objects.create(kind="everything", begins=first, ends=first, reason_tr="Kar")
    clock.later(days=3)
    arrivals.take_back(out.pk, act=clock.staff(ash_staff))
    assert reader_owes(reader) == {"TRY": D("2.00")}


def test_a_recall_makes_no_fine_before_the_day_that_stood_first(
    out, ash, reader, ash_staff, birch_staff, clock
):
    states(ash, reader_fines=[{"per_day": "1"}])
    stood = out.due_date
    loan_time.recall(LendingRequest.objects.get().pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    out.refresh_from_db()
    assert out.due_date < stood
    clock.later(days=(stood - clock.now.date()).days)
    arrivals.take_back(out.pk, act=clock.staff(ash_staff))
    assert reader_owes(reader) == {}


def test_a_lost_item_is_fined_once_and_its_price_is_owed_until_it_turns_up(
    out, ash, birch, reader, ash_staff, birch_staff, clock
):
    states(ash, reader_fines=[{"per_day": "1"}])
    states(birch, lost_factor="1.5", lost_fee="50")
    goes_late(out, clock, 6)
    lending, loan = LendingRequest.objects.get(), out.borrowing_requests.get()
    claims.claim(lending.pk, note="Dönmedi", value=D("200.33"), act=clock.staff(birch_staff))
    assert partner_owes(birch, ash) == {"TRY": D("350.50")}  # 1.5 × 200.33 and 50
    assert partner_owes(ash, birch) == {"TRY": D("-350.50")}
    clock.later(minutes=1)
    losses.lose(loan.pk, act=clock.staff(ash_staff))
    assert reader_owes(reader) == {"TRY": D("6.00")}
    clock.later(days=2)
    losses.found(loan.pk, act=clock.staff(ash_staff))
    clock.later(days=1)
    supplier.check_in(lending.pk, act=clock.staff(birch_staff))
    assert partner_owes(birch, ash) == {}
    assert reader_owes(reader) == {"TRY": D("6.00")}


def test_a_supplier_fines_a_late_library_by_its_own_terms(
    out, ash, birch, ash_staff, birch_staff, clock
):
    states(birch, fines=[{"per_day": "5"}], fine_limit="20", fines_on_open_days=True)
    lending = LendingRequest.objects.get()
    clock.later(days=(lending.due_date - clock.now.date()).days + 3)
    arrivals.take_back(out.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    supplier.check_in(lending.pk, act=clock.staff(birch_staff))
    owed = partner_owes(birch, ash)["TRY"]
    assert D(5) <= owed <= D(15)
    assert partner_owes(ash, birch) == {"TRY": -owed}


def test_the_price_of_a_loan_is_owed_when_it_is_posted_and_not_when_it_comes_back_undelivered(
    sent, asked, ash, birch, reader, birch_staff, clock
):
    states(birch, loan_price="75")
    lending = LendingRequest.objects.get()
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    assert partner_owes(ash, birch) == {"TRY": D(-75)}
    assert reader_owes(reader) == {"TRY": D(75)}
    claims.undelivered(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    assert partner_owes(ash, birch) == reader_owes(reader) == {}
    supplier.ship(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    assert reader_owes(reader) == {"TRY": D(75)}


def test_a_price_that_the_reader_accepted_is_theirs_and_the_librarys_where_it_says_so(
    sent, asked, ash, birch, reader, ash_staff, birch_staff, clock
):
    states(birch, loan_price="75")
    states(ash, reader_pays_price=False)
    lending = LendingRequest.objects.get()
    conditions.offer_condition(lending.pk, cost=D("20"), act=clock.staff(birch_staff))
    clock.later(minutes=1)
    conditions.accept_condition(asked.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    assert partner_owes(ash, birch) == {"TRY": D(-20)}
    assert reader_owes(reader) == {}


def test_of_a_library_elsewhere_what_it_asked_is_in_our_books(
    sent, asked, ash, birch, reader, ash_staff, birch_staff, clock
):
    states(birch, loan_price="75")
    lending = LendingRequest.objects.get()
    for do in (supplier.promise, supplier.pack):
        do(lending.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    supplier.ship(lending.pk, act=clock.staff(birch_staff))
    birch.is_local = False
    birch.save()
    borrowing = asked.borrowing_requests.get()
    costs.price_is_due(borrowing, act=clock.system())
    assert partner_owes(ash, birch) == {"TRY": D(-150)}


def test_who_owes_or_is_late_is_kept_from_asking_until_staff_lift_it(
    out, ash, reader, edition, ash_staff, clock
):
    states(ash, overdue_blocks=True, overdue_blocks_after=2, reader_debt_limit="4", reader_fines=[{"per_day": "1"}])  # fmt: skip

    def against():
        return [o.code for o in judge(reader, out.citation, None, today=clock.now.date())]

    goes_late(out, clock, 2)
    assert against() == []
    clock.later(days=1)
    assert against() == ["blocked"]
    assert [b.code for b in reader_blocks(reader, today=clock.now.date())] == ["reader_overdue"]
    clock.later(days=2)
    arrivals.take_back(out.pk, act=clock.staff(ash_staff))
    assert [b.code for b in reader_blocks(reader, today=clock.now.date())] == ["reader_debt"]
    made = made_by(clock.staff(ash_staff), ash)
    lift(whom=reader, until=clock.now.date() + timedelta(days=7), reason="Tez savunması", made=made)
    assert against() == []
    clock.later(days=8)
    assert against() == ["blocked"]


def test_a_library_that_is_late_is_barred_by_the_lenders_terms(
    out, ash, birch, ash_staff, birch_staff, clock
):
    states(birch, bars_late="warnings", warnings=2, barred_days=30)
    lending = LendingRequest.objects.get()
    clock.later(days=(lending.due_date - clock.now.date()).days + 1)
    loan_time.mark_overdue(lending.pk, act=clock.system())
    assert partner_blocks(birch, ash, today=clock.now.date()) == []
    clock.later(days=7)
    loan_time.warn(lending.pk, act=clock.system())
    second = clock.now.date()
    [block] = partner_blocks(birch, ash, today=second)
    assert (block.code, block.until) == ("warned", second + timedelta(days=29))
    assert partner_blocks(birch, ash, today=block.until) != []
    assert partner_blocks(birch, ash, today=block.until + timedelta(days=1)) == []
    assert partner_blocks(ash, birch, today=second) == []


def test_a_barred_library_is_not_asked_in_its_turn(asked, ash, birch, reader, clock):
    states(birch, debt_limit="20")
    [(ranked, _)] = ranked_holders(asked, now=clock.now)
    assert ranked.obstacle is None
    between.charge(
        birch, ash, Sum(D(21), "TRY", Purpose.FINE), reference="x", made=Made(clock.now, birch)
    )
    [(ranked, _)] = ranked_holders(asked, now=clock.now)
    assert ranked.obstacle is not None
