"""What is asked of a catalogue: questions of twelve sorts, drawn from its own titles.

Words are "common" when they stand at rank 10 to 400 by the number of titles that have
them; words that are all to be found are of one title, those of which any will do are not. Questions are kept as typed, with accents: each engine folds them as it does.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from pathlib import Path

from kopru.common.text import fold, lower
from kopru.protocols.marc import describe, read_iso2709, split

_SAMPLE = 60_000
_COMMON = slice(9, 400)
_FACETTED, _NEAREST = 5_000, 60
_BEGINNING = 3
_LETTERS = "abcdefgklmnoprstuy"


@dataclass(frozen=True, slots=True)
class Question:
    """Words to be found in one way:

    all (every word), any (one of them, ranked), phrase (side by side), unfinished (a phrase
    and the beginning of the word after it), starts (the title begins so), beginning (of one
    word), nearly (a word with one wrong letter), number (an ISBN), everything.
    """

    how: str
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Sample:
    """Some titles as typed in lower case, word by word, and ISBNs; `of` editions they stand for."""

    of: int
    titles: list[list[str]] = field(default_factory=list)
    isbns: list[str] = field(default_factory=list)

    def common(self) -> list[tuple[str, int]]:
        """The words that are common and their number of titles, most first; one form of each."""
        forms: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for title in self.titles:
            for word in set(title):
                key = fold(word)
                if len(key) > 1:
                    forms.setdefault(key, word)
                    counts[key] += 1
        return [(forms[key], count) for key, count in counts.most_common(_COMMON.stop)]


def sample(files: Sequence[Path], editions: int) -> Sample:
    """Titles and numbers from the beginnings of the files, in proportion to their sizes."""
    total = sum(file.stat().st_size for file in files)
    taken = Sample(editions)
    for file in files:
        share = file.stat().st_size / total
        with file.open("rb") as stream:
            head = stream.read(round(share * min(total, _SAMPLE * 800)))
        for _, raw in islice(split(BytesIO(head)), round(share * _SAMPLE)):
            if raw.endswith(b"\x1d"):
                _take(raw, taken)
    return taken


def _take(raw: bytes, taken: Sample) -> None:
    said = describe(read_iso2709(raw))
    # capitals do not tell how one would type it, and engines part years at their own places
    if not said.title.isupper() and not any(letter.isdigit() for letter in said.title):
        taken.titles.append(_words(said.title, said.language))
    taken.isbns += said.isbns[:1]


def _words(title: str, language: str) -> list[str]:
    spaced = "".join(letter if letter.isalnum() or letter in "'’" else " " for letter in title)
    small = lower(spaced) if language == "tur" else spaced.replace("İ", "i").lower()
    return [word for word in small.split() if word.strip("'’")]


def questions(taken: Sample, each: int, seed: int = 1) -> dict[str, list[Question]]:
    """At most `each` questions of every sort, under what it is called in tables. Where there
    are few to choose from, seeds 1 and 2 have none in common."""
    rng = random.Random(f"questions {seed}")
    half = slice(seed % 2, None, 2)
    counted = taken.common()
    common = [word for word, _ in counted[_COMMON]]
    among = set(common)
    starts = sorted({word[:_BEGINNING] for word in common})[half]
    long = [
        title for title in taken.titles if len(title) >= 3 and all(len(w) > 2 for w in title[:3])
    ]

    def together(count: int) -> list[Question]:
        found = [[word for word in title if word in among] for title in taken.titles]
        found = [words for words in found if len(set(words)) >= count] or [common]
        chosen = (rng.sample(list(dict.fromkeys(rng.choice(found))), count) for _ in range(each))
        return [Question("all", tuple(words)) for words in chosen]

    def of_titles(how: str, shape: slice, cut: int = 0) -> list[Question]:
        chosen = (rng.choice(long)[shape] for _ in range(each))
        return [Question(how, _cut(title, cut)) for title in chosen]

    return {
        "ISBN": [Question("number", (rng.choice(taken.isbns),)) for _ in range(each)],
        "title phrase, 3 words": of_titles("phrase", slice(0, 3)),
        "AND of 2 common words": together(2),
        "AND of 3 common words": together(3),
        "OR of 3 common words, ranked": [
            Question("any", tuple(rng.sample(common, 3))) for _ in range(each)
        ],
        "phrase and beginning (typeahead)": of_titles("unfinished", slice(0, 3), _BEGINNING),
        "title starts with": of_titles("starts", slice(0, 3), _BEGINNING),
        "beginning of 3 letters": [Question("beginning", (start,)) for start in starts[:each]],
        "one wrong letter": [Question("nearly", (_slip(rng, word),)) for word in _longer(rng, common, each)],
        "about 5,000 hits": _with_hits(taken, counted[20:])[half][:each],
        "ten of the commonest words": [Question("all", (word,)) for word, _ in counted[:20][half]],
        "everything": [Question("everything")],
    }  # fmt: skip


def _cut(title: Sequence[str], letters: int) -> tuple[str, ...]:
    return (*title[:-1], title[-1][:letters]) if letters else tuple(title)


def _longer(rng: random.Random, common: Sequence[str], each: int) -> list[str]:
    long = [word for word in common if len(word) > 5 and word.isalpha()]
    return [rng.choice(long) for _ in range(each)]


def _slip(rng: random.Random, word: str) -> str:
    place = rng.randrange(2, len(word) - 1)
    return word[:place] + rng.choice(_LETTERS) + word[place + 1 :]


def _with_hits(taken: Sample, counted: Sequence[tuple[str, int]]) -> list[Question]:
    """Single words with about as many hits as a broad search has; the nearest where few fit."""
    scale = taken.of / max(1, len(taken.titles))
    nearest = sorted(counted, key=lambda one: abs(one[1] * scale - _FACETTED))
    return [Question("all", (word,)) for word, _ in nearest[:_NEAREST]]
