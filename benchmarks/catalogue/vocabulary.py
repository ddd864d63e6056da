"""Words by rank: the lists of `words/`, Turkish endings, and tables to draw from.

In a list the order is the rank: a word at rank r is drawn about 1/r times as often as the
first, as in natural texts. Suffixes, compounds and syllables make a few thousand words
into a vocabulary that goes on growing with the number of titles.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

_WORDS = Path(__file__).parent / "words"
#: every table has 2**BITS places, so that one call of getrandbits draws from any of them
BITS = 16
_PLACES = 1 << BITS
_VOWELS = "aeıioöuü"
_BACK, _ROUND, _HARD = "aıou", "oöuü", "fstkçşhp"
_SOFTER = {"p": "b", "ç": "c", "k": "ğ"}
#: stems before a vowel that no rule gives
_BEFORE_VOWEL = {
    "su": "suy", "hak": "hakk", "hat": "hatt", "akıl": "akl", "ağız": "ağz", "nehir": "nehr",
    "burun": "burn", "metin": "metn", "resim": "resm", "vakıf": "vakf", "cebir": "cebr",
    "hukuk": "hukuk", "ahlak": "ahlak", "ittifak": "ittifak", "kayıp": "kayb",
}  # fmt: skip
#: languages whose i has its dot in capitals, too
_DOTTED = {"tur", "ota"}

Table = Sequence[str]


def lines(name: str) -> list[str]:
    """The lines of a list."""
    return (_WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def words(name: str, group: int = 0) -> list[str]:
    """The words of a list, or of its group; a line with a hyphen alone parts groups."""
    groups: list[list[str]] = [[]]
    for line in lines(name):
        if line == "-":
            groups.append([])
        else:
            groups[-1] += line.split()
    return groups[group]


def rows(name: str) -> list[list[str]]:
    """The lines of a list whose columns are parted by bars."""
    return [[part.strip() for part in line.split("|")] for line in lines(name)]


def ranked(items: Iterable[str], *, power: float = 1.0, bend: float = 6.0) -> Table:
    """A table in which the item at rank r stands in proportion to 1 / (r + bend) ** power.

    Power 0 gives all the same share. Items too rare for a place are left out.
    """
    kept = list(items)
    weights = [(rank + bend) ** -power for rank in range(1, len(kept) + 1)]
    scale = _PLACES / sum(weights)
    table: list[str] = []
    reached = 0.0
    for item, weight in zip(kept, weights, strict=True):
        reached += weight * scale
        table += [item] * (round(reached) - len(table))
    return table


def shared(weighted: Sequence[tuple[int, str]]) -> Table:
    """A table in which each text stands in proportion to its weight."""
    total = sum(weight for weight, _ in weighted)
    table: list[str] = []
    reached = 0
    for weight, text in weighted:
        reached += weight
        table += [text] * (reached * _PLACES // total - len(table))
    return table


def composed(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Every first part with every second one that is another word."""
    return [one + other for other in second for one in first if one.lower() != other]


def capitalised(text: str, language: str = "tur") -> str:
    """The first letter as a capital; Turkish has İ for i."""
    dotted = text[:1] == "i" and language in _DOTTED
    return ("İ" if dotted else text[:1].upper()) + text[1:]


def capitals(text: str, language: str) -> str:
    """The whole text in capitals; Turkish has İ for i."""
    return (text.replace("i", "İ") if language in _DOTTED else text).upper()


def ending(stem: str, suffix: str) -> str:
    """A Turkish stem with its suffix: "kitap" + "(s)I" is "kitabı".

    A and I in the suffix take the stem's harmony, D its voicing; a letter in brackets
    stands only between two vowels ("(s)I", "(y)A") or, for "(n)In", before the vowel.
    """
    vowels = [letter for letter in stem.lower() if letter in _VOWELS]
    last = vowels[-1] if vowels else "e"
    ends_in_vowel = stem[-1:].lower() in _VOWELS
    buffer = ""
    if suffix.startswith("("):
        buffer, suffix = suffix[1] if ends_in_vowel else "", suffix[3:]
    if stem.lower() in _BEFORE_VOWEL and suffix[:1] in "AI":
        stem, buffer = _BEFORE_VOWEL[stem.lower()], ""
    elif len(vowels) > 1 and suffix[:1] in "AI" and stem[-1] in _SOFTER and not buffer:
        stem = stem[:-1] + ("g" if stem.endswith("nk") else _SOFTER[stem[-1]])
    low = "a" if last in _BACK else "e"
    high = {"a": "ı", "e": "i"}[low] if last not in _ROUND else {"a": "u", "e": "ü"}[low]
    dental = "t" if stem[-1:].lower() in _HARD else "d"
    dj = "ç" if stem[-1:].lower() in _HARD else "c"
    shaped = suffix.replace("D", dental).replace("C", dj)
    return stem + buffer + shaped.replace("A", low).replace("I", high)


def endings(stems: Iterable[str], *suffixes: str) -> list[str]:
    """Each stem with all suffixes, one after the other: "lAr", "(s)I" makes "kitapları"."""
    made = []
    for word in stems:
        for suffix in suffixes:
            word = ending(word, suffix)
        made.append(word)
    return made


def of_name(name: str, suffix: str) -> str:
    """A proper name with its suffix behind an apostrophe; the name itself does not change:
    "Konya'da", "Tokat'ın"."""
    if suffix.startswith("("):
        suffix = (suffix[1] if name[-1].lower() in _VOWELS else "") + suffix[3:]
    # any consonant that no rule softens keeps the name's harmony and voicing
    harmony = ending(name + ("h" if name[-1].lower() in _HARD else "l"), suffix)
    return f"{name}'{harmony[len(name) + 1 :]}"
