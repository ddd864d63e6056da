"""The most held entries that complete what somebody types, without looking at every entry."""

from collections.abc import Sequence

from tantivy import Occur, Query, Searcher

from kopru.catalogue.search.engine.fields import TIERS
from kopru.catalogue.search.engine.folder import Opened
from kopru.catalogue.search.entries import START_WORDS

#: a tier with more entries than these is looked into only when the smaller ones are not enough
_SMALL = 200_000


def held_most(
    opened: Opened, words: Sequence[str], lasts: Sequence[str], *, limit: int
) -> list[int]:
    """Ids of entries with all `words` and, in the title, one of `lasts`.

    Those whose title begins so come first, then those that most libraries hold. The tiers
    (entries held by at least so many) are taken from the top until there are enough.
    """
    if not lasts or "sign" not in opened.fields:
        return []
    searcher, schema = opened.index.searcher(), opened.schema

    def term(field: str, word: str) -> Query:
        return Query.term_query(schema, field, word)

    last = Query.boolean_query([(Occur.Should, term("title", word)) for word in lasts])
    every = Query.boolean_query(
        [(Occur.Must, term("body", word)) for word in words] + [(Occur.Must, last)]
    )
    starts = [term("start", " ".join([*words, word])) for word in lasts]
    begun = Query.boolean_query([(Occur.Should, query) for query in starts])
    found: dict[int, None] = {}
    for tier in _tiers(searcher):
        for query in (begun, every) if len(words) < START_WORDS else (every,):
            if tier:
                query = Query.boolean_query(
                    [(Occur.Must, term("sign", f"t{tier}")), (Occur.Must, query)]
                )
            hits = searcher.search(query, limit, count=False, order_by_field="held").hits
            ids = searcher.fast_field_values("id", [address for _, address in hits])
            found |= dict.fromkeys(int(pk) for pk in ids if pk is not None)
        if len(found) >= limit:
            break
    return list(found)


def _tiers(searcher: Searcher) -> list[int]:
    """The tiers worth asking, the top first; 0 stands for all entries."""
    sizes = [(tier, int(searcher.doc_freq("sign", f"t{tier}"))) for tier in TIERS]
    tiers = [tier for tier, size in sizes if 0 < size <= _SMALL]
    return [*reversed(tiers), 0]
