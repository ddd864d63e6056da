"""ISBN and ISSN as they stand in the fields of a record, in whatever format it is."""

import re
from collections.abc import Collection, Iterable

from kopru.common.identifiers import isbn13, issn

from .records import Field

_NUMBER = re.compile(r"[0-9][0-9Xx\- –‐]{7,20}")


def isbn_in(text: str) -> str | None:
    """The first valid ISBN in a subfield, as 13 digits; None where there is none."""
    found = _NUMBER.search(text)
    return isbn13(found.group().strip().replace("–", "-").replace("‐", "-")) if found else None


def other_isbns(fields: Iterable[Field], known: Collection[str]) -> tuple[str, ...]:
    """The ISBNs in $z of these fields, cancelled or of other forms, without those `known`."""
    numbers = (isbn_in(text) for field in fields for text in field.values("z"))
    return tuple(dict.fromkeys(one for one in numbers if one and one not in known))


def issns(fields: Iterable[Field]) -> tuple[str, ...]:
    """The valid ISSNs in $a of these fields."""
    numbers = (issn(text.strip()[:9]) for field in fields for text in field.values("a"))
    return tuple(dict.fromkeys(number for number in numbers if number))
