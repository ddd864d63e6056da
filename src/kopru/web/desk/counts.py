"""How much waits at a desk, all in one query."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, Q, QuerySet, Value
from django.utils import timezone

from kopru.connections.errands.models import Errand
from kopru.connections.mailbox.models import Account
from kopru.intake.models import Draft
from kopru.libraries.models import Library
from kopru.libraries.sight import Sight
from kopru.patrons.models import Patron, Standing
from kopru.requests.desk import QUEUES, Queue, queue_rows
from kopru.requests.models import Stray
from kopru.web.frame.nav import counts_by

#: piles in which somebody can act today; in the others a parcel or a reader has to come first
TO_DO = (
    "pull", "pack", "decide_cancel", "decide_renewal", "send", "post_back", "check_in", "chase",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pile:
    """A pile of the desk with how many lie on it, and how many of them are late."""

    queue: Queue
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Everything that waits at a desk, counted."""

    piles: tuple[Pile, ...]
    drafts: int
    accounts: int
    dead: int
    mailboxes: int
    strays: int

    @property
    def is_nothing(self) -> bool:
        """All is done."""
        others = self.drafts or self.accounts or self.dead or self.mailboxes or self.strays
        return not others and not any(pile.count for pile in self.piles)

    @property
    def to_do(self) -> int:
        """How much somebody could do at once."""
        return sum(pile.count for pile in self.piles if pile.queue.code in TO_DO)


def _counted(rows: "QuerySet[Any]", place: int, *, late: Q | None = None) -> "QuerySet[Any, Any]":
    coded = rows.order_by().values(place=Value(place, output_field=IntegerField()))
    counted: QuerySet[Any, Any] = coded.annotate(
        n=Count("pk"), late=Count("pk", filter=late or Q(pk=None))
    )
    return counted


def _of_queue(queue: Queue, place: int, library: Library, today: date) -> "QuerySet[Any, Any]":
    late = Q(**{f"{queue.urgent_field}__lt": today}) if queue.urgent_field else None
    return _counted(queue_rows(queue, library, today=today), place, late=late)


def waiting(library: Library, *, today: date) -> Waiting:
    """All the counts of a desk, in one query."""
    asked = Patron.objects.of(library).filter(standing=Standing.ASKED)
    troubled = Account.objects.filter(library=library, is_on=True).exclude(trouble="")
    others = (
        Draft.objects.of(library).waiting(),
        asked,
        Errand.objects.of(library).dead(),
        troubled,
        Stray.objects.of(library).open(),
    )
    first, *rest = (
        *(_of_queue(queue, n, library, today) for n, queue in enumerate(QUEUES)),
        *(_counted(rows, len(QUEUES) + n) for n, rows in enumerate(others)),
    )
    found = {row["place"]: (row["n"], row["late"]) for row in first.union(*rest, all=True)}
    piles = tuple(Pile(queue, *found.get(n, (0, 0))) for n, queue in enumerate(QUEUES))
    more = (found.get(len(QUEUES) + n, (0, 0))[0] for n in range(len(others)))
    return Waiting(piles, *more)


@counts_by
def for_navigation(sight: Sight) -> dict[str, int]:
    """What waits behind the desk's entries of the navigation."""
    if not sight.is_staff or sight.library is None:
        return {}
    found = waiting(sight.library, today=timezone.localdate())
    return {"desk": found.to_do, "desk_intake": found.drafts}
