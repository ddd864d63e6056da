"""A citation (künye): what a reader says of the thing they want."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

KINDS = ("book", "article", "chapter", "thesis", "issue")


@dataclass(frozen=True, slots=True)
class Citation:
    """One wanted work as cited. Every field is text as given; empty means not said.

    `kind` is one of KINDS. For an article or chapter `title` is the part's own
    title and `journal` (or `host_title`) the whole it stands in. `isbn` is kept
    as 13 digits where it is valid, as typed where it is not; `other_isbns` are
    further acceptable editions.
    """

    kind: str = "book"
    title: str = ""
    author: str = ""
    translator: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    edition: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    isbn: str = ""
    other_isbns: tuple[str, ...] = ()
    issn: str = ""
    journal: str = ""
    host_title: str = ""
    doi: str = ""
    url: str = ""
    institution: str = ""
    degree: str = ""
    thesis_number: str = ""

    def as_dict(self) -> dict[str, object]:
        """The fields that are said, for JSON columns (lists, not tuples)."""
        said = {name: value for name, value in asdict(self).items() if value}
        if "other_isbns" in said:
            said["other_isbns"] = list(self.other_isbns)
        return said

    @classmethod
    def from_dict(cls, data: Mapping[str, object]) -> "Citation":
        """Back from `as_dict`; unknown keys are ignored so that old rows stay readable."""
        known = {f.name for f in fields(cls)}
        kept: dict[str, object] = {k: v for k, v in data.items() if k in known}
        kept["other_isbns"] = tuple(kept.get("other_isbns", ()))  # type: ignore[arg-type]
        return cls(**kept)  # type: ignore[arg-type]

    def short(self) -> str:
        """One line a person recognises: author, title, year."""
        parts = [self.author, self.title or self.host_title or self.journal or self.isbn, self.year]
        return ", ".join(part for part in parts if part)
