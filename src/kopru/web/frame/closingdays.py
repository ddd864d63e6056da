"""Closing days as people think of them: stretches with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kopru.libraries.calendar import OpenDays, eves, national_holidays
from kopru.libraries.models import ClosingDay, Library


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are closed for one reason; `ids` are their ClosingDay rows."""

    first: date
    last: date
    reason: str
    ids: tuple[int, ...]
    is_ours: bool = True
    opens: bool = False

    @property
    def key(self) -> str:
        """The rows, as a form sends them: `3-4-5`."""
        return "-".join(str(number) for number in self.ids)


def stretches(days: Iterable[ClosingDay]) -> list[Stretch]:
    """`days` (in order of day) put together where they follow each other for one reason."""
    found: list[Stretch] = []
    for day in days:
        before = found[-1] if found else None
        ours = day.library_id is not None
        if (
            before
            and (day.day - before.last) == timedelta(days=1)
            and (before.reason, before.is_ours, before.opens) == (day.reason, ours, day.opens)
        ):
            ids = (*before.ids, day.pk)
            found[-1] = Stretch(before.first, day.day, day.reason, ids, ours, day.opens)
        else:
            found.append(Stretch(day.day, day.day, day.reason, (day.pk,), ours, day.opens))
    return found


def own_and_shared(library: Library, *, since: date) -> list[Stretch]:
    """The library's closing days and everybody's, from `since` on, in order."""
    days = ClosingDay.objects.for_library(library).filter(day__gte=since)
    own = stretches(days.filter(library=library).order_by("day"))
    shared = stretches(days.filter(library=None).order_by("day"))
    return sorted([*own, *shared], key=lambda stretch: stretch.first)


def holidays_from(since: date, *, months: int = 12) -> list[tuple[date, str]]:
    """The national holidays of the `months` after `since` and their eves: day and Turkish name."""
    until = since + timedelta(days=31 * months)
    years = range(since.year, until.year + 1)
    tables = [table(year) for year in years for table in (national_holidays, eves)]
    days = [item for table in tables for item in table.items()]
    return sorted((day, name) for day, name in days if since <= day <= until)


def chosen(text: str, *, library: Library | None) -> list[ClosingDay]:
    """The rows that a form's `key` names, of this library (of the network, for None) only."""
    numbers = [int(part) for part in text.split("-") if part.isdigit()]
    return list(ClosingDay.objects.filter(pk__in=numbers, library=library))


def bridges_from(since: date, calendar: OpenDays, *, months: int = 12) -> list[date]:
    """Days between a feast and a weekend that may be given as leave."""
    return calendar.bridges(since, since + timedelta(days=31 * months))
