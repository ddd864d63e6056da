"""OAI-PMH 2.0, both ends, as a pure codec: questions, answers, tokens, datestamps.

As a harvester: `list_records` or `resume` makes a question, `read_records` reads what
came. As a provider: `check` a question, answer with `writing`, lead on with `tokens`.
"""

from . import datestamps, dublin_core, letters, tokens, writing
from .answers import Answer, NotOai, read_formats, read_identity, read_records, read_sets
from .asking import check, list_records, resume
from .datestamps import Granularity
from .values import (
    Asked,
    Broken,
    ErrorCode,
    Format,
    Header,
    Identity,
    Record,
    Set,
    Token,
    Verb,
    Wrong,
)

__all__ = [
    "Answer", "Asked", "Broken", "ErrorCode", "Format", "Granularity", "Header", "Identity",
    "NotOai", "Record", "Set", "Token", "Verb", "Wrong", "check", "datestamps", "dublin_core",
    "letters", "list_records", "read_formats", "read_identity", "read_records", "read_sets",
    "resume", "tokens", "writing",
]  # fmt: skip
