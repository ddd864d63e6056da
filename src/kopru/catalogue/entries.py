"""An edition as the index takes it, made of plain values: cheap, since loaders make millions. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from kopru.catalogue.numbers import numbers_of
from kopru.catalogue.variants import variant_words
from kopru.common.text import fold, fold_apart, typed_words

#: what a title, a list of names or of subjects says is said by then (characters)
_LONGEST = 4_000
_LONGEST_NAME = 200
_LONGEST_ORDER = 60
#: of one edition; the rest is repetition
_MOST_NAMES = 40
_MOST_TURNS = 5
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
    its apostrophes and hyphens taken apart), one a name, a subject, a series. `body` has the
    words of all of them. `typed` is the title in lower case by the Turkish rule with its
    accents; `stems` the same where the language is Turkish; `variants` the rough keys of
    `variants`; `names` and `topics` authors and subjects as they complete what is typed:
    folded, a tab, as shown (names once from each of their words on); `order` the key that
    titles are sorted by.
    """

    id: int
    titles: Sequence[str]
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
    titles = _with_parts(whole)
    names = list(dict.fromkeys([author, *authors[:_MOST_NAMES]] if author else authors))
    said = [*names, responsibility[:_LONGEST]] if responsibility else names
    by = [folded for name in said if (folded := _with_parts(name[:_LONGEST])[0])]
    about = [fold(subject[:_LONGEST_NAME]) for subject in subjects[:_MOST_NAMES]]
    within = [fold(name[:_LONGEST_NAME]) for name in series[:_MOST_NAMES]]
    imprint = fold(f"{publisher} {place}"[:_LONGEST])
    body = [*titles, *by, *about, *within, imprint, fold(volume[:_LONGEST_NAME])]
    if year is not None:
        body.append(str(year))
    typed = typed_words(whole)
    is_many = language in _MANY_SPELLINGS
    return Entry(
        id=id, titles=titles, authors=by, subjects=about, series=within, publisher=imprint,
        body=" ".join(body), typed=typed, stems=typed if language == "tur" else "",
        variants=variant_words(titles[0], " ".join(by)) if is_many else "",
        names=[turn for name in names if name for turn in _turns(name)],
        topics=[f"{key}\t{subject[:_LONGEST_NAME]}" for key, subject in zip(about, subjects, strict=False)],
        order=title_sort[:_LONGEST_ORDER], numbers=numbers_of([*isbns, *issns]), year=year,
        kind=kind, language=language, holders=holders,
    )  # fmt: skip


def _turns(name: str) -> list[str]:
    """ "Orhan Pamuk" as orhan pamuk and pamuk orhan, each with the name as it is shown."""
    shown = name[:_LONGEST_NAME]
    words = fold(shown).split()[:_MOST_TURNS]
    return [f"{' '.join(words[n:] + words[:n])}\t{shown}" for n in range(len(words))]


def _with_parts(text: str) -> list[str]:
    """The text folded, and where apostrophes or hyphens hide words those on their own."""
    words = fold(text)
    more = fold_apart(text)
    return [words, " ".join(more)] if more else [words]
