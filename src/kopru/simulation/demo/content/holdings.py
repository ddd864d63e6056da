"""Which library holds which work, in how many copies: one plan for records and for mails."""

from functools import lru_cache

from kopru.simulation.demo.content.chance import roll
from kopru.simulation.demo.content.libraries import SYMBOLS, library
from kopru.simulation.demo.content.titles import Work, all_works

# How likely a library buys what, as a weight against the others. Universities hold most.
_APPETITE = {
    "TR-CAMLIDERE": 10.0,
    "TR-KORFEZ": 6.0,
    "TR-YEDIKANDIL": 7.0,
    "TR-DOGUYAYLASI": 5.0,
    "TR-GULSIFA": 2.0,
    "TR-DICLEKIYISI": 3.0,
    "TR-IHLAMURALTI": 2.0,
    "TR-BOGAZ": 1.5,
    "TR-ADALETAGACI": 0.3,
}

# What a library is there for; a factor on its appetite for the shelves it cares about.
_LEANING: dict[str, dict[str, float]] = {
    "TR-KORFEZ": {"science-engineering": 3, "ottoman-classics": 0.2, "law": 0.2, "medicine": 0.1},
    "TR-YEDIKANDIL": {"world-literature-english": 2, "art-children-reference": 2},
    "TR-DOGUYAYLASI": {"turkish-poetry-stories": 1.5, "history": 1.5},
    "TR-GULSIFA": {"medicine": 12, "law": 0.2, "ottoman-classics": 0.1, "turkish-novels": 0.4},
    "TR-DICLEKIYISI": {
        "turkish-novels": 3, "turkish-poetry-stories": 2, "world-literature-turkish": 3,
        "law": 0.1, "medicine": 0.1, "science-engineering": 0.2,
    },
    "TR-IHLAMURALTI": {
        "turkish-novels": 3, "art-children-reference": 2, "world-literature-turkish": 3,
        "law": 0.1, "medicine": 0.1, "science-engineering": 0.1,
    },
    "TR-BOGAZ": {"ottoman-classics": 14, "history": 8, "theses-journals-media": 2, "medicine": 0.1},
    "TR-ADALETAGACI": {"law": 60, "social-science": 3, "medicine": 0.1},
}  # fmt: skip

# How many libraries hold a work: each share up to its bound.
_HOLDERS = ((0.45, 2), (0.80, 3), (0.95, 4), (1.0, 5))

_SECOND_COPY, _THIRD_COPY = 0.30, 0.06


@lru_cache(maxsize=4096)
def holders(work_index: int) -> tuple[str, ...]:
    """The symbols of the two to five libraries that hold the work, in the order of LIBRARIES."""
    work = all_works()[work_index]
    how_many = next(n for bound, n in _HOLDERS if roll("holders", work_index) < bound)
    # Efraimidis and Spirakis' weighted sample: the largest of roll ** (1 / weight).
    by_luck = sorted(
        SYMBOLS,
        key=lambda symbol: roll("holds", work_index, symbol) ** (1 / appetite(symbol, work)),
        reverse=True,
    )
    chosen = set(by_luck[:how_many])
    return tuple(symbol for symbol in SYMBOLS if symbol in chosen)


def held_by(symbol: str) -> tuple[Work, ...]:
    """The works that library `symbol` holds."""
    return tuple(work for work in all_works() if symbol in holders(work.index))


def copies(symbol: str, work: Work) -> int:
    """How many copies of `work` the library has: one to three, of a journal one."""
    if symbol not in holders(work.index):
        return 0
    luck = roll("copies", work.index, symbol)
    if work.kind in ("journal", "thesis") or luck >= _SECOND_COPY:
        return 1
    return 3 if luck < _THIRD_COPY else 2


def branch_of(symbol: str, work: Work, copy: int) -> str:
    """The code of the branch where copy `copy` (from 1) stands; most stand in the first."""
    branches = library(symbol).branches
    luck = roll("branch", work.index, symbol, copy)
    place = 0 if luck < 0.7 else int((luck - 0.7) / 0.3 * len(branches))
    return branches[place].code


def appetite(symbol: str, work: Work) -> float:
    """How much the library and its readers care for `work`: a weight, above 0."""
    return _APPETITE[symbol] * _LEANING.get(symbol, {}).get(work.shelf, 1.0)
