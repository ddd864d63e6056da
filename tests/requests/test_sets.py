"""Several volumes or copies: read from what people write, and told in one sentence."""

import pytest

from kopru.requests.lifecycle import PATRON_REQUEST
from kopru.requests.patron_view import VIEWS
from kopru.requests.sets import (
    MOST_PARTS,
    SHORT,
    Part,
    SetKind,
    WrongParts,
    is_set,
    parts_label,
    story,
    view_of,
    volumes_named,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        ("2", ("2",)),
        ("1-3", ("1", "2", "3")),
        ("1–3, 5", ("1", "2", "3", "5")),
        ("1. ve 2. cilt", ("1", "2")),
        ("3. ve 4. ciltleri", ("3", "4")),
        ("c. 1-2", ("1", "2")),
        ("Vols. 1 to 3", ("1", "2", "3")),
        ("1 ile 3", ("1", "2", "3")),
        ("I, II ve IV", ("I", "II", "IV")),
        ("2, 2, 02", ("2",)),
        ("A; B", ("A", "B")),
    ],
)
def test_volumes_are_read_as_people_write_them(text, names):
    assert volumes_named(text) == names
    assert is_set(text) == (len(names) > 1)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3-1", "backwards"),
        ("2-2", "backwards"),
        ("1-4000", "too_many"),
        (", ".join(map(str, range(MOST_PARTS + 1))), "too_many"),
        ("bütün eserin tamamı lütfen", "unreadable"),
    ],
)
def test_what_cannot_be_told_apart_is_said(text, code):
    with pytest.raises(WrongParts) as wrong:
        volumes_named(text)
    assert wrong.value.code == code
    assert not is_set(text)


def test_every_state_has_its_short_word_and_the_reader_sees_no_other():
    assert set(SHORT) == {str(s) for s in PATRON_REQUEST.states} == set(map(str, VIEWS))


@pytest.mark.parametrize(
    ("kind", "parts", "turkish", "english"),
    [
        ("volumes", [("1", "ready"), ("2", "unfilled")],
         "1. cilt geldi, 2. cilt yok.", "Volume 1 is here for you, volume 2 is not to be had."),
        ("volumes", [("1", "requested"), ("2", "ready"), ("3", "sourcing")],
         "2. cilt geldi, 1. ve 3. cilt aranıyor.",
         "Volume 2 is here for you, volumes 1 and 3 are being looked for."),
        ("copies", [*[(str(n), "with_reader") for n in range(12)], *[(str(n), "new") for n in range(8)]],
         "12 nüsha sizde, 8 nüsha sırada.", "12 copies are with you, 8 copies are next in line."),
        ("volumes", [("I", "on_its_way"), ("Ek", "cancelled")],
         "I. cilt yolda, Ek cilt iptal.", "Volume I is on the way, volume Ek is cancelled."),
    ],
)  # fmt: skip
def test_a_set_is_told_in_one_sentence(kind, parts, turkish, english):
    said = story(kind, [Part(*part) for part in parts])
    assert (said.tr, said.en) == (turkish, english)


def test_staff_do_not_say_with_you():
    said = story("volumes", [Part("1", "with_reader"), Part("2", "ready")], to_staff=True)
    assert said.tr == "2. cilt geldi, 1. cilt okurda."


def test_the_word_for_a_set_is_that_of_the_part_that_concerns_the_reader_most():
    assert view_of([Part("1", "unfilled"), Part("2", "ready")]) == VIEWS["ready"]
    assert view_of([Part("1", "unfilled"), Part("2", "completed")]) == VIEWS["completed"]
    assert view_of([Part("1", "with_reader"), Part("2", "overdue")]) == VIEWS["overdue"]


def test_three_parts_are_listed():
    assert parts_label(SetKind.VOLUMES, ["1", "2", "4"]).tr == "1., 2. ve 4. cilt"
