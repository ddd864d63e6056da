"""ISBN and ISSN as they are looked up, whatever they were typed like. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from kopru.common.identifiers import isbn13, issn

_NOT_A_DIGIT = re.compile(r"[^0-9Xx]")
#: a number as it stands in a title page, a mail or a search box, with its hyphens and blanks
_IN_TEXT = re.compile(
    r"(?<![\w-])(?:97[89][ -]?)?(?:[0-9][ -]?){9}[0-9Xx](?![\w-])|(?<![\w-])[0-9]{4}-[0-9]{3}[0-9Xx](?![\w-])"
)
_LONGEST = 20


@lru_cache(maxsize=16_384)  # each number is asked for several times on its way in
def number_of(text: str) -> str:
    """The form a number is looked up by: 13 digits of an ISBN, 8 of an ISSN, else what digits there are.

    A number with a wrong check digit still is what stands in the book, so it is
    kept as typed (domain.md 4.3). Empty where there are fewer than eight digits.
    """
    digits = _NOT_A_DIGIT.sub("", text).upper()
    if len(digits) == 10 and (known := isbn13(digits)):
        return known  # thirteen digits are looked up as they are, right or wrong
    return digits if 8 <= len(digits) <= _LONGEST else ""


@lru_cache(maxsize=16_384)
def is_isbn(number: str) -> bool:
    """Whether a number as looked up is an ISBN with a true check digit."""
    return len(number) == 13 and isbn13(number) is not None


def numbers_of(texts: Iterable[str]) -> list[str]:
    """The look-up forms of several numbers, each once, in their order."""
    return list(dict.fromkeys(n for text in texts if (n := number_of(text))))


def numbers_in(text: str) -> tuple[list[str], str]:
    """The ISBNs and ISSNs that stand in `text`, as looked up, and the text without them.

    Eight digits with a hyphen pass for an ISSN only with a true check digit: "1914-1918"
    is two years.
    """
    found: list[str] = []

    def take(match: re.Match[str]) -> str:
        said = match.group()
        digits = _NOT_A_DIGIT.sub("", said)
        if len(digits) == 8 and issn(said) is None:
            return said
        found.append(number_of(said))
        return " "

    rest = _IN_TEXT.sub(take, text)
    return found, rest
