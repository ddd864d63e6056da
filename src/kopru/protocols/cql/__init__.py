"""CQL, the query language of SRU: text to a tree, and the troubles it may have.

Contextual Query Language 1.2 (Library of Congress; OASIS searchRetrieve part 5). What an
index or a relation means is not decided here.
"""

from kopru.protocols.cql.parsing import parse
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

__all__ = [
    "Boolean",
    "Clause",
    "CqlTrouble",
    "Modifier",
    "Name",
    "Node",
    "Query",
    "SortKey",
    "parse",
]
