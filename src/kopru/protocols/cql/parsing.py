"""CQL text to its tree, by recursive descent over the grammar of CQL 1.2."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kopru.protocols.cql.shapes import (
    Boolean,
    Clause,
    CqlTrouble,
    Modifier,
    Name,
    Node,
    Query,
    SortKey,
)

#: more than people and programs write; what is longer is refused, not cut
LONGEST = 4_000
MOST_BOOLEANS = 200
DEEPEST = 40

SYNTAX, TOO_LONG, PARENTHESES, QUOTES, TOO_MANY_BOOLEANS = 10, 12, 13, 14, 38
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<quoted>"(?:[^"\\]|\\.)*")
      | (?P<sign>==|<>|<=|>=|[=<>()/])
      | (?P<word>[^\s()=<>"/]+)
    )""",
    re.VERBOSE | re.DOTALL,
)
_BOOLEANS = ("and", "or", "not", "prox")
_COMPARISONS = ("=", "==", "<>", "<", "<=", ">", ">=")
_SERVER_CHOICE = Name("cql", "serverchoice")
_SCR = Name("", "=")


@dataclass(frozen=True, slots=True)
class _Token:
    """A sign, a word or a quoted text (without its quotes)."""

    text: str
    is_quoted: bool = False

    def says(self, *words: str) -> bool:
        """Whether it is one of these signs or words, not in quotes."""
        return not self.is_quoted and self.text.lower() in words


_END = _Token("")


def parse(text: str) -> Query:
    """The tree of a query.

    :raises CqlTrouble: 10 (syntax), 12 (too long), 13 (parentheses), 14 (quotes), 38 (too
        many booleans)
    """
    if len(text) > LONGEST:
        raise CqlTrouble(TOO_LONG, str(LONGEST))
    return _Parser(_tokens(text)).query()


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at, end = 0, len(text.rstrip())
    while at < end:
        match = _TOKEN.match(text, at)
        if match is None:  # only a quote that is never closed is no token
            raise CqlTrouble(QUOTES, text[at:].strip()[:80])
        quoted = match["quoted"]
        if quoted is None:
            tokens.append(_Token(match["sign"] or match["word"]))
        else:
            tokens.append(_Token(quoted[1:-1].replace('\\"', '"'), is_quoted=True))
        at = match.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._booleans = 0

    def query(self) -> Query:
        """sortedQuery: prefix assignments, a clause, and perhaps `sortby`."""
        prefixes = self._prefixes({})
        root = self._scoped(prefixes)
        keys: list[SortKey] = []
        if self._now.says("sortby"):
            self._take()
            while self._now is not _END:
                keys.append(SortKey(self._name(prefixes), self._modifiers(prefixes)))
            if not keys:
                raise self._trouble("sortby")
        if self._now.says(")"):
            raise CqlTrouble(PARENTHESES, ")")
        if self._now is not _END:
            raise self._trouble(self._now.text)
        return Query(root, tuple(keys))

    def _scoped(self, prefixes: Mapping[str, str]) -> Node:
        left = self._clause(prefixes)
        while self._now.says(*_BOOLEANS):
            self._booleans += 1
            if self._booleans > MOST_BOOLEANS:
                raise CqlTrouble(TOO_MANY_BOOLEANS, str(MOST_BOOLEANS))
            operator = self._take().text.lower()
            modifiers = self._modifiers(prefixes)
            left = Boolean(operator, modifiers, left, self._clause(prefixes))
        return left

    def _clause(self, prefixes: Mapping[str, str]) -> Node:
        if self._now.says("("):
            return self._in_parentheses(prefixes)
        first = self._term()
        if not self._is_relation():
            return Clause(_SERVER_CHOICE, _SCR, (), first.text)
        index = _named(first.text, prefixes)
        relation = self._relation(prefixes)
        modifiers = self._modifiers(prefixes)
        return Clause(index, relation, modifiers, self._term().text)

    def _in_parentheses(self, prefixes: Mapping[str, str]) -> Node:
        self._take()
        self._depth += 1
        if self._depth > DEEPEST:
            raise CqlTrouble(PARENTHESES, f"more than {DEEPEST} deep")
        inner = self._scoped(self._prefixes(prefixes))
        if not self._now.says(")"):
            raise CqlTrouble(PARENTHESES, "(")
        self._take()
        self._depth -= 1
        return inner

    def _is_relation(self) -> bool:
        """A sign that compares, or a word with a term (or a modifier) behind it: `title any fish`."""
        if self._now.says(*_COMPARISONS):
            return True
        if self._now is _END or self._now.is_quoted:
            return False
        return not self._now.says(*_BOOLEANS, "sortby", "(", ")", "/")

    def _relation(self, prefixes: Mapping[str, str]) -> Name:
        token = self._take()
        return Name("", token.text) if token.says(*_COMPARISONS) else _named(token.text, prefixes)

    def _modifiers(self, prefixes: Mapping[str, str]) -> tuple[Modifier, ...]:
        found: list[Modifier] = []
        while self._now.says("/"):
            self._take()
            name = self._name(prefixes)
            comparison = self._take().text if self._now.says(*_COMPARISONS) else ""
            found.append(Modifier(name, comparison, self._term().text if comparison else ""))
        return tuple(found)

    def _prefixes(self, known: Mapping[str, str]) -> Mapping[str, str]:
        """`> dc = "info:…"` gives a prefix its meaning, `> "info:…"` that of names without one."""
        prefixes = dict(known)
        while self._now.says(">"):
            self._take()
            first = self._term().text
            if self._now.says("="):
                self._take()
                prefixes[first.lower()] = self._term().text
            else:
                prefixes[""] = first
        return prefixes

    def _name(self, prefixes: Mapping[str, str]) -> Name:
        return _named(self._term().text, prefixes)

    def _term(self) -> _Token:
        token = self._now
        if token is _END or (not token.is_quoted and token.says(*_COMPARISONS, "(", ")", "/")):
            raise self._trouble(token.text or "end of query")
        return self._take()

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _take(self) -> _Token:
        token = self._now
        self._at += 1
        return token

    def _trouble(self, detail: str) -> CqlTrouble:
        return CqlTrouble(SYNTAX, detail[:80])


def _named(text: str, prefixes: Mapping[str, str]) -> Name:
    prefix, dot, name = text.rpartition(".")
    prefix = prefix.lower() if dot else ""
    return Name(prefixes.get(prefix, prefix), name.lower())
