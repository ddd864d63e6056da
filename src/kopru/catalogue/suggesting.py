"""What may be meant while somebody types: titles, authors and subjects that begin so."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title, an author or a subject to choose; `edition` is the id of a title's edition."""

    text: str
    kind: Literal["title", "author", "subject"]
    edition: int | None = None


def suggestions(text: str, *, limit: int = 8) -> list[Suggestion]:
    """At most `limit` completions of what is typed."""
    return []
