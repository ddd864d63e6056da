"""How dates, times and money are said on a page. Pure: language and the time are passed in."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_HOUR = 3600
_DAY = 24 * _HOUR


def exactly(moment: datetime) -> str:
    """Date and time of day, as in "23 June 2026 14:05"; `moment` is local already."""
    return formats.date_format(moment, "DATETIME_FORMAT")


def relatively(moment: datetime, *, now: datetime) -> str:
    """`moment` seen from `now` (both local): "5 minutes ago", "yesterday 14:05", "23.06.2026"."""
    seconds = (moment - now).total_seconds()
    if abs(seconds) < _HOUR:
        return _by_minutes(seconds)
    days = (moment.date() - now.date()).days
    if days == 0:
        return _by_hours(seconds)
    clock = formats.date_format(moment, "H:i")
    if days == -1:
        return _("yesterday %(clock)s") % {"clock": clock}
    if days == 1:
        return _("tomorrow %(clock)s") % {"clock": clock}
    if moment.year == now.year:
        return formats.date_format(moment, "j M H:i")
    return formats.date_format(moment, "SHORT_DATE_FORMAT")


def _by_minutes(seconds: float) -> str:
    minutes = int(abs(seconds) // 60)
    if minutes == 0:
        return _("just now") if seconds <= 0 else _("in a moment")
    if seconds < 0:
        return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
    return ngettext("in %(n)s minute", "in %(n)s minutes", minutes) % {"n": minutes}


def _by_hours(seconds: float) -> str:
    hours = int(abs(seconds) // _HOUR)
    if seconds < 0:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    return ngettext("in %(n)s hour", "in %(n)s hours", hours) % {"n": hours}


def day_with_weekday(day: date, *, language: str) -> str:
    """ "23 Haziran 2026 Salı" in Turkish, "Tuesday 23 June 2026" in English."""
    return formats.date_format(day, "j F Y l" if language.startswith("tr") else "l j F Y")


def days_away(day: date, *, today: date) -> str:
    """ "today", "tomorrow", "in 3 days", "2 days ago"; empty when a month or more away."""
    away = (day - today) // timedelta(days=1)
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if away in near:
        return near[away]
    if abs(away) >= 31:
        return ""
    if away < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -away) % {"n": -away}
    return ngettext("in %(n)s day", "in %(n)s days", away) % {"n": away}


def money(amount: Decimal, currency: str, *, language: str) -> str:
    """ "1.250,00 TL" in Turkish, "TRY 1,250.00" in English; other currencies by their code."""
    plain = f"{amount.quantize(Decimal('0.01')):,}"
    if language.startswith("tr"):
        turkish = plain.translate(str.maketrans(",.", ".,"))
        return f"{turkish} {'TL' if currency == 'TRY' else currency}"
    return f"{currency} {plain}"
