"""Questions are drawn from the catalogue's own titles, and both engines understand them."""

import pytest

from benchmarks.catalogue import ask, zebra
from benchmarks.catalogue.generate import Plan, write_folder
from benchmarks.catalogue.measure import Failed, run
from benchmarks.catalogue.questions import questions, sample
from kopru.catalogue.search.asked import NOTHING
from kopru.catalogue.search.cql_asked import asked_in
from kopru.catalogue.search.wanted import understand

PLAN = Plan(records=2_000, seed=3, libraries=8)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    write_folder(PLAN, folder)
    return sorted(folder.glob("*.mrc"))


@pytest.fixture(scope="module")
def sets(files):
    return questions(sample(files, PLAN.records), 10)


def test_every_sort_is_drawn_and_the_same_again(sets, files):
    assert len(sets) == 12
    assert all(1 <= len(asked) <= 10 for asked in sets.values())
    assert questions(sample(files, PLAN.records), 10) == sets


def test_another_seed_has_other_questions(sets, files):
    others = questions(sample(files, PLAN.records), 10, seed=2)
    for sort in ("beginning of 3 letters", "ten of the commonest words", "about 5,000 hits"):
        assert not set(sets[sort]) & set(others[sort])


def test_koprus_search_understands_all_of_them(sets):
    for asked in sets.values():
        for question in asked:
            assert ask.tree(question) != NOTHING
            if ask.has_text(question):
                assert understand(ask.text(question)) != NOTHING
            elif question.how != "nearly":
                assert asked_in(ask.cql(question))


def test_a_command_that_fails_says_what_it_said():
    with pytest.raises(Failed, match="no such thing"):
        run(["sh", "-c", "echo no such thing >&2; exit 3"])


@pytest.mark.skipif(not zebra.is_here(), reason="Zebra is missing here")
def test_zebra_has_the_records_and_answers(sets, files, tmp_path):
    zebra.index(files, tmp_path / "zebra")
    with zebra.served(tmp_path / "zebra") as asking:
        assert asking.records(sets["everything"][0]) == PLAN.records
        for sort, asked in sets.items():
            if asked[0].how != "nearly":
                assert all(asking.records(question) for question in asked), sort
        assert asking.facets(sets["ten of the commonest words"][0]) > 0
