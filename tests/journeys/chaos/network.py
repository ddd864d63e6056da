"""Three libraries at random: people do what they may and what they may not, and the post is bad.

Messages are lost, doubled, late and out of order: one that the network has taken may come to the
other side much later, after others that were sent behind it, and more than once.
"""

import random
from datetime import timedelta
from decimal import Decimal

import pytest

from kopru.common.citation import Citation
from kopru.connections.copies import fetch_due
from kopru.connections.errands.models import Errand
from kopru.connections.errands.running import Counterpart, plan, run_due
from kopru.connections.errors import Unreachable
from kopru.connections.iso18626 import client, server
from kopru.connections.iso18626.models import Message
from kopru.jobs.schedule import CLOCKS
from kopru.requests.actions import (
    arrivals,
    claims,
    conditions,
    copies,
    loan_time,
    losses,
    reader_time,
    requester,
    sets,
    supplier,
)
from kopru.requests.actions.scanning import scan
from kopru.requests.actions.steps import Act, Actor, Refused
from kopru.requests.actions.undoing import undo
from kopru.requests.lifecycle import NotAllowed
from kopru.requests.models import (
    BorrowingRequest,
    Happening,
    LendingRequest,
    PatronRequest,
    Untold,
)
from kopru.requests.reasons import LOAN_CONDITIONS, REFUSED, RETRY, UNFILLED
from shipping.test_copies import PDF


def part(pk, *, act):
    """A request is parted into two volumes."""
    return sets.part(pk, sets.Parting.into_volumes("1-2"), act=act)


def join(pk, *, act):
    """The parts of a request's set become one again."""
    whole = PatronRequest.objects.get(pk=pk).part_of_id
    if whole is None:
        raise Refused("no_set")
    return sets.join(whole, act=act)


def take_in(pk, *, act):
    """The file of a copy is uploaded at the desk."""
    return copies.take_in_copy(pk, PDF, act=act)


#: by the row that each is done to: what, by whom ("reader" or "staff"), with what said
_NOTE = {"note": "not"}
OF_REQUEST = (
    (requester.verify, "staff", {}), (requester.send, "staff", {}),
    (requester.cancel, "reader", {}), (requester.give_up, "staff", {}),
    (conditions.accept_condition, "reader", {}), (conditions.decline_condition, "reader", {}),
    (arrivals.hand_over, "staff", {}), (arrivals.take_back, "staff", {}), (arrivals.take_back, "staff", {}),
    (reader_time.ask_renewal, "reader", {}), (reader_time.ask_renewal, "staff", {}),
    (reader_time.not_collected, "staff", {}), (losses.found_here, "staff", {"reason": "held_and_in"}),
    (requester.ask_for_detail, "staff", {"question": "?"}), (copies.copy_arrived, "staff", {}),
    (copies.copy_collected, "staff", {}), (copies.copy_unusable, "staff", {"note": "?"}), (copies.ask_for_copy, "reader", {}),
    (part, "staff", {}), (join, "staff", {}), (requester.refuse, "staff", {"reason": "blocked"}),
)  # fmt: skip
OF_LOAN = (
    (arrivals.arrive, {}), (arrivals.arrive, {"freight": Decimal("120.50")}), (arrivals.post_back, {}),
    (arrivals.post_back, {}), (arrivals.close_by_hand, {"reason": "PTT 1"}), (requester.remind, {}),
    (requester.withdraw, {}), (losses.not_arrived, {}), (losses.arrived_damaged, _NOTE),
    (losses.return_wrong, _NOTE), (losses.lose, {}), (losses.found, {}), (losses.damage, _NOTE),
    (losses.dispute, {}), (take_in, {}),
)  # fmt: skip
OF_LENDING = (
    (copies.deliver, {"data": PDF}), (copies.deliver, {}), (supplier.search, {}), (supplier.promise, {}), (supplier.promise, {}), (supplier.pack, {}), (supplier.pack, {}),
    (supplier.ship, {}), (supplier.ship, {}), (supplier.check_in, {}), (supplier.check_in, {}), (supplier.close, {}),
    (supplier.decline, {"reason": next(iter(UNFILLED))}), (supplier.answer_cancel, {"accept": True}),
    (supplier.answer_cancel, {"accept": False}), (conditions.offer_condition, {"code": next(iter(LOAN_CONDITIONS))}),
    (conditions.offer_retry, {"reason": next(iter(RETRY))}), (loan_time.renew, {}), (loan_time.refuse_renewal, {}),
    (loan_time.extend, {}), (loan_time.recall, {}), (loan_time.warn, {}), (loan_time.write_letter, {}),
    (claims.undelivered, {}), (claims.claim, {**_NOTE, "value": Decimal("99.90")}), (claims.settle, _NOTE),
    (claims.find_damage, {**_NOTE, "amount": Decimal("12.34")}),
)  # fmt: skip
assert {"held_and_in", "blocked"} <= set(REFUSED)


#: what people try at most before something else happens
_AT_ONCE = 6
#: the step of the table that an action takes first, where it is called otherwise; None where it is one of several
_STEP_OF = {
    "take_in": None,
    "arrive": "receive",
    "cancel": None,
    "send": None,
    "answer_cancel": None,
}
_MODELS = {"request": PatronRequest, "loan": BorrowingRequest, "lending": LendingRequest}


class Network:
    """`libraries` with their staff and one reader each; all of them hold `edition`."""

    def __init__(self, seed, people, edition, now):
        self.chance, self.people, self.edition, self.now = random.Random(seed), people, edition, now
        self.held_up, self.has_news = [], False
        self.rows = {}
        self.steps = self.taken = 0
        self._counterparts = {"iso18626": Counterpart("iso18626", client.thread, self._deliver)}

    # -- the post
    def _deliver(self, happening, now):
        dice = self.chance.random()
        if dice < 0.1:
            raise Unreachable("lost on its way")
        message = Message.objects.filter(happening=happening).first() or client._written(
            happening, now
        )
        body = bytes(message.body)
        if dice < 0.2:
            # a network that says it has it, and brings it when it likes
            self.held_up.append(body)
            Message.objects.filter(pk=message.pk).update(confirmed_at=now)
            return
        server.receive(body, now=now)
        if dice < 0.3:
            raise Unreachable("the answer was lost")
        if dice < 0.4:
            self.held_up.append(body)  # and once more, later
        Message.objects.filter(pk=message.pk).update(confirmed_at=now)

    def _post(self):
        if self.held_up and self.chance.random() < 0.5:
            self.steps += 1
            body = self.held_up.pop(self.chance.randrange(len(self.held_up)))
            server.receive(body, now=self.now)
        else:
            plan(self._counterparts, now=self.now)
            if run_due(self._counterparts, now=self.now) == 0:
                self.has_news = Errand.objects.waiting().exists() or Untold.objects.exists()
        self.rows = {}

    # -- the people
    def step(self):
        """One thing happens: somebody acts, or the post comes, or time passes.

        Counted are what people try and each handing over of a message.
        """
        self.now += timedelta(seconds=self.chance.choice((20, 90, 600)))
        dice = self.chance.random()
        if dice < 0.12 and (self.held_up or self.has_news):
            self._post()
        elif dice < 0.13:
            self._a_day()
        elif dice < 0.17:
            self._ask()
        elif dice < 0.2:
            self._undo()
        else:
            for _ in range(_AT_ONCE):
                if self._act():
                    break

    def _ask(self):
        if len(self._open("request")) >= 9:
            return
        _staff, reader = self.chance.choice(list(self.people.values()))
        volume = self.chance.choice(("", "", "", "1-2"))
        kind = self.chance.choice(("book", "book", "book", "article"))
        cited = Citation(
            kind=kind, title=self.edition.title, author=self.edition.author, volume=volume
        )
        act = Act(Actor.reader(reader.user), self.now)
        self._try(
            sets.ask,
            patron=reader,
            citation=cited,
            door="portal",
            edition=self.edition,
            act=act,
        )

    def _a_day(self):
        self.now += timedelta(days=1)
        for run, _why in CLOCKS.values():
            run(self.now)
        fetch_due(self.now)
        copies.sweep(self.now, orphan_age=timedelta(0))
        self.rows, self.has_news = {}, True

    def _undo(self):
        library = self.chance.choice(list(self.people))
        last = Happening.objects.filter(library=library, by="staff").order_by("-pk").first()
        if last is not None:
            self._try(undo, last.deed, library=library, act=self._staff(library))

    def _staff(self, library):
        return Act(Actor.staff(self.people[library][0]), self.now)

    def _act(self):
        """Somebody does something; False where the table alone said no."""
        kind = self.chance.choices(("request", "loan", "lending", "scan"), (5, 5, 9, 1))[0]
        of = "loan" if kind == "scan" else kind
        rows = self._open(of) or self._open("request")
        if not rows:
            self._ask()
            return True
        if of != "request" and not self._open(of):
            of = kind = "request"
        # seldom something that is over
        row = (
            self.chance.choice(rows) if self.chance.random() < 0.97 else _MODELS[of].objects.last()
        )
        if row is None:
            return True
        by = "staff"
        if of == "request":
            do, by, said = self.chance.choice(OF_REQUEST)
        else:
            do, said = self.chance.choice(OF_LOAN if of == "loan" else OF_LENDING)
        if kind != "scan" and self._is_plainly_illegal(row, do):
            return False
        act = self._staff(row.library)
        if by == "reader":
            act = Act(Actor.reader(self.people[row.library][1].user), self.now)
        if kind == "scan":
            library = self.chance.choice((row.library, row.supplier))
            self._try(scan, library, row.request_id, act=self._staff(library))
        else:
            self._try(do, row.pk, act=act, **said)
        return True

    def _is_plainly_illegal(self, row, do):
        """Most of what the table forbids is tried on the table alone: it is the first to be asked anyway."""
        action = _STEP_OF.get(do.__name__, do.__name__)
        if action is None or row.lifecycle.can(row.state, action) or self.chance.random() < 0.1:
            return False
        self.steps += 1
        with pytest.raises(NotAllowed):
            row.lifecycle.step(row.state, action)
        return True

    def _open(self, kind):
        """What is going on, as it was when something last changed."""
        if kind not in self.rows:
            model = _MODELS[kind]
            over = model.lifecycle.final_states()
            more = ("library", "supplier") if kind == "loan" else ("library",)
            self.rows[kind] = list(model.objects.exclude(state__in=over).select_related(*more))
        return self.rows[kind]

    def _try(self, do, *args, **more):
        self.steps += 1
        try:
            do(*args, **more)
        except (NotAllowed, Refused):
            return
        self.taken += 1
        self.rows, self.has_news = {}, True

    # -- rest
    def quiet(self):
        """Everything that is on its way arrives; nobody does anything."""
        for _ in range(200):
            while self.held_up:
                server.receive(self.held_up.pop(0), now=self.now)
            self.now += timedelta(hours=2)
            planned = plan(self._counterparts, now=self.now)
            ran = run_due(self._counterparts, now=self.now)
            if not planned and not ran and not self.held_up:
                return
        raise AssertionError("the post never comes to rest")
