"""Values as XML text and back: times, amounts, yes and no, codes.

Writing is strict, reading takes what peers are known to send (pack.md 1.2, 5.1). Each
reader gets the element's name, so that its Unrecognised can say where.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum

from .codes import ErrorType
from .errors import Unrecognised

_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?)?"
    r"\s*(?:Z|([+-])(\d\d):?(\d\d)?)?",
    re.IGNORECASE | re.ASCII,
)
_AMOUNT = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,6})?|\.\d{1,6})", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_YES = {"y", "yes", "true", "1"}
_NO = {"n", "no", "false", "0"}


def read_time(element: str, text: str) -> datetime:
    """A dateTime as UTC.

    A missing zone is taken as UTC; a blank for T, +0000 without colon, a date alone
    (its midnight) and more digits than microseconds are understood.
    """
    found = _TIME.fullmatch(text)
    if found is None:
        raise Unrecognised(element, text)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    fraction, sign, zone_hours, zone_minutes = found.groups()[6:]
    offset = timedelta(hours=int(zone_hours or 0), minutes=int(zone_minutes or 0))
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        zone = timezone(-offset if sign == "-" else offset)
        # xs:dateTime allows 24:00:00 for the end of a day
        day_later = timedelta(days=1) if (hour, minute, second, micro) == (24, 0, 0, 0) else None
        moment = datetime(year, month, day, 0 if day_later else hour, minute, second, micro, zone)
        return (moment + (day_later or timedelta())).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unrecognised(element, text) from error


def write_time(moment: datetime) -> str:
    """RFC 3339 in UTC. ValueError for a naive datetime."""
    if moment.utcoffset() is None:
        raise ValueError(f"a time without its zone cannot be sent: {moment}")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_amount(element: str, text: str) -> Decimal:
    """An xs:decimal; a single comma as the decimal mark is understood too."""
    plain = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    if not _AMOUNT.fullmatch(plain):
        raise Unrecognised(element, text)
    return Decimal(plain)


def write_amount(amount: Decimal) -> str:
    """An xs:decimal, never with an exponent. ValueError for NaN and infinity."""
    if not amount.is_finite():
        raise ValueError(f"no amount of money: {amount}")
    return f"{amount:f}"


def read_integer(element: str, text: str) -> int:
    """An xs:integer of at most nine digits."""
    if not _INTEGER.fullmatch(text):
        raise Unrecognised(element, text)
    return int(text)


def read_yes_no(element: str, text: str) -> bool:
    """yesNo and xs:boolean alike, in any case."""
    word = text.lower()
    if word not in _YES | _NO:
        raise Unrecognised(element, text)
    return word in _YES


def write_yes_no(answer: bool) -> str:  # noqa: FBT001 - a codec's one value
    """The schema's Y or N."""
    return "Y" if answer else "N"


def write_boolean(answer: bool) -> str:  # noqa: FBT001 - a codec's one value
    """An xs:boolean."""
    return "true" if answer else "false"


def code_reader(
    codes: type[StrEnum], error_type: ErrorType = ErrorType.UNRECOGNISED_DATA_VALUE
) -> Callable[[str, str], StrEnum]:
    """A reader for a closed list: any case, American z as s (Koha's error types)."""
    known = {_plain(code.value): code for code in codes}

    def read_code(element: str, text: str) -> StrEnum:
        code = known.get(_plain(text))
        if code is None:
            raise Unrecognised(element, text, error_type)
        return code

    return read_code


def read_error_type(element: str, text: str) -> StrEnum:
    """An error type; one we do not know still is an error, of a value."""
    try:
        return _read_known_error_type(element, text)
    except Unrecognised:
        return ErrorType.UNRECOGNISED_DATA_VALUE


def _plain(code: str) -> str:
    return code.lower().replace("z", "s")


_read_known_error_type = code_reader(ErrorType)
