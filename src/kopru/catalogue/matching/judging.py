"""Whether two records describe the same edition: vetoes, then points. Pure.

Blocked and scored as in search-lab.md D. Each observation has a code; what it weighs and
what it is called stands in `weights`.
"""

from typing import NamedTuple

from kopru.catalogue.matching.features import Features
from kopru.catalogue.matching.likeness import names_meet, publishers_meet, titles_alike
from kopru.catalogue.matching.weights import CAPS, POINTS, SAME, UNSURE, speaks_against, words_for
from kopru.common.words import Words

SAME_EDITION, A_PERSON_DECIDES, ANOTHER_EDITION = "same", "unsure", "different"
#: blanks in a title that says little by itself
_SHORT = 2


class Verdict(NamedTuple):
    """What became of a comparison.

    `outcome` is "same", "unsure" (a person decides) or "different"; `score` the sum of the
    points; `seen` what was observed, as codes of `weights`.
    """

    outcome: str
    score: float
    seen: tuple[str, ...]

    @property
    def why(self) -> tuple[Words, ...]:
        """What was observed, in words: what speaks against it last."""
        return words_for(self.seen)

    @property
    def against(self) -> tuple[Words, ...]:
        """What of it speaks against one edition, the strongest first."""
        return words_for(tuple(code for code in self.seen if speaks_against(code)))[::-1]


def compare(one: Features, other: Features) -> Verdict:
    """Whether both are records of one edition. The order of the two does not matter."""
    if vetoes := _vetoes(one, other):
        return Verdict(ANOTHER_EDITION, 0.0, vetoes)
    seen = (*_numbers(one, other), *_texts(one, other), *_time_and_size(one, other))
    score = sum([POINTS[code] for code in seen])
    if score < UNSURE:
        return Verdict(ANOTHER_EDITION, score, seen)
    if score < SAME or not CAPS.isdisjoint(seen):
        return Verdict(A_PERSON_DECIDES, score, seen)
    return Verdict(SAME_EDITION, score, seen)


def _vetoes(one: Features, other: Features) -> tuple[str, ...]:
    """What alone parts two editions, whatever else they have in common."""
    if one.form != other.form:
        return ("form.veto",)
    if one.kind != other.kind and one.kind and other.kind:
        return ("kind.veto",)
    if one.volume != other.volume or one.volumes != other.volumes:
        if one.volume and other.volume and not _within(one.volume, other.volume):
            return ("volume.veto",)
        if (one.volume and other.volumes) or (other.volume and one.volumes):
            return ("set.veto",)
    if one.edition != other.edition and one.edition and other.edition:
        return ("edition.veto",)
    if one.issns and other.issns and set(one.issns).isdisjoint(other.issns):
        return ("issn.veto",)
    return ()


def _within(one: str, other: str) -> bool:
    """Whether one volume may be a closer name of the other: "1" and "1.2"."""
    return one.startswith(f"{other}.") or other.startswith(f"{one}.")


def _numbers(one: Features, other: Features) -> list[str]:
    """What ISBN and ISSN say."""
    seen: list[str] = []
    if one.isbns and other.isbns:
        meet = one.isbns == other.isbns or not set(one.isbns).isdisjoint(other.isbns)
        seen.append("isbn.shared" if meet else "isbn.other")
    if one.issns and other.issns:
        seen.append("issn.shared")
    if (one.other_isbns or other.other_isbns) and "isbn.shared" not in seen:
        mine = {*one.isbns, *one.other_isbns}
        if not mine.isdisjoint(other.other_isbns) or not mine.isdisjoint(other.isbns):
            seen.append("isbn.part")
    return seen


def _texts(one: Features, other: Features) -> list[str]:
    """What title, names and publisher say."""
    seen = [_titles(one, other)]
    if one.authors and other.authors:
        seen.append(_authors(one, other))
    if _other_helpers(one.said, other.said):
        seen.append("said.other")
    if one.publisher and other.publisher:
        seen.append(_publishers(one, other))
    if one.series and other.series and _series_part(one.series[0], other.series[0]):
        seen.append("series.other")
    if one.language != other.language and one.language and other.language:
        seen.append("language.other")
    return seen


def _other_helpers(one: str, other: str) -> bool:
    """Both name people beside the author, and nobody is named by both."""
    return bool(one and other and one != other) and set(one.split()).isdisjoint(other.split())


def _titles(one: Features, other: Features) -> str:
    if not one.title or not other.title:
        return "title.none"
    if one.title == other.title:
        if one.subtitle == other.subtitle:
            return "title.short" if _says_little(one) and _says_little(other) else "title.same"
        if not one.subtitle or not other.subtitle:
            return "title.longer"
    mine = f"{one.title} {one.subtitle}".rstrip()
    theirs = f"{other.title} {other.subtitle}".rstrip()
    if mine == theirs or mine.replace(" ", "") == theirs.replace(" ", ""):
        return "title.same"
    if mine.startswith(f"{theirs} ") or theirs.startswith(f"{mine} "):
        return "title.longer"
    return f"title.{titles_alike(mine, theirs)}"


def _says_little(features: Features) -> bool:
    """A title of a word or two and nobody's name; journals are called so for good."""
    is_short = not features.subtitle and features.title.count(" ") < _SHORT
    return is_short and not features.authors and features.kind != "journal"


def _authors(one: Features, other: Features) -> str:
    first, second = one.authors[0], other.authors[0]
    if first == second or names_meet(first, second):
        return "author.same"
    if not set(one.authors).isdisjoint(other.authors):
        return "author.among"
    if any(names_meet(first, name) for name in other.authors) or any(
        names_meet(second, name) for name in one.authors
    ):
        return "author.among"
    return "author.other"


def _publishers(one: Features, other: Features) -> str:
    if one.publisher == other.publisher or publishers_meet(one.publisher, other.publisher):
        return "publisher.same"
    if one.place != other.place and one.place and other.place:
        return "publisher.elsewhere"
    return "publisher.other"


def _series_part(one: str, other: str) -> bool:
    """One series, two numbers in it."""
    name, bar, number = one.partition("|")
    other_name, other_bar, other_number = other.partition("|")
    return bool(bar and other_bar) and name == other_name and number != other_number


def _time_and_size(one: Features, other: Features) -> list[str]:
    """What years, pages, edition and volume say."""
    seen: list[str] = []
    if one.years and other.years:
        seen.append(_years(one.years, other.years))
    if one.pages and other.pages:
        apart = abs(one.pages - other.pages)
        if apart <= 3 + max(one.pages, other.pages) // 50:
            seen.append("pages.same")
        else:
            seen.append("pages.other")
    if one.edition and other.edition:
        seen.append("edition.same")
    elif one.edition > 1 or other.edition > 1 or one.edition_sort != other.edition_sort:
        seen.append("edition.one" if "year.same" in seen else "edition.reprint")
    if one.volume or other.volume:
        seen.append("volume.same" if one.volume == other.volume else "volume.one")
    return seen


def _years(mine: tuple[int, ...], theirs: tuple[int, ...]) -> str:
    if mine[0] == theirs[0] or not set(mine).isdisjoint(theirs):
        return "year.same"
    if abs(mine[0] - theirs[0]) == 1:
        return "year.near"
    return "year.other"
