"""Rules that libraries of the country publish, under invented names: to begin one's own from.

Source: domain.md 2.2 (fifteen suppliers) and 2.3 (twenty requesters). What a library does
not say is left to the defaults.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kopru.common.words import Words
from kopru.libraries.policy.terms import Terms


class Example(NamedTuple):
    """The terms of an invented library."""

    name: Words
    terms: Terms


@cache
def examples(which: str) -> tuple[Example, ...]:
    """The examples of "suppliers" or of "requesters"."""
    said = json.loads((Path(__file__).parent / f"{which}.json").read_text())
    return tuple(Example(Words(**one["name"]), Terms.model_validate(one["terms"])) for one in said)
