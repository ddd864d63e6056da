"""One rota through everything that can be answered (domain.md 8): no, silence, a condition, yes.

A says no, B says nothing, C would lend for use in its own library only and the patron declines,
D supplies. The patron hears what they must decide and what they can collect, nothing else.
"""

import pytest

from conftest import _library, person
from kopru.connections.notices.models import Notice
from kopru.requests.actions import arrivals, conditions, requester, supplier
from kopru.requests.models import BorrowingRequest, Happening, LendingRequest
from support import held_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(edition, birch):
    """A to D, which all hold the book, with staff at each; Birch has lost its copy."""
    edition.holdings.all().delete()
    made = {}
    for letter, city in zip("ABCD", ("Bursa", "Çorum", "Denizli", "Edirne"), strict=True):
        library = _library(f"TR-{letter}KENT", f"{letter}kent", city)
        held_by(edition, library, f"{letter}-1")
        made[letter] = (library, person(library, "staff"))
    return made


class Four:
    """The four libraries as they act on the stage's request."""

    def __init__(self, stage, four):
        self.stage, self.four = stage, four

    def asked(self):
        """The letter of the library that is asked now."""
        self.stage.asked.refresh_from_db()
        current = self.stage.asked.current
        return current.supplier.symbol[3] if current else ""

    def lending(self, letter):
        return LendingRequest.objects.get(library=self.four[letter][0])

    def does(self, letter, do, **said):
        act = self.stage.clock.staff(self.four[letter][1])
        do(self.lending(letter).pk, act=act, **said)
        self.stage.clock.later(minutes=1)


@pytest.mark.row("Unfilled")
@pytest.mark.row("No answer")
@pytest.mark.row("Conditional supply")
def test_no_then_silence_then_a_condition_declined_then_supplied(stage, four):
    libraries = Four(stage, four)
    stage.at_ash(requester.send, stage.asked.pk)
    assert libraries.asked() == "A"

    libraries.does("A", supplier.decline, reason="NotOnShelf")
    assert libraries.asked() == "B"

    stage.until(stage.loan.answer_by)
    assert Happening.objects.filter(kind="borrowing", action="remind").count() == 1
    stage.days(3)
    assert libraries.asked() == "C"
    # B's yes comes too late: it is refused
    assert libraries.lending("B").state == "cancelled"

    libraries.does("C", conditions.offer_condition, code="LibraryUseOnly")
    assert stage.asked.state == "requested"  # as it was when we last looked
    stage.asked.refresh_from_db()
    assert stage.asked.state == "condition_offered"
    stage.by_reader(conditions.decline_condition, stage.asked.pk)
    assert libraries.asked() == "D"
    assert libraries.lending("C").state == "cancelled"

    for do in (supplier.promise, supplier.pack, supplier.ship):
        libraries.does("D", do)
    stage.at_ash(arrivals.arrive, stage.loan.pk)
    stage.at_ash(arrivals.hand_over, stage.asked.pk)
    stage.at_ash(arrivals.take_back, stage.asked.pk)
    for do in (supplier.check_in, supplier.close):
        libraries.does("D", do)
    assert stage.states == ("completed", "closed", "closed")

    # every answer is kept with its reason; the reader heard of none but the condition
    kept = BorrowingRequest.objects.order_by("pk").values_list("state", "reason_unfilled")
    assert list(kept) == [
        ("unfilled", "NotOnShelf"), ("cancelled", "NoAnswer"), ("cancelled", "decline_condition"), ("closed", ""),
    ]  # fmt: skip
    assert stage.mails == [
        "acknowledged", "condition_offered", "on_its_way", "ready", "handed_over", "taken_back",
        "completed",
    ]  # fmt: skip
    told = " ".join(Notice.objects.values_list("body", flat=True))
    assert not any(f"{letter}kent" in told for letter in "AB")
