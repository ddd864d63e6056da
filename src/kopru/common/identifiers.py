"""Numbers that name things: ISBN, ISSN, and the one number we must not keep."""

import re

from stdnum import isbn as _isbn
from stdnum import issn as _issn
from stdnum.exceptions import ValidationError
from stdnum.tr import tckimlik

_ELEVEN_DIGITS = re.compile(r"(?<!\d)(?<!\d[ .-])[1-9]\d{10}(?!\d)")


def isbn13(text: str) -> str | None:
    """The ISBN in `text` as 13 digits, from ten or thirteen, or None when it is not valid."""
    plain = text.replace("-", "")
    if len(plain) == 13 and plain.isascii() and plain.isdigit():  # most are, and this is quick
        return plain if plain.startswith(("978", "979")) and _adds_up(plain) else None
    try:
        number: str = _isbn.to_isbn13(_isbn.validate(text))
    except ValidationError:
        return None
    return re.sub(r"\D", "", number)


def isbn_with_hyphens(text: str) -> str:
    """An ISBN as it is printed, "978-975-9955-85-4"; one that is not valid as it is."""
    try:
        return str(_isbn.format(_isbn.validate(text)))
    except ValidationError:
        return text


def _adds_up(digits: str) -> bool:
    """Whether the last of 13 digits is the check digit of the others (ISO 2108)."""
    values = list(map(int, digits))
    return (sum(values[::2]) + 3 * sum(values[1::2])) % 10 == 0


def issn(text: str) -> str | None:
    """The ISSN in `text` as NNNN-NNNN, or None when it is not valid."""
    try:
        return str(_issn.format(_issn.validate(text)))
    except ValidationError:
        return None


def mask_national_ids(text: str) -> tuple[str, int]:
    """`text` with Turkish national identity numbers masked, and how many there were.

    Only eleven digits that pass the T.C. kimlik checksum are masked, to their first
    and last two, so that order numbers stay readable (domain.md 4.6).
    """
    found = 0

    def hide(match: re.Match[str]) -> str:
        nonlocal found
        digits = match.group()
        if not tckimlik.is_valid(digits):
            return digits
        found += 1
        return f"{digits[:2]}*******{digits[-2:]}"

    return _ELEVEN_DIGITS.sub(hide, text), found
