"""What the index keeps of an edition, field by field.

Text is folded before it comes here; Tantivy only splits it at blanks, since its own
case folding loses the Turkish İ (search-lab.md E).
"""

from collections.abc import Iterable, Iterator

from tantivy import (
    Document,
    Filter,
    Index,
    Schema,
    SchemaBuilder,
    TextAnalyzerBuilder,
    Tokenizer,
)

from kopru.catalogue.search.entries import Entry

#: raise it when the fields or the folding change: the index is built anew then
VERSION = 3
#: stand before the first and after the last word of a field; no folded word has such signs
START, END = "^", "$"
#: fields with the places of their words, for phrases
PLACED = ("title", "author", "subject", "series", "publisher")
#: one edition in so many carries this sign, for counts that may be rough
SAMPLES = (4, 16, 64, 256, 1024)
#: an edition held by at least so many libraries carries this sign, for what is asked for most
TIERS = (2, 4, 8, 16, 32, 64, 128)
#: names and subjects of one edition in so many: enough to know the frequent ones by, and few
#: enough to look through all that begin with the same two letters
FEW = {"name": "name_few", "topic": "topic_few"}
_ONE_IN = 16
#: the sign of an edition with a copy on the shelf somewhere
ANYWHERE = "+"
_WORDS, _STEMS = "words", "stems"
# the stemmer wants accents; what it leaves is folded like everything else
_STEMMER = (
    TextAnalyzerBuilder(Tokenizer.whitespace())
    .filter(Filter.remove_long(200))
    .filter(Filter.stemmer("turkish"))
    .filter(Filter.ascii_fold())
    .build()
)
_PLACES, _NO_YEAR = 1 << 40, 100_000
_SPREAD = 0x9E3779B97F4A7C15


def schema() -> Schema:
    """The fields of this version."""
    builder = SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    for name in PLACED:
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="position")
    for name in ("body", "typed"):
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="freq")
    for name in ("variant", "sign"):
        builder.add_text_field(name, tokenizer_name=_WORDS, index_option="basic")
    for name in ("number", "available", "start", "name", "topic", *FEW.values()):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("library", "city", "kind", "language", "order"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_text_field("stem", tokenizer_name=_STEMS, index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    for name in ("newest", "oldest"):
        builder.add_integer_field(name, fast=True)
    for name in ("held", "shelf"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("weight", fast=True)
    return builder.build()


def document(entry: Entry) -> Document:
    """An entry as Tantivy takes it."""
    new = Document()
    add_text, add_integer = new.add_text, new.add_integer
    add_integer("id", entry.id)
    for name, texts in _many(entry):
        for text in texts:
            if text:
                add_text(name, text)
    if entry.year is not None:
        add_integer("year", entry.year)
    # what has no year stands last either way
    add_integer("newest", (entry.year or -_NO_YEAR) * _PLACES - entry.id)
    add_integer("oldest", (entry.year or _NO_YEAR) * _PLACES + entry.id)
    held = len(entry.holders)
    add_integer("held", held)
    add_integer("shelf", int(any(holder.is_in for holder in entry.holders)))
    new.add_float("weight", _weight(entry.id, held))
    return new


def _many(entry: Entry) -> tuple[tuple[str, Iterable[str]], ...]:
    lending = [holder for holder in entry.holders if holder.is_in]
    here = {value for holder in lending for value in (holder.symbol, in_city(holder.city))}
    return (
        ("title", _held(entry.titles)),
        ("start", entry.starts),
        ("author", _held(entry.authors)),
        ("subject", _held(entry.subjects)),
        ("series", _held(entry.series)),
        ("publisher", _held([entry.publisher])),
        ("body", (entry.body,)),
        ("typed", (entry.typed,)),
        ("stem", (entry.stems,)),
        ("variant", (entry.variants,)),
        ("kind", (entry.kind,)),
        ("language", (entry.language,)),
        ("sign", (" ".join(_signs(entry)),)),
        ("order", (f"{entry.order}\t{entry.id:015d}",)),
        ("number", entry.numbers),
        ("name", entry.names),
        ("topic", entry.topics),
        *_few(entry),
        ("library", [holder.symbol for holder in entry.holders]),
        ("city", {holder.city for holder in entry.holders}),
        ("available", [ANYWHERE, *sorted(here)] if here else ()),
    )


def _few(entry: Entry) -> tuple[tuple[str, Iterable[str]], ...]:
    if _chance(entry.id) % _ONE_IN:
        return ()
    return ((FEW["name"], entry.names), (FEW["topic"], entry.topics))


def _held(texts: Iterable[str]) -> list[str]:
    return [f"{START} {text} {END}" for text in texts if text]


def _signs(entry: Entry) -> Iterator[str]:
    chance = _chance(entry.id)
    yield from (f"s{n}" for n in SAMPLES if chance % n == 0)
    held = len(entry.holders)
    yield from (f"t{n}" for n in TIERS if held >= n)


def _chance(pk: int) -> int:
    return (pk * _SPREAD & 0xFFFF_FFFF_FFFF_FFFF) >> 40


def _weight(pk: int, held: int) -> float:
    """What a score is lifted by, as Tantivy reads it: log2(2 + weight).

    Among hits of equal words those held by more libraries come first: up to 10 % for 100
    libraries; a trace of the id keeps equals in one order whatever the segments are.
    """
    lift = 1.0 + 0.05 * min(held, 1_000) ** 0.5 / 10 + (_chance(pk) & 0xFFFF) * 1e-8
    return float(2.0**lift - 2.0)


def in_city(city: str) -> str:
    """The sign of an edition with a copy on the shelf in that city, beside the libraries' symbols."""
    return f"@{city}"


def register(index: Index) -> None:
    """Make the tokenizer known; an index forgets it when it is opened anew."""
    words = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(200)).build()
    index.register_tokenizer(_WORDS, words)
    index.register_tokenizer(_STEMS, _STEMMER)


def stems_of(typed: str) -> list[str]:
    """The folded stems of words in lower case with their accents, by the Turkish stemmer."""
    stems: list[str] = _STEMMER.analyze(typed)
    return stems
