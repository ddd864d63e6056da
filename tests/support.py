"""What several tests set up: a clock that messages follow, a copy on a shelf."""

from datetime import timedelta

from kopru.catalogue.models import Holding, Record
from kopru.config.wiring import COUNTERPARTS
from kopru.connections.errands.running import tell_all
from kopru.libraries.models import Membership, Role, User
from kopru.patrons.models import Patron
from kopru.requests.actions.steps import Act, Actor


class Clock:
    """Time that passes when told to; what must be told is told then."""

    def __init__(self, now):
        self.now = now

    def later(self, **time):
        self.now += timedelta(**time)
        tell_all(COUNTERPARTS, now=self.now)

    def staff(self, user):
        return Act(Actor.staff(user), self.now)

    def reader(self, user):
        return Act(Actor.reader(user), self.now)

    def system(self):
        return Act(Actor.system(), self.now)


def held_by(edition, library, barcode):
    """`library` holds `edition` once, on the shelf."""
    record = Record.objects.create(library=library, control_number=f"c{barcode}", edition=edition)
    return Holding.objects.create(
        library=library, record=record, edition=edition, branch_code="MRK", call_number="813 T36",
        barcode=barcode, status=Holding.Status.AVAILABLE, copies=1,
    )  # fmt: skip


def reads_at(library, name="Işıl Gürgöze"):
    """A reader of `library` who may ask."""
    email = f"reader@{library.symbol.lower()}.example"
    user = User.objects.create_user(email, name=name)
    Membership.objects.create(user=user, library=library, role=Role.READER)
    return Patron.objects.create(
        library=library, user=user, number=f"K-{library.pk}", name=name, email=email,
        group="graduate", language="tr",
    )  # fmt: skip
