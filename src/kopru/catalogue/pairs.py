"""How well records are matched, measured on labelled pairs. Pure.

A line of a pairs file is a JSON object: "label" is "match" or "distinct", "a" and "b" are
records as ISO 2709 in base64. Other members are ignored.
"""

import json
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kopru.catalogue.matching import Features, compare, features_of
from kopru.catalogue.records.facts import NoWork, described, digest_of
from kopru.common.words import Words
from kopru.protocols.marc import Unreadable, is_unimarc, read_iso2709

_LABELS = {"match": True, "distinct": False}


class BadLine(Exception):
    """A line that is no pair: its number, counted from 1, and why in words."""

    def __init__(self, line: int, why: Words) -> None:
        super().__init__(f"line {line}: {why.en}")
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records' bytes, and whether they are known to be of one edition."""

    line: int
    is_match: bool
    one: bytes
    other: bytes


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of pairs: how many of each label were joined, left to a person, kept apart."""

    joined_rightly: int = 0
    joined_wrongly: int = 0
    unsure_matches: int = 0
    unsure_others: int = 0
    missed: int = 0
    kept_apart: int = 0

    @property
    def pairs(self) -> int:
        """How many pairs there were."""
        return self.matches + self.joined_wrongly + self.unsure_others + self.kept_apart

    @property
    def matches(self) -> int:
        """How many of them are labelled as matching."""
        return self.joined_rightly + self.unsure_matches + self.missed

    @property
    def precision(self) -> float:
        """The share of the joined pairs that are rightly joined; 1 where none was joined."""
        joined = self.joined_rightly + self.joined_wrongly
        return self.joined_rightly / joined if joined else 1.0

    @property
    def recall(self) -> float:
        """The share of the matching pairs that were joined; 1 where there are none."""
        return self.joined_rightly / self.matches if self.matches else 1.0

    @property
    def queue(self) -> float:
        """The share of all pairs that is left to a person."""
        return (self.unsure_matches + self.unsure_others) / self.pairs if self.pairs else 0.0


def read_pairs(lines: Iterable[bytes]) -> Iterator[Pair | BadLine]:
    """The pairs of a file, line by line; what is no pair is given as a BadLine. Empty lines pass."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _pair(number, line)
            except BadLine as bad:
                yield bad


def _pair(number: int, line: bytes) -> Pair:
    try:
        said = json.loads(line)
    except ValueError as error:  # bytes that are no UTF-8 are one, too
        raise BadLine(number, Words("JSON değil.", "This is no JSON.")) from error
    if not isinstance(said, dict) or said.get("label") not in ("match", "distinct"):
        why = Words(
            '"label", "match" ya da "distinct" olmalı.', '"label" must be "match" or "distinct".'
        )
        raise BadLine(number, why)
    return Pair(
        number, _LABELS[said["label"]], _bytes(number, said, "a"), _bytes(number, said, "b")
    )


def _bytes(number: int, said: dict[str, object], name: str) -> bytes:
    text = said.get(name)
    try:
        raw = b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        raw = b""
    if not raw:
        why = Words(
            f'"{name}" base64 ile yazılmış bir kayıt değil.', f'"{name}" is no record in base64.'
        )
        raise BadLine(number, why)
    return raw


def features_in(pair: Pair) -> tuple[Features, Features]:
    """The features of both records. Raises BadLine where one cannot be read."""
    return _features(pair, "a", pair.one), _features(pair, "b", pair.other)


def _features(pair: Pair, name: str, raw: bytes) -> Features:
    try:
        record = read_iso2709(raw)
        said = described(record, digest_of(raw), as_unimarc=is_unimarc(record))
    except (Unreadable, NoWork) as trouble:
        why = Words(
            f'"{name}" okunamayan bir kayıt: {trouble.words}',
            f'"{name}" is a record that cannot be read: {trouble.words}',
        )
        raise BadLine(pair.line, why) from trouble
    return features_of(said.facts)


def tally_of(outcomes: Iterable[tuple[bool, str]]) -> Tally:
    """Counts of (is a match, outcome of `compare`)."""
    counted = Counter(outcomes)
    return Tally(
        joined_rightly=counted[True, "same"],
        joined_wrongly=counted[False, "same"],
        unsure_matches=counted[True, "unsure"],
        unsure_others=counted[False, "unsure"],
        missed=counted[True, "different"],
        kept_apart=counted[False, "different"],
    )


def measured(lines: Iterable[bytes]) -> tuple[Tally, list[BadLine]]:
    """How the matcher does on the pairs of a file, and the lines that are none."""
    outcomes: list[tuple[bool, str]] = []
    bad: list[BadLine] = []
    for pair in read_pairs(lines):
        if isinstance(pair, BadLine):
            bad.append(pair)
            continue
        try:
            one, other = features_in(pair)
        except BadLine as trouble:
            bad.append(trouble)
        else:
            outcomes.append((pair.is_match, compare(one, other).outcome))
    return tally_of(outcomes), bad
