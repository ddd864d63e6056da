"""What the readers' mails ask for: works their own library lacks and another one lends."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from kopru.simulation.demo.content.chance import roll
from kopru.simulation.demo.content.holdings import appetite, copies, holders
from kopru.simulation.demo.content.isbns import isbn_of
from kopru.simulation.demo.content.terms import TERMS
from kopru.simulation.demo.content.titles import Work, all_works


def _is_book(work: Work) -> bool:
    return work.kind == "book"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of mail; `name` is also its text file. `wishes` is how many works it asks for.

    `held` asks for a work the library itself holds; `english` looks for a reader who
    writes English. `suits` says which works can be asked for in this way.
    """

    name: str
    wishes: int = 1
    english: bool = False
    held: bool = False
    suits: Callable[[Work], bool] = _is_book


def _has_isbn(work: Work) -> bool:
    return isbn_of(work) is not None


def _is_whole(work: Work) -> bool:
    return not work.volume


def _is_english(work: Work) -> bool:
    return work.language == "eng" and _has_isbn(work)


def _is_turkish(work: Work) -> bool:
    return work.is_turkish_edition


def _fits_windows_1254(work: Work) -> bool:
    text = work.title + work.publisher + "".join(work.authors)
    return work.is_turkish_edition and text.encode("cp1254", "replace").decode("cp1254") == text


SORTS: tuple[Sort, ...] = (
    Sort("full-kunye", suits=_has_isbn),
    Sort("list-of-three", wishes=3, suits=_is_turkish),
    Sort("apa"),
    Sort("isbn-only", suits=_has_isbn),
    Sort("vague-wish", suits=_is_whole),
    Sort("in-a-sentence"),
    Sort("english-citation", english=True, suits=_is_english),
    Sort("english-chatty", english=True, suits=_is_english),
    Sort("renewal", wishes=0),
    Sort("opening-hours", wishes=0),
    Sort("newsletter", wishes=0),
    Sort("stranger", suits=_is_turkish),
    Sort("html-only"),
    Sort("windows-1254", suits=_fits_windows_1254),
    Sort("national-id"),
    Sort("reply-with-quote"),
    Sort("translation-wanted", suits=lambda work: bool(work.translators)),
    Sort("one-volume", suits=lambda work: bool(work.volume)),
    Sort("we-hold-it", held=True),
    Sort("without-marks", suits=_is_turkish),
    Sort("capitals", suits=_is_turkish),
    Sort("long-signature", suits=_has_isbn),
    Sort("thanks", wishes=0),
)


@lru_cache(maxsize=16)
def wishes_for(symbol: str) -> dict[str, tuple[int, ...]]:
    """The indexes of the works that each sort of mail at library `symbol` asks for.

    No work twice. All but those of `held` sorts stand only elsewhere, where at least one
    library may lend them by its terms.
    """
    by_taste = sorted(
        (work for work in all_works() if _is_book(work) and work.authors),
        key=lambda work: roll("wish", symbol, work.index) ** (1 / appetite(symbol, work)),
        reverse=True,
    )
    taken: set[int] = set()
    wishes: dict[str, tuple[int, ...]] = {}
    for sort in SORTS:
        fitting = (
            work.index
            for work in by_taste
            if work.index not in taken and sort.suits(work) and _stands_right(symbol, sort, work)
        )
        wishes[sort.name] = tuple(
            index for _, index in zip(range(sort.wishes), fitting, strict=False)
        )
        taken.update(wishes[sort.name])
    return wishes


def lenders(work: Work) -> tuple[str, ...]:
    """The holders of `work` whose terms let them lend it."""
    return tuple(symbol for symbol in holders(work.index) if _may_lend(symbol, work))


def _stands_right(symbol: str, sort: Sort, work: Work) -> bool:
    if sort.held:
        return symbol in holders(work.index)
    return symbol not in holders(work.index) and bool(lenders(work))


def _may_lend(symbol: str, work: Work) -> bool:
    terms = TERMS[symbol]
    excluded = terms["excluded_kinds"]
    enough = copies(symbol, work) > 1 or not terms["needs_two_copies"]
    kind = "issue" if work.kind == "journal" else work.kind
    return bool(terms["lends"]) and enough and isinstance(excluded, list) and kind not in excluded
