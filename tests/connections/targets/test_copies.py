"""What systems write of copies, read."""

from datetime import date

import pytest

from kopru.connections.targets.copies import day_in, from_koha, from_opac, status_in
from kopru.protocols.zoom.opacxml import Circulation, OpacHolding


@pytest.mark.parametrize(
    ("text", "day"),
    [("2026-12-03", date(2026, 12, 3)), ("20261203", date(2026, 12, 3)),
     ("2026-12-03T23:59:00+03:00", date(2026, 12, 3)), ("DUE 03.12.2026", date(2026, 12, 3)),
     ("DUE 25-12-26", date(2026, 12, 25)), ("DUE 12/25/2026", date(2026, 12, 25)),
     ("DUE 05-12-26", None), ("05/05/2026", date(2026, 5, 5)), ("31.02.2026", None), ("", None),
     ("8690123456789", None), ("soon", None)],
)  # fmt: skip
def test_days(text, day):
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("note", "status"),
    [("AVAILABLE", "available"), ("CHECK SHELVES", "available"), ("Rafta", "available"),
     ("NOT AVAILABLE", "on_loan"), ("DUE 12-05-26", "on_loan"), ("Ödünçte", "on_loan"),
     ("LIB USE ONLY", "not_for_loan"), ("KÜTÜPHANE İÇİ KULLANIM", "not_for_loan"), ("KAYIP", "not_for_loan"),
     ("v.1-3", "unknown"), ("", "unknown")],
)  # fmt: skip
def test_notes(note, status):
    assert status_in(note) == status


def test_a_circulation_says_more_than_a_note():
    held = OpacHolding("Merkez", "2. kat", "813 G64", "CHECK SHELVES", "", (Circulation(False, "25.12.2026", "B1"),))  # fmt: skip
    (copy,) = from_opac([held])
    assert (copy.status, copy.due_back, copy.location) == (
        "on_loan",
        date(2026, 12, 25),
        "Merkez · 2. kat",
    )


def test_a_note_alone_is_read():
    (copy,) = from_opac([OpacHolding(call_number="813 G64", note="DUE 25-12-26")])
    assert (copy.status, copy.due_back) == ("on_loan", date(2026, 12, 25))


def test_a_copy_on_hold_is_not_in():
    (copy,) = from_opac([OpacHolding(circulations=(Circulation(True, item="B1", on_hold=True),))])
    assert copy.status == "on_loan"


def test_an_item_with_nothing_in_it_still_is_one():
    (copy,) = from_koha([{}])
    assert (copy.status, copy.barcode, copy.branch_code) == ("unknown", "", "")
