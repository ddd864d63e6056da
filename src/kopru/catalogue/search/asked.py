"""What a search asks for, as a tree, whatever language it was asked in. Pure.

`wanted` makes one from what somebody typed into the box, `cql_asked` from CQL; the index
answers it. Words in it are folded (`common.text.fold`), except where `typed` keeps the form.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

#: "" is anywhere; the others are parts of an edition's description
Field = Literal[
    "", "title", "author", "subject", "publisher", "series",
    "number", "language", "kind", "library", "city", "id", "key",
]  # fmt: skip
#: a whole word; the beginning of one; words side by side; the whole of the field; with * and ?
How = Literal["word", "beginning", "phrase", "whole", "pattern"]
Sort = Literal["relevance", "newest", "oldest", "title"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest", "title")


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that `field` has to have, in the way `how` says.

    `text` is one word (word, beginning, pattern: with `*` for any letters and `?` for one) or
    several with blanks between them (phrase, whole). `typed` is one word as typed, lower case
    by the Turkish rule with its accents, empty where folding left no such word. `starts` and
    `ends` hold a phrase to the beginning and end of the field. Of the fields number, language,
    kind, library, city, id and key `text` is a value as it is kept, not folded.
    """

    text: str
    field: Field = ""
    how: How = "word"
    typed: str = ""
    starts: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A year between two, both belonging to it; None is open."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part has to be met."""

    parts: tuple["Asked", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """One part has to be met; none at all is never met."""

    parts: tuple["Asked", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """`part` must not be met."""

    part: "Asked"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every edition; what a bare `cql.allRecords=1` asks for."""


Asked = Term | Range | All | Any | Not | Everything
NOTHING = Any()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a search is narrowed to; what is empty or None leaves everything in.

    `libraries` are symbols; several values of one sort mean any of them. `available` keeps
    editions of which a copy stood on the shelf when it was last asked after: in one of
    `libraries` or `cities` where these are given, anywhere otherwise.
    """

    libraries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    available: bool = False

    def __bool__(self) -> bool:
        return self != EVERYTHING


EVERYTHING = Narrowed()


def with_terms(asked: Asked, become: Callable[[Term], Asked]) -> Asked:
    """The same question with each term made into another."""
    match asked:
        case Term():
            return become(asked)
        case All(parts):
            return All(tuple(with_terms(part, become) for part in parts))
        case Any(parts):
            return Any(tuple(with_terms(part, become) for part in parts))
        case Not(part):
            return Not(with_terms(part, become))
        case _:
            return asked


def terms_of(asked: Asked) -> Iterator[Term]:
    """The terms that a hit has or may have: those below a Not are left out."""
    match asked:
        case Term():
            yield asked
        case All(parts) | Any(parts):
            for part in parts:
                yield from terms_of(part)
        case _:
            return


def marks_of(asked: Asked) -> tuple[str, ...]:
    """The folded words to mark in a hit; with a `*` at its end where it is the beginning of one."""
    marks: dict[str, None] = {}
    for term in terms_of(asked):
        if term.field in ("", "title", "author", "subject", "publisher", "series"):
            ending = "*" if term.how == "beginning" else ""
            marks |= dict.fromkeys(word + ending for word in term.text.split())
    return tuple(marks)
