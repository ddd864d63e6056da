"""CQL, the query language of SRU: text to a tree, and the troubles it may have.

Contextual Query Language 1.2 (Library of Congress; OASIS searchRetrieve part 5). What an
index or a relation means is not decided here.
"""

from .diagnostics import DIAGNOSTICS
from .parsing import parse
from .shapes import Boolean, Clause, CqlTrouble, Modifier, Name, Node, Query, SortKey

__all__ = [
    "DIAGNOSTICS", "Boolean", "Clause", "CqlTrouble", "Modifier", "Name", "Node", "Query",
    "SortKey", "parse",
]  # fmt: skip
