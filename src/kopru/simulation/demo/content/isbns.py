"""ISBNs and ISSNs of the demo works: invented numbers with true check digits."""

from kopru.simulation.demo.content.chance import roll
from kopru.simulation.demo.content.titles import Work

# Registration groups: 975, 605, 625 and 9944 are Türkiye's, 0 and 1 the English-speaking
# countries' (ISBN International, list of ranges; domain.md 4.3).
_TURKISH_GROUPS = ("975", "605", "625", "9944")
_OTHER_GROUPS = ("0", "1")

# Both share no factor with ten, so that two works never come to the same number.
_STEP = 610_613
_START = 271_829

_FIRST_YEAR_OF_ISBNS = 1970
_MISSING_SHARE = 0.02
_FLAWED_SHARE = 0.03

# The few journals whose number we know by heart; the others go without.
ISSNS = {
    "Belleten": "0041-4255",
    "Nature": "0028-0836",
    "Science": "0036-8075",
    "The Lancet": "0140-6736",
    "Middle Eastern Studies": "0026-3206",
}


def isbn_for(index: int, language: str) -> str:
    """The 13 digits of the ISBN of work `index`, the same every time.

    `language` is a MARC code: "tur" and "ota" get one of Türkiye's groups.
    """
    groups = _TURKISH_GROUPS if language in ("tur", "ota") else _OTHER_GROUPS
    group = groups[index % len(groups)]
    room = 9 - len(group)
    number = (_START + index * _STEP) % 10**room
    return with_check_digit(f"978{group}{number:0{room}}")


def with_check_digit(twelve: str) -> str:
    """`twelve` digits and their ISBN-13 check digit (ISO 2108, annex A)."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(twelve))
    return f"{twelve}{-weighted % 10}"


def as_isbn10(isbn13: str) -> str:
    """The ten-digit form of a 978 number, as books before 2007 carry it."""
    nine = isbn13[3:12]
    rest = sum(int(digit) * place for place, digit in enumerate(nine, start=1)) % 11
    return nine + ("X" if rest == 10 else str(rest))


def with_wrong_check_digit(isbn13: str) -> str:
    """The number as a tired cataloguer types it: the last digit is off by one."""
    return isbn13[:-1] + str((int(isbn13[-1]) + 1) % 10)


def isbn_of(work: Work) -> str | None:
    """The true ISBN of `work`, or None for what has none.

    None have theses, journals, films and recordings, what came out before ISBNs,
    and some that just lost theirs.
    """
    if work.kind not in ("book", "reference") or work.year < _FIRST_YEAR_OF_ISBNS:
        return None
    if roll("no isbn", work.index) < _MISSING_SHARE:
        return None
    return isbn_for(work.index, work.language)


def is_flawed_somewhere(work: Work) -> bool:
    """Whether one library's record of `work` carries the ISBN with a wrong check digit."""
    return isbn_of(work) is not None and roll("flawed isbn", work.index) < _FLAWED_SHARE
