"""How right a reading is: fields compared folded, and whether confidence was worth having."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kopru.common.identifiers import isbn13
from kopru.common.text import fold
from kopru.intake.kunye import ReadItem

SURE = 0.8
# The expected parses name some fields otherwise than `Citation`.
_NAMES = {
    "type": "kind",
    "thesis_no": "thesis_number",
    "isbn_invalid": "isbn",
    "isbn10": "isbn",
    "isbn_alternatives": "other_isbns",
}
_NOT_FIELDS = ("in_books_tsv", "isbn10_valid")


@dataclass
class Score:
    """Counts over many items."""

    right: int = 0
    all: int = 0
    sure: list[bool] = field(default_factory=list)
    unsure: list[bool] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of right fields."""
        return self.right / self.all

    def check(self, expected: Mapping[str, object], item: ReadItem | None, about: str) -> None:
        """Count each expected field of one work; a missing work misses them all."""
        for name, value in expected.items():
            if name in _NOT_FIELDS:
                continue
            self.all += 1
            read = item and _value(item, name)
            good = item is not None and _alike(name, value, read)
            self.right += good
            if not good:
                self.misses.append(f"{about}: {name} {value!r} read as {read!r}")
            sureness = item.confidence.get(_NAMES.get(name, name)) if item else None
            if sureness is not None:
                (self.sure if sureness >= SURE else self.unsure).append(good)

    def trust(self) -> tuple[float, float]:
        """(share right of sure fields, share right of unsure ones)."""
        return sum(self.sure) / len(self.sure), sum(self.unsure) / max(1, len(self.unsure))


def _value(item: ReadItem, name: str) -> object:
    return item.chapter if name == "chapter" else getattr(item.citation, _NAMES.get(name, name))


def _alike(name: str, expected: object, read: object) -> bool:
    if isinstance(expected, list):
        return list(read) == expected  # type: ignore[call-overload]
    if name == "isbn10":
        expected = isbn13(str(expected))
    return fold(str(read)) == fold(str(expected))
