"""Asks Köprü's own search functions, as a page does, and takes the time.

Called in this process, on an installation that `load` has left. Every question is asked
once, so that nothing is remembered from before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter, process_time

from kopru.catalogue.queries import cql_found, editions_found
from kopru.catalogue.search.asked import EVERYTHING, All, Any, Asked, Everything, Term
from kopru.catalogue.search.index import find_asked, search_index
from kopru.catalogue.search.suggesting import suggestions
from kopru.catalogue.search.wanted import understand
from kopru.common.text import fold

from .questions import Question

PAGE = 20


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds that half and that 99 of 100 questions took at most, the CPU of one on
    average, and the median of hits."""

    half: float
    most: float
    cpu: float
    hits: float
    asked: int

    def said(self) -> str:
        """As it stands in a table."""
        return f"{self.half:.2f} / {self.most:.2f} / {self.cpu:.2f}"


def timed(
    asked: Sequence[Question],
    answer: Callable[[Question], int],
    cpu: Callable[[], float] = process_time,
) -> Times:
    """Ask every question once and take the time; `answer` returns the number of hits, `cpu`
    the CPU seconds so far of all who take part."""
    taken, hits = [], []
    used = cpu()
    for question in asked:
        started = perf_counter()
        hits.append(answer(question))
        taken.append((perf_counter() - started) * 1000)
    each = (cpu() - used) * 1000 / len(asked)
    most = quantiles(taken, n=100, method="inclusive")[-1] if len(taken) > 1 else taken[0]
    return Times(median(taken), most, each, median(hits), len(taken))


def in_index(question: Question) -> int:
    """The index alone: ids of the best twenty and the number of hits."""
    if question.how == "nearly":
        return len(search_index().similar([fold(question.words[0])], [], limit=PAGE))
    found = find_asked(
        tree(question), EVERYTHING, limit=PAGE, offset=0, sort="relevance", facets=False
    )
    return found.total


def with_facets(question: Question) -> int:
    """The index, and the facets of all hits."""
    found = find_asked(
        tree(question), EVERYTHING, limit=PAGE, offset=0, sort="relevance", facets=True
    )
    return found.total


def on_page(question: Question) -> int:
    """Twenty editions and their holders from the database, as typed or in CQL."""
    if has_text(question):
        return editions_found(text(question), limit=PAGE).total
    return cql_found(cql(question), limit=PAGE).total


def on_page_with_facets(question: Question) -> int:
    """All that a page of results shows."""
    return editions_found(text(question), limit=PAGE, facets=True).total


def as_typed(question: Question) -> int:
    """What is suggested while somebody types."""
    return len(suggestions(" ".join(question.words)))


def has_text(question: Question) -> bool:
    """Whether the search box has a way to ask it."""
    return question.how not in ("any", "starts", "everything", "nearly")


def text(question: Question) -> str:
    """The question as somebody types it. A blank at the end says that the last word is whole."""
    words = " ".join(question.words)
    match question.how:
        case "phrase":
            return f'"{words}"'
        case "unfinished":
            return f'"{" ".join(question.words[:-1])}" {question.words[-1]}'
        case "all":
            return f"{words} "
        case _:
            return words


def cql(question: Question) -> str:
    """The question in CQL, for what the search box has no way to ask."""
    quoted = [f'"{word}"' for word in question.words]
    match question.how:
        case "any":
            return " or ".join(quoted)
        case "starts":
            *whole, last = question.words
            return f'title="^{" ".join(whole)}" and title={last}*'
        case _:
            return "cql.allRecords=1"


def tree(question: Question) -> Asked:
    """The question as the catalogue understands it."""
    folded = [fold(word) for word in question.words]
    match question.how:
        case "any":
            return Any(tuple(Term(word) for word in folded))
        case "phrase":
            return Term(" ".join(folded), "title", "phrase")
        case "unfinished":
            start = Term(" ".join(folded[:-1]), "title", "phrase")
            return All((start, Term(folded[-1], "title", "beginning")))
        case "starts":
            start = Term(" ".join(folded[:-1]), "title", "phrase", starts=True)
            return All((start, Term(folded[-1], "title", "beginning")))
        case "everything":
            return Everything()
        case _:
            return understand(text(question))
