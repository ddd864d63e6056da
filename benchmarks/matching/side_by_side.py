"""Our matcher and the Gold Rush key (PyPI `goldrush`) on the same labelled pairs.

    .venv/bin/pip install --require-hashes -r requirements/bench.txt
    .venv/bin/python -m benchmarks.matching.side_by_side PAIRS.jsonl [--json]

Pairs are lines as `kopru match_pairs` reads them. Gold Rush gives one key a record; as a
rule for pairs, equal keys are one edition, and nothing is left to a person. Pairs that
either side cannot read are named and counted for neither. Times are processor seconds
of one thread, reading apart from what is made of the record.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import TypeVar

from goldrush import goldrush
from pymarc import Record

from kopru.catalogue.matching import Features, block_keys, compare, features_of
from kopru.catalogue.pairs import BadLine, Pair, Tally, features_in, read_pairs, tally_of
from kopru.catalogue.records.facts import described
from kopru.protocols.marc import MarcRecord, is_unimarc, read_iso2709

_Read = TypeVar("_Read")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Side:
    """What one matcher did. Speeds are records, and comparisons, a second."""

    name: str
    tally: Tally
    reading: float
    making: float
    comparing: float

    def as_dict(self) -> dict[str, float | str]:
        """The row of the table, for programs."""
        return {
            "matcher": self.name,
            "precision": round(self.tally.precision, 4),
            "recall": round(self.tally.recall, 4),
            "queue": round(self.tally.queue, 4),
            "joined_wrongly": self.tally.joined_wrongly,
            "missed": self.tally.missed + self.tally.unsure_matches,
            "records_read_a_second": round(self.reading),
            "records_keyed_a_second": round(self.making),
            "pairs_compared_a_second": round(self.comparing),
        }


def measured(
    name: str,
    pairs: list[Pair],
    read: Callable[[bytes], _Read],
    make: Callable[[_Read], _Made],
    judge: Callable[[_Made, _Made], str],
) -> Side:
    """One matcher over all pairs: bytes are read, made into what it compares, compared."""
    raws = [raw for pair in pairs for raw in (pair.one, pair.other)]
    started = process_time()
    records = [read(raw) for raw in raws]
    has_read = process_time()
    made = [make(record) for record in records]
    has_made = process_time()
    outcomes = [judge(one, other) for one, other in zip(made[::2], made[1::2], strict=True)]
    ended = process_time()
    return Side(
        name,
        tally_of((pair.is_match, outcome) for pair, outcome in zip(pairs, outcomes, strict=True)),
        len(raws) / (has_read - started),
        len(raws) / (has_made - has_read),
        len(pairs) / (ended - has_made),
    )


def _features(record: MarcRecord) -> Features:
    said = described(record, "", as_unimarc=is_unimarc(record))
    features = features_of(said.facts)
    block_keys(features)
    return features


def _outcome(one: Features, other: Features) -> str:
    return compare(one, other).outcome


def _pymarc(raw: bytes) -> Record:
    return Record(data=raw, to_unicode=True, force_utf8=raw[9:10] == b"a")


def _equal(one: str, other: str) -> str:
    return "same" if one == other else "different"


def readable(lines: list[bytes]) -> tuple[list[Pair], list[str]]:
    """The pairs that both readers read, and why the others are left out."""
    pairs: list[Pair] = []
    left_out: list[str] = []
    for pair in read_pairs(lines):
        if isinstance(pair, BadLine):
            left_out.append(str(pair))
            continue
        try:
            features_in(pair)
            for raw in (pair.one, pair.other):
                goldrush(_pymarc(raw))
        except BadLine as trouble:
            left_out.append(str(trouble))
        except Exception as trouble:  # noqa: BLE001 - whatever the other reader raises
            left_out.append(f"line {pair.line}: pymarc or goldrush: {trouble!r}")
        else:
            pairs.append(pair)
    return pairs, left_out


def table(sides: list[Side]) -> str:
    """One row a figure, one column a matcher."""
    rows = [side.as_dict() for side in sides]
    lines = []
    for name in rows[0]:
        cells = [f"{row[name]:>16,}" if name != "matcher" else f"{row[name]:>16}" for row in rows]
        lines.append(f"{name.replace('_', ' '):<26}{''.join(cells)}")
    return "\n".join(lines)


def main() -> int:
    """Print both sides; 2 where the file holds no pair that both can read."""
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    pairs, left_out = readable(options.file.read_bytes().splitlines())
    for why in left_out:
        print(f"left out: {why}", file=sys.stderr)
    if not pairs:
        return 2
    sides = [
        measured("Köprü", pairs, read_iso2709, _features, _outcome),
        measured("Gold Rush 0.6", pairs, _pymarc, goldrush, _equal),
    ]
    print(json.dumps([side.as_dict() for side in sides]) if options.json else table(sides))
    print(f"{'pairs':<26}{len(pairs):>16,}") if not options.json else None
    return 0


if __name__ == "__main__":
    sys.exit(main())
