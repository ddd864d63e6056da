"""Records and editions set side by side for a person, and why records stand together."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from kopru.catalogue.editionrows import facts_of
from kopru.catalogue.matching import Features, Verdict, compare, features_of, name_key
from kopru.catalogue.matching.names import publisher_key
from kopru.catalogue.models import Edition, Record, Ruling
from kopru.catalogue.records.described import Facts
from kopru.catalogue.records.reading import read_stored
from kopru.common.text import fold
from kopru.common.words import Words

#: records of an edition that are looked at for a reason; an edition with more explains itself
_MOST_EXPLAINED = 60
#: earlier records that a record is compared with
_MOST_COMPARED = 12
_FIRST = Words("Baskı bu kayıtla başladı.", "The edition began with this record.")
_UNREAD = Words("Kayıt artık okunamıyor.", "The record can no longer be read.")
_PLAIN = Words(
    "Yüklendiğinde bu baskıya uyuyordu; bugün tek başına hiçbir kayda yeterince benzemiyor.",
    "It fitted the edition when it was loaded; today it is not like any one record enough.",
)

_FORMS = {
    "": Words("Basılı", "Print"),
    "online": Words("Çevrimiçi", "Online"),
    "micro": Words("Mikrofilm ya da mikrofiş", "Microform"),
    "braille": Words("Braille", "Braille"),
    "large_print": Words("Büyük punto", "Large print"),
    "disc": Words("Disk", "Disc"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One field of two descriptions. `standing` is "same", "other", or "one" where only one says it.

    Fields that differ in capitals, diacritics or punctuation only count as the same, as do
    names in another order and publishers with "Yay." for "Yayınları".
    """

    label: Words
    one: str
    other: str
    standing: str


@dataclass(frozen=True, slots=True)
class Side:
    """A record or an edition as a person compares it: its facts, and whose they are."""

    facts: Facts
    libraries: tuple[str, ...]

    @property
    def features(self) -> Features:
        """What the matcher sees of it."""
        return features_of(self.facts)


_FIELDS: tuple[tuple[Words, str], ...] = (
    (Words("Eser adı", "Title"), "title"),
    (Words("Alt başlık", "Subtitle"), "subtitle"),
    (Words("Yazarlar", "Authors"), "authors"),
    (Words("Sorumluluk", "Responsibility"), "responsibility"),
    (Words("Baskı", "Edition"), "edition_statement"),
    (Words("Cilt", "Volume"), "volume"),
    (Words("Yayınevi", "Publisher"), "publisher"),
    (Words("Yer", "Place"), "place"),
    (Words("Yıl", "Year"), "year_text"),
    (Words("Fiziksel tanım", "Extent"), "pages"),
    (Words("Dizi", "Series"), "series"),
    (Words("ISBN", "ISBN"), "isbns"),
    (Words("ISSN", "ISSN"), "issns"),
    (Words("Dil", "Language"), "language"),
)


def side_by_side(one: Facts, other: Facts, *, language: str) -> tuple[Row, ...]:
    """The fields that at least one of both has, and whether they agree. `language` is tr or en."""
    rows = [
        _row(label, _text(one, name), _text(other, name), _LOOSE.get(name, fold))
        for label, name in _FIELDS
        if _text(one, name) or _text(other, name)
    ]
    mine, theirs = (_FORMS.get(_form(facts), _FORMS[""]).say(language) for facts in (one, other))
    rows.append(_row(Words("Biçim", "Form"), mine, theirs, fold))
    return tuple(rows)


def _form(facts: Facts) -> str:
    return facts.form or ("online" if facts.is_online else "")


def _text(facts: Facts, name: str) -> str:
    if name == "isbns":
        said = facts.qualified_isbns().items()
        return "; ".join(f"{number} ({what})" if what else number for number, what in said)
    if name == "year_text":
        return facts.year_text or str(facts.year or "")
    value = getattr(facts, name)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _row(label: Words, one: str, other: str, key: Callable[[str], str]) -> Row:
    """A row; both agree where their parts have the same keys."""
    if not one or not other:
        return Row(label, one, other, "one")
    parts, others = ({key(part) for part in text.split("; ")} for text in (one, other))
    return Row(label, one, other, "same" if parts == others else "other")


def _publisher(name: str) -> str:
    return publisher_key(name).partition("|")[0]


#: what is taken for the same although it is written otherwise: names turned, "Yay." for "Yayınları"
_LOOSE: dict[str, Callable[[str], str]] = {"authors": name_key, "publisher": _publisher}


def record_described(record: Record) -> Side | None:
    """A record as it was catalogued; None where it can no longer be read."""
    facts = _facts(record)
    return Side(facts, (record.library.name,)) if facts else None


def edition_described(edition: Edition) -> Side:
    """An edition as its records say it together, and which libraries these are of."""
    libraries = (
        Record.objects.living().filter(edition=edition).select_related("library").defer("packed")
    )
    names = sorted({record.library.name for record in libraries[:_MOST_EXPLAINED]})
    return Side(facts_of(edition), tuple(names))


def _facts(record: Record) -> Facts | None:
    read = read_stored(record.raw, record.format, record.encoding)
    return read.facts if read else None


def why_together(edition: Edition) -> list[tuple[Record, Words]]:
    """Each record of an edition, in the order they came, with why it stands there.

    A person's decision first; else what it has in common with the record before it that it
    is most like. Of an edition with very many records the first ones are explained.
    """
    records = list(
        Record.objects.living()
        .filter(edition=edition)
        .select_related("library")
        .order_by("pk")[:_MOST_EXPLAINED]
    )
    ruled = _rulings(records)
    seen: list[Features] = []
    found: list[tuple[Record, Words]] = []
    for record in records:
        facts = _facts(record)
        features = features_of(facts) if facts else None
        if (decided := ruled.get(record.pk)) is not None:
            found.append((record, decided))
        elif features is None:
            found.append((record, _UNREAD))
        else:
            found.append((record, _why(features, seen)))
        if features is not None and len(seen) < _MOST_COMPARED:
            seen.append(features)
    return found


def _why(features: Features, before: Sequence[Features]) -> Words:
    if not before:
        return _FIRST
    best = max((compare(features, other) for other in before), key=_weight)
    return _sentence(best.why) if best.outcome == "same" else _PLAIN


def _weight(verdict: Verdict) -> tuple[bool, float]:
    return verdict.outcome == "same", verdict.score


def _sentence(reasons: Iterable[Words]) -> Words:
    said = list(reasons)
    return Words(" ".join(words.tr for words in said), " ".join(words.en for words in said))


def _rulings(records: Sequence[Record]) -> dict[int, Words]:
    """Records that a person put together with an earlier one of these, with who and when."""
    ids = [record.pk for record in records]
    joined = Ruling.objects.filter(one__in=ids, other__in=ids, is_same=True).select_related("by")
    found: dict[int, Words] = {}
    for ruling in joined.order_by("at"):
        day = f"{timezone.localtime(ruling.at):%d.%m.%Y}"
        name = ruling.by.name if ruling.by else ""
        found[ruling.other_id] = Words(
            f"Bir kişi birleştirdi: {name}, {day}." if name else f"Bir kişi birleştirdi, {day}.",
            f"Joined by a person: {name}, {day}." if name else f"Joined by a person, {day}.",
        )
    return found


def holds(library: int, *editions: Edition) -> bool:
    """Whether a library has a living record in one of these editions."""
    return Record.objects.living().filter(Q(edition__in=editions), library=library).exists()
