"""A library's year as tables in words: the same ones on the page, in the CSV and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kopru.libraries.models import Library
from kopru.requests.reasons import unfilled_words
from kopru.requests.year_rows import ASK_AGAIN, WRONG_ITEM
from kopru.requests.yearly import Figures, Side, Year
from kopru.web.desk.forms import KIND_LABELS
from kopru.web.desk.here import say

_NONE = "–"
#: figures that a table shows even where they are nothing
_ALWAYS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its figures, in the order of `headings`."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under a title."""

    title: str
    lines: Sequence[Line]

    @property
    def columns(self) -> list[int]:
        """The places of the figures that say something: the first three, and what is not nothing throughout."""
        longest = max((len(line.cells) for line in self.lines), default=0)
        said = (n for n in range(longest) if n < _ALWAYS or self._says_something(n))
        return list(said)

    def _says_something(self, place: int) -> bool:
        return any(line.cells[place] not in (_NONE, "0") for line in self.lines)

    @property
    def headings(self) -> list[str]:
        """What the figures of `rows` are."""
        every = headings()
        return [every[n] for n in self.columns]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each line's name, and its figures that say something with what they are."""
        every, columns = headings(), self.columns
        return [(one.name, [(every[n], one.cells[n]) for n in columns]) for one in self.lines]


def headings() -> tuple[str, ...]:
    """What the figures of a line are, by ISO 2789's names where it has them."""
    return (
        _("Requests"), _("Met"), _("Not met"), _("Cancelled"), _("Not finished"), _("Fill rate (%)"),
        _("Days to shipment"), _("Days to arrival"), _("Renewals"), _("Lost"), _("Freight"),
    )  # fmt: skip


def tables(year: Year) -> list[Table]:
    """Everything there is to say of a year; a side without requests has its total only."""
    sides = (year.requester, year.supplier)
    symbols = {symbol for side in sides for symbol, _figures in side.by_partner}
    partners = Library.objects.filter(symbol__in=symbols)
    names = {partner.symbol: partner.name for partner in partners}
    both = [
        Line(_("Requests of our readers"), _cells(year.readers)),
        Line(_("Requests sent to other libraries"), _cells(year.requester.all)),
        Line(_("Requests received from other libraries"), _cells(year.supplier.all)),
    ]
    return [
        Table(_("The year"), both),
        *_of_side(_("As requester"), year.requester, names),
        *_of_side(_("As supplier"), year.supplier, names),
    ]


def _of_side(whose: str, side: Side, names: Mapping[str, str]) -> list[Table]:
    if not side.all.requests:
        return []
    looks = (
        (_("by month"), [Line(str(MONTHS[n]), _cells(f)) for n, f in side.by_month]),
        (_("by library"), [Line(names.get(s, s), _cells(f)) for s, f in side.by_partner]),
        (_("by kind of material"), [Line(_kind(k), _cells(f)) for k, f in side.by_kind]),
        (_("by service"), [Line(_service(s), _cells(f)) for s, f in side.by_service]),
        (_("why not met"), [Line(_reason(c), (str(n),)) for c, n in side.reasons]),
    )
    return [Table(f"{whose}: {look}", lines) for look, lines in looks if lines]


def _cells(found: Figures) -> tuple[str, ...]:
    whole = (found.requests, found.met, found.unmet, found.cancelled, found.open)
    parts = (found.fill_rate, found.days_to_shipment, found.days_to_arrival)
    freight = " + ".join(f"{number_format(s, 2)} {c}" for c, s in found.freight.items())
    return (
        *map(str, whole), *map(_number, parts), str(found.renewals), str(found.lost), freight or _NONE,
    )  # fmt: skip


def _number(value: Decimal | None) -> str:
    return _NONE if value is None else number_format(value, 1)


def _kind(kind: str) -> str:
    label = KIND_LABELS.get(kind)
    return str(label) if label else kind or _("Not said")


def _service(service: str) -> str:
    return {"loan": _("Loans"), "copy": _("Copies of parts")}.get(service, service)


def _reason(code: str) -> str:
    ours = {WRONG_ITEM: _("Something else came"), ASK_AGAIN: _("Ask again later or otherwise")}
    return ours.get(code) or (say(unfilled_words(code)) if code else _("No reason given"))
