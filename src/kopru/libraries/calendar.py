"""Which days a library is open. Pure, but for the holiday table it is built from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

_ONE_DAY = timedelta(days=1)
#: so many days between closed ones are a bridge
_BRIDGE = 2


@lru_cache(maxsize=64)
def national_holidays(year: int) -> dict[date, str]:
    """Türkiye's public holidays of `year`, names in Turkish; whole days only (domain.md 4.8)."""
    return dict(holidays.country_holidays("TR", years=year, language="tr"))


@lru_cache(maxsize=64)
def eves(year: int) -> dict[date, str]:
    """Days of `year` that are holidays from one o'clock on, names in Turkish."""
    return dict(
        holidays.country_holidays("TR", years=year, language="tr", categories=("half_day",))
    )


@dataclass(frozen=True)
class OpenDays:
    """The open days of one library: no weekends, no national holidays, no closing days.

    On `opened` days it works all the same. On the eve of a feast the morning is worked, unless
    the library `closes_on_eves`.
    """

    closed: Collection[date] = frozenset()
    weekend: tuple[int, ...] = (5, 6)
    opened: Collection[date] = frozenset()
    closes_on_eves: bool = False

    def is_open(self, day: date) -> bool:
        """Whether the library works on `day`."""
        if day in self.opened:
            return True
        return (
            day.weekday() not in self.weekend
            and day not in self.closed
            and day not in national_holidays(day.year)
            and not (self.closes_on_eves and day in eves(day.year))
        )

    def bridges(self, first: date, last: date) -> list[date]:
        """Open days from `first` to `last` that are one or two between a feast and other closed days.

        Such days are often given as leave; whether they are is for people to say.
        """
        found: list[date] = []
        day = first
        while day <= last:
            run: list[date] = []
            while self.is_open(day) and day <= last:
                run.append(day)
                day += _ONE_DAY
            if 0 < len(run) <= _BRIDGE and self._is_at_a_feast(run):
                found += run
            day += _ONE_DAY
        return found

    def _is_at_a_feast(self, run: list[date]) -> bool:
        around = (run[0] - _ONE_DAY, run[-1] + _ONE_DAY)
        if any(self.is_open(day) for day in around):
            return False
        return any(day in national_holidays(day.year) for day in around)

    def on_or_before(self, day: date) -> date:
        """`day`, or the last open day before it."""
        while not self.is_open(day):
            day -= _ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """`day`, or the first open day after it."""
        while not self.is_open(day):
            day += _ONE_DAY
        return day

    def after(self, day: date, open_days: int) -> date:
        """The day that is `open_days` open days after `day`."""
        for _ in range(open_days):
            day = self.on_or_after(day + _ONE_DAY)
        return day

    def before(self, day: date, open_days: int) -> date:
        """The day that is `open_days` open days before `day`."""
        for _ in range(open_days):
            day = self.on_or_before(day - _ONE_DAY)
        return day
