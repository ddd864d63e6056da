"""The ways through the application, by role, and the counts that stand beside them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:  # rooms import this from their apps.py, before there are models
    from django_stubs_ext import StrOrPromise

    from kopru.libraries.sight import Sight

Counts = Mapping[str, int]
_counters: list["Callable[[Sight], Counts]"] = []


def counts_by(counter: "Callable[[Sight], Counts]") -> "Callable[[Sight], Counts]":
    """Registers who counts for the navigation (a decorator, called from an AppConfig's ready).

    `counter` gets the asker's Sight and returns how many things wait behind a URL name,
    for example `{"desk": 12, "desk_intake": 3}`. It runs on every full page: two queries at most.
    """
    if counter not in _counters:
        _counters.append(counter)
    return counter


def counts_for(sight: "Sight") -> dict[str, int]:
    """What waits behind each URL name for this person, by all registered counters."""
    found: dict[str, int] = {}
    for counter in _counters:
        found.update(counter(sight))
    return found


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation. `key` is the letter after `g`; `first` stands in the thumb bar."""

    url_name: str
    label: "StrOrPromise"
    icon: str
    key: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry as a page shows it."""

    url: str
    label: "StrOrPromise"
    icon: str
    key: str
    first: bool
    is_current: bool
    count: int


READER = (
    Way("home", _("Search"), "magnifying-glass", "h", first=True),
    Way("patron_requests", _("My requests"), "book-open", "r", first=True),
    Way("patron_money", _("What I owe"), "banknotes", "b"),
    Way("patron_card", _("My card"), "identification", "c"),
)
STAFF = (
    Way("desk", _("Desk"), "inbox-stack", "d", first=True),
    Way("desk_scan", _("Scan"), "qr-code", "s", first=True),
    Way("desk_requests", _("Requests"), "arrows-right-left", "r", first=True),
    Way("desk_parcels", _("Parcels"), "archive-box", "k"),
    Way("desk_intake", _("Intake"), "inbox-arrow-down", "i"),
    Way("desk_patrons", _("Readers"), "users", "p"),
    Way("desk_money", _("Accounts"), "banknotes", "b"),
    Way("desk_catalogue", _("Catalogue"), "book-open", "c"),
    Way("desk_outbox", _("Mails"), "envelope", "m"),
)
LIBRARY_ADMIN = (*STAFF, Way("desk_library", _("Library"), "building-library", "l"))
NETWORK = (
    Way("network", _("Libraries"), "building-library", "l", first=True),
    Way("network_days", _("Closing days"), "calendar-days", "c", first=True),
    Way("network_people", _("Administrators"), "users", "a", first=True),
    Way("network_sources", _("Harvests"), "arrow-down-tray", "o"),
    Way("network_targets", _("Catalogues"), "signal", "t"),
    Way("network_standstills", _("Hard times"), "pause", "z"),
    Way("desk_doubts", _("Doubtful matches"), "scale", "d"),
    Way("home", _("Search"), "magnifying-glass", "h"),
)


def ways_of(sight: "Sight") -> tuple[Way, ...]:
    """The entries that this role has, in order."""
    if sight.is_network_admin:
        return NETWORK
    if sight.is_library_admin:
        return LIBRARY_ADMIN
    if sight.is_staff:
        return STAFF
    if sight.is_reader:
        return READER
    return READER[:1]


def url_or_none(name: str, *args: object, **kwargs: object) -> str | None:
    """The address of a URL name, or None where no room provides it."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return None


def shown(ways: Iterable[Way], *, path: str, counts: Counts) -> list[Shown]:
    """The entries whose address exists; the longest address that `path` begins with is current."""
    found = [(way, url) for way in ways if (url := url_or_none(way.url_name))]
    under = [url for _, url in found if path == url or (url != "/" and path.startswith(url))]
    current = max(under, key=len, default=None)
    return [
        Shown(
            url,
            way.label,
            way.icon,
            way.key,
            way.first,
            url == current,
            counts.get(way.url_name, 0),
        )
        for way, url in found
    ]


def start_of(sight: "Sight") -> str:
    """Where a person with this role begins: the reader's search, the desk, the network."""
    found = (url_or_none(way.url_name) for way in ways_of(sight))
    return next((url for url in found if url), "/")
