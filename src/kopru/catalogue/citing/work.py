"""A work as it is cited, out of what its records say."""

import re
from dataclasses import dataclass, field

from kopru.catalogue.citing.dates import Dated, dated
from kopru.catalogue.citing.extras import Extras
from kopru.catalogue.citing.people import People, Person, people_of
from kopru.catalogue.citing.wording import Wording, ordinal
from kopru.catalogue.records.described import Facts
from kopru.common.text import fold, upper

_TURKISH = frozenset({"tur", "ota"})
#: "2. bs.", "3. baskı", "Second edition" is not read: kept as catalogued
_EDITION = re.compile(
    r"^\[?(\d{1,3})\s*(?:\.|st|nd|rd|th)?\s*(?:bs|bas|baskı|basım|baski|ed|edition|edisyon)\.?\]?$",
    re.IGNORECASE,
)
_SMALL_WORDS = (
    "a an and as at but by en for from if in into nor of on onto or over per so the to up upon "
    "via vs with yet"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = re.compile(r"[^\s\-–/]+")
_EXTENT = re.compile(r"(\d{1,5})\s*(?:s|sayfa|p|pages|y|yaprak|leaves)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """What a citation needs. Text as catalogued; "" and () are not said.

    `kind` and `language` are the catalogue's codes. Of an article, `extras` name the host.
    """

    kind: str = "book"
    title: str = ""
    subtitle: str = ""
    volume: str = ""
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    translators: tuple[Person, ...] = ()
    edition_statement: str = ""
    place: str = ""
    publisher: str = ""
    date: Dated = field(default_factory=Dated)
    extent: str = ""
    language: str = ""
    isbns: tuple[str, ...] = ()
    issns: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    extras: Extras = field(default_factory=Extras)

    @property
    def leaders(self) -> tuple[Person, ...]:
        """Under whose names the work is cited: its authors, else its editors."""
        return self.authors or self.editors

    @property
    def is_edited(self) -> bool:
        """Whether editors stand where authors do."""
        return not self.authors and bool(self.editors)

    @property
    def is_turkish(self) -> bool:
        """Whether its letters follow the Turkish rule of capitals."""
        return self.language in _TURKISH

    @property
    def own_publisher(self) -> str:
        """The publisher, unless it is the author itself."""
        bodies = {fold(p.family) for p in self.leaders if not p.given}
        return "" if fold(self.publisher) in bodies else self.publisher

    @property
    def page_count(self) -> str:
        """How many pages or leaves, in digits."""
        found = _EXTENT.search(self.extent)
        return found.group(1) if found else ""

    @property
    def school(self) -> str:
        """Where a thesis was written."""
        return self.extras.institution or self.publisher

    def full_title(self, *, headline: bool = False) -> str:
        """Title, subtitle and a volume that the title does not name already.

        `headline`: English works with capitals on all words that bear meaning (MLA, Chicago).
        """
        title, subtitle = self.title, self._opened(self.subtitle)
        if headline and self.language == "eng":
            title, subtitle = in_headline_style(title), in_headline_style(subtitle)
        whole = ": ".join(part for part in (title, subtitle) if part)
        return whole or self.title

    @property
    def own_volume(self) -> str:
        """The volume where the title does not name it; digits alone where it is a number."""
        if not self.volume or fold(self.volume) in fold(f"{self.title} {self.subtitle}"):
            return ""
        digits = re.findall(r"\d+", self.volume)
        return digits[0] if len(digits) == 1 else self.volume

    def _opened(self, text: str) -> str:
        first = upper(text[:1]) if self.is_turkish else text[:1].upper()
        return first + text[1:]

    def edition(self, words: Wording) -> str:
        """ "2. bs.", "2nd ed."; nothing for a first edition; as catalogued where it says more."""
        found = _EDITION.match(self.edition_statement)
        if not found:
            return self.edition_statement
        number = int(found.group(1))
        return f"{ordinal(number, words)} {words.edition_short}" if number > 1 else ""

    def degree(self, words: Wording) -> str:
        """What kind of thesis it is, as far as is known."""
        return {"doctoral": words.doctoral, "masters": words.masters}.get(
            self.extras.degree, words.thesis
        )

    def in_capitals(self, name: Person) -> str:
        """A family name or body in capitals: İ for i where the name is Turkish.

        The author of a translation into Turkish is taken for a foreigner ("DICKENS"), its
        translator and the author of a Turkish work are not ("İNALCIK", "TÜRK DİL KURUMU").
        """
        family = name.family
        if any(letter in "ıİğĞşŞ" for letter in name.turned):
            return upper(family)
        foreign = name in self.authors and bool(self.translators)
        if self.is_turkish and not foreign and not any(c in "wqxWQX" for c in family):
            return upper(family)
        return family.upper()


def in_headline_style(text: str) -> str:
    """Capitals as English titles bear them; words with a capital of their own stay."""
    words = list(_WORD.finditer(text))

    def put(match: "re.Match[str]") -> str:
        word = match.group()
        is_edge = match.start() in (words[0].start(), words[-1].start())
        if word != word.lower() or (not is_edge and word.lower() in _SMALL):
            return word
        return word[:1].upper() + word[1:]

    return _WORD.sub(put, text)


def work_of(facts: Facts, extras: Extras | None = None) -> Work:
    """The work that these facts describe."""
    people: People = people_of(facts.authors, facts.responsibility)
    return Work(
        kind=facts.kind or "book",
        title=facts.title,
        subtitle=facts.subtitle,
        volume=facts.volume,
        authors=people.authors,
        editors=people.editors,
        translators=people.translators,
        edition_statement=facts.edition_statement,
        place=facts.place,
        publisher=facts.publisher,
        date=dated(facts.year_text, facts.year),
        extent=facts.pages,
        language=facts.language,
        isbns=facts.isbns,
        issns=facts.issns,
        series=facts.series,
        subjects=facts.subjects,
        extras=extras or Extras(),
    )
