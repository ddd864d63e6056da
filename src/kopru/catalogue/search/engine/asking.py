"""What is asked, ranked and narrowed, as Tantivy's queries."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from tantivy import Occur, Query, Searcher

from kopru.catalogue.search.asked import All, Asked, Narrowed, Term
from kopru.catalogue.search.engine.fields import ANYWHERE, in_city
from kopru.catalogue.search.engine.folder import Opened
from kopru.catalogue.search.engine.tree import Tree
from kopru.catalogue.search.entries import whole_key

#: a typed form that this share of the documents with the folded word have says nothing more
_SAME_FORM = 0.8
_WHOLE_TITLE = 8.0
#: lifts a word typed with the accents that it has above a whole title that has others
_AS_TYPED = 10.0
_FIRST = 100.0


class Asking:
    """The queries of one searcher.

    What an index of an older version cannot narrow to is left in. `beyond` names fields in which
    a word is found, too (`tree`), behind those that have it as it is asked for.
    """

    def __init__(self, opened: Opened, searcher: Searcher, *, beyond: Collection[str] = ()) -> None:
        self._opened = opened
        self._schema = opened.schema
        self._fields = opened.fields
        #: what is asked
        self.searcher = searcher
        self._beyond = [name for name in beyond if name in self._fields]
        self._begun: dict[tuple[str, str], list[tuple[str, int]]] = {}
        self._plain = self._tree()

    @property
    def is_wider(self) -> bool:
        """Whether words are found under other spellings."""
        return bool(self._beyond)

    def frequency(self, term: Term) -> int:
        """In how many documents a word stands; 0 where that is not known without looking."""
        return self._plain.frequency(term)

    def query(
        self, asked: Asked, narrowed: Narrowed, *, among: str = "", beside: str = ""
    ) -> Query:
        """Ranked.

        With `among` only those with that sign, and those whose whole title is asked for; with
        `beside` only the others.
        """
        kept = self._kept(narrowed, "")
        whole = self._whole(asked)
        query = self._all([self._tree(among).query(asked), *kept])
        if among and whole:
            rest = self._all([self._plain.query(asked), Query.const_score_query(whole, 0.0), *kept])
            query = Query.disjunction_max_query([query, rest])
        if beside:
            apart = [self._plain.term("sign", beside), *([whole] if whole else [])]
            without = [(Occur.MustNot, one) for one in apart]
            query = Query.boolean_query([(Occur.Must, query), *without])
        for better in self._better(asked, narrowed, whole):
            # one after the other: the engine goes through all of a union of what is optional
            query = Query.boolean_query([(Occur.Must, query), (Occur.Should, better)])
        return query

    def bare(
        self, asked: Asked, narrowed: Narrowed, *, leave_out: str = "", among: str = ""
    ) -> Query:
        """The same hits without what ranks them; for counts.

        `leave_out` names the part of `narrowed` that is not applied; with `among` only those
        with that sign.
        """
        tree = self._tree(among, is_scored=False).query(asked)
        return Query.const_score_query(self._all([tree, *self._kept(narrowed, leave_out)]), 1.0)

    def nearly(self, field: str, word: str) -> Query:
        """The word itself, or (from five letters on) one that is a letter away."""
        exact = Query.boost_query(self._plain.term(field, word), 2.0)
        if len(word) < 5:
            return exact
        near = Query.fuzzy_term_query(self._schema, field, word, distance=1)
        return Query.disjunction_max_query([exact, near])

    def _tree(self, among: str = "", *, is_scored: bool = True) -> Tree:
        return Tree(
            self._opened, self.searcher, beyond=self._beyond, among=among, is_scored=is_scored,
            begun=self._begun,
        )  # fmt: skip

    def _all(self, queries: Sequence[Query]) -> Query:
        if len(queries) == 1:
            return queries[0]
        return Query.boolean_query([(Occur.Must, query) for query in queries])

    # -- what lifts a hit -------------------------------------------------------------------
    def _better(self, asked: Asked, narrowed: Narrowed, whole: Query | None) -> Iterator[Query]:
        """Words in title or author, side by side, accented as typed; as asked, not only nearly."""
        if self._beyond:
            strict = Asking(self._opened, self.searcher).bare(asked, narrowed)
            yield Query.const_score_query(strict, _FIRST)
        words = [term for term in _words(asked) if term.how in ("word", "beginning")]
        for word in words:
            if not word.field:
                yield Query.boost_query(self._plain.term("title", word.text), 1.5)
                yield Query.boost_query(self._plain.term("author", word.text), 1.0)
            if word.field in ("", "title") and self._form_matters(word):
                yield Query.const_score_query(self._plain.term("typed", word.typed), _AS_TYPED)
        texts = _title_words(words)
        if len(texts) > 1:
            yield Query.boost_query(self._plain.side_by_side("title", texts), 2.0)
        if whole:
            yield Query.const_score_query(whole, _WHOLE_TITLE)

    def _whole(self, asked: Asked) -> Query | None:
        texts = _title_words(_words(asked))
        if not texts or "start" not in self._fields:
            return None
        return self._plain.term("start", whole_key(" ".join(texts)))

    def _form_matters(self, word: Term) -> bool:
        """Whether the accents tell this word from another that folds alike ("kadı", "kadi")."""
        if not word.typed:
            return False
        folded = self.searcher.doc_freq("title", word.text)
        return 0 < self.searcher.doc_freq("typed", word.typed) < _SAME_FORM * folded

    # -- what narrows -----------------------------------------------------------------------
    def _kept(self, narrowed: Narrowed, leave_out: str) -> list[Query]:
        cities = tuple(in_city(city) for city in narrowed.cities)
        chosen = {
            "library": narrowed.libraries, "city": narrowed.cities, "kind": narrowed.kinds,
            "language": narrowed.languages,
            "available": (narrowed.libraries or cities or (ANYWHERE,)) if narrowed.available else (),
        }  # fmt: skip
        queries = [
            self._plain.any_of(name, values)
            for name, values in chosen.items()
            if values and name in self._fields and name != leave_out
        ]
        years = (narrowed.year_from, narrowed.year_to)
        if years != (None, None) and leave_out != "year":
            queries.append(self._plain.years(*years))
        return [Query.const_score_query(query, 0.0) for query in queries]


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
