"""What is asked (`asked`), as Tantivy's queries."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from tantivy import FieldType, Occur, Query, Searcher

from kopru.catalogue.search.asked import All, Any, Asked, Everything, Narrowed, Not, Range, Term
from kopru.catalogue.search.engine.fields import ANYWHERE, END, PLACED, START, in_city, stems_of
from kopru.catalogue.search.engine.folder import Opened
from kopru.catalogue.search.entries import whole_key
from kopru.catalogue.search.variants import NAME_SIGN, variants_of

#: a typed form that this share of the documents with the folded word have says nothing more
_SAME_FORM = 0.8
#: articles and joining vowels, which transliterations write or leave out
_PARTICLES = frozenset(
    ["al", "el", "ul", "il", "es", "as", "i", "u", "ve", "wa", "va", "fi", "ibn", "bin"]
)
_SHORTEST_KEY = 3
#: a word that so many entries have is whole; one that few have may go on in so many ways
_FINISHED, _MOST_ENDINGS = 50, 200
_WHOLE_TITLE = 8.0
#: lifts a word typed with the accents that it has above a whole title that has others
_AS_TYPED = 10.0
#: what a word counts that is written another way
_ROUGH = 0.2
_FIRST = 100.0
_EXACT = ("number", "language", "kind", "library", "city")
_EARLIEST, _LATEST = -9999, 9999


class Asking:
    """Turns what is asked into queries of one searcher.

    An index of an older version may lack fields: words of them are looked for anywhere, and
    what cannot be narrowed to is left in. `beyond` names fields in which a word is found that
    is written another way (variant) or has other endings (stem), behind those that have it.
    """

    def __init__(self, opened: Opened, searcher: Searcher, *, beyond: Collection[str] = ()) -> None:
        self._opened = opened
        self._schema = opened.schema
        self._fields = opened.fields
        self._searcher = searcher
        self._beyond = [name for name in beyond if name in self._fields]

    def query(self, asked: Asked, narrowed: Narrowed, *, leave_out: str = "") -> Query:
        """Ranked; `leave_out` names the part of `narrowed` that is not applied."""
        parts = [(Occur.Must, self._tree(asked))]
        if self._beyond:
            strict = Asking(self._opened, self._searcher).bare(asked, narrowed, leave_out=leave_out)
            parts.append((Occur.Should, Query.const_score_query(strict, _FIRST)))
        parts += [(Occur.Should, query) for query in self._better(asked)]
        parts += self._kept(narrowed, leave_out)
        return Query.boolean_query(parts)

    def bare(self, asked: Asked, narrowed: Narrowed, *, leave_out: str = "") -> Query:
        """The same hits without what ranks them; for counts."""
        kept = self._kept(narrowed, leave_out)
        tree = self._tree(asked)
        return Query.boolean_query([(Occur.Must, tree), *kept]) if kept else tree

    def among(self, query: Query, sign: str, asked: Asked) -> Query:
        """The query on entries with that sign, and on those whose whole title is asked for."""
        some = [self.term("sign", sign)]
        if whole := self._whole(asked):
            some.append(whole)
        return Query.boolean_query(
            [(Occur.Must, query), (Occur.Must, Query.const_score_query(self._one_of(some), 0.0))]
        )

    def nearly(self, field: str, word: str) -> Query:
        """The word itself, or (from five letters on) one that is a letter away."""
        exact = Query.boost_query(self.term(field, word), 2.0)
        if len(word) < 5:
            return exact
        near = Query.fuzzy_term_query(self._schema, field, word, distance=1)
        return Query.disjunction_max_query([exact, near])

    def term(self, field: str, word: str) -> Query:
        """Documents with that word."""
        return Query.term_query(self._schema, field, word)

    def any_of(self, field: str, values: Sequence[str]) -> Query:
        """Documents with one of these values."""
        if len(values) == 1:
            return self.term(field, values[0])
        return Query.term_set_query(self._schema, field, list(values))

    # -- the tree ---------------------------------------------------------------------------
    def _tree(self, asked: Asked) -> Query:
        match asked:
            case Term():
                return self._term(asked)
            case Range(low, high):
                return self._years(low, high)
            case All(parts):
                return self._all(parts)
            case Any(parts):
                return Query.boolean_query([(Occur.Should, self._tree(part)) for part in parts])
            case Not():
                return self._all((asked,))
            case Everything():
                return Query.all_query()

    def _all(self, parts: Sequence[Asked]) -> Query:
        wanted = [(Occur.Must, self._tree(p)) for p in parts if not isinstance(p, Not)]
        without = [(Occur.MustNot, self._tree(p.part)) for p in parts if isinstance(p, Not)]
        if not wanted:
            wanted = [(Occur.Must, Query.all_query())]
        return Query.boolean_query(wanted + without)

    def _term(self, term: Term) -> Query:
        if term.field == "id":
            return Query.term_query(self._schema, "id", int(term.text))
        if term.field in _EXACT:
            is_known = term.field in self._fields
            return self.term(term.field, term.text) if is_known else Query.empty_query()
        field = term.field if term.field in self._fields else "body"
        match term.how:
            case "word":
                return self._widened(term, self.term(field, term.text))
            case "beginning":
                return self._widened(term, self._beginning(field, term.text))
            case "pattern":
                pattern = re.escape(term.text).replace(r"\*", ".*").replace(r"\?", ".")
                return Query.regex_query(self._schema, field, pattern)
            case _:
                return self._phrase(term)

    def _widened(self, term: Term, query: Query) -> Query:
        if not self._beyond or term.field not in ("", "title", "author"):
            return query
        if term.text in _PARTICLES:
            return Query.all_query()
        spellings = variants_of(term.text)
        names = [NAME_SIGN + key for key in spellings]
        keys = {
            "variant": {"title": spellings, "author": names}.get(term.field, [*spellings, *names]),
            "stem": [] if term.field == "author" else stems_of(term.typed),
        }
        rough = [
            Query.const_score_query(self.term(name, key), _ROUGH)
            for name in self._beyond
            for key in keys[name]
            if len(key) >= _SHORTEST_KEY
        ]
        return Query.disjunction_max_query([query, *rough]) if rough else query

    def _beginning(self, field: str, word: str) -> Query:
        """The word; where it is rare it may be unfinished: those that most often begin so, too."""
        if self._searcher.doc_freq(field, word) >= _FINISHED:
            return self.term(field, word)
        known = [w for w, _ in self._searcher.terms_with_prefix(field, word, limit=_MOST_ENDINGS)]
        if not known:
            return self.term(field, word)
        longer = Query.const_score_query(self.any_of(field, known), 0.1)
        return Query.boolean_query([(Occur.Should, self.term(field, word)), (Occur.Should, longer)])

    def _phrase(self, term: Term) -> Query:
        words = term.text.split()
        if not self._fields.issuperset(PLACED):
            return self._all([Term(word) for word in words])
        if term.starts or term.how == "whole":
            words.insert(0, START)
        if term.ends or term.how == "whole":
            words.append(END)
        fields = (term.field,) if term.field else PLACED
        return self._one_of([self._side_by_side(field, words) for field in fields])

    def _side_by_side(self, field: str, words: Sequence[str]) -> Query:
        if len(words) == 1:
            return self.term(field, words[0])
        return Query.phrase_query(self._schema, field, list(words))

    def _one_of(self, queries: Sequence[Query]) -> Query:
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _years(self, low: int | None, high: int | None) -> Query:
        least = _EARLIEST if low is None else min(max(low, _EARLIEST), _LATEST)
        most = _LATEST if high is None else max(min(high, _LATEST), _EARLIEST)
        if least > most:
            return Query.empty_query()
        years = Query.range_query(self._schema, "year", FieldType.Integer, least, most)
        return Query.const_score_query(years, 0.0)

    # -- what lifts a hit -------------------------------------------------------------------
    def _better(self, asked: Asked) -> Iterator[Query]:
        """Words in title or author, side by side, accented as typed."""
        words = [term for term in _words(asked) if term.how in ("word", "beginning")]
        for word in words:
            if not word.field:
                yield Query.boost_query(self.term("title", word.text), 1.5)
                yield Query.boost_query(self.term("author", word.text), 1.0)
            if word.field in ("", "title") and self._form_matters(word):
                yield Query.const_score_query(self.term("typed", word.typed), _AS_TYPED)
        texts = _title_words(words)
        if len(texts) > 1:
            yield Query.boost_query(self._side_by_side("title", texts), 2.0)
        if whole := self._whole(asked):
            yield Query.const_score_query(whole, _WHOLE_TITLE)

    def _whole(self, asked: Asked) -> Query | None:
        texts = _title_words(_words(asked))
        if not texts or "start" not in self._fields:
            return None
        return self.term("start", whole_key(" ".join(texts)))

    def _form_matters(self, word: Term) -> bool:
        """Whether the accents tell this word from another that folds alike ("kadı", "kadi")."""
        if not word.typed:
            return False
        folded = self._searcher.doc_freq("title", word.text)
        return 0 < self._searcher.doc_freq("typed", word.typed) < _SAME_FORM * folded

    # -- what narrows -----------------------------------------------------------------------
    def _kept(self, narrowed: Narrowed, leave_out: str) -> list[tuple[Occur, Query]]:
        cities = tuple(in_city(city) for city in narrowed.cities)
        chosen = {
            "library": narrowed.libraries, "city": narrowed.cities, "kind": narrowed.kinds,
            "language": narrowed.languages,
            "available": (narrowed.libraries or cities or (ANYWHERE,)) if narrowed.available else (),
        }  # fmt: skip
        queries = [
            self.any_of(name, values)
            for name, values in chosen.items()
            if values and name in self._fields and name != leave_out
        ]
        years = (narrowed.year_from, narrowed.year_to)
        if years != (None, None) and leave_out != "year":
            queries.append(self._years(*years))
        return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in queries]


def _title_words(terms: Iterable[Term]) -> list[str]:
    single = ("word", "beginning")
    return [term.text for term in terms if term.field in ("", "title") and term.how in single]


def _words(asked: Asked) -> Iterator[Term]:
    """The terms that every hit has."""
    if isinstance(asked, Term):
        yield asked
    elif isinstance(asked, All):
        for part in asked.parts:
            yield from _words(part)
