"""The year of a work as a citation writes it; Hijri and Rumi years stay as printed."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(?<!\d)\d{4}(?!\d)")
_RANGE = re.compile(r"(?<!\d)(\d{4})\s*[-–—]\s*(\d{4})?(?!\d)")
#: printing in Ottoman lands begins in 1139 (1727); what lies below the Gregorian years is Hijri or Rumi
_OTTOMAN = range(1100, 1450)
_UNSURE = ("?", "--", "ca.", "yak.", "[between", "[not")
_MARKS = re.compile(r"^(?:copyright|cop\.|©|c|p|℗)\s*(?=\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """`text` is what a citation prints ("1327 [1911]", "1996–1999", "2001", "" where nothing is
    said), `year` the Gregorian year, `is_open` whether a periodical still comes out."""

    text: str = ""
    year: int | None = None
    is_open: bool = False


def dated(printed: str, year: int | None) -> Dated:
    """The date out of what the records print and the year they code."""
    said = " ".join(printed.split()).strip(" .,;")
    found = _RANGE.search(said)
    if found:
        end = found.group(2) or ""
        return Dated(f"{found.group(1)}–{end}", year or int(found.group(1)), not end)
    if any(int(number) in _OTTOMAN for number in _NUMBER.findall(said)):
        return Dated(said, year)
    if any(sign in said.lower() for sign in _UNSURE) and any(c.isdigit() for c in said):
        return Dated(said, year)
    if year:
        return Dated(str(year), year)
    plain = _MARKS.sub("", said)
    return Dated(plain if any(c.isdigit() for c in plain) else "", None)
