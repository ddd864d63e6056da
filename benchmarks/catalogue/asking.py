"""The same questions to both, and the tables of what they took."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from . import ask, zebra
from .ask import Times, timed
from .questions import Question
from .results import table
from .zoom import NoAnswer

_INDEX, _FACETS, _TYPED = "index", "index and facets", "suggestions"
_PAGE, _WHOLE = "page", "page with facets"
_ZEBRA, _ZEBRA_FACETS = "Zebra, 20 records", "Zebra, 20 records and facets"
_OURS = (_INDEX, _FACETS, _PAGE, _WHOLE, _TYPED)
_THEIRS = (_ZEBRA, _ZEBRA_FACETS)


@dataclass(slots=True)
class Figures:
    """Times by sort of question and way of asking; None where a way has no answer."""

    times: dict[str, dict[str, Times | None]] = field(default_factory=dict)

    def tables(self) -> list[str]:
        """Milliseconds for people: all figures, and how much longer Zebra takes."""
        ways = [way for way in (*_OURS, *_THEIRS) if any(way in row for row in self.times.values())]
        rows = [
            [sort, *(_said(row.get(way)) for way in ways), _hits(row)]
            for sort, row in self.times.items()
        ]
        whole = table(["ms, p50 / p99 / CPU", *ways, "hits, Köprü / Zebra"], rows)
        if _ZEBRA not in ways:
            return [whole]
        ratios = [
            self._ratios(f"Zebra, 20 records / Köprü's {way}", way) for way in (_INDEX, _PAGE)
        ]
        return [whole, *ratios]

    def _ratios(self, said: str, way: str) -> str:
        pairs = [(sort, row.get(way), row.get(_ZEBRA)) for sort, row in self.times.items()]
        rows = [
            [sort, *(_ratio(theirs, ours, what) for what in ("half", "most", "cpu"))]
            for sort, ours, theirs in pairs if ours and theirs
        ]  # fmt: skip
        return table([said, "p50", "p99", "CPU"], rows)

    def facts(self) -> dict[str, object]:
        """The same for programs."""
        return {
            sort: {way: asdict(t) if t else None for way, t in row.items()}
            for sort, row in self.times.items()
        }


Sets = Mapping[str, Sequence[Question]]


def ask_both(sets: Sets, others: Sets, zebra_in: Path | None) -> Figures:
    """Every question to Köprü, and to Zebra where it has an index in that folder.

    `others` are for the page with facets, since facets that were counted once are remembered.
    """
    figures = Figures({sort: _ask_us(asked, others[sort]) for sort, asked in sets.items()})
    if zebra_in:
        with zebra.served(zebra_in) as asking:
            for sort, asked in sets.items():
                figures.times[sort] |= {
                    _ZEBRA: _unless_refused(asked, asking.records, asking.cpu),
                    _ZEBRA_FACETS: _unless_refused(asked, asking.facets, asking.cpu),
                }
    return figures


def _ask_us(asked: Sequence[Question], others: Sequence[Question]) -> dict[str, Times | None]:
    how = asked[0].how
    times: dict[str, Times | None] = {_INDEX: timed(asked, ask.in_index)}
    if how != "nearly":
        times[_FACETS] = timed(asked, ask.with_facets)
        times[_PAGE] = timed(asked, ask.on_page)
    if ask.has_text(asked[0]):
        times[_WHOLE] = timed(others, ask.on_page_with_facets)
    if how in ("unfinished", "beginning"):
        times[_TYPED] = timed(asked, ask.as_typed)
    return times


def _unless_refused(
    asked: Sequence[Question], answer: Callable[[Question], int], cpu: Callable[[], float]
) -> Times | None:
    try:
        return timed(asked, answer, cpu)
    except NoAnswer:
        return None


def _ratio(theirs: Times, ours: Times, what: str) -> str:
    return f"{getattr(theirs, what) / max(getattr(ours, what), 1e-6):.1f}"


def _said(times: Times | None) -> str:
    return times.said() if times else "–"


def _hits(row: dict[str, Times | None]) -> str:
    both = (row.get(_INDEX), row.get(_ZEBRA))
    return " / ".join(f"{times.hits:,.0f}" if times else "–" for times in both)
