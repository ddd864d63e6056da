"""The search index in a folder, by Tantivy: one process writes, any number read.

Text is folded before it comes here; Tantivy only splits it at blanks, since its own
case folding loses the Turkish İ (search-lab.md E).
"""

import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from django.core.files import locks
from tantivy import (
    Document,
    FieldType,
    Filter,
    Index,
    Occur,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    TextAnalyzerBuilder,
    Tokenizer,
)

from kopru.catalogue.wanted import Wanted, Word

#: raise it when the fields or the folding change: the index is built anew then
VERSION = 1
_HEAP = 40_000_000
_WORDS = "words"
_LOCK_SECONDS = 120.0
_LOCK_PAUSE = 0.02
#: a typed form that this share of the documents with the folded word have says nothing more
_SAME_FORM = 0.8
T = TypeVar("T")


class IndexBusy(Exception):
    """Another process has been writing for longer than we wait."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An edition as it is indexed. Texts are folded words with blanks between them; `typed` is
    the title in lower case by the Turkish rule, with its accents."""

    id: int
    title: str
    author: str
    body: str
    typed: str
    numbers: Sequence[str]
    year: int | None
    libraries: Sequence[str]
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; empty or None means everything."""

    kind: str = ""
    library: str = ""
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """How many there are, and the ids of the page asked for, best first."""

    total: int
    ids: tuple[int, ...]


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_integer_field("id", indexed=True, fast=True)
    builder.add_text_field("title", tokenizer_name=_WORDS, index_option="position")
    builder.add_text_field("author", tokenizer_name=_WORDS, index_option="freq")
    builder.add_text_field("body", tokenizer_name=_WORDS, index_option="freq")
    builder.add_text_field("typed", tokenizer_name=_WORDS, index_option="freq")
    builder.add_integer_field("year", indexed=True, fast=True)
    for name in ("number", "library", "kind", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(entry: Entry) -> Document:
    document = Document()
    document.add_integer("id", entry.id)
    for name in ("title", "author", "body", "typed", "kind", "language"):
        document.add_text(name, getattr(entry, name))
    for number in entry.numbers:
        document.add_text("number", number)
    for library in entry.libraries:
        document.add_text("library", library)
    if entry.year is not None:
        document.add_integer("year", entry.year)
    return document


class TantivyIndex:
    """The index in `folder`. `build` gives every entry when it has to be made (again)."""

    def __init__(self, folder: Path, build: Callable[[], Iterable[Entry]]) -> None:
        self._home = folder
        self._folder = folder / f"v{VERSION}"
        self._build = build
        self._schema = _schema()
        self._opened: Index | None = None
        self._seen: tuple[int, int, int] = (0, 0, 0)
        self._guard = Lock()

    # -- reading ----------------------------------------------------------------------------
    def find(self, wanted: Wanted, filters: Filters, *, limit: int, offset: int) -> Found:
        """Entries with all words (and one of the numbers), the most relevant first."""

        def search(searcher: Searcher) -> Found:
            query = _Asking(self._schema, searcher).query(wanted, filters)
            return self._page(searcher, query, limit=limit, offset=offset)

        return self._reading(search) if wanted else Found(0, ())

    def similar(
        self, title: Sequence[str], author: Sequence[str], *, limit: int
    ) -> tuple[int, ...]:
        """Ids of entries whose title and author have most of these folded words, give or take a letter."""

        def search(searcher: Searcher) -> tuple[int, ...]:
            asking = _Asking(self._schema, searcher)
            parts = [asking.nearly("title", word) for word in title]
            parts += [asking.nearly("author", word) for word in author]
            query = Query.boolean_query([(Occur.Should, part) for part in parts])
            return self._page(searcher, query, limit=limit, offset=0).ids

        return self._reading(search) if title or author else ()

    def _page(self, searcher: Searcher, query: Query, *, limit: int, offset: int) -> Found:
        result: Any = searcher.search(query, limit=max(limit, 1), offset=max(offset, 0), count=True)
        addresses = [address for _, address in result.hits]
        ids = searcher.fast_field_values("id", addresses) if limit > 0 and addresses else []
        return Found(result.count, tuple(int(i) for i in ids if i is not None))

    def _reading(self, search: Callable[[Searcher], T]) -> T:
        try:
            return search(self._index().searcher())
        except (ValueError, OSError):
            # files gone or damaged under us: make the index again and ask once more
            self.rebuild(only_if_broken=True)
            return search(self._index().searcher())

    def _index(self) -> Index:
        """The open index, as the last commit of any process left it."""
        if self._stamp() is None:
            self.rebuild(only_if_broken=True)
        with self._guard:
            stamp = self._stamp() or (0, 0, 0)
            if self._opened is None or stamp[0] != self._seen[0]:
                self._opened = _open(self._folder)
            elif stamp != self._seen:
                self._opened.reload()
            self._seen = stamp
            return self._opened

    def _stamp(self) -> tuple[int, int, int] | None:
        """What changes with the folder (first) and with each commit (the rest)."""
        try:
            commit = (self._folder / "meta.json").stat()
            return self._folder.stat().st_ino, commit.st_mtime_ns, commit.st_ino
        except OSError:
            return None

    # -- writing ----------------------------------------------------------------------------
    def replace(self, entries: Iterable[Entry], gone: Iterable[int]) -> None:
        """Bring entries up to date and drop the `gone` ones, in one commit.

        :raises IndexBusy: when somebody else writes for two minutes
        """
        with self._alone():
            self._mend()
            _write(_open(self._folder), entries, gone)

    def rebuild(self, *, only_if_broken: bool = False) -> None:
        """Make the index from the beginning and put it in the place of the old one."""
        with self._alone():
            if only_if_broken:
                self._mend()
            else:
                self._make()

    def is_sound(self) -> bool:
        """Whether the index is there, of this version, and can be read."""
        try:
            _open(self._folder).searcher().search(Query.all_query(), limit=1)
        except (ValueError, OSError):
            return False
        return True

    def _mend(self) -> None:
        if not self.is_sound():
            self._make()

    def _make(self) -> None:
        fresh = self._home / "making"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        index = Index(self._schema, path=str(fresh))
        _register(index)
        _write(index, self._build(), ())
        for old in self._home.glob("v*"):
            shutil.rmtree(old, ignore_errors=True)
        fresh.rename(self._folder)

    def _alone(self) -> "_Alone":
        self._home.mkdir(parents=True, exist_ok=True)
        return _Alone(self._home / "writing.lock")


class _Alone:
    """Held by the one process that writes; given back by the system when it dies."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        self._file = self._path.open("a")
        until = time.monotonic() + _LOCK_SECONDS
        while not locks.lock(self._file, locks.LOCK_EX | locks.LOCK_NB):
            if time.monotonic() > until:
                self._file.close()
                raise IndexBusy(
                    f"somebody has held {self._path.name} for {_LOCK_SECONDS:.0f} seconds"
                )
            time.sleep(_LOCK_PAUSE)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            locks.unlock(self._file)
        self._file.close()


def _register(index: Index) -> None:
    analyzer = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.remove_long(200)).build()
    index.register_tokenizer(_WORDS, analyzer)


def _open(folder: Path) -> Index:
    index = Index.open(str(folder))
    index.config_reader("manual")  # we look for commits ourselves; no thread that watches files
    _register(index)
    return index


def _write(index: Index, entries: Iterable[Entry], gone: Iterable[int]) -> None:
    writer = index.writer(_HEAP, 1)
    for pk in gone:
        writer.delete_documents_by_term("id", pk)
    for entry in entries:
        writer.delete_documents_by_term("id", entry.id)
        writer.add_document(_document(entry))
    writer.commit()
    # a writer that goes away stops merging, and a job that commits every second leaves
    # thousands of small segments behind
    writer.wait_merging_threads()


class _Asking:
    """Turns what is wanted into Tantivy's queries."""

    def __init__(self, schema: Schema, searcher: Searcher) -> None:
        self._schema = schema
        self._searcher = searcher

    def query(self, wanted: Wanted, filters: Filters) -> Query:
        parts = [(Occur.Must, self._word(word)) for word in wanted.words]
        if wanted.numbers:
            numbers = [self._term("number", number) for number in wanted.numbers]
            parts.append((Occur.Must, Query.boolean_query([(Occur.Should, n) for n in numbers])))
        parts += [(Occur.Should, query) for query in self._better(wanted.words)]
        parts += [(Occur.Must, Query.const_score_query(q, 0.0)) for q in self._filters(filters)]
        return Query.boolean_query(parts)

    def nearly(self, field: str, word: str) -> Query:
        """The word itself, or (from five letters on) one that is a letter away."""
        exact = Query.boost_query(self._term(field, word), 2.0)
        if len(word) < 5:
            return exact
        near = Query.fuzzy_term_query(self._schema, field, word, distance=1)
        return Query.disjunction_max_query([exact, near])

    def _term(self, field: str, word: str) -> Query:
        return Query.term_query(self._schema, field, word)

    def _word(self, word: Word) -> Query:
        field = word.field or "body"
        term = self._term(field, word.text)
        if not word.is_beginning:
            return term
        # folded words are letters and digits only, so nothing in them means anything to a pattern
        longer = Query.regex_query(self._schema, field, f"{word.text}.*")
        longer = Query.const_score_query(longer, 0.1)
        return Query.boolean_query([(Occur.Should, term), (Occur.Should, longer)])

    def _better(self, words: Sequence[Word]) -> Iterable[Query]:
        """What lifts a hit: words in title or author, side by side, accented as typed."""
        for word in words:
            yield Query.boost_query(self._term("title", word.text), 1.5)
            yield Query.boost_query(self._term("author", word.text), 1.2)
            if self._form_matters(word):
                yield Query.boost_query(self._term("typed", word.typed), 1.5)
        texts: list[str | tuple[int, str]] = [word.text for word in words]
        if len(texts) > 1:
            yield Query.boost_query(Query.phrase_query(self._schema, "title", texts), 2.0)

    def _form_matters(self, word: Word) -> bool:
        """Whether the accents tell this word from another that folds alike ("kadı", "kadi")."""
        if not word.typed or word.typed == word.text:
            return False
        folded = self._searcher.doc_freq("title", word.text)
        return 0 < self._searcher.doc_freq("typed", word.typed) < _SAME_FORM * folded

    def _filters(self, filters: Filters) -> Iterable[Query]:
        if filters.kind:
            yield self._term("kind", filters.kind)
        if filters.library:
            yield self._term("library", filters.library)
        if filters.year_from is not None or filters.year_to is not None:
            low = -9999 if filters.year_from is None else max(filters.year_from, -9999)
            high = 9999 if filters.year_to is None else min(filters.year_to, 9999)
            yield Query.range_query(self._schema, "year", FieldType.Integer, low, high)
