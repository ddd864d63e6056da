"""The generated catalogue: the same every time, readable without repairs, as mixed as a real one."""

from collections import Counter, defaultdict
from io import BytesIO

import pytest

from benchmarks.catalogue.generate import Plan, records, write_folder
from kopru.common.identifiers import isbn13
from kopru.protocols.marc import describe, read_iso2709, split

PLAN = Plan(records=3_000, seed=7, libraries=20)


@pytest.fixture(scope="module")
def made():
    return list(records(PLAN))


@pytest.fixture(scope="module")
def described(made):
    return [describe(read_iso2709(raw)) for _, raw in made]


def test_the_same_seed_and_size_give_the_same_bytes(made):
    assert list(records(PLAN)) == made
    assert list(records(Plan(records=3_000, seed=8, libraries=20))) != made


def test_every_record_is_read_as_it_stands(made):
    assert len(made) == PLAN.records
    assert list(split(BytesIO(b"".join(raw for _, raw in made))))[-1][1] == made[-1][1]
    for _, raw in made:
        record = read_iso2709(raw)
        assert record.repairs == ()
        assert len(record.control("008")) in (0, 40)


def test_nothing_that_a_catalogue_lives_by_is_missing(described):
    assert all(one.title and one.year and one.holdings for one in described)
    languages = Counter(one.language for one in described)
    assert 0.5 < languages["tur"] / len(described) < 0.7
    assert {"eng", "ger", "fre", "ota", "rus"} < set(languages)
    assert {one.kind for one in described} == {"book", "thesis", "journal"}
    assert any(one.online for one in described)


def test_new_books_have_a_valid_isbn_and_old_ones_none(made):
    shares = defaultdict(list)
    written, wrong, groups = 0, 0, Counter()
    for _, raw in made:
        record = read_iso2709(raw)
        said = describe(record)
        if said.kind == "book":
            age = "none" if said.year < 1969 else "half" if said.year < 1984 else "most"
            shares[age].append(bool(record.all("020")))
        for text in (field.get("a") for field in record.all("020")):
            number = isbn13(text.partition(" ")[0])
            written += 1
            wrong += number is None
            groups[(number or "")[3:6]] += 1
    assert not any(shares["none"])
    assert 0.3 < sum(shares["half"]) / len(shares["half"]) < 0.6
    assert 0.75 < sum(shares["most"]) / len(shares["most"]) < 0.95
    assert 0 < wrong / written < 0.03
    assert {"975", "605", "625", "994"} <= set(groups)


def test_libraries_describe_an_edition_unlike_each_other(made):
    editions = defaultdict(list)
    for number, raw in made:
        record = read_iso2709(raw)
        editions[record.control("001")[-9:]].append((number, describe(record)))
    held = [copies for copies in editions.values() if len(copies) > 1]
    assert all(len({number for number, _ in copies}) == len(copies) for copies in held)
    for fact in ("title", "subtitle", "publisher", "pages", "isbns", "year_text"):
        unlike = sum(len({getattr(one, fact) for _, one in copies}) > 1 for copies in held)
        assert 0.01 < unlike / len(held) < 0.8, fact
    assert 2 < len(made) / len(editions) < 3


def test_a_folder_has_a_file_for_each_library_in_an_order_of_its_own(made, tmp_path):
    counts = write_folder(PLAN, tmp_path)
    assert sum(counts.values()) == PLAN.records
    largest = tmp_path / "KTP001.mrc"
    mine = [raw for number, raw in made if number == 0]
    delivered = [raw for _, raw in split(BytesIO(largest.read_bytes()))]
    assert sorted(delivered) == sorted(mine)
    assert delivered != mine
