"""How well an edition answers a citation, field by field. Pure.

A reader types without Turkish letters, leaves out the subtitle, gives initials, errs by a
letter or a year. What is not said says nothing against an edition, but little evidence
never makes certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kopru.catalogue.matching import volume_key
from kopru.catalogue.numbers import numbers_of
from kopru.catalogue.records.described import Facts
from kopru.common.citation import Citation
from kopru.common.text import fold
from kopru.common.words import Words

#: below this an edition is no answer
LEAST = 0.5
_WEIGHTS = {"isbn": 6.0, "title": 5.0, "author": 3.0, "year": 1.0}
_LEAST_TITLE = 0.7
_LONGEST = 200
#: what may be believed at most with no more evidence than this
_TITLE_ALONE, _NUMBER_ALONE, _TITLE_AND_AUTHOR = 0.75, 0.95, 0.97
_WRONG_VOLUME = 0.5
_WITHOUT_SUBTITLE = 0.96
_INITIAL, _ALIKE = 0.9, 0.8
_IN_A_HOST = ("article", "chapter", "issue")
_NOT_NAMES = {"vd", "ve", "and", "et", "al", "der", "ed", "cev", "haz"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How well an edition answers: `score` and each field's confidence from 0 to 1, and why."""

    score: float
    confidence: dict[str, float]
    why: Words


@dataclass(frozen=True, slots=True)
class Sought:
    """What a citation seeks in a catalogue of whole works: for an article, its journal."""

    title: str
    author: str
    year: str
    volume: str
    numbers: tuple[str, ...]


def sought(citation: Citation) -> Sought:
    """The whole work behind a citation, text folded, numbers as they are looked up."""
    numbers = tuple(numbers_of([citation.isbn, *citation.other_isbns, citation.issn]))
    if citation.kind in _IN_A_HOST and (host := citation.journal or citation.host_title):
        return Sought(_short(host), "", "", "", numbers)
    author = _short(citation.author)
    return Sought(
        _short(citation.title), author, citation.year, volume_key(citation.volume), numbers
    )


def judge(wanted: Sought, facts: Facts) -> Verdict | None:
    """The verdict on one edition; None where it is no answer."""
    confidence = _confidence(wanted, facts)
    by_number = confidence.get("isbn", 0.0) == 1.0
    if not by_number and confidence.get("title", 0.0) < _LEAST_TITLE:
        return None
    weighed = {name: _WEIGHTS[name] for name in confidence if name in _WEIGHTS}
    if not weighed:
        return None
    score = sum(confidence[name] * weight for name, weight in weighed.items()) / sum(
        weighed.values()
    )
    score = min(score, _most(confidence, by_number=by_number))
    if "volume" in confidence:
        score *= _WRONG_VOLUME if confidence["volume"] == 0.0 else 1.0
    if score < LEAST:
        return None
    rounded = {name: round(value, 2) for name, value in confidence.items()}
    return Verdict(round(score, 3), rounded, _why(rounded))


def _confidence(wanted: Sought, facts: Facts) -> dict[str, float]:
    found: dict[str, float] = {}
    known = numbers_of([*facts.isbns, *facts.issns])
    if any(number in known for number in wanted.numbers):
        found["isbn"] = 1.0
    if wanted.title and facts.title:
        found["title"] = title_likeness(wanted.title, fold(facts.title), fold(facts.subtitle))
    if wanted.author and (facts.authors or facts.responsibility):
        names = fold(" ".join([*facts.authors, facts.responsibility])).split()
        found["author"] = name_likeness(wanted.author.split(), names)
    year = fold(wanted.year)
    if year.isdigit() and facts.year is not None:
        found["year"] = {0: 1.0, 1: 0.6}.get(abs(int(year[:6]) - facts.year), 0.0)
    if wanted.volume and facts.volume:
        found["volume"] = float(wanted.volume == volume_key(facts.volume))
    return found


def title_likeness(wanted: str, title: str, subtitle: str) -> float:
    """How alike a cited title and a catalogued one are, all folded; the subtitle may be left out."""
    whole = f"{title} {subtitle}".strip()[:_LONGEST]
    title = title[:_LONGEST]
    if wanted in (title, whole):
        return 1.0
    likeness = max(_alike(wanted, title), _alike(wanted, whole))
    shorter, longer = sorted((wanted, whole), key=len)
    if longer.startswith(f"{shorter} "):
        # "Kara kitap : roman" and "Kara kitap" are one, "Kar" and "Kar kristali" need not be
        return max(likeness, _WITHOUT_SUBTITLE if " " in shorter else _ALIKE)
    return likeness


def name_likeness(wanted: Sequence[str], names: Sequence[str]) -> float:
    """The share of the cited name's words that the catalogued names have; initials count."""
    words = [word for word in wanted if word not in _NOT_NAMES and not word.isdigit()][:8]
    if not words or not names:
        return 0.0
    return sum(_best(word, names) for word in words) / len(words)


def _best(word: str, names: Sequence[str]) -> float:
    if word in names:
        return 1.0
    if len(word) == 1:
        return _INITIAL if any(name.startswith(word) for name in names) else 0.0
    best = max(_alike(word, name) for name in names)
    return best if best >= _ALIKE else 0.0


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _most(confidence: dict[str, float], *, by_number: bool) -> float:
    """The highest score that this much evidence allows."""
    if by_number:
        return 1.0 if "title" in confidence else _NUMBER_ALONE
    if "author" not in confidence:
        return _TITLE_ALONE
    return 1.0 if "year" in confidence else _TITLE_AND_AUTHOR


_NAMES = {
    "isbn": Words("ISBN ya da ISSN", "ISBN or ISSN"),
    "title": Words("eser adı", "title"),
    "author": Words("yazar", "author"),
    "year": Words("yıl", "year"),
    "volume": Words("cilt", "volume"),
}


def _why(confidence: dict[str, float]) -> Words:
    """One sentence: what agrees, what nearly does, what does not."""
    agreeing = [_NAMES[n] for n, value in confidence.items() if value == 1.0]
    near = [_NAMES[n] for n, value in confidence.items() if 0.5 <= value < 1.0]
    unlike = [_NAMES[n] for n, value in confidence.items() if value < 0.5]
    turkish = (("Aynı: ", agreeing), ("Benzer: ", near), ("Farklı: ", unlike))
    english = (("Same: ", agreeing), ("Alike: ", near), ("Different: ", unlike))
    return Words(
        " ".join(f"{label}{', '.join(w.tr for w in words)}." for label, words in turkish if words),
        " ".join(f"{label}{', '.join(w.en for w in words)}." for label, words in english if words),
    )


def _short(text: str) -> str:
    return fold(text[: 2 * _LONGEST])[:_LONGEST]
