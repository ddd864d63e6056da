"""schema.org's description of an edition and of the copies that libraries lend.

Copies as offers to lend, after the W3C Schema Bib Extend group's holdings pattern: `sku` is the
call number, `offeredBy` the library, `businessFunction` lease out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kopru.catalogue.citing.people import Person
from kopru.catalogue.citing.work import Work

_TYPES = {
    "book": "Book", "article": "ScholarlyArticle", "journal": "Periodical", "thesis": "Thesis",
    "map": "Map", "music": "SheetMusic", "video": "Movie", "audio": "AudioObject",
    "image": "VisualArtwork", "software": "SoftwareApplication",
}  # fmt: skip
_LEND = "http://purl.org/goodrelations/v1#LeaseOut"
#: ISO 639-2/B as MARC has it to what BCP 47 says; others are given as they are
_LANGUAGES = {
    "tur": "tr", "eng": "en", "ger": "de", "fre": "fr", "ara": "ar", "per": "fa", "rus": "ru",
    "spa": "es", "ita": "it", "gre": "el", "lat": "la", "kur": "ku", "aze": "az", "arm": "hy",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library that holds it; `available` None where nothing is known, `lends` False where copies
    stay in the house."""

    library: str
    city: str
    call_numbers: tuple[str, ...]
    available: bool | None
    lends: bool


def as_schema_org(work: Work, *, address: str, shelves: Sequence[Shelf]) -> dict[str, Any]:
    """A JSON-LD object; `address` is the page's own."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(work.kind, "CreativeWork"),
        "@id": address,
        "url": address,
        "name": work.full_title(),
        "author": [_agent(person) for person in work.authors],
        "editor": [_agent(person) for person in work.editors],
        "translator": [_agent(person) for person in work.translators],
        "publisher": _publisher(work),
        "datePublished": str(work.date.year or "") or work.date.text,
        "inLanguage": _LANGUAGES.get(work.language, work.language),
        "about": list(work.subjects),
        **_by_kind(work),
        "offers": [_offer(shelf) for shelf in shelves],
    }
    return {name: value for name, value in said.items() if value}


def _by_kind(work: Work) -> dict[str, Any]:
    if work.kind == "book":
        return {
            "isbn": list(work.isbns),
            "bookEdition": work.edition_statement,
            "volumeNumber": work.own_volume,
            "numberOfPages": int(work.page_count) if work.page_count else None,
        }
    if work.kind == "journal":
        return {"issn": list(work.issns)}
    if work.kind == "thesis":
        return {"inSupportOf": work.extras.degree, "sourceOrganization": work.school}
    if work.kind == "article" and work.extras.host:
        host = {"@type": "Periodical", "name": work.extras.host, "issn": list(work.issns)}
        return {"isPartOf": {name: value for name, value in host.items() if value},
                "pagination": work.extras.host_pages}  # fmt: skip
    return {}


def _agent(person: Person) -> dict[str, str]:
    if person.given:
        return {"@type": "Person", "name": person.spoken}
    # one name alone may be a body or a poet: Thing's name is all that is known
    return {"name": person.family}


def _publisher(work: Work) -> dict[str, Any] | None:
    if not work.publisher:
        return None
    said: dict[str, Any] = {"@type": "Organization", "name": work.publisher}
    return {**said, "location": work.place} if work.place else said


def _offer(shelf: Shelf) -> dict[str, Any]:
    library: dict[str, Any] = {"@type": "Library", "name": shelf.library}
    if shelf.city:
        library["address"] = {"@type": "PostalAddress", "addressLocality": shelf.city}
    offer: dict[str, Any] = {
        "@type": "Offer",
        "offeredBy": library,
        "sku": ", ".join(shelf.call_numbers),
        "availability": _availability(shelf),
        "businessFunction": _LEND if shelf.lends else "",
    }
    return {name: value for name, value in offer.items() if value}


def _availability(shelf: Shelf) -> str:
    if not shelf.lends:
        return "https://schema.org/InStoreOnly"
    if shelf.available is None:
        return ""
    return f"https://schema.org/{'InStock' if shelf.available else 'OutOfStock'}"
