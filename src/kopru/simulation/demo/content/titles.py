"""The works of the demo network, read from the tables in `works/`."""

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).parent

KINDS = ("book", "thesis", "journal", "reference", "video", "audio")


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject heading in both languages, with the class numbers its books stand under."""

    tr: str
    en: str
    dewey: str
    lcc: str


@dataclass(frozen=True, slots=True)
class Work:
    """One work in one illustrative edition.

    `authors` and `translators` are in catalogue order ("Kemal, Yaşar"); a name without
    a comma is not turned ("Evliyâ Çelebi"). `volume` is what follows the title of a part
    of a set ("2. cilt"). `language` is a MARC language code; "ota" is Ottoman Turkish in
    Latin letters. `year` is a journal's first year. `shelf` is the table it stands in.
    """

    index: int
    shelf: str
    title: str
    volume: str
    subtitle: str
    authors: tuple[str, ...]
    translators: tuple[str, ...]
    publisher: str
    place: str
    year: int
    pages: str
    language: str
    kind: str
    original_title: str
    subjects: tuple[Subject, ...]

    @property
    def is_turkish_edition(self) -> bool:
        """Published in Türkiye for readers of Turkish."""
        return self.language in ("tur", "ota")


def natural_order(name: str) -> str:
    """A catalogue name as people say it: "Kemal, Yaşar" gives "Yaşar Kemal"."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


@lru_cache(maxsize=1)
def subjects() -> dict[str, Subject]:
    """Every subject heading by its Turkish words."""
    with (_HERE / "subjects.tsv").open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["tr"]: Subject(**row) for row in rows}


@lru_cache(maxsize=1)
def all_works() -> tuple[Work, ...]:
    """All works in the order of the tables' names and lines; `work.index` is the place in it."""
    rows = [
        (path.stem, row) for path in sorted((_HERE / "works").glob("*.tsv")) for row in _rows(path)
    ]
    return tuple(_work(index, shelf, row) for index, (shelf, row) in enumerate(rows))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def _work(index: int, shelf: str, row: dict[str, str]) -> Work:
    title, volume = _without_volume(row["title"])
    return Work(
        index=index,
        shelf=shelf,
        title=title,
        volume=volume,
        subtitle=row["subtitle"],
        authors=_names(row["author"]),
        translators=_names(row["translator"]),
        publisher=row["publisher"],
        place=row["place"],
        year=int(row["year"]),
        pages=row["pages"],
        language=row["language"],
        kind=row["kind"],
        original_title=row["original_title"],
        subjects=tuple(subjects()[name] for name in row["subjects"].split(";")),
    )


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name for name in cell.split("; ") if name)


def _without_volume(title: str) -> tuple[str, str]:
    """The title and its part: "İnce Memed. 2. cilt" is "İnce Memed" and "2. cilt"."""
    whole, dot, part = title.partition(". ")
    is_part = dot and (part.endswith("cilt") or part.startswith("Volume "))
    return (whole, part) if is_part else (title, "")
