"""When other terms hold, or none at all: conditions and what follows from them. Pure."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: what is asked for: as a citation names it (`kopru.common.citation.KINDS`), else as the
#: catalogue does; a journal is asked for by its issues
Kind = Literal[
    "book", "thesis", "issue", "article", "chapter", "map", "music", "video", "audio", "image",
    "software", "other",
]  # fmt: skip
#: what an item is beside its kind (domain.md 2.1, rows 18 and 19)
Trait = Literal[
    "reference", "rare", "reserve", "special_collection", "deposit", "course_book", "textbook_latest",
    "only_edition", "new", "branch_item", "cd_rom",
]  # fmt: skip
Service = Literal["loan", "copy"]
Distance = Literal["same_city", "other_city", "abroad"]
LibraryKind = Literal["university", "public", "special", "national"]
Symbol = Annotated[str, Field(min_length=1, max_length=40)]


class When(BaseModel):
    """The cases a clause is for: all that is said must be so; of a list, one of it.

    What the case says nothing of is not so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    services: tuple[Service, ...] = Field((), description="A loan or a copy is asked for.")
    kinds: tuple[Kind, ...] = Field((), description="Kinds of material.")
    traits: tuple[Trait, ...] = Field((), description="Sorts of items.")
    groups: tuple[str, ...] = Field((), description="Groups of readers.")
    distances: tuple[Distance, ...] = Field((), description="Where the other library is.")
    branches: tuple[str, ...] = Field((), description="Codes of the branches that hold the item.")
    fewer_copies_than: int = Field(
        0, ge=0, le=100, description="Fewer copies are held; 0: any number."
    )
    partners: tuple[Symbol, ...] = Field((), description="Symbols of the other library.")
    partner_kinds: tuple[LibraryKind, ...] = Field((), description="Sorts of the other library.")

    @property
    def is_always(self) -> bool:
        """Whether nothing is said."""
        return self == When()


class Clause(BaseModel):
    """What holds in certain cases: a refusal, or other values of some terms.

    `sets` has values of `Terms` by name. `words` are the library's own, shown with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    when: When = Field(default_factory=When, description="The cases it is for.")
    side: Literal["lending", "borrowing"] = Field(
        "lending", description="Whether it is said as supplier or of the library's own readers."
    )
    refuses: bool = Field(default=False, description="Such requests are refused.")
    sets: dict[str, Any] = Field(
        default_factory=dict, description="Terms that are otherwise, by name."
    )
    words: str = Field("", max_length=400, description="The rule in the library's own words.")

    @model_validator(mode="after")
    def _does_something(self) -> "Clause":
        if self.refuses == bool(self.sets):
            raise ValueError("a clause either refuses or sets something")
        if self.refuses and self.when.is_always:
            raise ValueError("a clause that refuses everything: say that the library does not lend")
        return self
