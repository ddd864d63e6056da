"""Who made the work: names out of headings, and what each did, out of the printed statement.

A heading says who, not always as what; "Platon ; çeviren Sabahattin Eyuboğlu" says it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kopru.common.text import fold, upper

_DATES = re.compile(r",?\s*(?:ca?\.?\s*)?\(?\d{3,4}\??\s*[-–]\s*(?:\d{3,4}\??)?\)?\.?$")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_PARTS = re.compile(r"\s*;\s*|\s+/\s+")
_NAMES = re.compile(r"\s*(?:,|&|\bve\b|\band\b|\bile\b)\s*")
_OTHERS = re.compile(r"\s*(?:\[?(?:ve diğerleri|ve başk\.|v\. ?d\.|vd\.|et al\.?)\]?|\.\.\.|…).*$")
_WORDS = re.compile(r"[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: folded words that say what the names beside them did
_TRANSLATORS = _words(
    "ceviren cevirenler cevirmen cevirmenler cev ceviri tercume terc trc mutercim mutercimi "
    "turkcesi translated translator translators trans ubersetzt traduit"
)
_EDITORS = _words(
    "editor editoru editorler editorleri ed eds edited edit edite yay hazirlayan hazirlayanlar haz "
    "derleyen derleyenler der derl derleme compiled comp herausgegeben"
)
_HELPERS = _words(
    "resimleyen resimler resimleyenler cizen illustrated illustrator illustrations onsoz sunus "
    "foreword preface introduction giris fotograf fotograflar kapak danisman supervisor "
    "advisor"
)
_BESIDE = _words(
    "by from into the tarafindan cevirisi ceviren turkceye ingilizceden fransizcadan almancadan "
    "rusca russian english french german turkish eden yayina with an a in to of ten den"
)
_LONGEST_NAME = 5

AUTHOR, TRANSLATOR, EDITOR, HELPER = "author", "translator", "editor", "helper"


@dataclass(frozen=True, slots=True)
class Person:
    """A name: family and given, or (a body, Platon, Evliyâ Çelebi) `family` alone, never turned."""

    family: str
    given: str = ""

    @property
    def spoken(self) -> str:
        """Given name first."""
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def turned(self) -> str:
        """Family name first."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def with_initials(self) -> str:
        """ "Tanpınar, A. H."; a body in full."""
        return f"{self.family}, {self.initials}" if self.given else self.family

    @property
    def initials(self) -> str:
        """ "A. H.", "J.-P."; initials that the heading has stay."""
        return " ".join(
            "-".join(f"{_first(part)}." for part in word.split("-") if _first(part))
            for word in self.given.replace(".", ". ").split()
        )


def _first(word: str) -> str:
    """The first letter as a capital; a small i of a Turkish name gives İ."""
    found = _WORDS.search(word)
    letter = found.group()[0] if found else ""
    return upper(letter) if letter in ("i", "ı") else letter.upper()


@dataclass(frozen=True, slots=True)
class People:
    """The makers of a work, by what they did."""

    authors: tuple[Person, ...]
    editors: tuple[Person, ...]
    translators: tuple[Person, ...]


def person(heading: str) -> Person:
    """A name out of a catalogue's heading: "Lewis, C. S. (Clive Staples), 1898-1963"."""
    name = _BRACKETS.sub("", _DATES.sub("", _BRACKETS.sub("", heading).strip())).strip(" ,")
    parts = [part.strip() for part in name.split(",") if part.strip()]
    if len(parts) < 2:
        return Person(name)
    return Person(parts[0], parts[1])


def people_of(headings: Sequence[str], responsibility: str) -> People:
    """Sorts the headings by role, and adds translators and editors that have no heading."""
    statements = [_Statement.of(part) for part in _PARTS.split(responsibility) if part.strip()]
    by_role: dict[str, list[Person]] = {AUTHOR: [], TRANSLATOR: [], EDITOR: [], HELPER: []}
    for heading in headings:
        by_role[_role(heading, statements)].append(person(heading))
    known = {word for heading in headings for word in fold(heading).split()}
    for statement in statements:
        if statement.role in (TRANSLATOR, EDITOR):
            by_role[statement.role] += [
                p for p in statement.people() if fold(p.family) not in known
            ]
    return People(
        tuple(dict.fromkeys(by_role[AUTHOR])),
        tuple(dict.fromkeys(by_role[EDITOR])),
        tuple(dict.fromkeys(by_role[TRANSLATOR])),
    )


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    words: frozenset[str]
    role: str

    @classmethod
    def of(cls, text: str) -> "_Statement":
        words = frozenset(fold(text).split())
        role = next(
            (
                role
                for role, signs in (
                    (TRANSLATOR, _TRANSLATORS),
                    (EDITOR, _EDITORS),
                    (HELPER, _HELPERS),
                )
                if words & signs
            ),
            AUTHOR,
        )
        return cls(text, words, role)

    def people(self) -> list[Person]:
        """The names in the statement, given name first as they are printed."""
        said = _OTHERS.sub("", self.text).replace(":", " ")
        return [p for name in _NAMES.split(said) if (p := _printed(name))]


def _printed(name: str) -> Person | None:
    words = [word for word in name.strip(" .[]()").split() if fold(word) not in _SIGNS]
    if not 2 <= len(words) <= _LONGEST_NAME or not all(_WORDS.match(word) for word in words):
        return None
    if not all(word[:1].isupper() for word in words):
        return None
    return Person(words[-1], " ".join(words[:-1]))


_SIGNS = _TRANSLATORS | _EDITORS | _HELPERS | _BESIDE


def _role(heading: str, statements: Iterable[_Statement]) -> str:
    name = person(heading)
    wanted = {*fold(name.family).split(), *(w for w in fold(name.given).split() if len(w) > 1)}
    return next((s.role for s in statements if wanted <= s.words), AUTHOR)
