"""What the catalogue takes from a record: of either dialect, of copies only, or nothing."""

import pytest

from kopru.catalogue.records.facts import NoWork, described
from kopru.catalogue.records.flaws import FLAWS
from kopru.catalogue.records.reasons import REASONS
from kopru.protocols.marc import Field, MarcRecord, Reason, Repair

BOOK = "00000nam a2200000 a 4500"
FIXED = "050101s2004    tu            000 1 tur d"


def record(*fields, leader=BOOK, number="k1", **more):
    numbered = (Field("001", value=number),) if number else ()
    return MarcRecord(leader, (*numbered, *fields), **more)


def field(tag, **subfields):
    return Field(tag, "  ", tuple((code.strip("_"), text) for code, text in subfields.items()))


TITLE = field("245", a="İnce Memed")
ITEM = field("952", a="MRK", o="R KEM", p="1")
WHOLE = (Field("008", value=FIXED), TITLE, ITEM)


def test_a_record_without_a_flaw():
    said = described(record(*WHOLE), "digest")
    assert (said.control_number, said.flaws, said.belongs_to) == ("k1", (), "")
    assert said.facts.title == "İnce Memed"


@pytest.mark.parametrize(
    ("one", "flaws"),
    [
        (record(*WHOLE, field("020", a="9789750823456")), ("isbn",)),
        (record(*WHOLE, field("022", a="1300-0710")), ("issn",)),
        (record(*WHOLE, repairs=(Repair.ENCODING,)), ("encoding",)),
        (record(*WHOLE, repairs=(Repair.DIRECTORY, Repair.ENCODING)), ("encoding", "structure")),
        (record(TITLE, ITEM, field("041", a="tur")), ("no_008",)),
        (record(*WHOLE[:2]), ("no_copies",)),
        (record(*WHOLE, number=""), ("no_number",)),
        (record(WHOLE[0], ITEM), ("no_title",)),
        (record(Field("008", value=FIXED.replace("tur", "   ")), TITLE, ITEM), ("no_language",)),
        (record(Field("008", value=FIXED.replace("2004", "    ")), TITLE, ITEM, field("260", c="[20?]")), ("year",)),
        (record(WHOLE[0], ITEM, field("245", a="TÃ¼rkÃ§e")), ("garbled",)),
        (record(WHOLE[0], ITEM, field("245", a="Ä°stanbul ÅŸehri")), ("garbled",)),
        (record(WHOLE[0], ITEM, field("245", a="T\ufffdrk")), ("garbled",)),
        (record(WHOLE[0], ITEM, field("245", a="Ångström, Âsım ve Ãlvares")), ()),
        (record(leader="00000dam a2200000 a 4500"), ()),
    ],
    ids=["isbn", "issn", "encoding", "structure too", "no 008", "no copies", "no number", "no title",
         "no language", "year", "garbled", "garbled Turkish", "letters lost", "rare letters", "deleted"],
)  # fmt: skip
def test_flaws(one, flaws):
    assert described(one, "digest").flaws == flaws


def test_every_flaw_and_reason_has_words_and_all_flaws_fit_their_column():
    assert len(" ".join(FLAWS)) <= 120
    codes = {str(reason) for reason in Reason} | {"not_marc", "not_a_work", "holdings_alone"}
    assert codes <= set(REASONS)


def test_unimarc_has_the_same_flaws_in_its_own_places():
    coded = field("100", a="20040101d2004    u||y0frey50      ba")
    fields = (
        coded,
        field("200", a="Le livre"),
        field("101", a="fre"),
        field("995", b="MRK", k="R"),
    )
    assert described(record(*fields), "d", as_unimarc=True).flaws == ()
    flawed = (*fields[1:], field("010", a="2-07-036822-9"))
    assert described(record(*flawed), "d", as_unimarc=True).flaws == ("isbn", "no_008")
    assert described(record(*flawed), "d", as_unimarc=True).facts.isbns == ("2-07-036822-9",)


@pytest.mark.parametrize(
    ("type_", "words"),
    [("z", "authority"), ("w", "classification"), ("q", "community")],
)
def test_records_of_no_work_say_what_they_are(type_, words):
    with pytest.raises(NoWork) as caught:
        described(
            record(field("100", a="Kemal, Yaşar"), leader=f"00000n{type_}  a2200000n  4500"), "d"
        )
    assert caught.value.reason == "not_a_work"
    assert words in caught.value.words


def test_a_title_tells_more_than_a_wrong_leader():
    said = described(record(*WHOLE, leader="00000nzm a2200000 a 4500"), "d")
    assert said.facts.title == "İnce Memed"


def test_a_holdings_record_belongs_to_a_work():
    place = field("852", b="MRK", h="R", i="KEM")
    fields = (Field("004", value="k1 "), place, field("876", p="1"), field("876", p="2"))
    said = described(record(*fields, leader="00000nx  a2200000un 4500", number="k1"), "d")
    # the same number as the work's own record, yet another record
    assert (said.control_number, said.belongs_to, said.is_deleted) == ("~hk1", "k1", False)
    assert [copy.barcode for copy in said.copies] == ["1", "2"]
    assert {copy.call_number for copy in said.copies} == {"R KEM"}
    gone = described(record(*fields, leader="00000dx  a2200000un 4500"), "d")
    assert (gone.is_deleted, gone.copies, gone.belongs_to) == (True, (), "k1")


def test_a_holdings_record_of_nothing_is_put_aside():
    with pytest.raises(NoWork) as caught:
        described(record(field("852", b="MRK"), leader="00000nx  a2200000un 4500"), "d")
    assert caught.value.reason == "holdings_alone"
