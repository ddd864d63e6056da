"""Works and their editions, one after the other, the same for the same seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise

from .numbers import Numbers, serial_number
from .titles import Language, fill, languages, title
from .vocabulary import BITS, Table, composed, lines, ranked, rows, shared, words

_LANGUAGES = ((60, "tur"), (20, "eng"), (6, "ger"), (5, "fre"), (5, "ota"), (4, "rus"))
_KINDS = ((90, "book"), (4, "thesis"), (3, "journal"), (2, "online"), (1, "volume"))
#: year and how many editions of it there are beside others; between two lines a straight line
_CURVE = (
    (1850, 0.2),
    (1927, 1),
    (1929, 2),
    (1950, 6),
    (1970, 14),
    (1985, 26),
    (2000, 52),
    (2012, 85),
    (2020, 72),
    (2025, 46),
)
_KEPT = 20_000
_FIRST_ISBN, _COMMON_ISBN = 1970, 1985


@dataclass(slots=True)
class Work:
    """What the editions of a work share. Names are "Family, Given"; no author is ""."""

    language: str
    title: str
    subtitle: str
    author: str
    born: int
    others: tuple[str, ...]
    subjects: tuple[str, ...]
    original: str


@dataclass(slots=True)
class Edition:
    """One edition. `isbn` is the nine digits between prefix and check digit or ""; `check_off`
    is what the check digit in the book is wrong by."""

    number: int
    work: Work
    kind: str
    year: int
    publisher: tuple[str, str, str]
    statement: int
    pages: int
    preliminary: int
    height: int
    isbn: str
    check_off: int
    set_isbn: str
    volume: int
    issn: str
    series: str
    series_number: int
    prepared: dict[str, bytes] = field(default_factory=dict)


class People:
    """Names of one language. Who has written is likely to write again (Simon's model)."""

    def __init__(self, given: Table, family: Table) -> None:
        self._given, self._family = given, family
        self._known: list[str] = []

    def one(self, rng: random.Random) -> str:
        """A name, every other time of somebody who was named before."""
        known = self._known
        if known and rng.getrandbits(1):
            name = known[int(rng.random() * len(known))]
        else:
            name = f"{self._family[rng.getrandbits(BITS)]}, {self._given[rng.getrandbits(BITS)]}"
        if len(known) < 10 * _KEPT:
            known.append(name)
        else:
            known[int(rng.random() * len(known))] = name
        return name


class Bookshelf:
    """Makes editions; everything it draws comes from one seeded generator."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._titles = languages()
        self._language = shared(_LANGUAGES)
        self._kind = shared(_KINDS)
        self._years = ranked_years()
        self._people = {code: People(*named) for code, named in names().items()}
        self._publishers = publishers()
        self._subjects, self._series = subjects(), series()
        self._numbers = Numbers()
        self._works: list[Work] = []
        self._before: Edition | None = None

    def editions(self, count: int) -> Iterator[Edition]:
        """`count` editions, numbered from 1; every seventh is a new one of a work there was before."""
        for number in range(1, count + 1):
            yield self._edition(number)

    def _edition(self, number: int) -> Edition:
        before = self._before
        if before and before.kind == "volume" and before.volume <= 1 + before.number % 3:
            made = self._next_volume(before, number)
        else:
            made = self._new_edition(number)
        self._before = made
        return made

    def _next_volume(self, before: Edition, number: int) -> Edition:
        """The next volume of a set: a number of its own, and the one of the set."""
        isbn = self._isbn(before.work.language, before.year) if before.isbn else ""
        return replace(
            before, number=number, isbn=isbn, volume=before.volume + 1, prepared={},
            pages=before.pages + number % 60,
        )  # fmt: skip

    def _new_edition(self, number: int) -> Edition:
        rng = self._rng
        bits = rng.getrandbits
        works = self._works
        again = len(works) > 10 and bits(10) < 146
        work = works[int(rng.random() * len(works))] if again else self._new_work()
        language = work.language
        year = int(self._years[bits(BITS)])
        if language == "ota":
            year = 1840 + year % 88
        elif language == "tur" and year < 1929:
            year = 1929 + bits(6)
        kind = self._kind[bits(BITS)]
        houses = self._publishers[language]
        if kind == "thesis" and language == "tur":
            houses = self._publishers["thesis"]
        isbn = self._isbn(language, year) if kind not in ("thesis", "journal") else ""
        is_set = kind == "volume"
        series_named = bits(6) < 20
        return Edition(
            number=number, work=work, kind=kind, year=year,
            publisher=houses[bits(7)],
            statement=2 + bits(3) if again else int(bits(4) == 0),
            pages=48 + int(rng.expovariate(0.0045)), preliminary=bits(5), height=18 + bits(3),
            isbn=isbn, check_off=1 + bits(2) if isbn and bits(10) < 10 else 0,
            set_isbn=self._isbn(language, year) if is_set and isbn else "",
            volume=int(is_set),
            issn=serial_number(number) if kind == "journal" else "",
            series=self._series[language == "tur"][bits(BITS)] if series_named else "",
            series_number=1 + bits(8),
        )  # fmt: skip

    def _new_work(self) -> Work:
        rng = self._rng
        bits = rng.getrandbits
        code = self._language[bits(BITS)]
        language: Language = self._titles[code]
        people = self._people[code]
        author = people.one(rng) if bits(4) else ""
        others = tuple(people.one(rng) for _ in range(bits(2) // 2 if author else 1 + bits(1)))
        translated = code == "tur" and bits(4) == 0
        headings = self._subjects[code == "tur"]
        work = Work(
            code, title(language, bits), fill(language.subtitles, bits), author,
            1840 + (len(author) * 37 + ord(author[0])) % 150 if author else 0,
            others if not translated else (*others, self._people["tur"].one(rng)),
            tuple(dict.fromkeys(headings[bits(BITS)] for _ in range(1 + bits(1)))),
            self._language[bits(BITS)] if translated else "",
        )  # fmt: skip
        if len(self._works) < _KEPT:
            self._works.append(work)
        else:
            self._works[int(rng.random() * _KEPT)] = work
        return work

    def _isbn(self, language: str, year: int) -> str:
        share = 0 if year < _FIRST_ISBN else 32 if year < _COMMON_ISBN else 60
        return self._numbers.next(language, year) if self._rng.getrandbits(6) < share else ""


@cache
def ranked_years() -> Table:
    """Years of publication by the curve."""
    weighted = []
    for (year, weight), (after, last) in pairwise(_CURVE):
        step = (last - weight) / (after - year)
        weighted += [(round(100 * (weight + step * n)), str(year + n)) for n in range(after - year)]
    return shared(weighted)


@cache
def names() -> dict[str, tuple[Table, Table]]:
    """Given and family names by language."""
    families = words("tur_family") + composed(
        words("tur_family_parts"), words("tur_family_parts", 1)
    )
    found = {
        "tur": (ranked(words("tur_given")), ranked(families, power=0.7)),
        "eng": (ranked(words("eng_given")), ranked(words("eng_family"), power=0.5)),
    }
    for code in ("ger", "fre", "rus", "ota"):
        first, family = words(f"{code}_names"), words(f"{code}_names", 1)
        found[code] = (ranked(first), ranked(family, power=0.5))
    return found


@cache
def publishers() -> dict[str, list[tuple[str, str, str]]]:
    """By language 128 places, the large publishers in most of them: name, other form, place."""
    houses: dict[str, list[tuple[str, str, str]]] = {"tur": []}
    for name, short, place in rows("publishers_tur"):
        houses["tur"].append((name, short, place))
    for code, name, short, place in rows("publishers_other"):
        houses.setdefault(code, []).append((name, short, place))
    houses["thesis"] = [house for house in houses["tur"] if "Üniversitesi" in house[0]]
    places = {}
    for code, known in houses.items():
        table = ranked(map(str, range(len(known))), power=0.7, bend=3)
        places[code] = [known[int(table[n * len(table) // 128])] for n in range(128)]
    return places


@cache
def subjects() -> tuple[Table, Table]:
    """Headings of books in other languages and in Turkish; subdivisions behind "$x"."""
    tables = []
    for code, name in (("other", "subjects_other"), ("tur", "subjects_tur")):
        parts = next(row[1:] for row in rows("subdivisions") if row[0] == code)
        heads = lines(name)
        tables.append(ranked([*heads, *(f"{h}\x1fx{p}" for p in parts for h in heads)], power=0.8))
    return tables[0], tables[1]


@cache
def series() -> tuple[Table, Table]:
    """Series of books in other languages and in Turkish."""
    named: dict[str, list[str]] = {}
    for code, name in rows("series"):
        named.setdefault(code, []).append(name)
    return ranked(named["other"]), ranked(named["tur"])
