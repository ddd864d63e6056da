"""When two records describe the same edition, and why. Pure.

Keys find records that may be of one edition; vetoes part what only looks alike. An ISBN
alone does not do: publishers use one again, and a set's number stands in each of its
volumes, so the beginning of the title has to agree (search-lab.md D).
"""

import re
from collections.abc import Iterable
from typing import Protocol

from kopru.catalogue.described import Facts
from kopru.catalogue.numbers import is_isbn, number_of
from kopru.common.text import fold
from kopru.common.words import Words

_TITLE_WITH_ISBN = 12
_TITLE_ALONE = 60
_NAME = 40
_VOLUME = 24
_NUMBER = re.compile(r"\d+")
_ROMAN = re.compile(r"^[ivxlc]+$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
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


def name_key(name: str) -> str:
    """A person's name without order and dates: "Pamuk, Orhan, 1952-" and "Orhan Pamuk" are one."""
    words = (word for word in fold(name).split() if not word.isdigit())
    return " ".join(sorted(words))[:_NAME].rstrip()


def volume_key(volume: str) -> str:
    """A volume's number: "2. cilt", "v. 2" and "Cilt II" are "2"; else its folded words."""
    folded = fold(volume)
    if number := _NUMBER.search(folded):
        return str(int(number.group()))[:_VOLUME]
    for word in reversed(folded.split()):
        if _ROMAN.match(word):
            return str(_roman(word))
    return folded[:_VOLUME].rstrip()


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


def _roman(word: str) -> int:
    values = [_ROMAN_DIGITS[letter] for letter in word]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
