"""The tables of the union catalogue: deliveries, records and copies, editions, decisions of people."""

from kopru.catalogue.records.packing import packed, unpacked

from .decisions import Doubt, DoubtDecision, DoubtQuerySet, Ruling
from .editions import (
    Edition,
    EditionKey,
    EditionQuerySet,
    EditionToIndex,
    Isbn,
    new_key,
)
from .loads import Load, LoadMode, LoadState, Quarantined, QuarantinedQuerySet
from .records import (
    Holding,
    HoldingQuerySet,
    HoldingStatus,
    Record,
    RecordQuerySet,
)

__all__ = [
    "Doubt", "DoubtDecision", "DoubtQuerySet", "Edition", "EditionKey", "EditionQuerySet",
    "EditionToIndex", "Holding", "HoldingQuerySet", "HoldingStatus", "Isbn", "Load", "LoadMode",
    "LoadState", "Quarantined", "QuarantinedQuerySet", "Record", "RecordQuerySet", "Ruling",
    "new_key", "packed", "unpacked",
]  # fmt: skip
