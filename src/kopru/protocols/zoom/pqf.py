"""Queries in prefix notation (PQF), as YAZ reads them, with attributes of the set Bib-1."""

import re
from collections.abc import Sequence

_ATTRIBUTES = re.compile(r"\d{1,2}=\d{1,5}( \d{1,2}=\d{1,5}){0,6}")
#: a longer term is no title of a book
_LONGEST_TERM = 300


def attributes_fit(text: str) -> bool:
    """Whether `text` is attributes as we write them: "1=7", or several, "1=4 4=2"."""
    return _ATTRIBUTES.fullmatch(text) is not None


def term(attributes: str, text: str) -> str:
    """One operand: `text`, quoted, under `attributes` ("1=7": use attribute ISBN of Bib-1)."""
    cleaned = " ".join(text.split())[:_LONGEST_TERM]
    quoted = cleaned.replace("\\", "\\\\").replace('"', '\\"')
    return " ".join([*(f"@attr {part}" for part in attributes.split()), f'"{quoted}"'])


def any_of(operands: Sequence[str]) -> str:
    """At least one of the operands; ValueError where there is none."""
    return _joined("@or", operands)


def all_of(operands: Sequence[str]) -> str:
    """Every operand at once; ValueError where there is none."""
    return _joined("@and", operands)


def _joined(operator: str, operands: Sequence[str]) -> str:
    if not operands:
        raise ValueError("a query needs an operand")
    return f"{operator} " * (len(operands) - 1) + " ".join(operands)
