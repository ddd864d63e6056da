"""One parcel for all that goes to one library on one day, in both directions."""

from decimal import Decimal

import pytest

from kopru.catalogue.models import Edition
from kopru.charges.models import Entry, Transaction
from kopru.charges.queries import partner_owes, reader_owes
from kopru.common.citation import Citation
from kopru.connections.iso18626.models import Message
from kopru.requests.actions import arrivals, packing, parcels, requester, scanning, supplier
from kopru.requests.actions.packing import Chosen
from kopru.requests.actions.parcels import Way
from kopru.requests.actions.steps import Refused
from kopru.requests.actions.undoing import undo
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.requests.queries import broken_chains
from kopru.shipping.models import Parcel
from support import held_by, reads_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(sent, reader, edition, birch, ash_staff, clock):
    """Birch is asked for two copies by Ash; both lendings."""
    held_by(edition, birch, "B2")
    other = requester.ask(
        patron=reads_at(sent.library, "Ömer Şık"), citation=Citation(title="x", isbn="9789759955854"),
        door="staff", edition=edition, act=clock.staff(ash_staff),
    )  # fmt: skip
    requester.send(other.pk, act=clock.staff(ash_staff))
    clock.later(minutes=1)
    return list(LendingRequest.objects.order_by("pk"))


@pytest.fixture
def home(edition, birch, birch_staff, ash, ash_staff, clock):
    """A book of Ash that Birch has borrowed and its reader brought back: to be posted home."""
    birch.policies.create(valid_from="2020-01-01", stated={"posts_back_at_once": False})
    own = Edition.objects.create(title="Nutuk", year=1927, kind="book", isbns=["9786257751520"])
    held_by(own, ash, "A1")
    asked = requester.ask(
        patron=reads_at(birch), citation=Citation(title="Nutuk", isbn="9786257751520"),
        door="staff", edition=own, act=clock.staff(birch_staff),
    )  # fmt: skip
    loan = requester.send(asked.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    theirs = LendingRequest.objects.get(library=ash)
    for do in (supplier.promise, supplier.pack, supplier.ship):
        do(theirs.pk, act=clock.staff(ash_staff))
    clock.later(days=1)
    arrivals.arrive(loan.pk, act=clock.staff(birch_staff))
    arrivals.hand_over(asked.pk, act=clock.staff(birch_staff))
    clock.later(days=1)
    arrivals.take_back(asked.pk, act=clock.staff(birch_staff))
    clock.later(minutes=1)
    loan.refresh_from_db()
    return loan


def _scan(library, lending, act, **extras):
    return scanning.scan(library, lending.request_id, act=act, extras=scanning.Extras(**extras))


def test_two_scans_of_one_day_fill_one_parcel(two, birch, birch_staff, clock):
    for lending in two:
        _scan(birch, lending, clock.staff(birch_staff))
        clock.later(minutes=20)
    (parcel,) = Parcel.objects.of(birch)
    assert parcels.loans_in(parcel) == two
    assert parcel.payer == "recipient"
    assert parcel.code == f"BIRCH-K{parcel.pk}"


def test_another_day_another_tracking_number_and_a_wish_are_other_parcels(
    two, birch, birch_staff, clock
):
    one, other = two
    _scan(birch, one, clock.staff(birch_staff), tracking="PTT1")
    _scan(birch, other, clock.staff(birch_staff), tracking="PTT2")
    assert sorted(Parcel.objects.of(birch).values_list("tracking", flat=True)) == ["PTT1", "PTT2"]


def test_the_next_day_begins_a_new_parcel(two, birch, birch_staff, clock):
    one, other = two
    _scan(birch, one, clock.staff(birch_staff))
    clock.later(days=1)
    _scan(birch, other, clock.staff(birch_staff))
    assert Parcel.objects.of(birch).count() == 2


def test_what_the_courier_took_gets_nothing_more(two, birch, birch_staff, clock):
    one, other = two
    _scan(birch, one, clock.staff(birch_staff))
    parcels.take_out(Parcel.objects.of(birch).get().pk, act=clock.staff(birch_staff))
    _scan(birch, other, clock.staff(birch_staff))
    assert Parcel.objects.of(birch).count() == 2


def test_two_loans_and_a_return_go_together_and_the_loans_decide_who_pays(
    two, home, birch, ash, birch_staff, clock
):
    chosen = Chosen([one.pk for one in two], [home.pk])
    parcel = packing.post_together(
        birch, ash, chosen, way=Way("PTT", "2760001"), act=clock.staff(birch_staff)
    )
    assert (len(parcels.loans_in(parcel)), len(parcels.returns_in(parcel))) == (2, 1)
    assert (parcel.payer, parcel.carrier, parcel.tracking) == ("recipient", "PTT", "2760001")
    clock.later(minutes=1)
    # both directions are told how it is called and followed
    told = BorrowingRequest.objects.filter(library=ash, supplier=birch)
    assert set(told.values_list("parcel_code", "tracking", "carrier")) == {
        (parcel.code, "2760001", "PTT")
    }
    mine = LendingRequest.objects.get(library=ash)
    assert (mine.state, mine.return_parcel_code) == ("returning", parcel.code)
    assert broken_chains() == []


def test_undoing_one_deed_empties_the_parcel(two, home, birch, ash, birch_staff, clock, settings):
    settings.KOPRU_UNDO_SECONDS = 60
    act = clock.staff(birch_staff)
    packing.post_together(
        birch, ash, Chosen([one.pk for one in two], [home.pk]), way=Way("PTT"), act=act
    )
    undo(act.deed, library=birch, act=clock.staff(birch_staff))
    assert not Parcel.objects.of(birch).exists()
    assert set(LendingRequest.objects.filter(library=birch).values_list("state", flat=True)) == {
        "new"
    }


def test_undoing_the_second_leaves_the_first_in_it(two, birch, birch_staff, clock, settings):
    settings.KOPRU_UNDO_SECONDS = 60
    _scan(birch, two[0], clock.staff(birch_staff))
    act = clock.staff(birch_staff)
    _scan(birch, two[1], act)
    undo(act.deed, library=birch, act=clock.staff(birch_staff))
    assert parcels.loans_in(Parcel.objects.of(birch).get()) == [two[0]]


def test_the_number_that_the_courier_gives_later_is_told(two, birch, birch_staff, clock):
    for lending in two:
        _scan(birch, lending, clock.staff(birch_staff))
    clock.later(minutes=1)
    parcel = Parcel.objects.of(birch).get()
    parcels.told(parcel.pk, way=Way("Yurtiçi Kargo", "YK42"), act=clock.staff(birch_staff))
    clock.later(minutes=1)
    loans = BorrowingRequest.objects.filter(supplier=birch)
    assert set(loans.values_list("tracking", flat=True)) == {"YK42"}
    assert set(loans.values_list("state", flat=True)) == {"shipped"}
    says = Message.objects.filter(says="Notification · Loaned", is_incoming=False)
    assert says.count() == 2
    assert "Kargo: Yurtiçi Kargo YK42." in bytes(says.first().body).decode()
    with pytest.raises(Refused, match="tracking_missing"):
        parcels.told(parcel.pk, way=Way("x", " "), act=clock.staff(birch_staff))


def test_what_is_for_another_library_is_not_packed_and_nothing_is(
    two, birch, cedar, birch_staff, clock
):
    with pytest.raises(Refused, match=f"not_to_them: {two[0].request_id}"):
        packing.post_together(
            birch, cedar, Chosen([one.pk for one in two]), way=Way(), act=clock.staff(birch_staff)
        )
    assert not Parcel.objects.exists()
    assert set(LendingRequest.objects.values_list("state", flat=True)) == {"new"}


def test_freight_is_paid_once_and_shared_by_the_readers(
    two, birch, ash, birch_staff, ash_staff, clock
):
    ash.policies.create(valid_from="2020-01-01", stated={"reader_pays": "half"})
    packing.post_together(
        birch, ash, Chosen([one.pk for one in two]), way=Way(), act=clock.staff(birch_staff)
    )
    clock.later(days=1)
    loans = list(BorrowingRequest.objects.filter(library=ash).order_by("pk"))
    packing.unpack_together(
        ash, birch, Chosen(borrowings=[b.pk for b in loans]), act=clock.staff(ash_staff),
        freight=Decimal("125.51"),
    )  # fmt: skip
    shares = {b.freight_cost for b in BorrowingRequest.objects.filter(library=ash)}
    assert shares == {Decimal("62.75"), Decimal("62.76")}
    spent = Transaction.objects.get(kind="spent")
    assert [e.amount for e in spent.entries.all()] == [Decimal("125.51"), Decimal("-125.51")]
    asked = Transaction.objects.filter(library=ash, kind="charge")
    assert {one.request_number for one in asked} == {b.patron_request.number for b in loans}
    # half of each share, half a kuruş up
    owing = [reader_owes(b.patron_request.patron) for b in loans]
    assert owing == [{"TRY": Decimal("31.38")}, {"TRY": Decimal("31.38")}]


def test_freight_that_the_sender_was_to_pay_is_owed_by_it(
    two, birch, ash, birch_staff, ash_staff, clock
):
    birch.policies.create(valid_from="2020-01-01", stated={"freight_payer": "sender"})
    packing.post_together(
        birch, ash, Chosen([one.pk for one in two]), way=Way(), act=clock.staff(birch_staff)
    )
    clock.later(days=1)
    loans = list(BorrowingRequest.objects.filter(library=ash).order_by("pk"))
    act = clock.staff(ash_staff)
    packing.unpack_together(
        ash, birch, Chosen(borrowings=[b.pk for b in loans]), act=act, freight=Decimal("80")
    )
    assert partner_owes(ash, birch) == {"TRY": Decimal(80)}
    assert partner_owes(birch, ash) == {"TRY": Decimal(-80)}
    assert reader_owes(loans[0].patron_request.patron) == {}


def test_what_is_missing_stays_on_its_way(two, birch, ash, birch_staff, ash_staff, clock):
    packing.post_together(
        birch, ash, Chosen([one.pk for one in two]), way=Way(), act=clock.staff(birch_staff)
    )
    clock.later(days=1)
    came, missing = BorrowingRequest.objects.filter(library=ash).order_by("pk")
    packing.unpack_together(ash, birch, Chosen(borrowings=[came.pk]), act=clock.staff(ash_staff))
    came.refresh_from_db()
    missing.refresh_from_db()
    assert (came.state, missing.state) == ("received", "shipped")


def test_returns_that_come_home_are_checked_in_together(
    two, home, birch, ash, birch_staff, ash_staff, clock
):
    packing.post_together(
        birch, ash, Chosen([], [home.pk]), way=Way(), act=clock.staff(birch_staff)
    )
    clock.later(days=1)
    mine = LendingRequest.objects.get(library=ash)
    packing.unpack_together(
        ash, birch, Chosen([mine.pk]), act=clock.staff(ash_staff), freight=Decimal(10)
    )
    mine.refresh_from_db()
    assert mine.state == "closed"
    # by Ash's terms the sender pays the way home: what the courier took at Ash's door is owed back
    assert partner_owes(ash, birch) == {"TRY": Decimal(10)}
    assert Entry.objects.filter(account__kind="reader").count() == 0
