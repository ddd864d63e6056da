"""The demo network's data: enough of it, valid where it should be, wrong where it is meant to be."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import pytest
from pymarc import Record
from stdnum import isbn as stdnum_isbn
from stdnum import issn as stdnum_issn

from kopru.common.identifiers import isbn13
from kopru.common.text import fold
from kopru.libraries.calendar import OpenDays
from kopru.libraries.policy.terms import PATRON_GROUPS, Terms
from kopru.simulation.demo import content
from kopru.simulation.demo.content.holdings import copies, held_by, holders
from kopru.simulation.demo.content.isbns import (
    ISSNS,
    as_isbn10,
    is_flawed_somewhere,
    isbn_for,
    isbn_of,
    with_wrong_check_digit,
)
from kopru.simulation.demo.content.items import items_of
from kopru.simulation.demo.content.libraries import LIBRARIES, SYMBOLS, DemoLibrary, library
from kopru.simulation.demo.content.people import everybody, network_admin, people_of, readers_of
from kopru.simulation.demo.content.records import control_number, isbn_in, records_for
from kopru.simulation.demo.content.spelling import HABITS, hand_of, ottoman_spelling
from kopru.simulation.demo.content.titles import KINDS, all_works, natural_order, subjects

_NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
_FOLDER = Path(content.__file__).parent


@pytest.fixture(scope="module")
def raw_records() -> dict[str, list[bytes]]:
    return {symbol: list(records_for(symbol)) for symbol in SYMBOLS}


@pytest.fixture(scope="module")
def records(raw_records: dict[str, list[bytes]]) -> dict[str, list[Record]]:
    return {symbol: [Record(data=raw) for raw in raws] for symbol, raws in raw_records.items()}


def _every(records: dict[str, list[Record]]) -> Iterator[tuple[str, Record]]:
    return ((symbol, record) for symbol, those in records.items() for record in those)


class TestWorks:
    def test_there_are_hundreds_of_every_sort(self) -> None:
        works = all_works()
        assert 600 <= len(works) <= 800
        kinds = Counter(work.kind for work in works)
        assert set(kinds) == set(KINDS)
        assert kinds["book"] > 0.85 * len(works)
        assert min(kinds["thesis"], kinds["journal"], kinds["reference"]) >= 10
        languages = Counter(work.language for work in works)
        assert languages["tur"] > 400
        assert min(languages["eng"], languages["ota"] * 3) > 100
        assert sum(bool(work.volume) for work in works) > 60
        assert sum(bool(work.translators) for work in works) > 150

    def test_no_work_stands_twice(self) -> None:
        keys = Counter(
            (fold(f"{work.title} {work.volume}"), tuple(fold(name) for name in work.authors))
            for work in all_works()
        )
        assert [key for key, times in keys.items() if times > 1] == []

    def test_places_in_the_list_are_their_indexes(self) -> None:
        assert [work.index for work in all_works()] == list(range(len(all_works())))

    def test_years_and_pages_are_plausible(self) -> None:
        for work in all_works():
            assert 1800 <= work.year <= 2026, work
            assert work.kind == "journal" or 40 <= int(work.pages) <= 3000, work

    def test_tables_are_short_and_whole(self) -> None:
        for path in (_FOLDER / "works").glob("*.tsv"):
            lines = path.read_text(encoding="utf-8").splitlines()
            assert len(lines) < 200, path.name
            assert {line.count("\t") for line in lines} == {11}, path.name

    def test_every_subject_is_used_and_classed(self) -> None:
        used = {subject.tr for work in all_works() for subject in work.subjects}
        assert used == set(subjects())
        assert all(subject.en and subject.dewey and subject.lcc for subject in subjects().values())

    @pytest.mark.parametrize(
        ("catalogued", "said"),
        [("Kemal, Yaşar", "Yaşar Kemal"), ("Evliyâ Çelebi", "Evliyâ Çelebi")],
    )
    def test_names_are_turned_round(self, catalogued: str, said: str) -> None:
        assert natural_order(catalogued) == said

    def test_part_of_a_set_is_split_from_its_title(self) -> None:
        parts = [work.volume for work in all_works() if work.title == "İnce Memed"]
        assert parts == ["1. cilt", "2. cilt", "3. cilt", "4. cilt"]


class TestNumbers:
    def test_every_isbn_is_valid_and_its_own(self) -> None:
        numbers = [isbn for work in all_works() if (isbn := isbn_of(work))]
        assert all(stdnum_isbn.is_valid(number) and len(number) == 13 for number in numbers)
        assert len(set(numbers)) == len(numbers)

    def test_turkish_editions_carry_a_turkish_group(self) -> None:
        groups = {"975": 0, "605": 0, "625": 0, "9944": 0}
        for index in range(200):
            found = [group for group in groups if isbn_for(index, "tur")[3:].startswith(group)]
            assert found, index
            groups[found[0]] += 1
            assert isbn_for(index, "eng")[3] in "01"
        assert all(groups.values())

    def test_about_fifteen_in_a_hundred_have_none(self) -> None:
        without = [work for work in all_works() if isbn_of(work) is None]
        assert 0.13 <= len(without) / len(all_works()) <= 0.17
        assert all(isbn_of(work) is None for work in all_works() if work.year < 1970)

    def test_ten_digits_are_the_same_number(self) -> None:
        forms = [(isbn, as_isbn10(isbn)) for work in all_works() if (isbn := isbn_of(work))]
        assert all(isbn13(ten) == thirteen for thirteen, ten in forms)
        assert any(ten.endswith("X") for _, ten in forms)

    def test_wrong_check_digit_is_wrong(self) -> None:
        assert isbn13(with_wrong_check_digit(isbn_for(3, "tur"))) is None

    def test_issns_are_valid(self) -> None:
        titles = {work.title for work in all_works() if work.kind == "journal"}
        assert set(ISSNS) <= titles
        assert all(stdnum_issn.is_valid(number) for number in ISSNS.values())

    def test_exactly_the_meant_records_have_a_bad_isbn(self) -> None:
        bad = Counter(
            work.index
            for symbol in SYMBOLS
            for work in held_by(symbol)
            if (typed := isbn_in(symbol, work)) and isbn13(typed) is None
        )
        meant = {
            work.index
            for work in all_works()
            if is_flawed_somewhere(work) and any(isbn_in(s, work) for s in holders(work.index))
        }
        assert bad == Counter(meant)
        with_number = sum(isbn_of(work) is not None for work in all_works())
        assert 0.02 <= len(meant) / with_number <= 0.04


class TestLibraries:
    def test_nine_of_every_kind_with_ascii_symbols(self) -> None:
        assert len(LIBRARIES) == len(set(SYMBOLS)) == 9
        assert all(re.fullmatch(r"TR-[A-Z]+", symbol) for symbol in SYMBOLS)
        assert {each.kind for each in LIBRARIES} == {"university", "public", "special"}

    @pytest.mark.parametrize("each", LIBRARIES, ids=lambda each: each.symbol)
    def test_every_one_is_complete(self, each: DemoLibrary) -> None:
        assert each.name_tr
        assert each.name_en
        assert 1 <= len(each.branches) <= 3
        assert [branch.ill_address for branch in each.branches].count(True) == 1
        assert each.email.endswith(".example")
        for branch in each.branches:
            assert branch.code.isascii()
            assert re.fullmatch(r"0\d{3} 000 00 \d\d", branch.phone)
            assert re.fullmatch(r"\d{5}", branch.postcode)
            assert branch.address
            assert branch.district
            assert branch.city

    @pytest.mark.parametrize("each", LIBRARIES, ids=lambda each: each.symbol)
    def test_terms_are_whole_and_accepted(self, each: DemoLibrary) -> None:
        assert set(each.terms) <= set(Terms.model_fields)
        assert Terms.model_validate(each.terms).loan_days in range(15, 32)

    def test_terms_differ_between_libraries(self) -> None:
        assert len({str(sorted(each.terms.items())) for each in LIBRARIES}) == 9
        for key in ("loan_days", "counts_from", "renewals", "max_per_library", "freight_payer"):
            assert len({each.terms[key] for each in LIBRARIES}) > 1, key

    def test_branch_codes_are_unique_in_the_network(self) -> None:
        codes = [branch.code for each in LIBRARIES for branch in each.branches]
        assert len(set(codes)) == len(codes)

    def test_closing_days_close(self) -> None:
        institute = library("TR-BOGAZ")
        closed = institute.closing_days(2027)
        assert len(closed) == 31
        assert not OpenDays({day for day, _ in closed}).is_open(date(2027, 8, 4))
        assert OpenDays().is_open(date(2027, 8, 4))

    def test_a_stranger_is_no_library(self) -> None:
        with pytest.raises(KeyError):
            library("TR-YOK")


class TestPeople:
    @pytest.mark.parametrize("symbol", SYMBOLS)
    def test_each_library_has_its_cast(self, symbol: str) -> None:
        assert len(people_of(symbol, "library_admin")) == 1
        assert len(people_of(symbol, "staff")) == 2
        assert 6 <= len(readers_of(symbol)) <= 10
        domain = library(symbol).domain
        for reader in readers_of(symbol):
            assert reader.email.endswith(f"@{domain}")
            assert reader.group in PATRON_GROUPS
            assert reader.valid_days is not None
        allowed = library(symbol).terms["patron_groups"]
        assert isinstance(allowed, list)
        assert any(reader.group in allowed for reader in readers_of(symbol))

    def test_mails_and_cards_are_unique_and_ascii(self) -> None:
        emails = [person.email for person in everybody()]
        cards = [person.number for person in everybody() if person.role == "reader"]
        assert len(set(emails)) == len(emails)
        assert len(set(cards)) == len(cards)
        assert all(email.isascii() and email.endswith(".example") for email in emails)

    def test_names_are_as_wide_as_turkish(self) -> None:
        letters = set("".join(person.name for person in everybody()))
        assert set("İıIğşŞçÇöÖüÜâ") <= letters
        assert sum(" " in person.given for person in everybody()) > 15
        assert any(person.language == "en" and person.group == "academic" for person in everybody())
        assert any((person.valid_days or 0) < 0 for person in everybody())
        assert network_admin().symbol == ""


class TestHoldings:
    def test_two_to_five_hold_each_work(self) -> None:
        sizes = Counter(len(holders(work.index)) for work in all_works())
        assert set(sizes) == {2, 3, 4, 5}

    def test_everybody_holds_what_suits_them(self) -> None:
        sizes = {symbol: len(held_by(symbol)) for symbol in SYMBOLS}
        assert 1_900 <= sum(sizes.values()) <= 2_400
        assert max(sizes, key=lambda symbol: sizes[symbol]) == "TR-CAMLIDERE"
        law = Counter(work.shelf for work in held_by("TR-ADALETAGACI"))
        assert law.most_common(1)[0][0] == "law"
        medicine = Counter(work.shelf for work in held_by("TR-GULSIFA"))
        assert medicine.most_common(1)[0][0] == "medicine"

    def test_copies_are_only_where_it_is_held(self) -> None:
        work = all_works()[0]
        for symbol in SYMBOLS:
            held = symbol in holders(work.index)
            assert bool(copies(symbol, work)) == held
            assert len(list(items_of(symbol, work, on=_NOW.date()))) == copies(symbol, work)


class TestRecords:
    def test_all_nine_are_written_within_two_seconds(self) -> None:
        start = perf_counter()
        count = sum(1 for symbol in SYMBOLS for _ in records_for(symbol))
        assert perf_counter() - start < 2
        assert 1_900 <= count <= 2_400

    def test_same_call_gives_same_bytes(self, raw_records: dict[str, list[bytes]]) -> None:
        assert list(records_for("TR-BOGAZ")) == raw_records["TR-BOGAZ"]

    def test_lengths_and_marks_of_iso_2709(self, raw_records: dict[str, list[bytes]]) -> None:
        for raws in raw_records.values():
            for raw in raws:
                assert int(raw[:5]) == len(raw)
                assert raw[9:10] == b"a"
                assert raw[-1:] == b"\x1d"
                raw.decode("utf-8")

    def test_every_record_is_read_back(self, records: dict[str, list[Record]]) -> None:
        for symbol, record in _every(records):
            assert record["245"]["a"]
            assert len(record["008"].data or "") == 40
            assert record["003"].data == symbol
            assert record.get_fields("260", "264")
            assert record.get_fields("650", "653")
            assert record.get_fields("952")

    def test_records_are_those_of_the_plan(self, records: dict[str, list[Record]]) -> None:
        for symbol, those in records.items():
            planned = [control_number(symbol, work) for work in held_by(symbol)]
            assert [record["001"].data for record in those] == planned
            assert len(set(planned)) == len(planned)

    def test_isbns_are_as_typed(self, records: dict[str, list[Record]]) -> None:
        for symbol, those in records.items():
            for work, record in zip(held_by(symbol), those, strict=True):
                written = record["020"]["a"].split()[0] if "020" in record else None
                assert written == isbn_in(symbol, work)

    def test_items_are_countable_and_barcodes_unique(
        self, records: dict[str, list[Record]]
    ) -> None:
        branches = {branch.code for each in LIBRARIES for branch in each.branches}
        items = [field for _, record in _every(records) for field in record.get_fields("952")]
        barcodes = [item["p"] for item in items]
        assert len(set(barcodes)) == len(barcodes)
        assert all(item["a"] in branches and item["o"] for item in items)
        out = sum("q" in item for item in items)
        assert 0.07 <= out / len(items) <= 0.13

    def test_reference_works_are_never_lent_nor_out(self, records: dict[str, list[Record]]) -> None:
        items = [field for _, record in _every(records) for field in record.get_fields("952")]
        for item in items:
            assert (item["7"] == "1") == (item["y"] == "REF")
            assert item["y"] != "REF" or "q" not in item

    def test_due_dates_follow_the_day_of_export(self) -> None:
        today = date(2030, 1, 15)
        dues = [
            date.fromisoformat(item["q"])
            for raw in records_for("TR-CAMLIDERE", on=today)
            for item in Record(data=raw).get_fields("952")
            if "q" in item
        ]
        assert dues
        assert all(0 < (due - today).days <= 28 for due in dues)

    def test_translations_say_so(self, records: dict[str, list[Record]]) -> None:
        for symbol, those in records.items():
            for work, record in zip(held_by(symbol), those, strict=True):
                if work.translators:
                    assert record["041"]["a"] == work.language
                    assert "546" in record
                    assert "700" in record

    def test_catalogues_differ_as_real_ones_do(self, records: dict[str, list[Record]]) -> None:
        titles = {symbol: [r["245"]["a"] for r in those] for symbol, those in records.items()}
        assert any(title.isupper() for title in titles["TR-IHLAMURALTI"])
        assert any("̧" in title for title in titles["TR-KORFEZ"])
        assert any("ā" in title for title in titles["TR-BOGAZ"])
        assert any(title.endswith(" /") for title in titles["TR-CAMLIDERE"])
        publishers = {f["b"] for _, r in _every(records) for f in r.get_fields("260", "264")}
        assert {"YKY", "Yapı Kredi Yayınları"} <= publishers
        authors = {r["100"]["a"] for _, r in _every(records) if "100" in r}
        assert {"Yaşar Kemal", "Kemal, Yaşar", "Kemal, Yaşar."} <= authors
        numbers = [r["020"]["a"].split()[0] for _, r in _every(records) if "020" in r]
        assert {len(number) for number in numbers} == {10, 13}

    def test_same_work_folds_to_the_same_title(self, records: dict[str, list[Record]]) -> None:
        titles: dict[int, set[str]] = {}
        for symbol, those in records.items():
            for work, record in zip(held_by(symbol), those, strict=True):
                if not hand_of(symbol, work).does("subtitle_in_title"):
                    titles.setdefault(work.index, set()).add(fold(record["245"]["a"]))
        assert all(len(folded) == 1 for folded in titles.values())

    def test_every_library_has_habits(self) -> None:
        assert set(HABITS) == set(SYMBOLS)

    @pytest.mark.parametrize(
        ("manner", "written"),
        [("circumflex", "Seyâhatnâme"), ("macron", "Seyāhatnāme"), ("none", "Seyahatname")],
    )
    def test_ottoman_spellings(self, manner: str, written: str) -> None:
        assert ottoman_spelling("Seyâhatnâme", manner) == written
