"""Labelled pairs measured; lines that are no pairs named."""

import json
from base64 import b64encode

import pytest

from catalogue.building import marc
from kopru.catalogue.pairs import BadLine, Tally, measured, read_pairs


def line(label, one, other):
    said = {"label": label, "a": b64encode(one).decode(), "b": b64encode(other).decode()}
    return json.dumps(said).encode() + b"\n"


HUZUR = marc("1", "Huzur", author="Tanpınar, Ahmet Hamdi", year="1949", publisher="Remzi")
CAPITALS = marc(
    "2", "HUZUR", author="Ahmet Hamdi Tanpınar", year="1949", publisher="Remzi Kitabevi"
)
KAR = marc("3", "Kar", author="Pamuk, Orhan", year="2002", publisher="İletişim")
AUTHORITY = marc("5", "", author="Tanpınar, Ahmet Hamdi", kind="z ")


def test_pairs_are_counted_by_label_and_outcome():
    tally, bad = measured(
        [
            line("match", HUZUR, CAPITALS),
            line("match", HUZUR, KAR),
            b"\n",
            line("distinct", HUZUR, CAPITALS),
            line("distinct", HUZUR, KAR),
        ]
    )
    assert not bad
    assert tally == Tally(joined_rightly=1, missed=1, joined_wrongly=1, kept_apart=1)
    assert (tally.pairs, tally.precision, tally.recall, tally.queue) == (4, 0.5, 0.5, 0)


def test_figures_of_nothing_and_of_doubts():
    assert (Tally().pairs, Tally().precision, Tally().recall, Tally().queue) == (0, 1, 1, 0)
    tally = Tally(joined_rightly=2, unsure_matches=1, unsure_others=1, missed=1, kept_apart=3)
    assert (tally.precision, tally.recall, tally.queue) == (1, 0.5, 0.25)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"no json", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[1]", '"label"'),
        (b'{"label": "maybe"}', '"label"'),
        (b'{"label": ["match"]}', '"label"'),
        (b'{"label": "match"}', '"a" is no record in base64'),
        (b'{"label": "match", "a": "?", "b": "?"}', '"a" is no record in base64'),
        (line("match", HUZUR, b"\x1d"), '"b" is a record that cannot be read'),
        (line("match", AUTHORITY, HUZUR), "authority record"),
    ],
)
def test_a_line_that_is_no_pair_is_named_and_the_others_counted(text, why):
    tally, (bad,) = measured([line("match", HUZUR, CAPITALS), text, line("match", HUZUR, CAPITALS)])
    assert isinstance(bad, BadLine)
    assert bad.line == 2
    assert why in bad.why.en
    assert bad.why.tr != bad.why.en
    assert tally.pairs == 2


def test_control_numbers_are_not_read():
    """The labels come from these numbers: equal ones must not join, unequal ones not part."""
    assert measured(
        [line("match", HUZUR, CAPITALS.replace(b"\x1e2\x1e", b"\x1e1\x1e"))]
    ) == measured([line("match", HUZUR, CAPITALS)])


def test_pairs_keep_their_line(shared):
    with (shared / "marc/pairs.jsonl").open("rb") as lines:
        first = next(iter(read_pairs(lines)))
    assert first.line == 1
    assert first.one.endswith(b"\x1d")


def test_on_real_pairs_few_are_joined_wrongly_and_few_left_to_a_person(shared):
    with (shared / "marc/pairs.jsonl").open("rb") as lines:
        tally, bad = measured(lines)
    assert not bad
    assert tally.pairs == 1_248
    assert tally.precision >= 0.98
    assert tally.recall >= 0.94  # the Gold Rush key has 0.86 on the same pairs
    assert tally.queue < 0.03
