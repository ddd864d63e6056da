"""A stage for what goes wrong: two libraries that talk by messages, and every clock of the system."""

import pytest

from kopru.connections.iso18626.models import Message
from kopru.connections.notices.models import Notice
from kopru.jobs.schedule import CLOCKS
from kopru.requests.actions import arrivals, requester, supplier
from kopru.requests.models import LendingRequest
from kopru.requests.queries import broken_chains
from support import held_by


class Stage:
    """One reader of Ash, one book of Birch. Every step is told to the other side before the next."""

    def __init__(self, asked, reader, ash_staff, birch_staff, clock):
        self.asked, self.reader, self.clock = asked, reader, clock
        self._ash, self._birch = ash_staff, birch_staff

    # -- who acts
    def at_ash(self, do, *args, **more):
        """Staff of the requester do something; the other side hears of it."""
        return self._done(do, *args, act=self.clock.staff(self._ash), **more)

    def at_birch(self, do, *args, **more):
        """Staff of the supplier do something; the other side hears of it."""
        return self._done(do, *args, act=self.clock.staff(self._birch), **more)

    def by_reader(self, do, *args, **more):
        """The reader does something."""
        return self._done(do, *args, act=self.clock.reader(self.reader.user), **more)

    def _done(self, do, *args, act, **more):
        done = do(*args, act=act, **more)
        self.clock.later(minutes=1)
        return done

    def days(self, number):
        """So many days pass, each with all that runs by itself."""
        for _ in range(number):
            self.clock.later(days=1)
            for run, _why in CLOCKS.values():
                run(self.clock.now)
            self.clock.later(minutes=1)

    def until(self, day):
        """Days pass until this one."""
        self.days((day - self.clock.now.date()).days)

    # -- how far it has come
    def sent(self):
        """Birch has been asked."""
        self.at_ash(requester.send, self.asked.pk)
        return self

    def posted(self):
        """Birch has posted it."""
        self.sent()
        lending = self.lending.pk
        for do in (supplier.promise, supplier.pack, supplier.ship):
            self.at_birch(do, lending)
        return self

    def arrived(self):
        """It waits on the hold shelf."""
        self.posted().clock.later(days=2)
        self.at_ash(arrivals.arrive, self.loan.pk)
        return self

    def with_reader(self):
        """The reader has it."""
        self.arrived()
        self.at_ash(arrivals.hand_over, self.asked.pk)
        return self

    # -- where it stands
    @property
    def loan(self):
        """The latest borrowing request."""
        return self.asked.borrowing_requests.order_by("-pk").first()

    @property
    def lending(self):
        """The latest one's other side."""
        return LendingRequest.objects.get(request_id=self.loan.request_id)

    @property
    def states(self):
        """Of the reader's request, of our loan, and of the supplier's."""
        self.asked.refresh_from_db()
        return self.asked.state, self.loan.state, self.lending.state

    @property
    def mails(self):
        """What the reader was written, in order."""
        return list(Notice.objects.order_by("pk").values_list("event", flat=True))

    def said(self):
        """The last part of each message between the two, in order."""
        rows = Message.objects.filter(is_incoming=False).order_by("pk")
        return [row.says.split(" · ")[-1] for row in rows]


@pytest.fixture
def stage(asked, reader, ash_staff, birch_staff, clock):
    """See `Stage`. Whatever was played, no log is broken at the end."""
    yield Stage(asked, reader, ash_staff, birch_staff, clock)
    assert broken_chains() == []


@pytest.fixture
def third(edition, cedar, asked):
    """A further library that holds the book, second in the rota."""
    held_by(edition, cedar, "C1")

    def in_rota():
        if not asked.rota.filter(library=cedar).exists():
            asked.rota.create(position=9, library=cedar)
        return cedar

    return in_rota
