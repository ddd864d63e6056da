import json

import pytest

from kopru.catalogue.editionrows import COLUMNS, FACTS_COLUMNS, completed, facts_of_row, row_of
from kopru.catalogue.records.described import Facts


def together(first, *more):
    row = row_of(Facts(**first), "f")
    for facts in more:
        row = completed(row, row_of(Facts(**facts), "g"), "both")
    return dict(zip(COLUMNS, row, strict=True))


def test_a_row_gives_its_facts_back():
    facts = Facts(
        title='Aç "kapa"\\ \n', subtitle="s", authors=("Ü, Ş", "B"), responsibility="r", publisher="p",
        place="Ankara", year=1990, year_text="1990", edition_statement="2. bs.", volume="1", pages="9 s.",
        kind="book", language="tur", is_online=True, isbns=("1",), issns=("2",), subjects=("ç\x01",),
        series=("d",),
    )  # fmt: skip
    row = row_of(facts, "f")
    assert facts_of_row(row[: len(FACTS_COLUMNS)]) == facts
    assert len(row) == len(COLUMNS)


def test_what_is_said_stays_and_what_is_not_is_taken_over():
    both = together(
        {"title": "Kar", "year": 1990},
        {"title": "Kar : roman", "publisher": "Can", "year": 1991, "authors": ("Pamuk, Orhan",)},
    )
    assert (both["title"], both["year"], both["publisher"]) == ("Kar", 1990, "Can")
    assert (json.loads(both["authors"]), both["author"]) == (["Pamuk, Orhan"], "Orhan Pamuk")
    assert both["match_on"] == "both"


def test_lists_are_put_together_in_order_each_once():
    both = together({"subjects": ("a", "b")}, {"subjects": ("b", "c")}, {"subjects": ("a",)})
    assert json.loads(both["subjects"]) == ["a", "b", "c"]


def test_a_list_has_an_end():
    many = tuple(str(n) for n in range(50))
    both = together({"series": many}, {"series": tuple(f"x{n}" for n in range(50))})
    assert len(json.loads(both["series"])) == 60


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [("AŞK-I MEMNU", "Aşk-ı memnu", "Aşk-ı memnu"), ("AŞK-I MEMNU", "AŞKI MEMNU", "AŞK-I MEMNU"),
     ("ABC", "Abc", "ABC"), ("Aşk", "Başka", "Aşk")],
)  # fmt: skip
def test_a_title_in_capitals_gives_way_and_is_sorted_anew(first, second, shown):
    both = together({"title": first}, {"title": second})
    assert both["title"] == shown
    assert (
        both["title_sort"]
        == dict(zip(COLUMNS, row_of(Facts(title=shown), ""), strict=True))["title_sort"]
    )


def test_online_is_what_the_first_says():
    assert together({"is_online": False}, {"is_online": True})["is_online"] is False
