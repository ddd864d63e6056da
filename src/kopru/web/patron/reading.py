"""Reading what somebody pastes: a reference, a mail, an ISBN, a DOI."""

from kopru.common.citation import Citation
from kopru.common.identifiers import isbn13, mask_national_ids
from kopru.intake.kunye import ReadItem, read_mail

#: below this a person should look at a field (`ReadItem.confidence`)
SURE = 0.8
#: a pasted page is not a citation
_LONGEST = 4_000


def item_in(text: str) -> ReadItem | None:
    """The first work that `text` names, with how sure each field is; None where none is seen.

    National identity numbers are masked before anything is read (domain.md 4.6).
    """
    masked, _ = mask_national_ids(text[:_LONGEST])
    items = read_mail("", masked).items
    return items[0] if items else None


def citation_in(text: str) -> Citation:
    """The work that a search box's text names; where nothing is read, its words are the title."""
    if number := isbn13(text):
        return Citation(isbn=number)
    item = item_in(text)
    if item is None or not item.citation.as_dict().keys() - {"kind"}:
        return Citation(title=text[:300])
    return item.citation


def merged(citation: Citation, more: Citation) -> Citation:
    """`citation` with what `more` says where it says nothing itself."""
    return Citation.from_dict({**more.as_dict(), **citation.as_dict()})
