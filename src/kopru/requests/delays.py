"""How late something is, out of its story: the latest day that was ever given, and what does not count."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from kopru.charges.fines import Fine, FineRule, Span, reckon
from kopru.libraries.models import Standstill
from kopru.patrons.models import Patron
from kopru.requests.cases import borrowing_terms, lending_terms
from kopru.requests.models import Happening, LendingRequest, PatronRequest

_ASKED = "renewal_asked"


def running_fine(
    subject: PatronRequest | LendingRequest, *, until: date, story: list[Happening] | None = None
) -> Fine | None:
    """What a delay costs if the item is given back on `until`; None where it has no due date.

    A recall makes no fine before the day that stood first; while the answer to a renewal is
    awaited, and while the network stands still, no day counts.
    """
    told = story if story is not None else _story(subject)
    days = [day for h in told for day in _due_dates(h)]
    if subject.due_date:
        days.append(subject.due_date)
    if not days:
        return None
    if isinstance(subject, PatronRequest):
        rule = FineRule.of_readers(borrowing_terms(subject))
    else:
        rule = FineRule.of_partners(lending_terms(subject))
    free = [*_awaiting(told), *_standstills()]
    return reckon(max(days), until, rule, open_days=subject.library.open_days(), free=free)


def _story(subject: PatronRequest | LendingRequest) -> list[Happening]:
    mine = Happening.objects.filter(kind=subject.lifecycle.name, subject_id=subject.pk)
    return list(mine.order_by("seq"))


def _due_dates(happening: Happening) -> list[date]:
    """The due date that a step gave; one that was taken back was never given."""
    after = happening.changed.get("due_date", [None, None])[1]
    return [date.fromisoformat(after)] if after and happening.action != "undo" else []


def _awaiting(story: list[Happening]) -> list[Span]:
    """Days on which the answer to a renewal was awaited."""
    spans, begun = [], None
    for happening in story:
        day = timezone.localdate(happening.at)
        if happening.target == _ASKED and begun is None:
            begun = day
        elif happening.target != _ASKED and begun is not None:
            spans.append(Span(begun, day))
            begun = None
    return [*spans, Span(begun)] if begun else spans


def _standstills() -> list[Span]:
    """Days on which nothing was sent, or whatever was due stood still (domain.md 3.6)."""
    kinds = (Standstill.Kind.EVERYTHING, Standstill.Kind.DATES)
    rows = Standstill.objects.filter(kind__in=kinds)
    return [Span(one.begins, one.ends) for one in rows]


@dataclass(frozen=True, slots=True)
class RunningFine:
    """A fine that grows while an item is out with its reader."""

    request: PatronRequest
    fine: Fine


def late_fines(patron: Patron, *, today: date) -> list[RunningFine]:
    """What the reader's late items would cost if they came back today, the oldest first."""
    late = PatronRequest.objects.filter(
        patron=patron, state__in=("with_reader", "recalled", "overdue"), due_date__lt=today
    )
    found = []
    for request in late.select_related("library", "patron").order_by("due_date", "pk"):
        fine = running_fine(request, until=today)
        if fine is not None and fine.amount:
            found.append(RunningFine(request, fine))
    return found


def days_late(due: date | None, today: date) -> int:
    """Days since a due date; nought where it has not passed."""
    return max(0, (today - due) // timedelta(days=1)) if due else 0
