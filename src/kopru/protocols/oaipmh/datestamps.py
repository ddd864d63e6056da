"""Dates of OAI-PMH: UTC, to the day or to the second (2.7.1, 3.3)."""

from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

_SECONDS = "%Y-%m-%dT%H:%M:%SZ"


class Granularity(StrEnum):
    """How fine a provider's dates are."""

    DAY = "YYYY-MM-DD"
    SECOND = "YYYY-MM-DDThh:mm:ssZ"

    @classmethod
    def named(cls, text: str) -> "Granularity":
        """The granularity that a provider names; by days where it names none that we know."""
        return cls.SECOND if text.strip().lower() == cls.SECOND.lower() else cls.DAY


def write(moment: datetime, granularity: Granularity = Granularity.SECOND) -> str:
    """`moment` (aware) as the protocol writes it; parts of a second are cut off."""
    utc = moment.astimezone(UTC)
    return utc.strftime(_SECONDS) if granularity == Granularity.SECOND else utc.date().isoformat()


def read(text: str) -> tuple[datetime, Granularity]:
    """The moment that a date begins at, in UTC, and how fine it is.

    :raises ValueError: neither YYYY-MM-DD nor YYYY-MM-DDThh:mm:ssZ
    """
    if len(text) == 10:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC), Granularity.DAY
    return datetime.strptime(text, _SECONDS).replace(tzinfo=UTC), Granularity.SECOND


def end(text: str) -> datetime:
    """The first moment that is later than the date: `until` includes its day or second (2.7.1).

    :raises ValueError: as `read`
    """
    start, granularity = read(text)
    step = timedelta(seconds=1) if granularity == Granularity.SECOND else timedelta(days=1)
    try:
        return start + step
    except OverflowError:
        return start


def read_leniently(text: str) -> datetime | None:
    """The moment of a stamp as real providers write them: parts of seconds, offsets, no zone."""
    try:
        return read(text.strip())[0]
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
