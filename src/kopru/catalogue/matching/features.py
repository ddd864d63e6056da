"""What two records are compared by: folded once, flat, small enough to stand in a row. Pure.

Nothing here reads a control number (001), a national number (010) or another system's
(035): records are judged by what they say of the edition.
"""

from functools import lru_cache
from typing import NamedTuple

from kopru.catalogue.matching.names import helpers, name_key, publisher_key
from kopru.catalogue.matching.numerals import edition_of, extent_of, parted, volume_key
from kopru.catalogue.numbers import is_isbn, number_of
from kopru.catalogue.records.described import Facts
from kopru.common.text import fold

_LONGEST = 160
_TYPED = 400
_MOST_NAMES = 8
_MOST_NUMBERS = 12
_SERIALS = frozenset({"journal"})


class Features(NamedTuple):
    """One record's features. Text is folded, "" and () and 0 are not said.

    `said` are the words of names beside the first author's: translators, editors. `isbns` number this very thing, `other_isbns` its set, its volumes or another form of
    it. `years` are all it may have come out in. `volumes` is how many a set has (-1: some),
    0 for one piece. `series` are names with the number in them behind a bar.
    """

    title: str = ""
    subtitle: str = ""
    volume: str = ""
    volumes: int = 0
    authors: tuple[str, ...] = ()
    said: str = ""
    publisher: str = ""
    place: str = ""
    years: tuple[int, ...] = ()
    edition: int = 0
    edition_sort: str = ""
    pages: int = 0
    kind: str = ""
    form: str = ""
    language: str = ""
    isbns: tuple[str, ...] = ()
    other_isbns: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


def features_of(facts: Facts) -> Features:
    """The features of a record's facts."""
    title, subtitle, volume = title_of(facts.title, facts.subtitle, facts.volume, facts.kind)
    pages, volumes, in_extent = extent_of(facts.pages)
    volume = volume or in_extent
    edition, sort = edition_of(facts.edition_statement)
    own, others = _isbns_of(facts, volume, is_set=volumes != 0)
    return Features(
        title, subtitle, volume, 0 if volume else volumes,
        _said([name_key(name) for name in facts.authors[:_MOST_NAMES]]),
        helpers(facts.responsibility[: 2 * _LONGEST], facts.authors[:_MOST_NAMES]),
        publisher_key(facts.publisher),
        _place_key(facts.place),
        _years_of(facts),
        edition, sort, pages,
        facts.kind, facts.form or ("online" if facts.is_online else ""), facts.language,
        own, others,
        _said([number_of(text) for text in facts.issns[:_MOST_NUMBERS]]),
        _said([_series_key(name) for name in facts.series[:2]]),
    )  # fmt: skip


@lru_cache(maxsize=512)  # features and work keys ask for the same record one after the other
def title_of(title: str, subtitle: str, volume: str, kind: str) -> tuple[str, str, str]:
    """Folded title and subtitle without the volume, and the volume's key.

    A volume is what 245 $n says, else a mark at the end of the title or subtitle:
    "Osmanlı tarihi II", "Tarih : 2. cilt". Serials have numbers in their titles for good.
    """
    if not subtitle and " : " in title:  # both in 245 $a
        title, _, subtitle = title.partition(" : ")
    folded, rest = fold(title[:_TYPED]), fold(subtitle[:_TYPED])
    if volume:
        key, mark = volume_key(volume), fold(volume)
        folded = f" {folded} ".replace(f" {mark} ", " ", 1).strip() if mark else folded
    elif kind in _SERIALS:
        return folded[:_LONGEST].rstrip(), rest[:_LONGEST].rstrip(), ""
    else:
        folded, key = parted(folded)
    if rest:
        rest, in_subtitle = parted(f". {rest}")
        rest = rest[2:]
        key = ".".join(dict.fromkeys(part for part in (key, in_subtitle) if part))
    return folded[:_LONGEST].rstrip(), rest[:_LONGEST].rstrip(), key


def _said(texts: list[str]) -> tuple[str, ...]:
    return tuple([text for text in texts if text])


def _years_of(facts: Facts) -> tuple[int, ...]:
    years = (facts.year, *facts.coded_years) if facts.year else facts.coded_years
    return tuple(dict.fromkeys(years))


@lru_cache(maxsize=16_384)
def _place_key(place: str) -> str:
    return fold(place).partition(" ")[0][:20]


@lru_cache(maxsize=16_384)
def _series_key(series: str) -> str:
    name, _, number = series.rpartition(" ; ")
    if not name:
        return fold(number)[:60]
    return f"{fold(name)[:60]}|{fold(number)[:20]}"


def _isbns_of(
    facts: Facts, volume: str, *, is_set: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The valid ISBNs that number this very thing, and those of a set, a volume, another form."""
    if not facts.isbns:
        return (), ()
    own: list[str] = []
    others: list[str] = []
    said = facts.isbn_qualifiers
    for place, text in enumerate(facts.isbns[:_MOST_NUMBERS]):
        number = number_of(text)
        if not is_isbn(number):
            continue
        what = what_is_numbered(said[place]) if place < len(said) and said[place] else ""
        is_own = not what or (
            what == "set" if is_set else what == f"v{volume}" if volume else what[0] == "v"
        )
        if what == "online":
            is_own = facts.is_online
        (own if is_own else others).append(number)
    return tuple(dict.fromkeys(own)), tuple(dict.fromkeys(others))


_SET = {"set", "takim", "tk", "tkm", "takimi", "komple", "complete", "gesamtwerk", "gesamt", "series", "seri", "kutulu"}  # fmt: skip
_ONLINE = {"e", "ebook", "ekitap", "elektronik", "electronic", "online", "pdf", "epub", "ebk", "cevrimici", "kindle"}  # fmt: skip
_VOLUME_WORDS = {"c", "cilt", "v", "vol", "volume", "bd", "band", "kitap", "t", "tome", "pt"}


@lru_cache(maxsize=4_096)
def what_is_numbered(qualifier: str) -> str:
    """What an ISBN's qualifier says it numbers: "set", "v2" (a volume), "online", else ""."""
    words = fold(qualifier).split()
    if _ONLINE & set(words) and not ("e" in words and "kitap" not in words and "book" not in words):
        return "online"
    for place, word in enumerate(words):
        if word in _VOLUME_WORDS:
            for near in (*words[place + 1 : place + 2], *words[max(place - 1, 0) : place]):
                if near.isdigit() or near.strip("ivx") == "":
                    return f"v{volume_key(near)}"
    return "set" if _SET & set(words) else ""


def together(one: Features, other: Features) -> Features:
    """What two records of one edition are compared by from then on: what the first does not
    say is taken over from the second, numbers are put together."""
    merged = Features(*[mine or theirs for mine, theirs in zip(one, other, strict=True)])  # type: ignore[arg-type]
    return merged._replace(
        isbns=_all_of(one.isbns, other.isbns),
        other_isbns=_all_of(one.other_isbns, other.other_isbns),
        issns=_all_of(one.issns, other.issns),
        form=one.form,  # "" is print, not unsaid
    )


def _all_of(some: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    if not more or some == more:
        return some
    return tuple(dict.fromkeys((*some, *more)))[:_MOST_NUMBERS]


#: what parts fields, and the items of a field, of packed features
FIELD, ITEM = "\x1f", "\x1e"


def pack(features: Features) -> str:
    """Features as one text for a column; `unpack` gives them back."""
    return FIELD.join(
        [
            ITEM.join(map(str, value)) if isinstance(value, tuple) else str(value)
            for value in features
        ]
    )


def unpack(text: str) -> Features:
    """Features from `pack`. ValueError where the text is not from it."""
    (
        title, subtitle, volume, volumes, authors, said, publisher, place, years, edition, sort,
        pages, kind, form, language, isbns, other_isbns, issns, series,
    ) = text.split(FIELD)  # fmt: skip
    return Features(
        title, subtitle, volume, int(volumes), _items(authors), said, publisher, place,
        tuple([int(year) for year in _items(years)]), int(edition), sort, int(pages),
        kind, form, language, _items(isbns), _items(other_isbns), _items(issns), _items(series),
    )  # fmt: skip


def _items(text: str) -> tuple[str, ...]:
    return tuple(text.split(ITEM)) if text else ()
