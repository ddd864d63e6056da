"""Copies in bibliographic records, and in records of their own."""

import pytest

from kopru.protocols.marc import (
    Field,
    MarcRecord,
    describe,
    held_of,
    is_holdings_record,
    read_holdings,
)


def field(tag, *subfields):
    return Field(tag, "  ", tuple((s[0], s[1:]) for s in subfields))


def holdings_record(*fields, leader="00000nx  a2200000un 4500", work="koz-1 "):
    return MarcRecord(leader, (Field("001", value="h1"), Field("004", value=work), *fields))


def seen(copies):
    return [(c.branch, c.location, c.call_number, c.barcode, c.note) for c in copies]


PLACE = field("852", "aLFM", "bMRK", "cDepo", "hDS181", "i.P3813")


@pytest.mark.parametrize(
    ("fields", "copies"),
    [
        ((), [("", "", "", "", "")]),
        ((PLACE,), [("MRK", "Depo", "DS181 .P3813", "", "")]),
        ((PLACE, field("876", "p0111")), [("MRK", "Depo", "DS181 .P3813", "0111", "")]),
        (
            (PLACE, field("876", "3V.1", "p1"), field("876", "3V.2", "p2"), field("866", "aV.1-2")),
            [("MRK", "Depo", "DS181 .P3813", "1", "V.1"), ("MRK", "Depo", "DS181 .P3813", "2", "V.2")],
        ),
        (
            (PLACE, field("853", "81", "av.", "bno.", "i(year)"), field("863", "81.1", "a3", "b2", "i2007"), field("863", "81.2", "a3", "b3", "i2007")),
            [("MRK", "Depo", "DS181 .P3813", "", "v.3:no.2 (2007); v.3:no.3 (2007)")],
        ),
        (
            (PLACE, field("853", "81", "a(year)", "b(season)"), field("863", "81.1", "a2007", "b21"), field("866", "a2000-2007")),
            [("MRK", "Depo", "DS181 .P3813", "", "2000-2007")],
        ),
        (
            (field("852", "81", "bA"), field("852", "82", "bB"), field("866", "82.1", "a1990-"), field("876", "82.1", "p9")),
            [("A", "", "", "", ""), ("B", "", "", "9", "1990-")],
        ),
        ((field("866", "a1943"), field("866", "a1944")), [("", "", "", "", "1943; 1944")]),
    ],
    ids=["nothing", "a place", "an item", "items of parts", "numbers and dates", "a written summary first", "two places", "no place"],
)  # fmt: skip
def test_what_a_holdings_record_holds(fields, copies):
    assert seen(read_holdings(holdings_record(*fields))) == copies


def test_a_long_run_is_told_by_its_ends():
    numbers = [field("863", f"81.{n}", f"a{n}") for n in range(1, 41)]
    (copy,) = read_holdings(holdings_record(PLACE, field("853", "81", "av."), *numbers))
    assert copy.note == "v.1 … v.40 (40)"


@pytest.mark.parametrize(
    ("said", "kept"),
    [("Library use only", True), ("Ödünç verilmez", True), ("Yerinde kullanım", True), ("14 days", False)],
)  # fmt: skip
def test_items_that_stay_in_the_house(said, kept):
    (copy,) = read_holdings(holdings_record(PLACE, field("876", "p1", f"h{said}")))
    assert (copy.not_for_loan, copy.note) == (kept, said)


def test_a_holdings_record_names_its_work():
    assert held_of(holdings_record(PLACE)) == "koz-1"
    assert is_holdings_record(holdings_record(PLACE))
    assert all(
        is_holdings_record(holdings_record(leader=f"00000n{t}  a2200000un 4500")) for t in "uvxy"
    )
    with_title = holdings_record(Field("245", "10", (("a", "Bir eser"),)))
    assert not is_holdings_record(with_title)
    assert not is_holdings_record(holdings_record(leader="00000nam a2200000un 4500"))


def test_items_beside_an_embedded_place():
    title = Field("245", "10", (("a", "X"),))
    book = MarcRecord("00000nam a2200000 a 4500", (title, PLACE, field("876", "p77")))
    assert seen(describe(book).holdings) == [("MRK", "Depo", "DS181 .P3813", "77", "")]
    elsewhere = MarcRecord("00000nam a2200000 a 4500", (title, field("876", "p77")))
    assert describe(elsewhere).holdings == ()
