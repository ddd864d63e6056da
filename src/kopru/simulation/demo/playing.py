"""Months of a demo network's life, played through the same actions and messages as real work."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from kopru.catalogue.models import Edition
from kopru.common.citation import Citation
from kopru.connections.errands.running import Counterpart, tell_all
from kopru.intake.drafts import completed
from kopru.libraries.models import Library, User
from kopru.patrons.models import Patron
from kopru.requests.actions import (
    arrivals,
    claims,
    conditions,
    loan_time,
    losses,
    reader_time,
    requester,
    sets,
    supplier,
)
from kopru.requests.actions.scanning import scan
from kopru.requests.actions.steps import Act, Actor, Refused
from kopru.requests.models import BorrowingRequest, LendingRequest, PatronRequest


@dataclass(frozen=True, slots=True)
class Wish:
    """One reader's wish: who wants which edition, which their own library does not hold."""

    patron: Patron
    edition: Edition


class Life:
    """One wish with a clock of its own: each step takes its time, and others are told of it."""

    def __init__(
        self, wish: Wish, *, began: datetime, staff: Mapping[int, User],
        counterparts: Mapping[str, Counterpart], chance: random.Random,
    ) -> None:  # fmt: skip
        self.wish, self.now, self.staff = wish, began, staff
        self.counterparts, self.chance = counterparts, chance
        self.request: PatronRequest | None = None

    def wait(self, hours: float) -> None:
        """Some hours pass, give or take; what must be told is told."""
        self.now += timedelta(hours=hours * self.chance.uniform(0.7, 1.3))
        tell_all(self.counterparts, now=self.now)

    def _act(self, library: Library) -> Act:
        return Act(Actor.staff(self.staff[library.pk]), self.now)

    @property
    def asked(self) -> PatronRequest:
        """The patron request as it stands."""
        assert self.request is not None  # noqa: S101 - every life begins with `ask`
        self.request.refresh_from_db()
        return self.request

    @property
    def borrowing(self) -> BorrowingRequest:
        """The latest request to a supplier."""
        return self.asked.borrowing_requests.select_related("supplier", "library").order_by("-pk")[
            0
        ]

    @property
    def lending(self) -> LendingRequest:
        """The same request at the supplier."""
        found = self.borrowing
        return LendingRequest.objects.get(library=found.supplier, request_id=found.request_id)

    def ask(self) -> None:
        """The reader asks."""
        patron = self.wish.patron
        self.request = requester.ask(
            patron=patron, citation=completed(Citation(kind=self.wish.edition.kind), self.wish.edition),
            door=self.chance.choice(["portal", "portal", "mail", "staff"]),
            edition=self.wish.edition, act=Act(Actor.reader(patron.user), self.now),
        )  # fmt: skip

    def send(self) -> None:
        """Staff send it to the first library."""
        requester.send(self.asked.pk, act=self._act(self.asked.library))

    def ask_volumes(self) -> None:
        """The reader asks for two volumes at once; the first is the one whose life this is."""
        self.ask()
        act = Act(Actor.reader(self.wish.patron.user), self.now)
        sets.part(self.asked.pk, sets.Parting.into_volumes("1-2"), act=act)

    def send_all(self) -> None:
        """Staff send all parts of a set."""
        sets.send_all(self.asked.part_of_id or 0, act=self._act(self.asked.library))

    def decline_other(self) -> None:
        """The other volume is not on its shelf."""
        other = PatronRequest.objects.exclude(pk=self.asked.pk).get(part_of=self.asked.part_of)
        asked = other.borrowing_requests.select_related("supplier").get()
        theirs = LendingRequest.objects.get(library=asked.supplier, request_id=asked.request_id)
        supplier.decline(theirs.pk, reason="NotOnShelf", act=self._act(asked.supplier))

    def scan_there(self) -> None:
        """The supplier scans its paper."""
        found = self.borrowing
        scan(found.supplier, found.request_id, act=self._act(found.supplier))

    def scan_here(self) -> None:
        """The requester scans its paper."""
        found = self.borrowing
        scan(found.library, found.request_id, act=self._act(found.library))

    def search(self) -> None:
        """The supplier prints the pull slip."""
        supplier.search(self.lending.pk, act=self._act(self.borrowing.supplier))

    def promise(self) -> None:
        """The supplier says yes."""
        supplier.promise(self.lending.pk, act=self._act(self.borrowing.supplier))

    def pack(self) -> None:
        """The supplier packs."""
        supplier.pack(self.lending.pk, act=self._act(self.borrowing.supplier))

    def decline(self) -> None:
        """The supplier says no."""
        reason = self.chance.choice(
            ["NotOnShelf", "NotOnShelf", "OnLoan", "NonCirculating", "PoorCondition"]
        )
        supplier.decline(self.lending.pk, reason=reason, act=self._act(self.borrowing.supplier))

    def withdraw(self) -> None:
        """Silence: the system goes on to the next library."""
        requester.withdraw(self.borrowing.pk, act=Act(Actor.system(), self.now))

    def cancel(self) -> None:
        """The reader changes their mind."""
        requester.cancel(self.asked.pk, act=Act(Actor.reader(self.wish.patron.user), self.now))

    def question(self) -> None:
        """Staff ask the reader for a detail."""
        question = "Hangi baskıyı istediğinizi yazar mısınız?"
        if self.asked.language == "en":
            question = "Which edition would you like?"
        requester.ask_for_detail(
            self.asked.pk, question=question, act=self._act(self.asked.library)
        )

    def refuse(self) -> None:
        """The home library does not send it on."""
        reason = self.chance.choice(["held_and_in", "excluded_kind", "open_access"])
        requester.refuse(self.asked.pk, reason=reason, act=self._act(self.asked.library))

    def verify(self) -> None:
        """Staff approve the citation without sending yet."""
        requester.verify(self.asked.pk, act=self._act(self.asked.library))

    def give_up(self) -> None:
        """Staff tell the reader that it cannot be had."""
        while self.asked.state == "requested":
            self.decline()
            self.wait(20)
        requester.give_up(self.asked.pk, act=self._act(self.asked.library))

    def take_back(self) -> None:
        """The reader brings it; whether it is posted at once is the library's way."""
        arrivals.take_back(self.asked.pk, act=self._act(self.asked.library))

    def post_back_if_due(self) -> None:
        """Posted the next day where that is a step of its own."""
        if self.borrowing.state == "received":
            arrivals.post_back(self.borrowing.pk, act=self._act(self.asked.library))

    def offer_condition(self) -> None:
        """The supplier would, on a condition."""
        code = self.chance.choice(("NoReproduction", "LibraryUseOnly"))
        conditions.offer_condition(self.lending.pk, code=code, act=self._act(self.lending.library))

    def ask_renewal(self) -> None:
        """The desk asks for more time, for the reader."""
        reader_time.ask_renewal(self.asked.pk, act=self._act(self.asked.library))

    def renew(self) -> None:
        """The supplier gives it, where its rules had not said no at once."""
        if self.lending.state == "renewal_asked":
            loan_time.renew(self.lending.pk, act=self._act(self.lending.library))

    def recall(self) -> None:
        """The supplier needs it back."""
        loan_time.recall(self.lending.pk, act=self._act(self.lending.library))

    def late(self) -> None:
        """Both due dates pass, and nobody brings it."""
        due = max(d for d in (self.asked.due_date, self.lending.due_date) if d)
        self.now += timedelta(days=max((due - self.now.date()).days + 1, 0))
        system = Act(Actor.system(), self.now)
        reader_time.mark_overdue(self.asked.pk, act=system)
        loan_time.mark_overdue(self.lending.pk, act=system)

    def leave(self) -> None:
        """The reader never comes."""
        for _ in range(2):
            self.wait(24 * 9)
            if self.asked.calls == 0:
                reader_time.call_again(self.asked.pk, act=Act(Actor.system(), self.now))
        reader_time.not_collected(self.asked.pk, act=Act(Actor.system(), self.now))

    def lose(self) -> None:
        """It cannot be found: in the post, or with the reader."""
        losses.lose(self.borrowing.pk, act=self._act(self.asked.library))

    def miss(self) -> None:
        """The parcel is late."""
        losses.not_arrived(self.borrowing.pk, act=self._act(self.asked.library))

    def settle(self) -> None:
        """The loss is made good."""
        note = "Aynı baskısı alınıp verildi."
        claims.settle(self.lending.pk, note=note, act=self._act(self.lending.library))

    def find_damage(self) -> None:
        """It comes home wet."""
        supplier.check_in(self.lending.pk, act=self._act(self.lending.library))
        note = "Su almış, sayfaları dalgalı."
        claims.find_damage(self.lending.pk, note=note, act=self._act(self.lending.library))


#: a step and the hours until the next one
Script = tuple[tuple[Callable[[Life], None], float], ...]

_SENT: Script = ((Life.ask, 5), (Life.send, 18))
_SHIPPED: Script = (*_SENT, (Life.search, 4), (Life.scan_there, 44))
_READY: Script = (*_SHIPPED, (Life.scan_here, 30))
_WITH_READER: Script = (*_READY, (Life.scan_here, 240))
_TAKEN_BACK: Script = (*_WITH_READER, (Life.take_back, 20))
_RETURNING: Script = (*_TAKEN_BACK, (Life.post_back_if_due, 40))
_COMPLETED: Script = (*_RETURNING, (Life.scan_there, 1))
_NO_THEN: Script = (*_SENT, (Life.decline, 10))
_SILENT_THEN: Script = (*_SENT, (Life.withdraw, 10))
_TWO: Script = ((Life.ask_volumes, 5), (Life.send_all, 18))
_AFTER: Script = _COMPLETED[2:]

#: (what becomes of it, how many of two hundred, hours ago it began, the script); each begins so long ago
#: that its last step lies behind us, however slow its people are
PLOTS: tuple[tuple[str, int, tuple[float, float], Script], ...] = (
    ("completed", 57, (600, 2800), _COMPLETED),
    ("completed at the second library", 8, (700, 2600), (*_NO_THEN, *_AFTER)),
    ("completed after silence", 3, (900, 2600), (*_SILENT_THEN, *_AFTER)),
    ("new", 8, (1, 20), ((Life.ask, 1),)),
    ("a detail is awaited", 5, (10, 90), ((Life.ask, 4), (Life.question, 1))),
    ("verified, not yet sent", 4, (5, 24), ((Life.ask, 3), (Life.verify, 1))),
    ("asked of a library", 10, (6, 40), ((Life.ask, 2), (Life.send, 1))),
    ("the supplier looks", 7, (20, 60), ((Life.ask, 2), (Life.send, 3), (Life.search, 1))),
    ("promised", 5, (24, 60), ((Life.ask, 2), (Life.send, 3), (Life.search, 2), (Life.promise, 1))),
    ("packed", 4, (24, 60), ((Life.ask, 2), (Life.send, 3), (Life.search, 2), (Life.promise, 1), (Life.pack, 1))),
    ("cancellation asked", 3, (30, 70), ((Life.ask, 2), (Life.send, 3), (Life.search, 2), (Life.promise, 2), (Life.cancel, 1))),
    ("on its way", 12, (60, 110), (*_SHIPPED[:-1], (Life.scan_there, 1))),
    ("ready to collect", 11, (95, 150), (*_READY[:-1], (Life.scan_here, 1))),
    ("with the reader", 12, (140, 420), (*_WITH_READER[:-1], (Life.scan_here, 1))),
    ("taken back", 4, (445, 620), (*_TAKEN_BACK[:-1], (Life.take_back, 1))),
    ("coming home", 6, (475, 640), (*_RETURNING[:-1], (Life.post_back_if_due, 1))),
    ("a condition is offered", 3, (20, 50), (*_SENT[:-1], (Life.send, 6), (Life.offer_condition, 1))),
    ("completed after a renewal", 3, (1100, 2800), (*_WITH_READER, (Life.ask_renewal, 20), (Life.renew, 200), *_COMPLETED[6:])),
    ("a renewal is asked for", 2, (370, 450), (*_WITH_READER[:-1], (Life.scan_here, 180), (Life.ask_renewal, 1))),
    ("recalled", 2, (290, 330), (*_WITH_READER[:-1], (Life.scan_here, 120), (Life.recall, 1))),
    ("overdue", 2, (1150, 1250), (*_WITH_READER[:-1], (Life.scan_here, 24), (Life.late, 1))),
    ("not collected", 2, (700, 760), (*_READY[:-1], (Life.scan_here, 1), (Life.leave, 1))),
    ("a parcel is late", 2, (240, 280), (*_SHIPPED[:-1], (Life.scan_there, 150), (Life.miss, 1))),
    ("lost with the reader", 1, (500, 600), (*_WITH_READER, (Life.lose, 1))),
    ("lost and settled", 2, (900, 2400), (*_WITH_READER, (Life.lose, 120), (Life.settle, 1))),
    ("came home damaged", 1, (600, 700), (*_RETURNING, (Life.find_damage, 1))),
    ("refused at home", 6, (100, 2400), ((Life.ask, 6), (Life.refuse, 1))),
    ("could not be supplied", 5, (300, 2400), (*_SENT, (Life.give_up, 1))),
    ("cancelled before sending", 4, (100, 2400), ((Life.ask, 3), (Life.cancel, 1))),
    ("cancelled after sending", 3, (100, 2400), (*_SENT, (Life.cancel, 1))),
    ("two volumes asked for", 1, (2, 20), ((Life.ask_volumes, 1),)),
    ("of two volumes one came", 2, (95, 150), (*_TWO, (Life.decline_other, 2), (Life.scan_there, 44), (Life.scan_here, 1))),
)  # fmt: skip


def play(life: Life, script: Script) -> bool:
    """Play the steps in order; False where the story took another turn (nobody to ask, nothing to scan)."""
    try:
        for step, hours in script:
            step(life)
            life.wait(hours)
    except (Refused, IndexError):
        return False
    return True
