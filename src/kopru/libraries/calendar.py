"""Which days a library is open. Pure, but for the holiday table it is built from."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def national_holidays(year: int) -> dict[date, str]:
    """Türkiye's public holidays of `year`, names in Turkish; whole days only (domain.md 4.8)."""
    return dict(holidays.country_holidays("TR", years=year, language="tr"))


@dataclass(frozen=True)
class OpenDays:
    """The open days of one library: no weekends, no national holidays, no closing days."""

    closed: Collection[date] = frozenset()
    weekend: tuple[int, ...] = (5, 6)

    def is_open(self, day: date) -> bool:
        """Whether the library works on `day`."""
        return (
            day.weekday() not in self.weekend
            and day not in self.closed
            and day not in national_holidays(day.year)
        )

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
