"""What is asked (`asked`), as a tree of Tantivy's queries."""

import re
from collections.abc import Collection, Sequence

from tantivy import FieldType, Occur, Query, Searcher

from kopru.catalogue.search.asked import All, Any, Asked, Everything, Not, Range, Term
from kopru.catalogue.search.engine.fields import END, PLACED, START, stems_of
from kopru.catalogue.search.engine.folder import Opened
from kopru.catalogue.search.variants import NAME_SIGN, variants_of

#: articles and joining vowels, which transliterations write or leave out
_PARTICLES = frozenset(
    ["al", "el", "ul", "il", "es", "as", "i", "u", "ve", "wa", "va", "fi", "ibn", "bin"]
)
_SHORTEST_KEY = 3
#: a word that so many entries have is whole; one that few have may go on in so many ways
_FINISHED, _MOST_ENDINGS = 50, 200
#: what a word counts that is written another way
_ROUGH = 0.2
_EXACT = ("number", "language", "kind", "library", "city")
_EARLIEST, _LATEST = -9999, 9999


class Tree:
    """Turns what is asked into queries of one searcher.

    An index of an older version may lack fields: words of them are looked for anywhere.
    `beyond` names fields in which a word is found that is written another way (variant) or has
    other endings (stem). `among` is a sign that every hit has; where any of several words will
    do, each is looked for among these alone, since the engine goes through all of a union.
    `is_scored` is not needed for counts, and costs. `begun` remembers which words begin so, for
    several trees of one question.
    """

    def __init__(
        self,
        opened: Opened,
        searcher: Searcher,
        *,
        beyond: Collection[str] = (),
        among: str = "",
        is_scored: bool = True,
        begun: dict[tuple[str, str], list[tuple[str, int]]] | None = None,
    ) -> None:
        self._schema = opened.schema
        self._fields = opened.fields
        self._searcher = searcher
        self._beyond = [name for name in beyond if name in self._fields]
        self._among = among
        self._is_scored = is_scored
        self._known = {} if begun is None else begun

    def query(self, asked: Asked) -> Query:
        """The whole of it."""
        query = self._tree(asked)
        return self._marked(query) if self._among else query

    def frequency(self, term: Term) -> int:
        """In how many documents a word stands; 0 where that is not known without looking."""
        field = term.field or "body"
        if field not in ("body", *PLACED) or field not in self._fields:
            return 0
        if term.how == "beginning":
            return max((number for _, number in self._begun(field, term.text)), default=0)
        return self._searcher.doc_freq(field, term.text) if term.how == "word" else 0

    def _begun(self, field: str, word: str) -> list[tuple[str, int]]:
        if (field, word) not in self._known:
            found = self._searcher.terms_with_prefix(field, word, limit=_MOST_ENDINGS)
            self._known[field, word] = found
        return self._known[field, word]

    def term(self, field: str, word: str) -> Query:
        """Documents with that word."""
        return Query.term_query(self._schema, field, word)

    def any_of(self, field: str, values: Sequence[str]) -> Query:
        """Documents with one of these values."""
        if len(values) == 1:
            return self.term(field, values[0])
        return Query.term_set_query(self._schema, field, list(values))

    def side_by_side(self, field: str, words: Sequence[str]) -> Query:
        """Documents with a phrase."""
        if len(words) == 1:
            return self.term(field, words[0])
        return Query.phrase_query(self._schema, field, list(words))

    def years(self, low: int | None, high: int | None) -> Query:
        """Documents of these years, both ends taken in."""
        least = _EARLIEST if low is None else min(max(low, _EARLIEST), _LATEST)
        most = _LATEST if high is None else max(min(high, _LATEST), _EARLIEST)
        if least > most:
            return Query.empty_query()
        years = Query.range_query(self._schema, "year", FieldType.Integer, least, most)
        return Query.const_score_query(years, 0.0)

    def _marked(self, query: Query) -> Query:
        sign = Query.const_score_query(self.term("sign", self._among), 0.0)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, sign)])

    def _one_of(self, queries: Sequence[Query]) -> Query:
        if len(queries) == 1:
            return queries[0]
        if self._among:
            queries = [self._marked(query) for query in queries]
        return Query.boolean_query([(Occur.Should, query) for query in queries])

    def _tree(self, asked: Asked) -> Query:
        match asked:
            case Term():
                return self._term(asked)
            case Range(low, high):
                return self.years(low, high)
            case All(parts):
                return self._all(parts)
            case Any(parts):
                return self._one_of([self._tree(part) for part in parts])
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
        known = [one for one, _ in self._begun(field, word)]
        if not known:
            return self.term(field, word)
        longer = self.any_of(field, known)
        if not self._is_scored:
            return longer
        return self._one_of([self.term(field, word), Query.const_score_query(longer, 0.1)])

    def _phrase(self, term: Term) -> Query:
        words = term.text.split()
        if not self._fields.issuperset(PLACED):
            return self._all([Term(word) for word in words])
        if term.starts or term.how == "whole":
            words.insert(0, START)
        if term.ends or term.how == "whole":
            words.append(END)
        fields = (term.field,) if term.field else PLACED
        return self._one_of([self.side_by_side(field, words) for field in fields])

    def _side_by_side(self, field: str, words: Sequence[str]) -> Query:
        if len(words) == 1:
            return self.term(field, words[0])
        return Query.phrase_query(self._schema, field, list(words))
