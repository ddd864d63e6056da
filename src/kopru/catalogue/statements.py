"""Which library's record says what of an edition, field by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kopru.catalogue.models import Edition, Record
from kopru.catalogue.records.described import Facts
from kopru.catalogue.records.reading import read_stored
from kopru.common.languages import language_words
from kopru.common.text import fold
from kopru.common.words import Words
from kopru.libraries.models import Library

_FIELDS = {
    "title": Words("Eser adı", "Title"),
    "subtitle": Words("Alt başlık", "Subtitle"),
    "authors": Words("Yazarlar", "Authors"),
    "responsibility": Words("Sorumluluk bildirimi", "Statement of responsibility"),
    "edition_statement": Words("Baskı", "Edition"),
    "volume": Words("Cilt", "Volume"),
    "place": Words("Yayın yeri", "Place"),
    "publisher": Words("Yayınevi", "Publisher"),
    "year": Words("Yıl", "Year"),
    "pages": Words("Fiziksel tanım", "Extent"),
    "series": Words("Dizi", "Series"),
    "language": Words("Dil", "Language"),
    "isbns": Words("ISBN", "ISBN"),
    "issns": Words("ISSN", "ISSN"),
    "subjects": Words("Konular", "Subjects"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One wording, and the libraries whose records have it."""

    text: str | Words
    libraries: tuple[Library, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What the records say in one field; `agreed` where all that speak of it say one thing."""

    label: Words
    statements: tuple[Statement, ...]
    agreed: bool


def said_of(edition: Edition) -> tuple[Said, ...]:
    """Every field that a record of the edition speaks of. One query.

    Wordings that differ in capitals, accents and marks only count as one, the first.
    """
    records = Record.objects.living().filter(edition=edition).select_related("library")
    ordered = records.order_by("library__name_sort", "library_id", "pk")
    return compared((record.library, facts) for record in ordered if (facts := _facts(record)))


def _facts(record: Record) -> Facts | None:
    raw = record.raw
    described = read_stored(raw, record.format, record.encoding) if raw else None
    return described.facts if described else None


def compared(records: Iterable[tuple[Library, Facts]]) -> tuple[Said, ...]:
    """The statements of these records, field by field."""
    found: dict[str, dict[str, tuple[str | Words, dict[int, Library]]]] = {n: {} for n in _FIELDS}
    for library, facts in records:
        for name, text in _texts(facts):
            key = fold(text) or text
            shown = language_words(text) if name == "language" else text
            _, libraries = found[name].setdefault(key, (shown, {}))
            libraries[library.pk] = library
    return tuple(
        _said(_FIELDS[name], statements.values())
        for name, statements in found.items()
        if statements
    )


def _said(label: Words, found: Iterable[tuple[str | Words, dict[int, Library]]]) -> Said:
    statements = tuple(Statement(text, tuple(who.values())) for text, who in found)
    who_speaks = {library.pk for s in statements for library in s.libraries}
    agreed = all(len(s.libraries) == len(who_speaks) for s in statements)
    return Said(label, tuple(sorted(statements, key=lambda s: -len(s.libraries))), agreed)


def _texts(facts: Facts) -> Iterator[tuple[str, str]]:
    for name in _FIELDS:
        if name == "year":
            value: object = facts.year_text or str(facts.year or "")
        else:
            value = getattr(facts, name)
        texts = value if isinstance(value, tuple) else (value,)
        yield from ((name, text) for text in texts if text)
