"""The addresses of the search page: what they ask for, and the address of every next step."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import get_args
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from kopru.catalogue.search.asked import Narrowed, Sort
from kopru.web.patron.kinds import CATALOGUE_KINDS

#: pages a person may leaf through; further in, another word helps more
DEEPEST = 50
#: values of one facet that an address may choose; more is no person's doing
_MOST_VALUES = 20
_LONGEST_VALUE = 80
_YEAR = re.compile(r"\d{3,4}")
_SORTS = get_args(Sort)

#: facets that choose among values: the address's parameter and the search's name for it
CHOICES = {"library": "libraries", "city": "cities", "language": "languages", "kind": "kinds"}

#: what a field is called in the box, in Turkish and English (`catalogue.search.wanted`)
_FIELDS = {"author": ("yazar", "author"), "subject": ("konu", "subject")}


def search_address(kind: str, text: str) -> str:
    """Where a name or a subject is searched for in its own field; other words side by side."""
    plain = text.replace('"', " ").strip()
    words = f'"{plain}"'
    if kind in _FIELDS:
        turkish, english = _FIELDS[kind]
        name = turkish if (get_language() or "tr").startswith("tr") else english
        words = f"{name}:{words}"
    return f"{reverse('home')}?{urlencode({'q': words})}"


@dataclass(frozen=True, slots=True)
class Asked:
    """The address's parameters, cleaned: what does not make sense is left out."""

    q: str = ""
    narrowed: Narrowed = field(default_factory=Narrowed)
    sort: Sort = "relevance"
    page: int = 1

    @classmethod
    def of(cls, get: QueryDict, symbols: Collection[str]) -> "Asked":
        """Read from a query string; `symbols` are those of libraries that there are."""
        page, sort = get.get("page", "1"), get.get("sort", "")
        narrowed = Narrowed(
            libraries=tuple(s for s in _values(get.getlist("library")) if s in symbols),
            cities=_values(get.getlist("city")),
            languages=_values(get.getlist("language")),
            kinds=tuple(k for k in _values(get.getlist("kind")) if k in CATALOGUE_KINDS),
            year_from=_year(get.get("from", "")),
            year_to=_year(get.get("to", "")),
            available=get.get("available") == "1",
        )
        return cls(
            q=" ".join(get.get("q", "").replace("\x00", "").split()),
            narrowed=narrowed,
            sort=next((one for one in _SORTS if one == sort), "relevance"),
            page=min(max(int(page), 1), DEEPEST) if page.isascii() and page.isdigit() else 1,
        )

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the search."""
        return bool(self.narrowed)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parameters of its address; what is as usual is left out."""
        said: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        for name, many in CHOICES.items():
            said += [(name, value) for value in getattr(self.narrowed, many)]
        years = (("from", self.narrowed.year_from), ("to", self.narrowed.year_to))
        said += [(name, str(year)) for name, year in years if year]
        said += [("available", "1")] if self.narrowed.available else []
        said += [("sort", self.sort)] if self.sort != "relevance" else []
        return said + ([("page", str(self.page))] if self.page > 1 else [])

    @property
    def address(self) -> str:
        """The query string that asks for the same."""
        return f"?{urlencode(self.pairs)}"

    @property
    def kept_beside_years(self) -> list[tuple[str, str]]:
        """What the form of years must send along."""
        return [pair for pair in self.first_page().pairs if pair[0] not in ("from", "to")]

    def first_page(self) -> "Asked":
        """The same from the beginning."""
        return replace(self, page=1)

    def widest(self) -> "Asked":
        """The same words, not narrowed."""
        return replace(self, narrowed=Narrowed(), page=1)

    def sorted_by(self, sort: Sort) -> "Asked":
        """The same in another order."""
        return replace(self, sort=sort, page=1)

    def words(self, q: str) -> "Asked":
        """Other words, narrowed alike."""
        return replace(self, q=q, page=1)

    def chosen(self, name: str) -> tuple[str, ...]:
        """The values of the facet `name` that are chosen."""
        values: tuple[str, ...] = getattr(self.narrowed, CHOICES[name])
        return values

    def toggled(self, name: str, value: str) -> "Asked":
        """With `value` of the facet `name` chosen, or no longer."""
        now = self.chosen(name)
        then = tuple(v for v in now if v != value) if value in now else (*now, value)
        return self._narrowed(**{CHOICES[name]: then})

    def with_available(self, *, only: bool) -> "Asked":
        """Only what is on a shelf now, or all."""
        return self._narrowed(available=only)

    def between(self, low: int | None, high: int | None) -> "Asked":
        """Only from these years."""
        return self._narrowed(year_from=low, year_to=high)

    def _narrowed(self, **changes: object) -> "Asked":
        return replace(self, narrowed=replace(self.narrowed, **changes), page=1)  # type: ignore[arg-type]


def _values(values: Iterable[str]) -> tuple[str, ...]:
    said = (value.strip()[:_LONGEST_VALUE] for value in values)
    return tuple(dict.fromkeys(value for value in said if value and "\x00" not in value))[
        :_MOST_VALUES
    ]


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and _YEAR.fullmatch(text) else None
