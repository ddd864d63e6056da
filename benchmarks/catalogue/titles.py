"""Titles and subtitles in six languages, by patterns whose places are filled by rank."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from .vocabulary import (
    BITS,
    Table,
    capitalised,
    composed,
    endings,
    of_name,
    ranked,
    rows,
    words,
)  # fmt: skip

Bits = Callable[[int], int]
_WIDTH = 7
#: endings one behind the other, from "denizciler" to "denizlerimizden"
_CHAINS = (
    ("CI", "lAr"),
    ("CI", "lIk"),
    ("lI", "lIk"),
    ("sIz", "lIk"),
    ("lIk", "lAr"),
    ("lAr", "DA"),
    ("lAr", "DAn"),
    ("lIk", "(s)I"),
    ("CI", "lAr", "(n)In"),
    ("sIz", "lAr"),
    ("lI", "lAr"),
    ("lAr", "DA", "ki"),
    ("CI", "lIk", "(s)I"),
    ("sIz", "lIk", "(s)I"),
    ("lAr", "ImIz"),
    ("lAr", "ImIz", "DAn"),
    ("CI", "lIk", "DA"),
    ("DA", "ki", "lAr"),
    ("lAr", "ImIz", "(n)In"),
)


class Pattern(NamedTuple):
    """A title with places, and a table of words for each."""

    text: str
    tables: tuple[Table, ...]


class Language(NamedTuple):
    """How titles of a language look; `subtitles` includes the places of a bare title."""

    code: str
    titles: Sequence[Pattern]
    subtitles: Sequence[Pattern]


def fill(patterns: Sequence[Pattern], bits: Bits) -> str:
    """One text by one of the patterns."""
    text, tables = patterns[bits(_WIDTH)]
    return text % tuple([table[bits(BITS)] for table in tables])


def title(language: Language, bits: Bits) -> str:
    """A title as catalogued: only its first letter and names have capitals."""
    return capitalised(fill(language.titles, bits), language.code)


@cache
def languages() -> dict[str, Language]:
    """Every language that titles are made in, by its MARC code."""
    made = (_turkish(), _english(), _german(), _french(), _russian(), _ottoman())
    return {language.code: language for language in made}


def _patterns(tables: dict[str, Table], *weighted: tuple[int, str]) -> list[Pattern]:
    """Patterns from texts such as "{noun} ve {noun}", repeated by their weights to 2**_WIDTH."""
    places = 1 << _WIDTH
    total = sum(weight for weight, _ in weighted)
    made: list[Pattern] = []
    reached = 0
    for weight, text in weighted:
        names: list[str] = []
        plain = ""
        for part in text.split("{"):
            name, closed, rest = part.rpartition("}")
            if closed:
                names.append(name)
                plain += "%s"
            plain += rest
        reached += weight
        pattern = Pattern(plain, tuple(tables[name] for name in names))
        made += [pattern] * (reached * places // total - len(made))
    return made


def _syllables(code: str) -> dict[str, Table]:
    """Tables of syllables ("s", and "S" with capital) for names that nobody else has."""
    syllables = next(row[1].split() for row in rows("syllables") if row[0] == code)
    first = [capitalised(one, code) for one in syllables]
    return {"s": ranked(syllables, power=0.3), "S": ranked(first, power=0.3)}


def _spans(start: int) -> Table:
    """Spans of years, the late and the short ones most often."""
    spans = [
        f"{y}-{y + long}" for long in (5, 10, 15, 27, 50) for y in range(2023 - long, start, -1)
    ]
    return ranked(spans, power=0.5)


def _turkish() -> Language:
    noun, places = words("tur"), words("tur_places")
    villages = composed(words("tur_place_parts"), words("tur_place_parts", 1))
    family = composed(words("tur_family_parts"), words("tur_family_parts", 1))
    derived = [word for suffixes in _CHAINS for word in endings(noun, *suffixes)]
    tables = {
        "n": ranked(noun), "l": ranked(endings(noun, "lAr")), "p": ranked(endings(noun, "(s)I")),
        "lp": ranked(endings(noun, "lAr", "(s)I")), "g": ranked(endings(noun, "(n)In")),
        "lg": ranked(endings(noun, "lAr", "(n)In")), "d": ranked(endings(noun, "DA")),
        "li": ranked(endings(noun, "lI")), "x": ranked(derived, power=0.25),
        "a": ranked(words("tur_adjectives")[::-1]), "place": ranked(places),
        "in": ranked([of_name(name, "DA") for name in places]),
        "of": ranked([of_name(name, "(n)In") for name in places]),
        "village": ranked(villages, power=0.4), "given": ranked(words("tur_given")),
        "family": ranked(words("tur_family") + family, power=0.7),
        **_syllables("tur"), "y": _spans(1299),
    }  # fmt: skip
    titles = _patterns(
        tables,
        (6, "{n}"), (3, "{l}"), (9, "{a} {n}"), (4, "{a} {l}"), (15, "{n} {p}"), (7, "{a} {n} {p}"),
        (7, "{n} ve {n}"), (3, "{n} {p} ve {n} {p}"), (3, "{n}, {n} ve {n}"), (7, "{in} {n}"),
        (5, "{in} {n} {p}"), (2, "{in} {a} {l}"), (3, "{of} {p}"), (3, "{g} {p}"), (3, "{lg} {p}"),
        (5, "{n} {lp}"), (2, "{d} {l}"), (2, "{li} {n}"), (2, "{x}"), (5, "{n} {x}"), (3, "{x} {p}"), (3, "{x} ve {n}"),
        (2, "{given} {family}"), (1, "{given} {family} kitabı"), (2, "{village} köyü {p}"),
        (2, "{S}{s}{s}"), (2, "{S}{s}{s}{s} {p}"), (2, "{place} {lp}"), (1, "{in} {p}, {y}"), (1, "{a} Türk {p}"),
    )  # fmt: skip
    subtitles = _patterns(
        tables,
        (54, ""), (4, "bir inceleme"), (3, "{n} ve {n}"), (3, "{n} {p}"), (2, "{in} {n} ve {n}"),
        (2, "{y}"), (2, "{n} üzerine bir araştırma"), (2, "{n} yazıları"), (2, "roman"),
        (1, "şiirler"), (1, "öyküler"), (1, "{village} örneği"), (1, "{of} {n} {p}"),
        (1, "kuram ve uygulama"), (1, "{given} {family} armağanı"), (1, "sempozyum bildirileri"),
        (1, "{a} {n} {lp}"), (1, "seçme yazılar"), (1, "{S}{s}{s} {n} {p}"), (1, "ders notları"),
    )  # fmt: skip
    return Language("tur", titles, subtitles)


def _english() -> Language:
    noun = words("eng")
    coined = [
        first + stem
        for first in ("neo", "micro", "macro", "multi", "post", "inter")
        for stem in noun
    ]
    tables = {
        "n": ranked(noun), "a": ranked(words("eng_adjectives")), "x": ranked(coined, power=0.3),
        "place": ranked(words("tur_places"), power=0.8), **_syllables("eng"),
        "given": ranked(words("eng_given")), "family": ranked(words("eng_family")),
        "y": _spans(1453),
    }  # fmt: skip
    titles = _patterns(
        tables,
        (4, "{n}"), (16, "{a} {n}"), (14, "{n} and {n}"), (12, "the {n} of {n}"), (6, "the {a} {n}"),
        (8, "{n} in {place}"), (7, "{a} {n} and {n}"), (5, "an introduction to {n}"),
        (5, "{n}, {n} and {n}"), (4, "a history of {n}"), (4, "{S}{s}{s}"), (6, "{x} and {n}"),
        (6, "the {n} of {S}{s}{s}"), (3, "{given} {family} and the {n}"), (3, "{place}, {y}"),
    )  # fmt: skip
    subtitles = _patterns(
        tables,
        (52, ""), (6, "an introduction"), (6, "essays on {n}"), (6, "{n} and {n}"), (5, "a novel"),
        (5, "{a} perspectives"), (4, "the {n} of {place}"), (4, "theory and practice"), (4, "{y}"),
        (3, "from {S}{s} to {S}{s}"), (3, "a {a} study"), (2, "selected papers"),
    )  # fmt: skip
    return Language("eng", titles, subtitles)


def _german() -> Language:
    noun = words("ger")
    compound = [one + other.lower() for one in noun for other in noun[:60] if one != other]
    tables = {
        "n": ranked(noun), "a": ranked(words("ger_adjectives")), "c": ranked(compound, power=0.5),
        **_syllables("ger"), "place": ranked(words("tur_places"), power=0.8),
    }  # fmt: skip
    titles = _patterns(
        tables,
        (12, "die {a} {n}"), (14, "{n} und {n}"), (14, "{c}"), (10, "{c} in {place}"), (6, "{n}"),
        (8, "das {c} der {n}"), (8, "Beiträge zur {c}"), (6, "Einführung in die {n}"),
        (6, "{n}, {n} und {n}"), (4, "{S}{s}{s}"), (6, "{a} {c}"), (6, "Studien zur {n} von {place}"),
    )  # fmt: skip
    subtitles = _patterns(
        tables, (60, ""), (8, "eine Einführung"), (8, "ein Handbuch"), (8, "{n} und {n}"),
        (8, "Roman"), (4, "Festschrift für {S}{s}"), (4, "{c} und {c}"),
    )  # fmt: skip
    return Language("ger", titles, subtitles)


def _french() -> Language:
    tables = {
        "n": ranked(words("fre")), **_syllables("fre"),
        "place": ranked(words("tur_places"), power=0.8),
    }  # fmt: skip
    titles = _patterns(
        tables,
        (12, "{n} et {n}"), (14, "{n} de {n}"), (8, "la {n}"), (8, "le {n}"), (8, "les {n}s"),
        (10, "{n} en {place}"), (8, "introduction à la {n}"), (8, "une {n} sans {n}"),
        (8, "{n}, {n} et {n}"), (4, "{S}{s}{s}"), (6, "le {n} de {S}{s}"), (6, "études de {n}"),
    )  # fmt: skip
    subtitles = _patterns(
        tables, (62, ""), (10, "essai"), (8, "roman"), (8, "{n} et {n}"), (6, "de {S}{s} à {S}{s}"),
        (6, "actes du colloque"),
    )  # fmt: skip
    return Language("fre", titles, subtitles)


def _russian() -> Language:
    noun = words("rus")
    tables = {"n": ranked(noun), "g": ranked(words("rus", 1)), **_syllables("rus")}
    titles = _patterns(
        tables,
        (26, "{n} {g}"), (18, "{n} i {n}"), (14, "{n}"), (12, "ocherki {g}"), (10, "voprosy {g}"),
        (8, "{n}, {n}, {n}"), (6, "{S}{s}{s}"), (6, "{n} {g} i {n}"),
    )  # fmt: skip
    subtitles = _patterns(
        tables, (66, ""), (10, "roman"), (12, "uchebnik"), (6, "sbornik statei"), (6, "{n} i {n}")
    )
    return Language("rus", titles, subtitles)


def _ottoman() -> Language:
    tables = {"n": ranked(words("ota")), "g": ranked(words("ota", 1)), **_syllables("ota")}
    titles = _patterns(
        tables,
        (36, "{n}-i {g}"), (14, "{n} ve {n}"), (12, "{n}-i {n}"), (10, "kitāb al-{n}"), (8, "{n}"),
        (8, "{n} fī {n}"), (6, "{n}-i {S}{s}{s}"), (6, "resimli {n}"),
    )  # fmt: skip
    subtitles = _patterns(tables, (76, ""), (12, "{n}-i {g}"), (12, "birinci cüzʾ"))
    return Language("ota", titles, subtitles)
