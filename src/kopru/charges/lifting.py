"""Letting somebody go on in spite of what blocks them: for a time, with a reason."""

from datetime import date

from django.db import transaction

from kopru.charges.books import Made, NotBooked
from kopru.charges.models import Lift
from kopru.libraries.models import Library
from kopru.patrons.models import Patron


@transaction.atomic
def lift(*, whom: Patron | Library, until: date, reason: str, made: Made) -> Lift:
    """Until that day, in it, nothing that they owe or have late keeps them.

    :raises NotBooked: "reason_missing"; "past_day"
    """
    if not reason.strip():
        raise NotBooked("reason_missing")
    if until < made.day:
        raise NotBooked("past_day", until.isoformat())
    named = {"patron": whom} if isinstance(whom, Patron) else {"partner": whom}
    return Lift.objects.create(
        library=made.booked_by, until=until, reason=reason.strip()[:300], at=made.at,
        user_id=made.user, **named,
    )  # fmt: skip


def lifted(library: Library, whom: Patron | Library, *, on: date) -> Lift | None:
    """What lets them go on, the longest; None where nothing does."""
    named = {"patron": whom} if isinstance(whom, Patron) else {"partner": whom}
    return (
        Lift.objects.of(library).in_force(on=on).filter(**named).order_by("-until", "-pk").first()
    )
