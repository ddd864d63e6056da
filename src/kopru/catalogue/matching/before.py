"""When two records describe the same edition, and why. Pure.

Keys find records that may be of one edition; vetoes part what only looks alike. An ISBN
alone does not do: publishers use one again, and a set's number stands in each of its
volumes, so the beginning of the title has to agree (search-lab.md D).
"""

from collections.abc import Iterable
from typing import Protocol

from kopru.catalogue.described import Facts
from kopru.catalogue.matching.names import name_key
from kopru.catalogue.matching.numerals import volume_key
from kopru.catalogue.numbers import is_isbn, number_of
from kopru.common.text import fold
from kopru.common.words import Words

_TITLE_WITH_ISBN = 12
_TITLE_ALONE = 60
BY_ISBN = "i"
BY_TEXT = "t"


class Vetoable(Protocol):
    """What vetoes look at: a record's facts or an edition."""

    @property
    def kind(self) -> str: ...
    @property
    def volume(self) -> str: ...
    @property
    def is_online(self) -> bool: ...
    @property
    def isbns(self) -> Iterable[str]: ...


def edition_keys(facts: Facts) -> tuple[str, ...]:
    """The keys that records of the same edition share; at most 160 characters each.

    First valid ISBNs with the beginning of the title, then title, first author, year,
    kind and volume. Without an author and a year a title says too little: no such key.
    """
    title = fold(f"{facts.title} {facts.subtitle}")
    if not title:
        return ()
    start = title[:_TITLE_WITH_ISBN].rstrip()
    keys = [f"{BY_ISBN}|{number}|{start}" for number in _valid(facts.isbns)]
    author = name_key(facts.authors[0]) if facts.authors else ""
    if author or facts.year:
        volume = volume_key(facts.volume)
        keys.append(
            f"{BY_TEXT}|{title[:_TITLE_ALONE].rstrip()}|{author}|{facts.year or ''}|{facts.kind[:12]}|{volume}"
        )
    return tuple(dict.fromkeys(keys))


def may_be_same(one: Vetoable, other: Vetoable, *, by_isbn: bool) -> bool:
    """Whether nothing speaks against both being of one edition, given that they share a key.

    Print and online, unlike kinds and unlike volumes never are one. Where the key is
    title, author and year, two unlike ISBNs speak against it, too. A volume that only
    one of them names is accepted where the ISBN agrees.
    """
    if one.is_online != other.is_online:
        return False
    if one.kind and other.kind and one.kind != other.kind:
        return False
    mine, theirs = volume_key(one.volume), volume_key(other.volume)
    if mine != theirs and not (by_isbn and (not mine or not theirs)):
        return False
    if by_isbn:
        return True
    numbers, others = set(_valid(one.isbns)), set(_valid(other.isbns))
    return not numbers or not others or bool(numbers & others)


def why_same(one: Facts, other: Facts) -> Words | None:
    """One sentence that says why both are of one edition; None where they are not."""
    shared = set(edition_keys(one)) & set(edition_keys(other))
    by_isbn = sorted(key for key in shared if key.startswith(BY_ISBN))
    if by_isbn and may_be_same(one, other, by_isbn=True):
        number = by_isbn[0].split("|")[1]
        return Words(
            f"ISBN ({number}) ve eser adının başı aynı.",
            f"Same ISBN ({number}) and the same beginning of the title.",
        )
    if shared and may_be_same(one, other, by_isbn=False):
        return Words(
            "Eser adı, yazar, yıl, tür ve cilt aynı.",
            "Same title, author, year, kind and volume.",
        )
    return None


def _valid(isbns: Iterable[str]) -> list[str]:
    return [number for text in isbns if is_isbn(number := number_of(text))]
