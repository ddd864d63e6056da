"""What the API answers with: one shape for a found edition, for a library, for a fault."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from kopru.catalogue.queries import EditionHit, EditionPage, HolderFacts
from kopru.libraries.models import Library


class Text(Schema):
    """The same words in both languages."""

    tr: str
    en: str


class Problem(Schema):
    """A fault, by RFC 9457 (application/problem+json)."""

    type: str = Field(description="Names the sort of fault; stays the same over versions.")
    title: str = Field(description="The fault in the language of the request.")
    status: int
    code: str = Field(description="The same as the end of `type`.")
    text: Text
    detail: str = Field("", description="What exactly was wrong, where that is known.")
    request_id: str = Field(description="To find this request in the log.")


class Holder(Schema):
    """A library that holds an edition."""

    library: str = Field(description="Its symbol.")
    name: str = Field(description="Its name in the language of the request.")
    copies: int
    available: int | None = Field(description="Copies on the shelf; null where nothing is known.")
    not_for_loan: bool
    status_at: datetime | None = Field(description="When the latest status was learnt.")
    call_numbers: list[str]

    @classmethod
    def of(cls, facts: HolderFacts) -> "Holder":
        """From what the catalogue knows."""
        numbers = dict.fromkeys(h.call_number for h in facts.holdings if h.call_number)
        return cls(
            library=facts.library.symbol, name=facts.library.name, copies=facts.copies,
            available=facts.available, not_for_loan=facts.not_for_loan,
            status_at=facts.status_at, call_numbers=list(numbers),
        )  # fmt: skip


class Edition(Schema):
    """An edition that was found."""

    id: int = Field(description="The number in the address of its page.")
    key: str = Field(description="Names the edition for good.")
    title: str
    subtitle: str
    author: str
    publisher: str
    place: str
    year: int | None
    volume: str
    kind: str = Field(description="book, thesis, journal, article, map, music, video, audio, …")
    language: str
    isbns: list[str]
    issns: list[str]
    held_by: list[Holder]

    @classmethod
    def of(cls, hit: EditionHit) -> "Edition":
        """From a hit of the search."""
        edition = hit.edition
        return cls(
            id=edition.pk,
            key=edition.key, title=edition.title, subtitle=edition.subtitle, author=edition.author,
            publisher=edition.publisher, place=edition.place, year=edition.year,
            volume=edition.volume, kind=edition.kind, language=edition.language,
            isbns=edition.isbns, issns=edition.issns,
            held_by=[Holder.of(facts) for facts in hit.holders],
        )  # fmt: skip


class Facet(Schema):
    """A value that the search can be narrowed to."""

    value: str
    count: int = Field(description="How many of the hits have it; see facets_are_rough.")


class Editions(Schema):
    """A page of editions in the order asked for."""

    query: str
    total: int
    limit: int
    offset: int
    editions: list[Edition]
    facets: dict[str, list[Facet]] | None = Field(
        None,
        description="With facets=true: library (symbols), city, language, year, kind, available"
        " (one, of the value 1). What a facet is narrowed to does not narrow its own counts.",
    )
    facets_are_rough: bool = Field(
        default=False,
        description="The counts are estimated from a sample: there are very many hits.",
    )
    is_wider: bool = Field(
        default=False,
        description="Little was found: editions that spell the words otherwise follow the others.",
    )
    instead: str = Field(
        "", description="What may have been meant, where that finds more. Empty: nothing better."
    )
    marks: list[str] = Field(
        [], description="The folded words that were searched for; the beginning of one ends in *."
    )

    @classmethod
    def of(cls, page: EditionPage, *, query: str, limit: int, offset: int) -> "Editions":
        """From what the catalogue found."""
        facets = {
            name: [Facet(value=one.value, count=one.count) for one in counts]
            for name, counts in page.facets.items()
        }
        return cls(
            query=query, total=page.total, limit=limit, offset=offset,
            editions=[Edition.of(hit) for hit in page.hits],
            facets=facets or None, facets_are_rough=page.is_rough, is_wider=page.is_wider,
            instead=page.instead, marks=list(page.marks),
        )  # fmt: skip


class Completion(Schema):
    """A title, an author or a subject that completes what was typed."""

    text: str
    kind: Literal["title", "author", "subject"]
    edition: int | None = Field(description="The id of an edition, where it is a title.")


class Completions(Schema):
    """Completions: titles, then authors, then subjects."""

    completions: list[Completion]


class LibraryOut(Schema):
    """A library that takes part."""

    symbol: str
    name: str = Field(description="In the language of the request.")
    name_tr: str
    name_en: str
    kind: str
    city: str
    website: str

    @classmethod
    def of(cls, library: Library) -> "LibraryOut":
        """From the directory."""
        names = ("symbol", "name", "name_tr", "name_en", "kind", "city", "website")
        said: dict[str, Any] = {name: getattr(library, name) for name in names}
        return cls(**said)


class Libraries(Schema):
    """The libraries that take part, by name."""

    total: int
    libraries: list[LibraryOut]
