"""An edition as the index takes it, made of plain values: cheap, since loaders make millions. Pure."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from kopru.catalogue.numbers import numbers_of
from kopru.catalogue.search.variants import NAME_SIGN, variant_words
from kopru.common.text import fold, fold_apart, typed_words

#: what a title, a list of names or of subjects says is said by then (characters)
_LONGEST = 4_000
_LONGEST_NAME = 200
_LONGEST_ORDER = 60
#: of one edition; the rest is repetition
_MOST_NAMES = 40
_MOST_TURNS = 5
_REMEMBERED = 20_000
#: so many first words of a title are kept together as its beginning
START_WORDS = 3
#: languages whose titles and names come in many Latin spellings; "" is not said
_MANY_SPELLINGS = frozenset({"", "tur", "ota", "ara", "per", "aze", "urd", "und", "mul"})


class Holder(NamedTuple):
    """A library that holds an edition: its symbol, its city, whether a copy stands on the shelf."""

    symbol: str
    city: str
    is_in: bool


class Entry(NamedTuple):
    """An edition as it is indexed.

    Texts are folded words with blanks between them: one a title form (as it stands, and with
    its apostrophes and hyphens taken apart), one a name, a subject, a series. `starts` are the
    title's first words together and the keys of the whole (`whole_key`). `body` has the
    words of all of them. `typed` is the title in lower case by the Turkish rule with its
    accents; `stems` the same where the language is Turkish; `variants` the rough keys of
    `variants`; `names` and `topics` authors and subjects as they complete what is typed:
    folded, a tab, as shown (names once from each of their words on); `order` the key that
    titles are sorted by.
    """

    id: int
    titles: Sequence[str]
    starts: Sequence[str]
    authors: Sequence[str]
    subjects: Sequence[str]
    series: Sequence[str]
    publisher: str
    body: str
    typed: str
    stems: str
    variants: str
    names: Sequence[str]
    topics: Sequence[str]
    order: str
    numbers: Sequence[str]
    year: int | None
    kind: str
    language: str
    holders: Sequence[Holder]


def entry_from(
    *,
    id: int,
    title: str,
    subtitle: str,
    author: str,
    authors: Sequence[str],
    responsibility: str,
    publisher: str,
    place: str,
    volume: str,
    series: Sequence[str],
    subjects: Sequence[str],
    year: int | None,
    isbns: Sequence[str],
    issns: Sequence[str],
    kind: str,
    language: str,
    title_sort: str,
    holders: Sequence[Holder],
) -> Entry:
    """The entry for the columns of an edition and the libraries that hold it, each of them once."""
    whole = f"{title} {subtitle}"[:_LONGEST] if subtitle else title[:_LONGEST]
    titles, typed = _with_parts(whole), typed_words(whole)
    shown = dict.fromkeys((author, *authors[:_MOST_NAMES]))
    names = [_name(name[:_LONGEST_NAME]) for name in shown if name]
    by = [name.folded for name in names]
    if responsibility and (said := _with_parts(responsibility[:_LONGEST])[0]) not in by:
        by.append(said)
    about = [_topic(subject[:_LONGEST_NAME]) for subject in subjects[:_MOST_NAMES] if subject]
    within = [_topic(name[:_LONGEST_NAME])[0] for name in series[:_MOST_NAMES] if name]
    imprint = _imprint(publisher[:_LONGEST_NAME], place[:_LONGEST_NAME])
    body = [*titles, *by, *[key for key, _ in about], *within, imprint]
    if volume:
        body.append(fold(volume[:_LONGEST_NAME]))
    if year is not None:
        body.append(str(year))
    spellings = ""
    if language in _MANY_SPELLINGS:
        spellings = " ".join([variant_words(titles[0]), *[name.spellings for name in names]])
    return Entry(
        id=id, titles=titles, starts=_starts(titles[0], fold(title[:_LONGEST])), authors=by, subjects=[key for key, _ in about], series=within,
        publisher=imprint, body=" ".join(body), typed=typed,
        stems=typed if language == "tur" else "", variants=spellings,
        names=[turn for name in names for turn in name.turns], topics=[term for _, term in about],
        order=title_sort[:_LONGEST_ORDER], numbers=numbers_of([*isbns, *issns]), year=year,
        kind=kind, language=language, holders=holders,
    )  # fmt: skip


def whole_key(title: str) -> str:
    """What a folded title is found by as a whole."""
    return "=" + blake2b(title.encode(), digest_size=6).hexdigest()


def _starts(whole: str, title: str) -> list[str]:
    """The first word, two and three of a title, and the whole of it, with its subtitle and without."""
    words = whole.split(maxsplit=START_WORDS)[:START_WORDS]
    starts = [" ".join(words[: n + 1]) for n in range(len(words))]
    wholes = [whole_key(whole)] if whole == title else [whole_key(whole), whole_key(title)]
    return starts + wholes


class _Name(NamedTuple):
    """A name folded, its completions, and the rough keys of its words."""

    folded: str
    turns: tuple[str, ...]
    spellings: str


@lru_cache(maxsize=_REMEMBERED)  # authors write more than one book
def _name(shown: str) -> _Name:
    """ "Orhan Pamuk" completes orhan pamuk and pamuk orhan, each with the name as it is shown."""
    folded = " ".join(_with_parts(shown))
    words = fold(shown).split()
    turns = (" ".join(words[n:] + words[:n]) for n in range(min(len(words), _MOST_TURNS)))
    return _Name(
        folded, tuple(f"{turn}\t{shown}" for turn in turns), variant_words(folded, NAME_SIGN)
    )


@lru_cache(maxsize=_REMEMBERED)
def _topic(shown: str) -> tuple[str, str]:
    key = fold(shown)
    return key, f"{key}\t{shown}" if key else ""


@lru_cache(maxsize=_REMEMBERED)
def _imprint(publisher: str, place: str) -> str:
    return fold(f"{publisher} {place}")


def _with_parts(text: str) -> list[str]:
    """The text folded, and where apostrophes or hyphens hide words those on their own."""
    words = fold(text)
    more = fold_apart(text)
    return [words, " ".join(more)] if more else [words]
