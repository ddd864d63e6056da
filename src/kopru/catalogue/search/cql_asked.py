"""What a CQL query asks for, as the catalogue's own tree. Pure.

Context sets: cql 1.1 and 1.2, dc 1.1, bath 2.0, rec 1.1. An index without a set may be any of
these names. `=` on words means side by side, on numbers and codes the same value.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kopru.catalogue.numbers import number_of
from kopru.catalogue.search.asked import (
    All,
    Any,
    Asked,
    Everything,
    Field,
    How,
    Not,
    Range,
    Sort,
    Term,
)
from kopru.common.text import fold, typed_words
from kopru.protocols.cql import Boolean, Clause, CqlTrouble, Modifier, Name, Node, Query, parse

__all__ = ["CqlTrouble", "asked_in"]

#: numbers of SRU's diagnostics, set 1 (http://www.loc.gov/standards/sru/diagnostics)
CONTEXT_SET, INDEX, RELATION, RELATION_MODIFIER = 15, 16, 19, 20
RELATION_AND_INDEX, EMPTY_TERM, NO_MASKING, SHORT_MASK = 22, 27, 28, 29
NO_ANCHOR, ANCHOR_POSITION, MASK_IN_PHRASE = 31, 32, 33
ONLY_SIGNS, TERM_FORMAT, PROXIMITY, BOOLEAN_MODIFIER = 35, 36, 39, 46
MASK_POSITION, TOO_MANY_WORDS, SORT, TOO_MANY_KEYS, DIRECTION = 49, 23, 80, 84, 90

_SETS = {
    "": "", "cql": "cql", "dc": "dc", "bath": "bath", "rec": "rec",
    "info:srw/cql-context-set/1/cql-v1.1": "cql", "info:srw/cql-context-set/1/cql-v1.2": "cql",
    "info:srw/cql-context-set/1/dc-v1.1": "dc", "info:srw/cql-context-set/2/rec-1.1": "rec",
    "http://zing.z3950.org/cql/bath/2.0/": "bath",
}  # fmt: skip
_ALL_RECORDS = "allrecords"
_INDEXES: dict[str, dict[str, str]] = {
    "cql": {"serverchoice": "", "anywhere": "", "anyindexes": "", _ALL_RECORDS: _ALL_RECORDS},
    "dc": {
        "title": "title", "creator": "author", "contributor": "author", "author": "author",
        "subject": "subject", "publisher": "publisher", "date": "year", "language": "language",
        "type": "kind", "identifier": "number",
    },
    "bath": {
        "any": "", "title": "title", "author": "author", "name": "author",
        "personalname": "author", "corporatename": "author", "subject": "subject",
        "topicalsubject": "subject", "publisher": "publisher", "isbn": "number",
        "issn": "number", "standardidentifier": "number", "possessinginstitution": "library",
    },
    "rec": {"identifier": "id"},
}  # fmt: skip
_OWN = {"year": "year", "isbn": "number", "issn": "number", "series": "series", "library": "library",
        "holder": "library", "city": "city"}  # fmt: skip
_INDEXES[""] = {n: f for of in ("rec", "bath", "dc", "cql") for n, f in _INDEXES[of].items()} | _OWN
_WORDS = ("", "title", "author", "subject", "publisher", "series")
_KEPT_MODIFIERS = {
    "relevant", "word", "string", "masked", "unmasked", "ignorecase", "ignoreaccents", "isodate", "number",
}  # fmt: skip
_LANGUAGES = {"tr": "tur", "en": "eng", "de": "ger", "fr": "fre", "ar": "ara", "fa": "per", "ru": "rus",
              "deu": "ger", "fra": "fre", "fas": "per"}  # fmt: skip
_YEAR = re.compile(r"(-?\d{1,4})(?:-\d{2}(?:-\d{2})?)?")
#: an edition is named by its number here or by its key, which stays the same everywhere
_ID, _KEY = re.compile(r"[0-9]{1,17}"), re.compile(r"[0-9A-Za-z:._-]{1,40}")
_SHORTEST_BEFORE_MASK = 2
_MOST_WORDS = 40
_SORTS: dict[str, tuple[Sort, Sort | None]] = {
    "title": ("title", None), "year": ("oldest", "newest"), "date": ("oldest", "newest"),
}  # fmt: skip


def asked_in(cql: str) -> tuple[Asked, Sort]:
    """What the query asks for, and in which order.

    :raises CqlTrouble: with the number of SRU's diagnostic and what it is about
    """
    query = parse(cql)
    return _node(query.root), _sort(query)


def _node(node: Node) -> Asked:
    if isinstance(node, Clause):
        return _clause(node)
    if node.operator == "prox":
        raise CqlTrouble(PROXIMITY, "prox")
    if node.modifiers:
        raise CqlTrouble(BOOLEAN_MODIFIER, str(node.modifiers[0].name))
    return _joined(node)


def _joined(node: Boolean) -> Asked:
    left, right = _node(node.left), _node(node.right)
    if node.operator == "or":
        return Any((*(left.parts if isinstance(left, Any) else (left,)), right))
    before = left.parts if isinstance(left, All) else (left,)
    return All((*before, Not(right) if node.operator == "not" else right))


def _clause(clause: Clause) -> Asked:
    field = _field(clause.index)
    relation = _relation(clause.relation)
    kept = {_modifier(modifier) for modifier in clause.modifiers}
    if not clause.term.strip():
        raise CqlTrouble(EMPTY_TERM, str(clause.index))
    if field == _ALL_RECORDS:
        return Everything()
    if field == "year":
        return _years(clause, relation)
    if field in _WORDS:
        term = re.sub(r"([*?^\\])", r"\\\1", clause.term) if "unmasked" in kept else clause.term
        whole = relation == "==" or (relation == "=" and "string" in kept)
        return _Words(field, clause).asked("==" if whole else relation, term)  # type: ignore[arg-type]
    return _value(clause, field, relation)


def _field(index: Name) -> str:
    known = _SETS.get(index.set)
    if known is None:
        raise CqlTrouble(CONTEXT_SET, index.set)
    field = _INDEXES[known].get(index.name)
    if field is None:
        raise CqlTrouble(INDEX, str(index))
    return field


def _relation(relation: Name) -> str:
    if _SETS.get(relation.set, "?") not in ("", "cql"):
        raise CqlTrouble(CONTEXT_SET, relation.set)
    name = {"scr": "=", "exact": "=="}.get(relation.name, relation.name)
    if name not in ("=", "==", "<>", "<", "<=", ">", ">=", "any", "all", "adj", "within"):
        raise CqlTrouble(RELATION, str(relation))
    return name


def _modifier(modifier: Modifier) -> str:
    if _SETS.get(modifier.name.set, "?") not in ("", "cql", "rec"):
        raise CqlTrouble(CONTEXT_SET, modifier.name.set)
    if modifier.name.name not in _KEPT_MODIFIERS or modifier.comparison:
        raise CqlTrouble(RELATION_MODIFIER, str(modifier.name))
    return modifier.name.name


# -- years, numbers and codes ---------------------------------------------------------------
def _years(clause: Clause, relation: str) -> Asked:
    words = clause.term.split()
    years = [int(match[1]) for word in words if (match := _YEAR.fullmatch(word))]
    if len(years) != len(words) or len(years) != (2 if relation == "within" else 1):
        raise CqlTrouble(TERM_FORMAT, clause.term[:80])
    first, last = years[0], years[-1]
    match relation:
        case "<":
            return Range(None, first - 1)
        case "<=":
            return Range(None, first)
        case ">":
            return Range(first + 1, None)
        case ">=":
            return Range(first, None)
        case "<>":
            return Not(Range(first, first))
        case "=" | "==" | "within":
            return Range(first, last)
        case _:
            raise CqlTrouble(RELATION_AND_INDEX, f"{clause.index} {relation}")


def _value(clause: Clause, field: str, relation: str) -> Asked:
    if re.search(r"(?<!\\)[*?]", clause.term):
        raise CqlTrouble(NO_MASKING, str(clause.index))
    if re.search(r"(?<!\\)\^", clause.term):
        raise CqlTrouble(NO_ANCHOR, str(clause.index))
    several = clause.term.split() if relation == "any" else [clause.term]
    values = [_kept(field, re.sub(r"\\(.)", r"\1", value).strip(), clause) for value in several]
    terms = tuple(
        Term(value, "key" if field == "id" and not _ID.fullmatch(value) else field)  # type: ignore[arg-type]
        for value in values
    )
    match relation:
        case "any":
            return Any(terms)
        case "=" | "==" | "all" | "adj":
            return terms[0]
        case "<>":
            return Not(terms[0])
        case _:
            raise CqlTrouble(RELATION_AND_INDEX, f"{clause.index} {relation}")


def _kept(field: str, value: str, clause: Clause) -> str:
    """A value as the index keeps it."""
    match field:
        case "number":
            kept = number_of(value)
        case "language":
            kept = _LANGUAGES.get(value.lower(), value.lower())
        case "kind":
            kept = value.lower()
        case "id":
            kept = value if _KEY.fullmatch(value) else ""
        case _:
            kept = value
    if not kept:
        raise CqlTrouble(TERM_FORMAT, f"{clause.index}: {value[:60]}")
    return kept


# -- words ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Words:
    """A clause about words of `field`."""

    field: Field
    clause: Clause

    def asked(self, relation: str, term: str) -> Asked:
        """What the term asks for; masks and anchors read, backslashes taken away."""
        match relation:
            case "=" | "adj":
                return self._adjacent(term, "phrase")
            case "==":
                return self._adjacent(term, "whole")
            case "<>":
                return Not(self._adjacent(term, "whole"))
            case "all" | "any":
                words = tuple(self._word(word) for word in term.split())
                return (All if relation == "all" else Any)(self._some(words))
            case _:
                raise CqlTrouble(RELATION_AND_INDEX, f"{self.clause.index} {relation}")

    def _some(self, words: Iterable[Asked | None]) -> tuple[Asked, ...]:
        some = tuple(word for word in words if word is not None)
        if not some:
            raise CqlTrouble(ONLY_SIGNS, self.clause.term[:80])
        if len(some) > _MOST_WORDS:
            raise CqlTrouble(TOO_MANY_WORDS, f"{_MOST_WORDS} words")
        return some

    def _adjacent(self, term: str, how: How) -> Asked:
        bare, starts, ends = self._anchored(term)
        if _masked(bare):
            if len(bare.split()) > 1 or starts or ends or how == "whole":
                raise CqlTrouble(MASK_IN_PHRASE, term[:80])
            return self._some((self._word(bare),))[0]
        text = fold(_literal(bare))
        words = text.split()
        self._some(Term(word) for word in words)
        if len(words) == 1 and how == "phrase" and not (starts or ends):
            return self._plain(words[0], bare)
        return Term(text, self.field, how, "", starts, ends)

    def _word(self, word: str) -> Asked | None:
        """One word of `any` and `all`; None where it is signs only."""
        bare, starts, ends = self._anchored(word)
        if _masked(bare):
            if starts or ends:
                raise CqlTrouble(MASK_IN_PHRASE, word[:80])
            return self._pattern(bare)
        text = fold(_literal(bare))
        if not text:
            return None
        if " " in text or starts or ends:
            return Term(text, self.field, "phrase", "", starts, ends)
        return self._plain(text, bare)

    def _plain(self, text: str, said: str) -> Term:
        typed = typed_words(_literal(said))
        return Term(text, self.field, "word", "" if " " in typed else typed)

    def _pattern(self, word: str) -> Term:
        pieces = re.split(r"((?<!\\)[*?])", word)
        text = "".join(p if p in ("*", "?") else fold(_literal(p)).replace(" ", "") for p in pieces)
        begins = re.match(r"[^*?]*", text)
        if text.startswith(("*", "?")):
            raise CqlTrouble(MASK_POSITION, word[:80])
        if begins is None or len(begins.group()) < _SHORTEST_BEFORE_MASK:
            raise CqlTrouble(SHORT_MASK, word[:80])
        return Term(text, self.field, "pattern")

    def _anchored(self, term: str) -> tuple[str, bool, bool]:
        bare = term.strip()
        starts, ends = bare.startswith("^"), bool(re.search(r"(?<!\\)\^$", bare)) and bare != "^"
        bare = bare[1 if starts else 0 : -1 if ends else None]
        if re.search(r"(?<!\\)\^", bare):
            raise CqlTrouble(ANCHOR_POSITION, term[:80])
        return bare, starts, ends


def _masked(term: str) -> bool:
    return bool(re.search(r"(?<!\\)[*?]", term))


def _literal(term: str) -> str:
    return re.sub(r"\\(.)", r"\1", term)


# -- order ----------------------------------------------------------------------------------
def _sort(query: Query) -> Sort:
    if not query.sort:
        return "relevance"
    if len(query.sort) > 1:
        raise CqlTrouble(TOO_MANY_KEYS, "1")
    key = query.sort[0]
    field = _field(key.index)
    if field not in _SORTS:
        raise CqlTrouble(SORT, str(key.index))
    names = {modifier.name.name.removeprefix("sort.") for modifier in key.modifiers}
    if unknown := names - {"ascending", "descending", "ignorecase", "unicodecollate"}:
        raise CqlTrouble(SORT, min(unknown))
    upwards, downwards = _SORTS[field]
    if "descending" not in names:
        return upwards
    if downwards is None:
        raise CqlTrouble(DIRECTION, f"{key.index} descending")
    return downwards
