"""A year of interlibrary loan counted: against a year that was played and counted by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kopru.common.citation import Citation
from kopru.libraries.models import Library
from kopru.patrons.models import Patron
from kopru.requests.actions import arrivals, losses, requester, supplier
from kopru.requests.actions.undoing import undo
from kopru.requests.lifecycle import LIFECYCLES
from kopru.requests.models import BorrowingRequest, LendingRequest
from kopru.requests.year_rows import year_of, years_of
from kopru.requests.yearly import Counted, Outcome, figures, outcome_of, side_of
from support import held_by

D = Decimal
BOOK = Citation(title="Saatleri Ayarlama Enstitüsü", isbn="9789759955854")


def row(outcome, **more):
    return Counted(**{"month": 3, "partner": "TR-B", "kind": "book", "service": "loan",
                      "outcome": Outcome(outcome), **more})  # fmt: skip


def test_rates_are_of_what_came_to_an_end():
    found = figures([row("met"), row("met"), row("unmet"), row("open"), row("cancelled")])
    assert (found.requests, found.met, found.unmet, found.open, found.cancelled) == (5, 2, 1, 1, 1)
    assert found.fill_rate == D("66.7")
    assert figures([row("open")]).fill_rate is None
    assert figures([]).days_to_arrival is None


def test_days_are_medians_and_freight_is_summed_by_currency():
    found = figures([
        row("met", days_to_shipment=1.0, freight=(D("80.50"), "TRY")),
        row("met", days_to_shipment=2.5, freight=(D("19.50"), "TRY"), renewals=2),
        row("met", days_to_shipment=40.0, freight=(D(7), "EUR"), is_lost=True), row("unmet"),
    ])  # fmt: skip
    assert found.days_to_shipment == D("2.5")
    assert found.freight == {"EUR": D(7), "TRY": D(100)}
    assert (found.renewals, found.lost) == (2, 1)


def test_a_side_is_looked_at_by_month_partner_kind_and_reason():
    side = side_of([
        row("met", month=11), row("unmet", month=2, reason="OnLoan"), row("unmet", reason="NotHeld", month=2),
        row("unmet", month=2, reason="OnLoan", partner="TR-A", kind="article", service="copy"),
    ])  # fmt: skip
    assert [(month, f.requests) for month, f in side.by_month] == [(2, 3), (11, 1)]
    assert [(name, f.requests) for name, f in side.by_partner] == [("TR-B", 3), ("TR-A", 1)]
    assert [name for name, _ in side.by_kind] == ["book", "article"]
    assert side.reasons == [("OnLoan", 2), ("NotHeld", 1)]


@pytest.mark.parametrize(
    ("table", "kind"), [("borrowing_request", "borrowing"), ("lending_request", "lending"), ("patron_request", "patron")]
)  # fmt: skip
def test_every_final_state_is_an_end_in_the_count(table, kind):
    found = next(t for name, t in LIFECYCLES.items() if name in (table, kind, table.split("_")[0]))
    for state in found.final_states():
        assert outcome_of(kind, state) != Outcome.OPEN, state


class Player:
    """Ash asks and Birch supplies, on days that are named."""

    def __init__(self, clock, edition, ash, ash_staff, birch_staff):
        self.clock, self.edition, self.ash = clock, edition, ash
        self._ash_staff, self._birch_staff = ash_staff, birch_staff
        self._readers = 0

    @property
    def at_ash(self):
        return self.clock.staff(self._ash_staff)

    @property
    def at_birch(self):
        return self.clock.staff(self._birch_staff)

    def on(self, *when):
        """Everything is told of what was, then it is another day."""
        self.clock.later(seconds=1)
        self.clock.now = datetime(*when, tzinfo=UTC)

    def ask(self, *when):
        self.on(*when)
        self._readers += 1
        patron = Patron.objects.create(
            library=self.ash, number=f"K-{self._readers}", name=f"Okur {self._readers}",
            email=f"{self._readers}@ash.example", group="graduate",
        )  # fmt: skip
        made = requester.ask(
            patron=patron, citation=BOOK, door="staff", edition=self.edition, act=self.at_ash
        )
        requester.send(made.pk, act=self.at_ash)
        self.clock.later(seconds=1)
        return made

    @staticmethod
    def lending(made):
        return LendingRequest.objects.get(request_id=made.borrowing_requests.get().request_id).pk

    def ship(self, made):
        """Returns the deed of posting it."""
        for do in (supplier.promise, supplier.pack):
            do(self.lending(made), act=self.at_birch)
        act = self.at_birch
        supplier.ship(self.lending(made), act=act)
        return act.deed

    def arrive(self, made, freight=None):
        arrivals.arrive(made.borrowing_requests.get().pk, act=self.at_ash, freight=freight)


@pytest.fixture
def played(ash, birch, edition, ash_staff, birch_staff, clock):
    """2026 at Ash, by hand:

    1. 2 March: shipped on the 4th, here on the 7th (freight 80.50)
    2. 2 March: shipped on the 6th, which is undone, and again on the 10th, here on the 12th
    3. 9 June: Birch says it is not on the shelf
    4. 9 June: shipped on the 11th, lost in the post
    5. 1 September: cancelled before anybody answered
    6. 31 December, 23:30 in Istanbul: still open; 7. ten hours later: another year
    """
    for number in range(2, 9):
        held_by(edition, birch, f"B{number}")
    play = Player(clock, edition, ash, ash_staff, birch_staff)
    one, two = play.ask(2026, 3, 2, 9), play.ask(2026, 3, 2, 9)
    play.on(2026, 3, 4, 9)
    play.ship(one)
    play.on(2026, 3, 6, 9)
    undo(play.ship(two), library=birch, act=play.at_birch)
    play.on(2026, 3, 7, 9)
    play.arrive(one, freight=D("80.50"))
    play.on(2026, 3, 10, 9)
    supplier.ship(play.lending(two), act=play.at_birch)
    play.on(2026, 3, 12, 9)
    play.arrive(two)
    three, four = play.ask(2026, 6, 9, 9), play.ask(2026, 6, 9, 9)
    supplier.decline(play.lending(three), reason="NotOnShelf", act=play.at_birch)
    play.on(2026, 6, 11, 9)
    play.ship(four)
    clock.later(seconds=1)
    losses.lose(four.borrowing_requests.get().pk, act=play.at_ash)
    five = play.ask(2026, 9, 1, 9)
    requester.cancel(five.pk, act=play.at_ash)
    play.ask(2026, 12, 31, 20, 30)
    play.ask(2027, 1, 1, 6)
    return Library.objects.get(pk=ash.pk)


def test_the_played_year_is_what_was_counted_by_hand(played, birch, cedar):
    year = year_of(played, 2026)
    sent = year.requester.all
    assert (sent.requests, sent.met, sent.unmet, sent.cancelled, sent.open) == (6, 3, 1, 1, 1)
    assert sent.fill_rate == D("75.0")
    # the undone posting of the 6th does not count: 2, 8 and 2 days
    assert sent.days_to_shipment == D("2.0")
    assert sent.days_to_arrival == D("7.5")
    assert sent.freight == {"TRY": D("80.50")}
    assert sent.lost == 1
    assert [(month, f.requests) for month, f in year.requester.by_month] == [
        (3, 2), (6, 2), (9, 1), (12, 1)
    ]  # fmt: skip
    assert [name for name, _ in year.requester.by_partner] == ["TR-BIRCH"]
    assert year.requester.reasons == [("NotOnShelf", 1)]
    assert year.readers.requests == 6
    assert year.supplier.all.requests == 0
    # the other side of the same loans
    got = year_of(birch, 2026).supplier
    assert (got.all.requests, got.all.met, got.all.unmet, got.all.cancelled) == (6, 3, 1, 1)
    assert got.all.days_to_shipment == D("2.0")
    assert got.all.lost == 1
    assert got.reasons == [("NotOnShelf", 1)]
    assert year_of(cedar, 2026).is_empty


def test_the_year_of_a_request_is_that_of_the_wall_clock(played):
    assert years_of(played) == [2027, 2026]
    assert year_of(played, 2027).requester.all.requests == 1
    assert BorrowingRequest.objects.of(played).count() == 7


def test_the_year_is_read_in_few_questions(played, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        year_of(played, 2026)
