"""The parameters of a search, each with its meaning and bounds."""

from ninja import Schema
from pydantic import Field, model_validator

from kopru.catalogue.queries import EditionPage, Narrowed, cql_found, editions_found
from kopru.catalogue.search.asked import Sort

#: further in, another word helps more than another page
_DEEPEST = 10_000
_MOST, _MOST_VALUES = 100, 50


class SearchParameters(Schema):
    """What is searched for, what it is narrowed to, and in which order."""

    q: str = Field(
        min_length=1,
        max_length=600,
        description='Words in any order, an ISBN or ISSN, "words side by side", yazar: or author:,'
        " başlık: or title:, konu: or subject:, yayınevi: or publisher:, dizi: or series:,"
        " yıl: or year: with a year or 1990-1999. With cql=true a query in CQL 1.2.",
    )
    cql: bool = Field(default=False, description="Read q as CQL 1.2 (as SRU does).")
    limit: int = Field(20, ge=1, le=_MOST)
    offset: int = Field(0, ge=0, le=_DEEPEST)
    sort: Sort = Field(
        "relevance",
        description="relevance, newest, oldest, or title in the order of the Turkish alphabet.",
    )
    facets: bool = Field(default=False, description="Also count the hits of each library, city, …")
    library: list[str] = Field(
        [], max_length=_MOST_VALUES, description="Symbols; held by one of these libraries."
    )
    city: list[str] = Field([], max_length=_MOST_VALUES, description="Held in one of these cities.")
    language: list[str] = Field(
        [], max_length=_MOST_VALUES, description="MARC codes: tur, ota, eng, …"
    )
    kind: list[str] = Field(
        [], max_length=_MOST_VALUES, description="book, thesis, journal, article, map, music, …"
    )
    year_from: int | None = Field(None, ge=-9999, le=9999)
    year_to: int | None = Field(None, ge=-9999, le=9999)
    available: bool = Field(
        default=False,
        description="A copy stood on the shelf when it was last asked after, in one of the"
        " libraries or cities where such are given.",
    )

    @model_validator(mode="after")
    def _years_in_order(self) -> "SearchParameters":
        if (
            self.year_from is not None
            and self.year_to is not None
            and self.year_from > self.year_to
        ):
            raise ValueError("year_from is after year_to")
        return self

    @property
    def narrowed(self) -> Narrowed:
        """What the search is narrowed to."""
        return Narrowed(
            libraries=tuple(self.library), cities=tuple(self.city),
            languages=tuple(self.language), kinds=tuple(self.kind),
            year_from=self.year_from, year_to=self.year_to, available=self.available,
        )  # fmt: skip

    def found(self) -> EditionPage:
        """What the catalogue has.

        :raises CqlTrouble: when `q` cannot be read as CQL
        """
        if self.cql:
            # relevance is what is meant where nothing is said; a sortby of the query counts then
            return cql_found(
                self.q, limit=self.limit, offset=self.offset, narrowed=self.narrowed,
                sort="" if self.sort == "relevance" else self.sort, facets=self.facets,
            )  # fmt: skip
        return editions_found(
            self.q, limit=self.limit, offset=self.offset, narrowed=self.narrowed, sort=self.sort,
            facets=self.facets,
        )  # fmt: skip
