"""The national union catalogue beside us: links that open it with the search typed in.

Nothing is fetched from it. The parameters are those of its own search form (domain.md 1.2):
field 2 is the title, 4 the ISBN, 5 the ISSN.
"""

from urllib.parse import urlencode

from django.conf import settings

from kopru.catalogue.models import Edition
from kopru.catalogue.numbers import is_isbn, numbers_in
from kopru.catalogue.records.described import Facts
from kopru.common.citation import Citation

_TITLE, _ISBN, _ISSN = "2", "4", "5"
_LONGEST = 200


def tokat_link(wanted: Citation | Edition | Facts | str) -> str:
    """The address that looks for a work in TO-KAT, by its number, else by its title.

    `wanted` may also be what somebody typed. Empty where nothing is named, or where the
    installation offers no TO-KAT (KOPRU_TOKAT_URL).
    """
    if not settings.KOPRU_TOKAT_URL:
        return ""
    numbers, title = _named(wanted)
    found = next((n for text in numbers for n in numbers_in(text)[0] if is_isbn(n)), "")
    issn = next((n for text in numbers for n in numbers_in(text)[0] if len(n) == 8), "")
    if found:
        return _address(found, _ISBN)
    if issn:
        return _address(f"{issn[:4]}-{issn[4:]}", _ISSN)
    return _address(" ".join(title.split())[:_LONGEST], _TITLE) if title.strip() else ""


def _named(wanted: Citation | Edition | Facts | str) -> tuple[list[str], str]:
    """The numbers and the title that `wanted` has."""
    if isinstance(wanted, str):
        return [wanted], numbers_in(wanted)[1]
    if isinstance(wanted, Citation):
        host = wanted.journal or wanted.host_title
        return [wanted.isbn, *wanted.other_isbns, wanted.issn], host or wanted.title
    return [*wanted.isbns, *wanted.issns], wanted.title


def _address(text: str, field: str) -> str:
    asked = {
        "_f": "1", "the_page": "1", "cwid": "2", "keyword": text, "tokat_search_field": field,
        "order": "0", "command": "Tara",
    }  # fmt: skip
    return f"{settings.KOPRU_TOKAT_URL}?{urlencode(asked)}"
