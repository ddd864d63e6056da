"""What a search can be narrowed to, with how many hits each choice leaves, and what it is narrowed to."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kopru.catalogue.queries import EditionPage, FacetCount
from kopru.common.languages import language_words
from kopru.common.text import sort_key
from kopru.libraries.models import Library
from kopru.web.patron.asked import CHOICES, Asked
from kopru.web.patron.asker import say
from kopru.web.patron.kinds import CATALOGUE_KINDS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: choices seen at once; the rest is behind "more"
_SEEN = 6
_DECADES = 6

_NAMES: "dict[str, StrOrPromise]" = {
    "library": gettext_lazy("Library"),
    "city": gettext_lazy("City"),
    "language": gettext_lazy("Language"),
    "kind": gettext_lazy("Sort of work"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One value to choose: its name, how many hits it leaves, where choosing it leads."""

    id: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow: the choices that are seen at once, and the others."""

    name: str
    label: str
    seen: Sequence[Choice]
    more: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Chip:
    """Something the search is narrowed to, and where it leads without that."""

    label: str
    address: str


class Names:
    """What the values of facets are called on the page."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        self._libraries = {library.symbol: library.name for library in libraries}
        self._naming: Mapping[str, Callable[[str], str]] = {
            "library": lambda value: self._libraries.get(value, value),
            "city": str,
            "language": lambda value: say(language_words(value)),
            "kind": lambda value: str(CATALOGUE_KINDS.get(value, value)),
        }

    def of(self, facet: str, value: str) -> str:
        """The name of a value; one without a name goes by itself."""
        return self._naming[facet](value)


def facets_for(asked: Asked, found: EditionPage, names: Names, *, home: str = "") -> list[Facet]:
    """The facets of a search; `home` (a symbol) stands first among libraries."""
    facets = []
    for name in ("available", *CHOICES, "year"):
        counts = found.facets.get(name, ())
        if name == "available":
            choices = _available(asked, counts)
        elif name == "year":
            choices = _decades(asked, counts)
        else:
            choices = _choices(asked, name, counts, names, home)
        if choices or name == "year":
            label = str(_NAMES.get(name, _("Year") if name == "year" else _("Availability")))
            facets.append(Facet(name, label, choices[:_SEEN], choices[_SEEN:]))
    return facets


def _choices(
    asked: Asked, name: str, counts: Sequence[FacetCount], names: Names, home: str
) -> list[Choice]:
    chosen = asked.chosen(name)
    by_value = {c.value: c.count for c in counts if c.value}
    values = {**by_value, **{value: by_value.get(value, 0) for value in chosen}}
    ordered = sorted(
        values,
        key=lambda v: (v not in chosen, v != home, -values[v], sort_key(names.of(name, v))),
    )
    if len(ordered) < 2 and not chosen:
        return []  # nothing to choose between
    return [
        Choice(
            id=f"{name}-{place}",
            label=names.of(name, value),
            count=values[value],
            chosen=value in chosen,
            address=asked.toggled(name, value).address,
        )
        for place, value in enumerate(ordered)
    ]


def _available(asked: Asked, counts: Sequence[FacetCount]) -> list[Choice]:
    chosen = asked.narrowed.available
    count = next((c.count for c in counts if c.value == "1"), 0)
    if not count and not chosen:
        return []
    address = asked.with_available(only=not chosen).address
    return [Choice("available-1", _("On the shelf now"), count, chosen, address)]


def _decades(asked: Asked, counts: Sequence[FacetCount]) -> list[Choice]:
    """The latest ten years that have hits; a click on the chosen ones takes them off again."""
    by_decade: dict[int, int] = {}
    for count in counts:
        if count.value.isdigit():
            decade = int(count.value) // 10 * 10
            by_decade[decade] = by_decade.get(decade, 0) + count.count
    span = (asked.narrowed.year_from, asked.narrowed.year_to)
    choices = []
    for decade in sorted(by_decade, reverse=True)[:_DECADES]:
        chosen = span == (decade, decade + 9)
        then = asked.between(None, None) if chosen else asked.between(decade, decade + 9)
        label = f"{decade}–{decade + 9}"
        choices.append(Choice(f"year-{decade}", label, by_decade[decade], chosen, then.address))
    return choices


def chips_for(asked: Asked, names: Names) -> list[Chip]:
    """What the search is narrowed to, in the order of the facets."""
    chips = []
    if asked.narrowed.available:
        chips.append(Chip(_("On the shelf now"), asked.with_available(only=False).address))
    for name in CHOICES:
        chips += [
            Chip(names.of(name, value), asked.toggled(name, value).address)
            for value in asked.chosen(name)
        ]
    if span := _span(asked.narrowed.year_from, asked.narrowed.year_to):
        chips.append(Chip(span, asked.between(None, None).address))
    return chips


def _span(low: int | None, high: int | None) -> str:
    if low and high:
        return str(low) if low == high else f"{low}–{high}"
    if low:
        return _("%(year)s and later") % {"year": low}
    return _("%(year)s and earlier") % {"year": high} if high else ""
